"""People: their names, numbers and contacts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.imports.snils import digits_of, format_snils, is_snils
from metodika.core.language import sort_key
from metodika.directory.staff.events import PersonChanged, PersonCreated
from metodika.directory.staff.models import Person

NAMES = ("last_name", "first_name", "patronymic")
CHANGEABLE = frozenset({
    *NAMES, "gender", "born_on", "snils", "email", "phone",
    "total_experience_since", "teaching_experience_since",
})  # fmt: skip


class PersonDetails(TypedDict, total=False):
    """What may be told of a person besides the name."""

    gender: str
    born_on: date | None
    snils: str
    email: str
    phone: str
    total_experience_since: date | None
    teaching_experience_since: date | None


def locked_person(person: Person) -> Person:
    """Return the person as he stands in the database, locked; RuleBroken when merged into another."""
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if row.merged_into_id is not None:
        raise RuleBroken(
            _("This record was merged into “%(person)s”. Open that card instead.")
            % {"person": row.merged_into}
        )
    return row


@atomic
def create_person(
    *, last_name: str, first_name: str, patronymic: str = "", by: Any, **details: Unpack[PersonDetails]
) -> Person:
    """Add a person.

    RuleBroken when the SNILS is wrong or already belongs to somebody else. The same name and birth date
    are no obstacle: show `possible_duplicates` before.
    """
    person = Person(last_name=last_name, first_name=first_name, patronymic=patronymic, **details)
    person.snils = checked_snils(person.snils)
    person.sort_key = sort_key(person.full_name)
    person.save(force_insert=True)
    announce(PersonCreated(person.pk), by=by, about=person)
    return person


@atomic
def change_person(person: Person, *, changes: Mapping[str, Any], seen: int | None = None, by: Any) -> Person:
    """Change the facts of a person; `seen` is the version that the editor had on the screen.

    EditedMeanwhile when somebody saved other values in between; RuleBroken when the SNILS is wrong or
    taken; ValueError for a field that is not changed here.
    """
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"change_person does not change {', '.join(sorted(unknown))}.")
    row = locked_person(person)
    told = dict(changes)
    if "snils" in told and digits_of(told["snils"]) != row.snils:
        told["snils"] = checked_snils(told["snils"], owner=row)
    elif "snils" in told:
        told["snils"] = row.snils
    fields = claim_version(row, seen=seen, changes=told)
    if not fields:
        return row
    row.sort_key = sort_key(row.full_name)
    row.save(update_fields=[*fields, "sort_key"])
    announce(PersonChanged(row.pk, [name for name in fields if name != "version"]), by=by, about=row)
    return row


def checked_snils(text: str, *, owner: Person | None = None) -> str:
    """Return the eleven digits of a SNILS, or nothing when it is empty.

    RuleBroken when its control number is wrong, or another person has it.
    """
    digits = digits_of(text)
    if not digits:
        return ""
    if not is_snils(digits):
        raise RuleBroken(
            _("The SNILS %(snils)s has a mistake: its last two digits do not fit the others. Check it.")
            % {"snils": format_snils(digits)}
        )
    others = Person.objects.present().filter(snils=digits)
    holder = others.exclude(pk=owner.pk).first() if owner else others.first()
    if holder:
        raise RuleBroken(
            _(
                "The SNILS %(snils)s already belongs to %(holder)s. "
                "If it is the same person, use that card or merge the two; otherwise correct the number."
            )
            % {"snils": format_snils(digits), "holder": holder}
        )
    return digits
