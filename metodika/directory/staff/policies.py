from typing import Any

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
