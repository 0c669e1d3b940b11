from typing import Any

from metodika.core.access import granted, predicate


@predicate
def is_signed_in(user: Any, target: Any = None) -> bool:
    """Hold for everybody with an account: the bell shows a person's own notices only."""
    return bool(user.is_authenticated)


PERMISSIONS = {
    "notices.read_own": is_signed_in,
    "notices.view_outbox": granted,
    "notices.send_outbox": granted,
}
