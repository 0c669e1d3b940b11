"""What the operations of the area give."""

from datetime import date, datetime
from typing import Any

from metodika.core.web.endpoints import Ref, Schema
from metodika.governance.meetings.models import AgendaItem, Attendance, Decision, Session, Vote
from metodika.governance.meetings.queries import SessionCard


class SessionOut(Schema):
    id: int
    version: int
    body: Ref
    number: int | None
    year: str
    kind: str
    mode: str
    theme: str
    planned_on: date
    starts_at: datetime | None
    poll_until: datetime | None
    convened_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    held_on: date | None
    place: str
    link: str
    presiding: Ref | None
    presiding_ground: str
    recorder: Ref | None
    recorder_is_temporary: bool
    status: str
    status_reason: str
    is_quorate: bool | None
    deviations: list[str]
    joint_with_id: int | None
    moved_to_id: int | None
    about: str

    @staticmethod
    def resolve_about(row: Session) -> str:
        return row.subject_name


class RecusalOut(Schema):
    id: int
    person: Ref
    reason: str


class MaterialOut(Schema):
    id: int
    title: str


class ItemOut(Schema):
    id: int
    version: int
    session_id: int | None
    body_id: int
    order: int
    question: str
    tag: str
    rapporteur: Ref | None
    rapporteur_text: str
    minutes_limit: int | None
    draft_decision: str
    source_clause: str
    added_at_session: bool
    status: str
    status_reason: str
    came_from_id: int | None


class ListedItem(ItemOut):
    co_rapporteurs: list[Ref]
    materials: list[MaterialOut]
    recusals: list[RecusalOut]

    @staticmethod
    def resolve_co_rapporteurs(item: AgendaItem) -> list[Any]:
        return list(item.co_rapporteurs.all())

    @staticmethod
    def resolve_materials(item: AgendaItem) -> list[Any]:
        return list(item.materials.all())

    @staticmethod
    def resolve_recusals(item: AgendaItem) -> list[Any]:
        return list(item.recusals.all())


class StayOut(Schema):
    id: int
    arrived_at: datetime
    left_at: datetime | None
    remote: bool


class AttendanceOut(Schema):
    id: int
    person: Ref | None
    capacity: str
    guest_name: str
    guest_of: str
    absence_reason: str
    stays: list[StayOut]

    @staticmethod
    def resolve_stays(row: Attendance) -> list[Any]:
        return list(row.stays.all())


class BallotOut(Schema):
    person: Ref
    choice: str
    cast_at: datetime


class VoteOut(Schema):
    """A vote; `needed` is the fewest votes in favour that carry, `base` of how many."""

    id: int
    item_id: int | None
    question: str
    purpose: str
    method: str
    opened_at: datetime
    closed_at: datetime | None
    voided_at: datetime | None
    voided_because: str
    for_count: int | None
    against_count: int | None
    abstained_count: int | None
    silent_count: int | None
    adopted: bool | None
    reason: str
    base: int | None
    needed: int | None

    @staticmethod
    def resolve_base(vote: Vote) -> int | None:
        found: int | None = (vote.frozen or {}).get("base")
        return found

    @staticmethod
    def resolve_needed(vote: Vote) -> int | None:
        found: int | None = (vote.frozen or {}).get("needed")
        return found


class ListedVote(VoteOut):
    ballots: list[BallotOut]

    @staticmethod
    def resolve_ballots(vote: Vote) -> list[Any]:
        return list(vote.ballots.all())


class DecisionOut(Schema):
    id: int
    version: int
    session_id: int
    item_id: int
    vote_id: int | None
    number: str
    text: str
    kind: str
    status: str
    adopted_on: date | None
    approval_due_on: date | None
    approved_on: date | None
    approval_act_id: int | None
    approved_text: str
    returned_on: date | None
    return_reason: str
    published_on: date | None
    responsible: Ref | None
    responsible_text: str
    due_on: date | None


class ToldOut(Schema):
    """When people were last told of the decisions of a session, and how many of them have said so."""

    id: int
    sent_at: datetime
    sent_count: int
    missing_count: int


class DecisionCardOut(DecisionOut):
    """A decision with the assignments given by it that the caller may see.

    `execution` says in words how far all of them are; without the right to know how the session went, nobody
    is named.
    """

    assignments: list[Ref]
    is_corrected: bool
    execution: list[str]
    told: ToldOut | None


class OpinionOut(Schema):
    id: int
    item_id: int
    person: Ref
    text: str


class PassageOut(Schema):
    """A text of the minutes; its version is the number of its edits."""

    item_id: int | None
    field: str
    text: str
    version: int

    @staticmethod
    def resolve_version(row: Any) -> int:
        return int(row.revision)


class SessionCardOut(Schema):
    session: SessionOut
    items: list[ListedItem]
    members: list[AttendanceOut]
    guests: list[AttendanceOut]
    votes: list[ListedVote]
    decisions: list[DecisionOut]
    opinions: list[OpinionOut]
    texts: list[PassageOut]

    @staticmethod
    def resolve_texts(card: SessionCard) -> list[Any]:
        return list(card.passages.values())


class OpenVoteOut(Schema):
    id: int
    question: str
    method: str
    asked: int
    may_vote: bool
    mine: str
    ballots: dict[int, str]


class StateOut(Schema):
    """A session at this moment; `mark` changes with everything that a screen shows."""

    mark: str
    status: str
    item_id: int | None
    present: list[int]
    base: int
    required: int
    quorate: bool
    vote: OpenVoteOut | None


class WarnedOut(Schema):
    code: str
    text: str
    item_id: int | None


class SessionDutyOut(Schema):
    body_id: int
    code: str
    sentence: str
    due_on: date | None
    url: str


class CountOut(Schema):
    count: int


class RecordRef(Schema):
    id: int
    kind: str
    number: str
    status: str

    @staticmethod
    def resolve_number(record: Any) -> str:
        return str(record.number_text)


class ListedDecision(DecisionOut):
    session: Ref

    @staticmethod
    def resolve_session(decision: Decision) -> Any:
        return decision.session
