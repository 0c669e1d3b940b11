from typing import Any

from metodika.core.access import predicate


@predicate
def is_signed_in(user: Any, target: Any = None) -> bool:
    """Hold for everybody with an account: what is found is narrowed row by row."""
    return bool(user.is_authenticated)


PERMISSIONS = {"search.use": is_signed_in}
