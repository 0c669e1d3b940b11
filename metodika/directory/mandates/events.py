from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

MANDATE = {
    "person_id": "staff.Person",
    "organisation_id": "organisations.Organisation",
    "role_id": "mandates.Role",
}


@dataclass(frozen=True)
class RolesLoaded(Event):
    """A profile has brought its roles; the codes are of those that are new or have changed."""

    sentence: ClassVar = _("The roles have been loaded from the profile %(profile)s: %(roles)s")

    profile: str
    roles: list[str]


@dataclass(frozen=True)
class MandateGiven(Event):
    sentence: ClassVar = _(
        "%(person)s has received the role “%(role)s” for %(organisation)s from %(starts_on)s"
    )
    names: ClassVar = MANDATE

    mandate_id: int
    person_id: int
    role_id: int
    organisation_id: int
    starts_on: str
    ends_on: str | None


@dataclass(frozen=True)
class MandateEnded(Event):
    sentence: ClassVar = _(
        "The role “%(role)s” of %(person)s for %(organisation)s ends on %(ends_on)s. Reason: %(reason)s"
    )
    names: ClassVar = MANDATE

    mandate_id: int
    person_id: int
    role_id: int
    organisation_id: int
    ends_on: str
    reason: str


@dataclass(frozen=True)
class MandateEndAnnounced(Event):
    """The last day is near; the system says so once, so that nobody is surprised."""

    sentence: ClassVar = _(
        "The role “%(role)s” of %(person)s for %(organisation)s is ending: the last day is %(ends_on)s"
    )
    names: ClassVar = MANDATE

    mandate_id: int
    person_id: int
    role_id: int
    organisation_id: int
    ends_on: str


@dataclass(frozen=True)
class MandateWithdrawn(Event):
    """It was taken back before its first day had passed, so it has never been in force."""

    sentence: ClassVar = _(
        "The role “%(role)s” of %(person)s for %(organisation)s was taken back. Reason: %(reason)s"
    )
    names: ClassVar = MANDATE

    mandate_id: int
    person_id: int
    role_id: int
    organisation_id: int
    reason: str


@dataclass(frozen=True)
class SubstituteAppointed(Event):
    sentence: ClassVar = _(
        "%(person)s acts for %(substituted)s as “%(role)s”, %(organisation)s, "
        "from %(starts_on)s to %(ends_on)s"
    )
    names: ClassVar = {**MANDATE, "substituted_id": "staff.Person"}

    mandate_id: int
    person_id: int
    substituted_id: int
    role_id: int
    organisation_id: int
    starts_on: str
    ends_on: str
