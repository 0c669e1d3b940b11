from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, choice_of, fields_of
from metodika.directory.staff.lifecycle import EducationLevel, LeaveKind, QualificationCategory

PERSON = {"person_id": "staff.Person"}


@dataclass(frozen=True)
class PersonCreated(Event):
    sentence: ClassVar = _("%(person)s has been added to the staff")
    names: ClassVar = PERSON

    person_id: int


@dataclass(frozen=True)
class PersonChanged(Event):
    sentence: ClassVar = _("The card of %(person)s has been changed: %(fields)s")
    names: ClassVar = PERSON
    words: ClassVar = {"fields": fields_of("staff.Person")}

    person_id: int
    fields: list[str]


@dataclass(frozen=True)
class PersonErased(Event):
    """Who the person is has been taken out of the card; areas that keep it elsewhere follow."""

    sentence: ClassVar = _("The personal data of %(person)s have been erased")
    names: ClassVar = PERSON

    person_id: int


@dataclass(frozen=True)
class PeopleMerged(Event):
    """The dropped record is the kept person: areas above carry their rows over."""

    sentence: ClassVar = _("The card No. %(dropped_id)s has been merged into the card of %(kept)s")
    names: ClassVar = {"kept_id": "staff.Person"}

    kept_id: int
    dropped_id: int


@dataclass(frozen=True)
class PeopleToldApart(Event):
    sentence: ClassVar = _("%(one)s and %(other)s are two people, not one")
    names: ClassVar = {"one_id": "staff.Person", "other_id": "staff.Person"}

    one_id: int
    other_id: int


@dataclass(frozen=True)
class PeopleDoubtedAgain(Event):
    sentence: ClassVar = _("%(one)s and %(other)s stand among possible duplicates again")
    names: ClassVar = {"one_id": "staff.Person", "other_id": "staff.Person"}

    one_id: int
    other_id: int


@dataclass(frozen=True)
class PersonHired(Event):
    sentence: ClassVar = _("%(person)s works in %(organisation)s from %(started_on)s")
    names: ClassVar = {**PERSON, "organisation_id": "organisations.Organisation"}

    person_id: int
    employment_id: int
    organisation_id: int
    started_on: str


@dataclass(frozen=True)
class EmploymentChanged(Event):
    sentence: ClassVar = _("The job of %(person)s has been changed: %(fields)s")
    names: ClassVar = PERSON
    words: ClassVar = {"fields": fields_of("staff.Employment")}

    employment_id: int
    person_id: int
    fields: list[str]


@dataclass(frozen=True)
class EmploymentEnded(Event):
    sentence: ClassVar = _("The job of %(person)s in %(organisation)s ends on %(ended_on)s")
    names: ClassVar = {**PERSON, "organisation_id": "organisations.Organisation"}

    employment_id: int
    person_id: int
    organisation_id: int
    ended_on: str


@dataclass(frozen=True)
class PersonTransferred(Event):
    sentence: ClassVar = _(
        "%(person)s has been transferred from %(from_organisation)s to %(to_organisation)s on "
        "%(transferred_on)s"
    )
    names: ClassVar = {
        **PERSON,
        "from_organisation_id": "organisations.Organisation",
        "to_organisation_id": "organisations.Organisation",
    }

    person_id: int
    from_organisation_id: int
    to_organisation_id: int
    transferred_on: str


@dataclass(frozen=True)
class LeaveBegun(Event):
    sentence: ClassVar = _("%(person)s is on leave from %(started_on)s: %(kind)s")
    names: ClassVar = PERSON
    words: ClassVar = {"kind": choice_of(LeaveKind)}

    employment_id: int
    person_id: int
    kind: str
    started_on: str


@dataclass(frozen=True)
class LeaveEnded(Event):
    sentence: ClassVar = _("The leave of %(person)s ends on %(ended_on)s")
    names: ClassVar = PERSON

    employment_id: int
    person_id: int
    ended_on: str


@dataclass(frozen=True)
class QualificationAssigned(Event):
    sentence: ClassVar = _("%(person)s has been assigned a category: %(category)s")
    names: ClassVar = PERSON
    words: ClassVar = {"category": choice_of(QualificationCategory)}

    person_id: int
    category: str


@dataclass(frozen=True)
class EducationAdded(Event):
    sentence: ClassVar = _("An education of %(person)s has been recorded: %(level)s")
    names: ClassVar = PERSON
    words: ClassVar = {"level": choice_of(EducationLevel)}

    person_id: int
    level: str


@dataclass(frozen=True)
class RosterApplied(Event):
    """A list of staff came in; the numbers tell how much, `person_ids` whom it touched."""

    sentence: ClassVar = _(
        "A list of staff has been loaded: %(people_created)s people added, %(people_changed)s "
        "changed, %(employments_created)s jobs added, %(employments_changed)s changed"
    )

    people_created: int
    people_changed: int
    employments_created: int
    employments_changed: int
    person_ids: list[int]


@dataclass(frozen=True)
class StaffCarriedOver(Event):
    """The jobs of a merged organisation go on in its successor."""

    sentence: ClassVar = _("Jobs carried over from %(predecessor)s to %(successor)s: %(employments)s")
    names: ClassVar = {
        "predecessor_id": "organisations.Organisation",
        "successor_id": "organisations.Organisation",
    }

    predecessor_id: int
    successor_id: int
    employments: int
