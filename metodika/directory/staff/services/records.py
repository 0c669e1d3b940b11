"""What a person has earned: education and qualification categories."""

from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.staff.events import EducationAdded, PersonChanged, QualificationAssigned
from metodika.directory.staff.models import Education, Person, Position, Qualification
from metodika.directory.staff.rules.employments import ends_before_it_begins
from metodika.directory.staff.services.people import locked_person


@atomic
def assign_qualification(
    person: Person,
    *,
    category: str,
    assigned_on: date | None,
    by: Any,
    act: str = "",
    valid_until: date | None = None,
    position: Position | None = None,
) -> Qualification:
    """Record a category assigned by an act on a day.

    RuleBroken when it ends before it begins, or the same category of the same day is recorded.
    """
    row = locked_person(person)
    if ends_before_it_begins(assigned_on, valid_until):
        raise RuleBroken(_("The category would end before it was assigned. Check both days."))
    if row.qualifications.filter(category=category, assigned_on=assigned_on).exists():
        raise RuleBroken(_("This category with this day is recorded already."))
    made = Qualification.objects.create(
        person=row,
        category=category,
        assigned_on=assigned_on,
        valid_until=valid_until,
        act=act,
        position=position,
    )
    announce(QualificationAssigned(row.pk, category), by=by, about=row)
    return made


@atomic
def remove_qualification(qualification: Qualification, *, by: Any) -> None:
    """Take out a category that was recorded by mistake; the history keeps it."""
    person = qualification.person
    qualification.delete()
    announce(PersonChanged(person.pk, ["qualifications"]), by=by, about=person)


@atomic
def add_education(
    person: Person,
    *,
    level: str,
    by: Any,
    institution: str = "",
    speciality: str = "",
    finished_in: int | None = None,
    is_pedagogical: bool = False,
) -> Education:
    """Record a document of education; RuleBroken when its year lies before the person was born."""
    row = locked_person(person)
    if finished_in and row.born_on and finished_in <= row.born_on.year:
        raise RuleBroken(_("The year of graduation lies before the person was born. Check it."))
    made = Education.objects.create(
        person=row,
        level=level,
        institution=institution,
        speciality=speciality,
        finished_in=finished_in,
        is_pedagogical=is_pedagogical,
    )
    announce(EducationAdded(row.pk, level), by=by, about=row)
    return made


@atomic
def remove_education(education: Education, *, by: Any) -> None:
    """Take out an education that was recorded by mistake; the history keeps it."""
    person = education.person
    education.delete()
    announce(PersonChanged(person.pk, ["educations"]), by=by, about=person)
