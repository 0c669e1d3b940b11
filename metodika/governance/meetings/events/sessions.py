from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, fields_of
from metodika.governance.meetings.lifecycle import DUTIES

SESSION = {"session_id": "meetings.Session", "body_id": "bodies.Body"}
ITEM = {**SESSION, "item_id": "meetings.AgendaItem"}
VOTE = {**SESSION, "vote_id": "meetings.Vote"}
DECISION = {**SESSION, "decision_id": "meetings.Decision"}
PERSON = {**SESSION, "person_id": "staff.Person"}


def duty_in_words(told: list[Any]) -> str:
    """Return a duty as a sentence; it is kept as its code and what the sentence names."""
    code, parameters = told
    return str(DUTIES[code] % parameters)


@dataclass(frozen=True)
class SessionPlanned(Event):
    sentence: ClassVar = _("A session is planned: %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class PastSessionsEntered(Event):
    sentence: ClassVar = _("Sessions of past years have been entered together: %(session_ids)s")
    words: ClassVar = {"session_ids": len}

    session_ids: list[int]


@dataclass(frozen=True)
class SessionChanged(Event):
    sentence: ClassVar = _("The card of the session has been changed: %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class SessionConvened(Event):
    """The agenda goes out to the members and guests."""

    sentence: ClassVar = _("You are invited: %(session)s. The agenda and the materials are on its page")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class SessionPostponed(Event):
    sentence: ClassVar = _("Postponed to %(new_on)s: %(session)s. Reason: %(reason)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    new_on: str
    reason: str


@dataclass(frozen=True)
class SessionCancelled(Event):
    sentence: ClassVar = _("Cancelled: %(session)s. Reason: %(reason)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    reason: str


@dataclass(frozen=True)
class SessionOpened(Event):
    sentence: ClassVar = _("Opened: %(session)s. Members present: %(present)s of %(base)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    present: int
    base: int


@dataclass(frozen=True)
class SessionNotQuorate(Event):
    sentence: ClassVar = _(
        "Not held for want of a quorum: %(session)s. Members present: %(present)s, needed: %(required)s"
    )
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    present: int
    required: int


@dataclass(frozen=True)
class SessionPaused(Event):
    sentence: ClassVar = _("A recess has been called: %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class SessionResumed(Event):
    sentence: ClassVar = _("The session goes on: %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class SessionClosed(Event):
    sentence: ClassVar = _("Closed: %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class PresidingElected(Event):
    sentence: ClassVar = _("%(person)s has been elected to preside: %(session)s")
    names: ClassVar = PERSON

    session_id: int
    body_id: int
    person_id: int


@dataclass(frozen=True)
class RecorderAppointed(Event):
    sentence: ClassVar = _("%(person)s keeps the minutes: %(session)s")
    names: ClassVar = PERSON

    session_id: int
    body_id: int
    person_id: int


@dataclass(frozen=True)
class ItemAdded(Event):
    sentence: ClassVar = _("The agenda has a new item: %(item)s. %(session)s")
    names: ClassVar = ITEM

    session_id: int
    body_id: int
    item_id: int


@dataclass(frozen=True)
class ItemRemoved(Event):
    sentence: ClassVar = _("Taken off the agenda: %(question)s. %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    question: str


@dataclass(frozen=True)
class ItemDeferred(Event):
    sentence: ClassVar = _("Put off: %(item)s. %(session)s. Reason: %(reason)s")
    names: ClassVar = ITEM

    session_id: int
    body_id: int
    item_id: int
    reason: str


@dataclass(frozen=True)
class ItemSentOn(Event):
    """A question has gone to another body, where it waits for a session."""

    sentence: ClassVar = _("“%(body)s” has sent on to “%(target)s”: %(item)s")
    names: ClassVar = {"item_id": "meetings.AgendaItem", "body_id": "bodies.Body", "target_id": "bodies.Body"}

    item_id: int
    body_id: int
    target_id: int


@dataclass(frozen=True)
class ItemAnswered(Event):
    """The body to which a question was sent has considered it; the way back."""

    sentence: ClassVar = _("“%(target)s” has considered what “%(body)s” had sent: %(item)s")
    names: ClassVar = {"item_id": "meetings.AgendaItem", "body_id": "bodies.Body", "target_id": "bodies.Body"}

    item_id: int
    body_id: int
    target_id: int


@dataclass(frozen=True)
class VoteClosed(Event):
    """A vote has its result; `subject` and `subject_id` name what the item is about."""

    sentence: ClassVar = _(
        "Voted: %(vote)s. For: %(for_count)s, against: %(against)s, abstained: %(abstained)s. %(session)s"
    )
    names: ClassVar = VOTE

    session_id: int
    body_id: int
    vote_id: int
    for_count: int
    against: int
    abstained: int
    adopted: bool
    subject: str
    subject_id: int | None


@dataclass(frozen=True)
class VoteVoided(Event):
    sentence: ClassVar = _("The vote has been called off: %(vote)s. Reason: %(reason)s. %(session)s")
    names: ClassVar = VOTE

    session_id: int
    body_id: int
    vote_id: int
    reason: str


@dataclass(frozen=True)
class DecisionAdopted(Event):
    sentence: ClassVar = _("Decided: %(decision)s. %(session)s")
    names: ClassVar = DECISION

    session_id: int
    body_id: int
    decision_id: int
    subject: str
    subject_id: int | None


@dataclass(frozen=True)
class DecisionRejected(Event):
    sentence: ClassVar = _("Not adopted: %(decision)s. %(session)s")
    names: ClassVar = DECISION

    session_id: int
    body_id: int
    decision_id: int
    subject: str
    subject_id: int | None


@dataclass(frozen=True)
class DecisionsSentForApproval(Event):
    sentence: ClassVar = _("Decisions wait for approval (%(count)s): %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    count: int


@dataclass(frozen=True)
class DecisionsApproved(Event):
    sentence: ClassVar = _("Decisions approved by %(act)s (%(count)s): %(session)s")
    names: ClassVar = {**SESSION, "act_id": "regulations.Act"}

    session_id: int
    body_id: int
    act_id: int
    decisions: list[int]
    count: int


@dataclass(frozen=True)
class OrderApprovedNothing(Event):
    sentence: ClassVar = _(
        "Signed, but nothing is approved by it: %(order)s. %(session)s. Reason: %(reason)s"
    )
    names: ClassVar = {**SESSION, "order_id": "records.Record"}

    session_id: int
    body_id: int
    order_id: int
    reason: str


@dataclass(frozen=True)
class DecisionReturned(Event):
    sentence: ClassVar = _("Returned without approval: %(decision)s. %(session)s. Reason: %(reason)s")
    names: ClassVar = DECISION

    session_id: int
    body_id: int
    decision_id: int
    reason: str


@dataclass(frozen=True)
class DecisionsPublished(Event):
    sentence: ClassVar = _("Decisions published (%(count)s): %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    decisions: list[int]
    count: int


@dataclass(frozen=True)
class MinutesPrinted(Event):
    sentence: ClassVar = _("The minutes have been printed, they wait for signatures: %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class MinutesDisputed(Event):
    sentence: ClassVar = _("The minutes are disputed: %(session)s. Reason: %(reason)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int
    reason: str


@dataclass(frozen=True)
class MinutesSigned(Event):
    sentence: ClassVar = _("The minutes have been signed: %(session)s")
    names: ClassVar = SESSION

    session_id: int
    body_id: int


@dataclass(frozen=True)
class DutyAnnounced(Event):
    """A body owes something and its day is near; said once for each duty and day."""

    sentence: ClassVar = _("%(body)s has a duty: %(duty)s")
    names: ClassVar = {"body_id": "bodies.Body"}
    words: ClassVar = {"duty": duty_in_words}

    body_id: int
    code: str
    duty: list[Any]
    due_on: str | None
    url: str
    people: list[int]


@dataclass(frozen=True)
class AssignmentNotGiven(Event):
    """A decision is an assignment, and the rules of assignments refused it: somebody has to look."""

    sentence: ClassVar = _("Not given by itself: the assignment of decision %(decision)s. Reason: %(reason)s")
    names: ClassVar = DECISION

    session_id: int
    body_id: int
    decision_id: int
    reason: str


@dataclass(frozen=True)
class DecisionCorrected(Event):
    """A decision says something else than when its assignment was given."""

    sentence: ClassVar = _(
        "The decision behind the assignment has been corrected (%(fields)s): %(decision)s. "
        "Check the assignment: %(assignment)s"
    )
    names: ClassVar = {
        "session_id": "meetings.Session",
        "decision_id": "meetings.Decision",
        "assignment_id": "assignments.Assignment",
    }
    words: ClassVar = {"fields": fields_of("meetings.Decision")}

    session_id: int
    decision_id: int
    assignment_id: int
    people: list[int]
    fields: list[str]
