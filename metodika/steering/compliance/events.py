from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, choice_of
from metodika.steering.compliance.lifecycle import State

PLACE = {"municipality_id": "organisations.Organisation"}


@dataclass(frozen=True)
class ComplianceAssessed(Event):
    """The regulation of a municipality was assessed."""

    sentence: ClassVar = _(
        "The regulation has been assessed, clauses met: %(met)s of %(all)s. %(municipality)s"
    )
    names: ClassVar = PLACE

    municipality_id: int
    met: int
    all: int


@dataclass(frozen=True)
class ClauseWorsened(Event):
    """A clause has come into danger or has failed."""

    sentence: ClassVar = _("Clause %(code)s is now “%(state)s”. %(municipality)s")
    names: ClassVar = PLACE
    words: ClassVar = {"state": choice_of(State)}

    municipality_id: int
    standing_id: int
    code: str
    state: str
    people: list[int]


@dataclass(frozen=True)
class ClauseProved(Event):
    """A proof was added by hand."""

    sentence: ClassVar = _("A proof of clause %(code)s has been added. %(municipality)s")
    names: ClassVar = PLACE

    municipality_id: int
    code: str


@dataclass(frozen=True)
class ProofWithdrawn(Event):
    """A proof by hand counts no longer."""

    sentence: ClassVar = _("A proof of clause %(code)s has been withdrawn: %(reason)s. %(municipality)s")
    names: ClassVar = PLACE

    municipality_id: int
    code: str
    reason: str


@dataclass(frozen=True)
class ClauseWaived(Event):
    """A clause was waived for a time."""

    sentence: ClassVar = _("Clause %(code)s has been waived until %(until)s: %(reason)s. %(municipality)s")
    names: ClassVar = PLACE

    municipality_id: int
    code: str
    until: str
    reason: str


@dataclass(frozen=True)
class WaiverEnded(Event):
    """A waiver was ended before its day."""

    sentence: ClassVar = _("Clause %(code)s is no longer waived. %(municipality)s")
    names: ClassVar = PLACE

    municipality_id: int
    code: str


@dataclass(frozen=True)
class OwnerNamed(Event):
    """A person was named who answers for a clause."""

    sentence: ClassVar = _("It is said who answers for clause %(code)s: %(person)s. %(municipality)s")
    names: ClassVar = {**PLACE, "person_id": "staff.Person"}

    municipality_id: int
    standing_id: int
    code: str
    person_id: int
