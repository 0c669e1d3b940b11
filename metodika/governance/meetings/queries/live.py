"""What the desk of the secretary shows, and how it learns that it has changed."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
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
    Decision,
    Passage,
    Session,
    SpecialOpinion,
    Stay,
    Vote,
)
from metodika.governance.meetings.queries.lists import SessionCard, session_card
from metodika.governance.meetings.queries.sittings import (
    electorate_for,
    quorum_at,
    recused_from,
    rules_for,
)
from metodika.governance.meetings.rules import (
    MeetingRules,
    Presence,
    Quorum,
    SeatHeld,
    Span,
    voters_present,
)

# A card is wide; a name on a slip needs this of it.
NAME = ("last_name", "first_name", "patronymic")
# Who is named first; the rest stand by the alphabet.
OFFICES = [str(office) for office in (Office.CHAIR, Office.DEPUTY, Office.SECRETARY, Office.MEMBER)]
# Asked by every desk every second or two, so it is one statement that finds by keys.
BEAT = """
SELECT pulse.revision,
    (SELECT count(*) FROM meetings_vote AS vote JOIN meetings_ballot AS ballot ON ballot.vote_id = vote.id
     WHERE vote.session_id = pulse.session_id AND vote.closed_at IS NULL AND vote.voided_at IS NULL)
FROM meetings_pulse AS pulse WHERE pulse.session_id = %s
"""


@dataclass(frozen=True)
class DeskBeat:
    """How far a session has come: its changes, and the ballots of the votes that are open."""

    revision: int
    ballots: int

    @property
    def mark(self) -> str:
        """What changes with everything that the desk shows."""
        return f"{self.revision}.{self.ballots}"

    def is_only_ballots_since(self, mark: str) -> bool:
        """Tell whether nothing but ballots has come since the mark."""
        return mark.partition(".")[0] == str(self.revision)


def desk_beat(session: int) -> DeskBeat:
    """Return the beat of a session for its desk. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, [session])
        return DeskBeat(*(cursor.fetchone() or (0, 0)))


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
class LiveVote:
    """The item in front with the vote that is open on it, if one is, and how each of those asked stands."""

    item: AgendaItem | None
    vote: Vote | None
    slips: list[Slip]

    @property
    def silent(self) -> int:
        """How many of those asked have not voted yet."""
        return sum(not slip.choice and not slip.recused for slip in self.slips)


@dataclass(frozen=True)
class Written:
    """A text of the minutes with the number of its edits."""

    field: str
    label: str
    text: str
    revision: int


@dataclass(frozen=True)
class LiveDesk(LiveVote):
    """A session at this moment as its secretary works on it; `item` is the one in front of him."""

    card: SessionCard
    rules: MeetingRules
    quorum: Quorum
    members: list[Seated]
    guests: list[Seated]
    texts: list[Written]
    decisions: list[Decision]
    opinions: list[SpecialOpinion]
    past_votes: list[Vote]

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
        vote=vote, slips=_slips(vote) if vote else [],
    )  # fmt: skip


def live_vote(session: int, *, item: int | None = None) -> LiveVote:
    """Return the part of the desk that changes with every ballot. Five queries."""
    items = list(AgendaItem.objects.filter(Q(pk=item) | Q(status=ItemStatus.OPEN), session=session))
    shown = _item_in_front(items, item)
    vote = _vote_in_front(
        list(Vote.objects.open().filter(session=session).order_by("opened_at", "pk")), shown
    )
    return LiveVote(item=shown, vote=vote, slips=_slips(vote) if vote else [])


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


def _slips(vote: Vote) -> list[Slip]:
    ballots = {
        person: (choice, person == noted_by)
        for person, choice, noted_by in vote.ballots.values_list("person", "choice", "cast_by__person")
    }
    recused = recused_from(vote.item_id)
    people = Person.objects.filter(pk__in=vote.asked).only(*NAME).order_by("sort_key", "pk")
    return [
        Slip(person, *ballots.get(person.pk, ("", False)), recused=person.pk in recused) for person in people
    ]


def people_at(session: Session, *, members_only: bool = False) -> QuerySet[Person]:
    """Return those with a card who belong to a session, by name."""
    wanted: dict[str, Any] = {"capacity": Capacity.MEMBER} if members_only else {}
    asked = Attendance.objects.filter(session=session, person__isnull=False, **wanted)
    return Person.objects.filter(pk__in=asked.values("person")).order_by("sort_key", "pk")


def session_by_ticket(session: int) -> Session:
    """Return the session of a screen whose rights were checked when its ticket was written."""
    return Session.objects.select_related("body__kind", "body__host__municipality").get(pk=session)
