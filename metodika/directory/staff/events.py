from dataclasses import dataclass

from metodika.core.events import Event


@dataclass(frozen=True)
class PersonCreated(Event):
    person_id: int


@dataclass(frozen=True)
class PersonChanged(Event):
    person_id: int
    fields: list[str]


@dataclass(frozen=True)
class PeopleMerged(Event):
    """The dropped record is the kept person: areas above carry their rows over."""

    kept_id: int
    dropped_id: int


@dataclass(frozen=True)
class PersonHired(Event):
    person_id: int
    employment_id: int
    organisation_id: int
    started_on: str


@dataclass(frozen=True)
class EmploymentChanged(Event):
    employment_id: int
    person_id: int
    fields: list[str]


@dataclass(frozen=True)
class EmploymentEnded(Event):
    employment_id: int
    person_id: int
    organisation_id: int
    ended_on: str


@dataclass(frozen=True)
class PersonTransferred(Event):
    person_id: int
    from_organisation_id: int
    to_organisation_id: int
    transferred_on: str


@dataclass(frozen=True)
class LeaveBegun(Event):
    employment_id: int
    person_id: int
    kind: str
    started_on: str


@dataclass(frozen=True)
class LeaveEnded(Event):
    employment_id: int
    person_id: int
    ended_on: str


@dataclass(frozen=True)
class QualificationAssigned(Event):
    person_id: int
    category: str


@dataclass(frozen=True)
class EducationAdded(Event):
    person_id: int
    level: str


@dataclass(frozen=True)
class RosterApplied(Event):
    """A list of staff came in; the numbers tell how much, `person_ids` whom it touched."""

    people_created: int
    people_changed: int
    employments_created: int
    employments_changed: int
    person_ids: list[int]


@dataclass(frozen=True)
class StaffCarriedOver(Event):
    """The jobs of a merged organisation go on in its successor."""

    predecessor_id: int
    successor_id: int
    employments: int
