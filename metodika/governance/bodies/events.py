from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, choice_of, fields_of
from metodika.governance.bodies.lifecycle import Office

BODY = {"body_id": "bodies.Body"}
SEATED = {**BODY, "person_id": "staff.Person"}
OFFICE = {"office": choice_of(Office)}


@dataclass(frozen=True)
class BodyKindsLoaded(Event):
    """A profile has brought its kinds of bodies; the codes are of those that are new or have changed."""

    sentence: ClassVar = _("The kinds of bodies have been loaded from the profile %(profile)s: %(kinds)s")

    profile: str
    kinds: list[str]


@dataclass(frozen=True)
class BodyFounded(Event):
    sentence: ClassVar = _("%(body)s has been founded at %(host)s")
    names: ClassVar = {**BODY, "host_id": "organisations.Organisation"}

    body_id: int
    host_id: int
    kind: str


@dataclass(frozen=True)
class BodiesFounded(Event):
    sentence: ClassVar = _("Bodies have been founded together: %(body_ids)s")
    words: ClassVar = {"body_ids": len}

    body_ids: list[int]


@dataclass(frozen=True)
class BodyChanged(Event):
    sentence: ClassVar = _("The card of %(body)s has been changed: %(fields)s")
    names: ClassVar = BODY
    words: ClassVar = {"fields": fields_of("bodies.Body")}

    body_id: int
    fields: list[str]


@dataclass(frozen=True)
class BodyStarted(Event):
    sentence: ClassVar = _("%(body)s works from %(starts_on)s")
    names: ClassVar = BODY

    body_id: int
    starts_on: str


@dataclass(frozen=True)
class BodySuspended(Event):
    sentence: ClassVar = _("%(body)s has been suspended. Reason: %(reason)s")
    names: ClassVar = BODY

    body_id: int
    reason: str


@dataclass(frozen=True)
class BodyResumed(Event):
    sentence: ClassVar = _("%(body)s works again")
    names: ClassVar = BODY

    body_id: int


@dataclass(frozen=True)
class BodyRestored(Event):
    """The dissolution of a body has been taken back."""

    sentence: ClassVar = _("%(body)s is dissolved no longer: %(reason)s")
    names: ClassVar = BODY

    body_id: int
    reason: str


@dataclass(frozen=True)
class BodyProlonged(Event):
    sentence: ClassVar = _("%(body)s works until %(ends_on)s")
    names: ClassVar = BODY

    body_id: int
    ends_on: str


@dataclass(frozen=True)
class BodyDissolved(Event):
    sentence: ClassVar = _("%(body)s has been dissolved, its last day is %(ends_on)s. Reason: %(reason)s")
    names: ClassVar = BODY

    body_id: int
    ends_on: str
    reason: str


@dataclass(frozen=True)
class BodyEndAnnounced(Event):
    """The last day is near; the system says so once for each last day."""

    sentence: ClassVar = _("The time of %(body)s is ending: the last day is %(ends_on)s")
    names: ClassVar = BODY

    body_id: int
    ends_on: str


@dataclass(frozen=True)
class CompositionProposed(Event):
    sentence: ClassVar = _("A draft of the composition of %(body)s has been made")
    names: ClassVar = BODY

    body_id: int
    composition_id: int


@dataclass(frozen=True)
class CompositionApproved(Event):
    sentence: ClassVar = _("The composition of %(body)s has been approved from %(starts_on)s")
    names: ClassVar = BODY

    body_id: int
    composition_id: int
    starts_on: str
    act_id: int | None
    person_ids: list[int]


@dataclass(frozen=True)
class OrderApprovedNothing(Event):
    sentence: ClassVar = _("Signed, but nothing is approved by it: %(order)s. %(body)s. Reason: %(reason)s")
    names: ClassVar = {**BODY, "order_id": "records.Record"}

    body_id: int
    composition_id: int
    order_id: int
    reason: str


@dataclass(frozen=True)
class CompositionDiscarded(Event):
    sentence: ClassVar = _("The draft of the composition of %(body)s has been thrown away")
    names: ClassVar = BODY

    body_id: int


@dataclass(frozen=True)
class CompositionEndAnnounced(Event):
    """The term of a composition is near its end; the system says so once for each last day."""

    sentence: ClassVar = _("The term of the composition of %(body)s is ending: the last day is %(ends_on)s")
    names: ClassVar = BODY

    body_id: int
    composition_id: int
    ends_on: str


@dataclass(frozen=True)
class HeadAppointed(Event):
    sentence: ClassVar = _("%(person)s heads %(body)s from %(starts_on)s")
    names: ClassVar = SEATED

    body_id: int
    person_id: int
    starts_on: str


@dataclass(frozen=True)
class MemberAdmitted(Event):
    sentence: ClassVar = _("%(person)s has a seat in %(body)s from %(starts_on)s: %(office)s")
    names: ClassVar = SEATED
    words: ClassVar = OFFICE

    body_id: int
    person_id: int
    seat_id: int
    office: str
    starts_on: str


@dataclass(frozen=True)
class SeatVacated(Event):
    sentence: ClassVar = _(
        "%(person)s no longer sits in %(body)s, the last day is %(ends_on)s. Reason: %(reason)s"
    )
    names: ClassVar = SEATED

    body_id: int
    person_id: int
    seat_id: int
    ends_on: str
    reason: str


@dataclass(frozen=True)
class ConsentGiven(Event):
    sentence: ClassVar = _("%(person)s has agreed to sit in %(body)s")
    names: ClassVar = SEATED

    body_id: int
    person_id: int
    seat_id: int


@dataclass(frozen=True)
class StagePlanned(Event):
    sentence: ClassVar = _("%(body)s: the stage “%(title)s” until %(due_on)s")
    names: ClassVar = BODY

    body_id: int
    stage_id: int
    title: str
    due_on: str


@dataclass(frozen=True)
class StageChanged(Event):
    sentence: ClassVar = _("%(body)s: the stage “%(title)s” has been changed (%(fields)s)")
    names: ClassVar = BODY
    words: ClassVar = {"fields": fields_of("bodies.Stage")}

    body_id: int
    stage_id: int
    title: str
    fields: list[str]


@dataclass(frozen=True)
class StageRemoved(Event):
    sentence: ClassVar = _("%(body)s: the stage “%(title)s” has been removed. Reason: %(reason)s")
    names: ClassVar = BODY

    body_id: int
    title: str
    reason: str


@dataclass(frozen=True)
class StageFinished(Event):
    sentence: ClassVar = _("%(body)s: the stage “%(title)s” was finished on %(done_on)s: %(outcome)s")
    names: ClassVar = BODY

    body_id: int
    stage_id: int
    title: str
    done_on: str
    outcome: str


@dataclass(frozen=True)
class StageEndAnnounced(Event):
    """The last day of a stage is near and it is not finished; said once for each last day."""

    sentence: ClassVar = _("%(body)s: the stage “%(title)s” ends on %(due_on)s, its product: %(product)s")
    names: ClassVar = BODY

    body_id: int
    stage_id: int
    title: str
    product: str
    due_on: str
    people: list[int]


@dataclass(frozen=True)
class BodyCarriedOver(Event):
    """Its organisation was merged into another, and there was no body of this kind."""

    sentence: ClassVar = _("%(body)s now works at %(host)s, into which %(before)s has been merged")
    names: ClassVar = {
        **BODY, "host_id": "organisations.Organisation", "before_id": "organisations.Organisation",
    }  # fmt: skip

    body_id: int
    host_id: int
    before_id: int


@dataclass(frozen=True)
class BodyJoined(Event):
    """Its organisation was merged into another, which has a body of this kind already."""

    sentence: ClassVar = _("The work of %(body)s goes on in %(into)s from %(joined_on)s")
    names: ClassVar = {**BODY, "into_id": "bodies.Body"}

    body_id: int
    into_id: int
    joined_on: str
