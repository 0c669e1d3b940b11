"""What the desk of the secretary and the phones of members show, and how they learn that it has changed."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from metodika.directory.staff.models import Person
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.meetings.lifecycle import (
    BEFORE,
    RUNNING,
    WRITABLE,
    Capacity,
    DecisionStatus,
    ItemStatus,
    PassageField,
    SessionStatus,
    VoteMethod,
)
from metodika.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Decision,
    Passage,
    Session,
    SpecialOpinion,
    Stay,
    Vote,
)
from metodika.governance.meetings.queries.lists import SessionCard, session_card
from metodika.governance.meetings.queries.sittings import electorate_for, quorum_at, rules_for
from metodika.governance.meetings.rules import (
    MeetingRules,
    Presence,
    Quorum,
    SeatHeld,
    Span,
    voters_present,
)

# Who is named first; the rest stand by the alphabet.
OFFICES = [str(office) for office in (Office.CHAIR, Office.DEPUTY, Office.SECRETARY, Office.MEMBER)]
# Asked by every screen of every session every second or two, so it is one statement that finds by keys.
BEAT = """
SELECT pulse.revision, count(ballot.id), max(ballot.choice) FILTER (WHERE ballot.person_id = %s)
FROM meetings_pulse AS pulse
LEFT JOIN meetings_vote AS vote
    ON vote.session_id = pulse.session_id AND vote.closed_at IS NULL AND vote.voided_at IS NULL
LEFT JOIN meetings_ballot AS ballot ON ballot.vote_id = vote.id
WHERE pulse.session_id = %s
GROUP BY pulse.revision
"""


@dataclass(frozen=True)
class Beat:
    """How far a session has come: its changes, the ballots of the open vote, what the person has voted."""

    revision: int
    ballots: int
    mine: str


def beat_of(session: int, *, person: int | None) -> Beat:
    """Return the beat of a session for a person. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, [person or 0, session])
        row = cursor.fetchone() or (0, 0, None)
    return Beat(row[0], row[1], row[2] or "")


@dataclass(frozen=True)
class Seated:
    """Somebody at a session: the stays, the one that lasts, the office, whether there is a vote."""

    row: Attendance
    stays: list[Stay]
    office: str
    votes: bool

    @property
    def here(self) -> Stay | None:
        """The stay that lasts."""
        return next((stay for stay in self.stays if stay.left_at is None), None)

    @property
    def last(self) -> Stay | None:
        """The stay that began last."""
        return self.stays[-1] if self.stays else None


@dataclass(frozen=True)
class Slip:
    """One member asked in an open vote; `own` when the choice came from the member's own device."""

    person: Person
    choice: str
    own: bool
    recused: bool


@dataclass(frozen=True)
class Written:
    """A text of the minutes with the number of its edits."""

    field: str
    label: str
    text: str
    revision: int


@dataclass(frozen=True)
class LiveDesk:
    """A session at this moment as its secretary works on it; `item` is the one in front of him."""

    card: SessionCard
    rules: MeetingRules
    quorum: Quorum
    members: list[Seated]
    guests: list[Seated]
    item: AgendaItem | None
    texts: list[Written]
    decisions: list[Decision]
    opinions: list[SpecialOpinion]
    past_votes: list[Vote]
    vote: Vote | None
    slips: list[Slip]

    @property
    def session(self) -> Session:
        """The session itself."""
        return self.card.session

    @property
    def open_item(self) -> AgendaItem | None:
        """The item under discussion."""
        return next((item for item in self.card.items if item.status == ItemStatus.OPEN), None)

    @property
    def next_item(self) -> AgendaItem | None:
        """The first item that waits."""
        return next((item for item in self.card.items if item.status == ItemStatus.WAITING), None)

    @property
    def is_before(self) -> bool:
        """Whether the session has not begun."""
        return self.session.status in BEFORE

    @property
    def is_running(self) -> bool:
        """Whether the session goes on or is in a recess."""
        return self.session.status in RUNNING

    @property
    def is_open(self) -> bool:
        """Whether the session goes on at this minute."""
        return self.session.status == SessionStatus.OPENED

    @property
    def is_writable(self) -> bool:
        """Whether the minutes may be written."""
        return self.session.status in WRITABLE

    @property
    def silent(self) -> int:
        """How many of those asked have not voted yet."""
        return sum(not slip.choice and not slip.recused for slip in self.slips)

    @property
    def proposed(self) -> list[Decision]:
        """The decisions on the item that nobody has voted on."""
        return [row for row in self.decisions if row.status == DecisionStatus.PROPOSED]


def live_desk(session: Session, *, item: int | None = None) -> LiveDesk:
    """Return what the desk shows, with the named item in front or else the one under discussion.

    Some sixteen queries once the session is open, four more before.
    """
    card, now = session_card(session), timezone.now()
    rules, electorate = rules_for(session), electorate_for(session)
    seats = {seat.person_id: seat for seat in electorate.seats}
    people = [_seated(row, seats.get(row.person_id or 0)) for row in [*card.members, *card.guests]]
    present = voters_present(
        electorate, [_presence(one) for one in people], now, remote_allowed=rules.remote_allowed
    )
    shown = _item_in_front(card.items, item)
    vote = _vote_in_front(card.votes, shown)
    return LiveDesk(
        card=card, rules=rules, quorum=quorum_at(session, present),
        members=sorted(
            (one for one in people if one.row.capacity == Capacity.MEMBER),
            key=lambda one: OFFICES.index(seats[one.row.person_id].office)
            if one.row.person_id in seats else len(OFFICES),
        ),
        guests=[one for one in people if one.row.capacity == Capacity.INVITED],
        item=shown, texts=_texts(card, shown),
        decisions=[row for row in card.decisions if shown and row.item_id == shown.pk],
        opinions=[row for row in card.opinions if shown and row.item_id == shown.pk],
        past_votes=[
            row for row in card.votes if not row.is_open and row.item_id == (shown.pk if shown else None)
        ],
        vote=vote, slips=_slips(vote, card) if vote else [],
    )  # fmt: skip


def _seated(row: Attendance, seat: SeatHeld | None) -> Seated:
    stays = list(row.stays.all())
    is_member = row.capacity == Capacity.MEMBER
    office = str(Office(seat.office).label) if seat and is_member else ""
    return Seated(row, stays, office, bool(seat and seat.votes and is_member))


def _presence(one: Seated) -> Presence:
    spans = tuple(Span(stay.arrived_at, stay.left_at, stay.remote) for stay in one.stays)
    return Presence(one.row.person_id or 0, spans, one.row.capacity == Capacity.INVITED)


def _item_in_front(items: list[AgendaItem], wanted: int | None) -> AgendaItem | None:
    named = next((item for item in items if item.pk == wanted), None)
    return named or next((item for item in items if item.status == ItemStatus.OPEN), None)


def _vote_in_front(votes: list[Vote], item: AgendaItem | None) -> Vote | None:
    """Return the vote that is open: in a poll the one on the item in front, else the only one."""
    going_on = [row for row in votes if row.is_open]
    here = [row for row in going_on if item and row.item_id == item.pk]
    others = [row for row in going_on if row.method != VoteMethod.CORRESPONDENCE]
    return next(iter([*here, *others]), None)


def _texts(card: SessionCard, item: AgendaItem | None) -> list[Written]:
    fields = (PassageField.HEARD, PassageField.SPOKE) if item else (PassageField.OPENING,)
    return [_written(card, item, field) for field in fields]


def _written(card: SessionCard, item: AgendaItem | None, field: PassageField) -> Written:
    found: Passage | None = card.passages.get((item.pk if item else None, field))
    return Written(field, str(field.label), found.text if found else "", found.revision if found else 0)


def _slips(vote: Vote, card: SessionCard) -> list[Slip]:
    item = next((one for one in card.items if one.pk == vote.item_id), None)
    recused = {row.person_id for row in item.recusals.all()} if item else set[int]()
    people = {row.person_id: row.person for row in card.members}
    ballots = {row.person_id: row for row in Ballot.objects.filter(vote=vote).select_related("cast_by")}
    return [
        Slip(person, ballots[number].choice if number in ballots else "",
             number in ballots and _is_own(ballots[number]), number in recused)
        for number, person in people.items()
        if person is not None and number in vote.asked
    ]  # fmt: skip


def _is_own(ballot: Ballot) -> bool:
    return ballot.cast_by is not None and ballot.cast_by.person_id == ballot.person_id


@dataclass(frozen=True)
class Followed:
    """What a member sees on the phone: the item, the quorum, the question, what was decided last."""

    session: Session
    rules: MeetingRules
    item: AgendaItem | None
    quorum: Quorum | None
    vote: Vote | None
    may_vote: bool
    mine: str
    last: Vote | None


def followed(session: Session, *, person: int | None, mine: str) -> Followed:
    """Return what a person who follows a session sees; `mine` is the choice that the beat told.

    Four queries.
    """
    votes = list(session.votes.filter(voided_at=None).order_by("-opened_at", "-pk")[:1])
    newest = votes[0] if votes else None
    vote = newest if newest and newest.is_open else None
    item = session.items.filter(status=ItemStatus.OPEN).first()
    rules = rules_for(session)
    asked = vote is not None and person in vote.asked and vote.method != VoteMethod.TOTALS
    may_vote = rules.members_vote and asked and not _is_recused(vote, person)
    present = _present(session, rules) if session.status in RUNNING else None
    return Followed(
        session=session, rules=rules, item=item,
        quorum=quorum_at(session, present) if present is not None else None,
        vote=vote, may_vote=bool(may_vote), mine=mine, last=newest if vote is None else None,
    )  # fmt: skip


def _is_recused(vote: Vote | None, person: int | None) -> bool:
    if vote is None or vote.item is None:
        return False
    return vote.item.recusals.filter(person=person).exists()


def _present(session: Session, rules: MeetingRules) -> frozenset[int]:
    here = Stay.objects.filter(attendance__session=session, left_at=None)
    if not rules.remote_allowed:
        here = here.filter(remote=False)
    people = set(here.values_list("attendance__person", flat=True))
    return electorate_for(session).voters & people


def people_at(session: Session, *, members_only: bool = False) -> QuerySet[Person]:
    """Return those with a card who belong to a session, by name."""
    wanted: dict[str, Any] = {"capacity": Capacity.MEMBER} if members_only else {}
    asked = Attendance.objects.filter(session=session, person__isnull=False, **wanted)
    return Person.objects.filter(pk__in=asked.values("person")).order_by("sort_key", "pk")


def session_by_ticket(session: int) -> Session:
    """Return the session of a screen whose rights were checked when its ticket was written."""
    return Session.objects.select_related("body__kind", "body__host__municipality").get(pk=session)
