"""Sessions for tests: planned, opened with so many members, with a vote, closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import services
from metodika.governance.meetings.models import AgendaItem, Attendance, Session, Stay, Vote
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.bodies import make_council
from tests.factories.clock import today_there


def plan(body: Body | None = None, *, on: date | None = None, items: int = 1, **more: Any) -> Session:
    """A planned session of a council of nine, with an agenda."""
    session = services.plan_session(body or make_council(), on=on or today_there(), by=None, **more)
    for number in range(items):
        services.add_item(session, question=f"Вопрос {number + 1}", by=None)
    return session


def members(session: Session) -> list[Attendance]:
    """The members of a session: chair, deputy, secretary, the others."""
    rows = {row.person_id: row for row in session.attendances.select_related("person")}
    seats = session.body.compositions.approved().order_by("-starts_on").first().seats.order_by("number", "pk")
    return [rows[seat.person_id] for seat in seats if seat.person_id in rows]


def arrive(rows: Sequence[Attendance]) -> None:
    """Note that these have come; all at once, for one by one it was a tenth of the time of these tests."""
    moment = timezone.now()
    Stay.objects.bulk_create(Stay(attendance=row, arrived_at=moment) for row in rows)


def opened(body: Body | None = None, *, present: int = 6, items: int = 1, **more: Any) -> Session:
    """A session that goes on with the first so many members present."""
    session = plan(body, items=items, **more)
    arrive(members(session)[:present])
    return services.open_session(session, by=None)


def first_item(session: Session) -> AgendaItem:
    return session.items.order_by("order").first()


def put(session: Session, item: AgendaItem | None = None, **more: Any) -> Vote:
    """A vote by name that is open."""
    return services.open_vote(
        session, question="Одобрить?", item=item or first_item(session), by=None, **more
    )


def vote_all(vote: Vote, people: Sequence[Person], choice: str = "for") -> None:
    for person in people:
        services.cast_ballot(vote, person=person, choice=choice, by=None)


def decided(session: Session, item: AgendaItem | None = None, *, votes: int = 5, text: str = "Одобрить план"):
    """A decision carried by so many hands."""
    item = item or first_item(session)
    vote = services.vote_at_once(session, question=text, item=item, totals=VoteTotals(votes, 0, 0), by=None)
    return services.record_decision(item, text=text, vote=vote, by=None)


def closed(body: Body | None = None, *, present: int = 6, **more: Any) -> Session:
    """A closed session with one decision."""
    session = opened(body, present=present, **more)
    decided(session)
    return services.close_session(session, by=None)
