from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import predicate


@predicate
def is_signed_in(user: Any, target: Any = None) -> bool:
    """Hold for everybody with an account: what is found is narrowed row by row."""
    return bool(user.is_authenticated)


PERMISSIONS = {"search.use": is_signed_in}

WORDS = {
    "search.use": _("Search for people, organisations and acts"),
}
