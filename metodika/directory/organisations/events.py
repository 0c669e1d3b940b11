from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, fields_of

ORGANISATION = {"organisation_id": "organisations.Organisation"}
GUEST = {**ORGANISATION, "hub_id": "organisations.Organisation"}


@dataclass(frozen=True)
class OrganisationCreated(Event):
    sentence: ClassVar = _("%(organisation)s has been added")
    names: ClassVar = ORGANISATION

    organisation_id: int
    name: str


@dataclass(frozen=True)
class OrganisationsLoaded(Event):
    """Many organisations at once; `created_ids` and `changed_ids` tell which."""

    sentence: ClassVar = _("Organisations have been loaded: %(created_ids)s added, %(changed_ids)s changed")
    words: ClassVar = {"created_ids": len, "changed_ids": len}

    created_ids: list[int]
    changed_ids: list[int]


@dataclass(frozen=True)
class OrganisationChanged(Event):
    sentence: ClassVar = _("The card of %(organisation)s has been changed: %(fields)s")
    names: ClassVar = ORGANISATION
    words: ClassVar = {"fields": fields_of("organisations.Organisation")}

    organisation_id: int
    fields: list[str]


@dataclass(frozen=True)
class OrganisationRenamed(Event):
    sentence: ClassVar = _("“%(before)s” has been renamed “%(after)s” from %(renamed_on)s")
    names: ClassVar = ORGANISATION

    organisation_id: int
    before: str
    after: str
    renamed_on: str


@dataclass(frozen=True)
class OrganisationMoved(Event):
    sentence: ClassVar = _("%(organisation)s has got another place in the tree")
    names: ClassVar = ORGANISATION

    organisation_id: int
    old_path: str
    new_path: str


@dataclass(frozen=True)
class ReorganisationBegun(Event):
    sentence: ClassVar = _("The reorganisation of %(organisation)s has begun")
    names: ClassVar = ORGANISATION

    organisation_id: int


@dataclass(frozen=True)
class ReorganisationCancelled(Event):
    sentence: ClassVar = _("The reorganisation of %(organisation)s has been called off")
    names: ClassVar = ORGANISATION

    organisation_id: int


@dataclass(frozen=True)
class OrganisationMerged(Event):
    """The predecessor's work goes on in the successor; `carries_staff` asks to continue the jobs there."""

    sentence: ClassVar = _("%(predecessor)s has been merged into %(successor)s on %(merged_on)s")
    names: ClassVar = {
        "predecessor_id": "organisations.Organisation",
        "successor_id": "organisations.Organisation",
    }

    predecessor_id: int
    successor_id: int
    merged_on: str
    carries_staff: bool


@dataclass(frozen=True)
class OrganisationClosed(Event):
    sentence: ClassVar = _("%(organisation)s has been closed on %(closed_on)s")
    names: ClassVar = ORGANISATION

    organisation_id: int
    closed_on: str


@dataclass(frozen=True)
class OrganisationReopened(Event):
    sentence: ClassVar = _("%(organisation)s has been opened again")
    names: ClassVar = ORGANISATION

    organisation_id: int


@dataclass(frozen=True)
class GuestWelcomed(Event):
    sentence: ClassVar = _("%(hub)s now serves %(organisation)s as a guest")
    names: ClassVar = GUEST

    hub_id: int
    organisation_id: int


@dataclass(frozen=True)
class GuestLeft(Event):
    sentence: ClassVar = _("%(hub)s no longer serves %(organisation)s as a guest")
    names: ClassVar = GUEST

    hub_id: int
    organisation_id: int
