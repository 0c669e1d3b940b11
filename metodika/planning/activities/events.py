from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

EVENT = {"event_id": "activities.Event"}
PERSON = {**EVENT, "person_id": "staff.Person"}
RUN = {"run_id": "activities.CertificateRun"}


@dataclass(frozen=True)
class EventPlanned(Event):
    sentence: ClassVar = _("The event %(event)s has been planned")
    names: ClassVar = EVENT

    event_id: int


@dataclass(frozen=True)
class EventAnnounced(Event):
    """`is_open`: people may register from now on."""

    sentence: ClassVar = _("The event %(event)s has been announced")
    names: ClassVar = EVENT

    event_id: int
    is_open: bool


@dataclass(frozen=True)
class RegistrationClosed(Event):
    sentence: ClassVar = _("Registration for %(event)s is closed")
    names: ClassVar = EVENT

    event_id: int


@dataclass(frozen=True)
class EventMoved(Event):
    sentence: ClassVar = _("The event %(event)s has been moved to %(day)s: %(reason)s")
    names: ClassVar = EVENT

    event_id: int
    day: str
    reason: str


@dataclass(frozen=True)
class EventCancelled(Event):
    sentence: ClassVar = _("The event %(event)s is cancelled: %(reason)s")
    names: ClassVar = EVENT

    event_id: int
    reason: str


@dataclass(frozen=True)
class EventHeld(Event):
    sentence: ClassVar = _("The event %(event)s has been held. Say what you thought of it")
    names: ClassVar = EVENT

    event_id: int
    plan_item_id: int | None


@dataclass(frozen=True)
class PeopleRegistered(Event):
    """`by_others`: people whom somebody else has put on the list."""

    sentence: ClassVar = _("Registered for %(event)s: %(count)s, on the waiting list: %(waiting)s")
    names: ClassVar = EVENT

    event_id: int
    count: int
    waiting: int
    by_others: list[int]


@dataclass(frozen=True)
class RegistrationCancelled(Event):
    sentence: ClassVar = _("%(person)s does not come to %(event)s")
    names: ClassVar = PERSON

    event_id: int
    person_id: int


@dataclass(frozen=True)
class SeatGiven(Event):
    sentence: ClassVar = _("A seat has become free: %(person)s comes to %(event)s")
    names: ClassVar = PERSON

    event_id: int
    person_id: int


@dataclass(frozen=True)
class AttendanceCorrected(Event):
    sentence: ClassVar = _("The presence of %(person)s at %(event)s has been corrected: %(reason)s")
    names: ClassVar = PERSON

    event_id: int
    person_id: int
    reason: str


@dataclass(frozen=True)
class CertificateVoided(Event):
    sentence: ClassVar = _("The certificate %(number)s of %(person)s is void: %(reason)s")
    names: ClassVar = PERSON

    event_id: int
    person_id: int
    number: str
    reason: str


@dataclass(frozen=True)
class RunStarted(Event):
    sentence: ClassVar = _("Printing of certificates has begun: %(run)s. People: %(total)s")
    names: ClassVar = RUN

    run_id: int
    portion: int
    total: int


@dataclass(frozen=True)
class RunWentOn(Event):
    """A portion has been printed, the next one waits for its turn among the other jobs."""

    sentence: ClassVar = _("Certificates printed so far: %(done)s of %(total)s. %(run)s")
    names: ClassVar = RUN

    run_id: int
    portion: int
    done: int
    total: int


@dataclass(frozen=True)
class RunFinished(Event):
    sentence: ClassVar = _("All certificates are ready: %(run)s. People: %(total)s, without one: %(refused)s")
    names: ClassVar = RUN

    run_id: int
    total: int
    refused: int
