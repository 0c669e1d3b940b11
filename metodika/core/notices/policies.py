from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted_at_top, predicate


@predicate
def is_signed_in(user: Any, target: Any = None) -> bool:
    """Hold for everybody with an account: the bell shows a person's own notices only."""
    return bool(user.is_authenticated)


PERMISSIONS = {
    "notices.read_own": is_signed_in,
    "notices.view_outbox": granted_at_top,
    "notices.send_outbox": granted_at_top,
}

WORDS = {
    "notices.read_own": _("Read one's own notices and choose how to be told"),
    "notices.view_outbox": _("See the letters before and after they leave"),
    "notices.send_outbox": _("Send mass letters or drop them"),
}
