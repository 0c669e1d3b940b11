"""What a session is counted by: its rules, its members, who is here."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Prefetch

from metodika.directory.mandates.queries import today_at
from metodika.governance.bodies.models import Composition, Seat
from metodika.governance.bodies.queries import (
    members_among_seats,
    rules_of,
    seats_of,
    stored_rules,
    strength_among_seats,
)
from metodika.governance.meetings.lifecycle import Capacity
from metodika.governance.meetings.models import Recusal, Session, Stay
from metodika.governance.meetings.rules import (
    Electorate,
    MeetingRules,
    Presence,
    Quorum,
    SeatHeld,
    Span,
    quorum,
    voters_present,
)


def rules_for(session: Session) -> MeetingRules:
    """Return the rules of a session: those frozen at its opening, before it those of the body now."""
    return stored_rules(session.rules) if session.rules is not None else rules_of(session.body)


def electorate_for(session: Session) -> Electorate:
    """Return the members of a session: those at its opening, before it those of the planned day.

    No query for a session that has been opened, two for one that has not.
    """
    if session.electorate is not None:
        seats = tuple(
            SeatHeld(person, office, votes) for person, office, votes in session.electorate["seats"]
        )
        return Electorate(seats, session.electorate["listed"])
    return electorate_on(session, session.planned_on)


def electorate_on(session: Session, day: date) -> Electorate:
    """Return the members of the body as the composition of the day has them. Two queries."""
    return electorate_in(holding_composition(session, day), day)


def holding_composition(session: Session, day: date) -> Composition | None:
    """Return the approved composition of the body on a day. One query."""
    return Composition.objects.as_of(day).filter(body=session.body_id).first()


def compositions_of_bodies(bodies: Collection[int]) -> dict[int, dict[Composition, list[Seat]]]:
    """Return the approved compositions of bodies, each with its seats and people. Three queries."""
    seats = Prefetch("seats", Seat.objects.select_related("person").order_by("number", "pk"))
    found: dict[int, dict[Composition, list[Seat]]] = {}
    for one in Composition.objects.approved().filter(body__in=bodies).prefetch_related(seats):
        found.setdefault(one.body_id, {})[one] = list(one.seats.all())
    return found


def electorate_in(composition: Composition | None, day: date) -> Electorate:
    """Return the members that a composition has on a day. One query."""
    return electorate_among(seats_of(composition), day)


def electorate_among(seats: Sequence[Seat], day: date) -> Electorate:
    """Return the members on a day among seats that are already read."""
    members = members_among_seats(seats, day)
    held = tuple(SeatHeld(member.person_id, member.office, member.votes) for member in members)
    return Electorate(held, strength_among_seats(seats, day).listed)


def presences_of(session: Session) -> list[Presence]:
    """Return the stays of everybody with a card here, guests included. One query."""
    rows = (
        Stay.objects.filter(attendance__session=session, attendance__person__isnull=False)
        .order_by("arrived_at")
        .values_list("attendance__person", "attendance__capacity", "arrived_at", "left_at", "remote")
    )
    spans: dict[tuple[int, bool], list[Span]] = {}
    for person, capacity, arrived_at, left_at, remote in rows:
        spans.setdefault((person, capacity == Capacity.INVITED), []).append(Span(arrived_at, left_at, remote))
    return [Presence(person, tuple(own), invited) for (person, invited), own in spans.items()]


def voters_here(session: Session, moment: datetime) -> frozenset[int]:
    """Return the members with a vote who are here at the moment. One query once the session is open."""
    return voters_present(
        electorate_for(session),
        presences_of(session),
        moment,
        remote_allowed=rules_for(session).remote_allowed,
    )


def quorum_at(session: Session, present: Sequence[int] | frozenset[int]) -> Quorum:
    """Count the quorum for these people present."""
    electorate = electorate_for(session)
    return quorum(
        rules_for(session), listed=electorate.listed, filled=electorate.filled, present=len(present)
    )


def recused_from(item_id: int | None) -> frozenset[int]:
    """Return who takes no part in votes on an item. One query."""
    if item_id is None:
        return frozenset()
    return frozenset(Recusal.objects.filter(item=item_id).values_list("person_id", flat=True))


def local_day(session: Session, moment: datetime) -> date:
    """Return the date of a moment in the municipality of the body."""
    return today_at(session.body.host, now=moment)
