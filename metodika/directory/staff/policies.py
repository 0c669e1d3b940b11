from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.directory.staff.models import Leave, Person


@predicate
def is_self(user: Any, person: Any = None) -> bool:
    """Hold for the person's own record, and for what hangs on it."""
    record = person.employment if isinstance(person, Leave) else person
    owner = record.pk if isinstance(record, Person) else getattr(record, "person_id", None)
    return owner is not None and owner == getattr(user, "person_id", None)


PERMISSIONS = {
    "staff.view_person": granted | is_self,
    "staff.list_people": granted,
    "staff.create_person": granted,
    "staff.change_person": granted,
    "staff.view_private": granted | is_self,
    "staff.hire_person": granted,
    "staff.end_employment": granted,
    "staff.transfer_person": granted,
    "staff.merge_people": granted,
    "staff.import_people": granted,
    "staff.export_people": granted,
}

WORDS = {
    "staff.view_person": _("Open the cards of people"),
    "staff.list_people": _("Open the list of staff"),
    "staff.create_person": _("Add people"),
    "staff.change_person": _("Change the cards of people"),
    "staff.view_private": _("See birthdays, SNILS, contacts and the history of a person"),
    "staff.hire_person": _("Add jobs to people and change them"),
    "staff.end_employment": _("End the jobs of people"),
    "staff.transfer_person": _("Transfer people to another organisation"),
    "staff.merge_people": _("Merge two cards of one person"),
    "staff.import_people": _("Load the staff from a table"),
    "staff.export_people": _("Save the list of staff as a table"),
}
