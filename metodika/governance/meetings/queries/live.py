"""What the desk of the secretary shows, and how it learns that it has changed."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
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
from metodika.governance.meetings.queries.sittings import (
    electorate_for,
    quorum_at,
    recused_from,
    rules_for,
)
from metodika.governance.meetings.rules import (
    Electorate,
    MeetingRules,
    Presence,
    Quorum,
    SeatHeld,
    Span,
    voters_present,
)

# A card is wide; a name on a slip needs this of it.
NAME = ("last_name", "first_name", "patronymic")
PERSON = [f"person__{field}" for field in NAME]
OPEN = Q(closed_at=None, voided_at=None)
# Who is named first; the rest stand by the alphabet.
OFFICES = [str(office) for office in (Office.CHAIR, Office.DEPUTY, Office.SECRETARY, Office.MEMBER)]
Row = TypeVar("Row", Decision, SpecialOpinion)
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
    def office_name(self) -> str:
        """The office in words."""
        return str(Office(self.office).label) if self.office else ""

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

    session: Session
    items: list[AgendaItem]
    rules: MeetingRules
    quorum: Quorum
    members: list[Seated]
    guests: list[Seated]
    texts: list[Written]
    decisions: list[Decision]
    opinions: list[SpecialOpinion]
    past_votes: list[Vote]

    @property
    def open_item(self) -> AgendaItem | None:
        """The item under discussion."""
        return next((item for item in self.items if item.status == ItemStatus.OPEN), None)

    @property
    def next_item(self) -> AgendaItem | None:
        """The first item that waits."""
        return next((item for item in self.items if item.status == ItemStatus.WAITING), None)

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

    Some twelve queries once the session is open, two more before; of the items, only that in front is whole.
    """
    items = list(session.items.select_related("rapporteur").order_by("order"))
    shown = _item_in_front(items, item)
    if shown is not None:
        prefetch_related_objects([shown], "co_rapporteurs", "recusals__person")
    rules, electorate = rules_for(session), electorate_for(session)
    people = _people(session, electorate)
    present = voters_present(
        electorate, [_presence(one) for one in people], timezone.now(), remote_allowed=rules.remote_allowed
    )
    votes = list(session.votes.filter(OPEN | Q(item=shown)).order_by("opened_at", "pk"))
    vote = _vote_in_front(votes, shown)
    return LiveDesk(
        session=session, items=items, rules=rules, quorum=quorum_at(session, present),
        members=[one for one in people if one.row.capacity == Capacity.MEMBER],
        guests=[one for one in people if one.row.capacity == Capacity.INVITED],
        item=shown, texts=_texts(session, shown),
        decisions=_on_item(session.decisions.select_related("vote", "responsible"), shown),
        opinions=_on_item(session.opinions.select_related("person"), shown),
        past_votes=[row for row in votes if not row.is_open],
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


def _people(session: Session, electorate: Electorate) -> list[Seated]:
    """Return everybody at the session, officers first, the others by the alphabet."""
    seats = {seat.person_id: seat for seat in electorate.seats}
    rows = (
        session.attendances.select_related("person")
        .only("session", "capacity", "guest_name", "guest_of", "absence_reason", *PERSON)
        .prefetch_related(Prefetch("stays", Stay.objects.order_by("arrived_at")))
        .order_by("person__sort_key", "guest_name", "pk")
    )
    found = [_seated(row, seats.get(row.person_id or 0)) for row in rows]
    return sorted(found, key=lambda one: OFFICES.index(one.office) if one.office in OFFICES else len(OFFICES))


def _seated(row: Attendance, seat: SeatHeld | None) -> Seated:
    stays = list(row.stays.all())
    is_member = row.capacity == Capacity.MEMBER
    return Seated(
        row, stays, seat.office if seat and is_member else "", bool(seat and seat.votes and is_member)
    )


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


def _texts(session: Session, item: AgendaItem | None) -> list[Written]:
    fields = (PassageField.HEARD, PassageField.SPOKE) if item else (PassageField.OPENING,)
    found = {row.field: row for row in Passage.objects.filter(session=session, item=item)}
    return [_written(field, found.get(field)) for field in fields]


def _written(field: PassageField, found: Passage | None) -> Written:
    return Written(field, str(field.label), found.text if found else "", found.revision if found else 0)


def _on_item(rows: QuerySet[Row], item: AgendaItem | None) -> list[Row]:
    return list(rows.filter(item=item).order_by("pk")) if item is not None else []


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
