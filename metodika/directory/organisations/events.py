from dataclasses import dataclass

from metodika.core.events import Event


@dataclass(frozen=True)
class OrganisationCreated(Event):
    organisation_id: int
    name: str


@dataclass(frozen=True)
class OrganisationsLoaded(Event):
    """Many organisations at once; `created_ids` and `changed_ids` tell which."""

    created_ids: list[int]
    changed_ids: list[int]


@dataclass(frozen=True)
class OrganisationChanged(Event):
    organisation_id: int
    fields: list[str]


@dataclass(frozen=True)
class OrganisationRenamed(Event):
    organisation_id: int
    before: str
    after: str
    renamed_on: str


@dataclass(frozen=True)
class OrganisationMoved(Event):
    organisation_id: int
    old_path: str
    new_path: str


@dataclass(frozen=True)
class ReorganisationBegun(Event):
    organisation_id: int


@dataclass(frozen=True)
class ReorganisationCancelled(Event):
    organisation_id: int


@dataclass(frozen=True)
class OrganisationMerged(Event):
    """The predecessor's work goes on in the successor; `carries_staff` asks to continue the jobs there."""

    predecessor_id: int
    successor_id: int
    merged_on: str
    carries_staff: bool


@dataclass(frozen=True)
class OrganisationClosed(Event):
    organisation_id: int
    closed_on: str


@dataclass(frozen=True)
class OrganisationReopened(Event):
    organisation_id: int


@dataclass(frozen=True)
class GuestWelcomed(Event):
    hub_id: int
    organisation_id: int


@dataclass(frozen=True)
class GuestLeft(Event):
    hub_id: int
    organisation_id: int
