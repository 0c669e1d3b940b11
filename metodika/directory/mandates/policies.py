from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.directory.staff.models import Person


@predicate
def is_own(user: Any, target: Any = None) -> bool:
    """Hold for a person's own mandates and own card."""
    if user.person_id is None or target is None or isinstance(target, type):
        return False
    person_id = target.pk if isinstance(target, Person) else getattr(target, "person_id", None)
    return bool(person_id == user.person_id)


PERMISSIONS = {
    "mandates.view_mandate": granted | is_own,
    "mandates.list_mandates": granted,
    "mandates.give_mandate": granted,
    "mandates.end_mandate": granted,
    "mandates.substitute": granted,
}

WORDS = {
    "mandates.view_mandate": _("See who answers for what"),
    "mandates.list_mandates": _("Open the list of responsible people and the table of roles"),
    "mandates.give_mandate": _("Give roles to people"),
    "mandates.end_mandate": _("End the roles of people"),
    "mandates.substitute": _("Appoint a substitute for the time of absence"),
}
