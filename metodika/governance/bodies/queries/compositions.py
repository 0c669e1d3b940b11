"""Who sits in a body on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.rules import Member, SeatFacts, Strength, members_among, strength


def composition_on(body: Body, day: date) -> Composition | None:
    """Return the approved composition that holds on the day, None when there is none. One query."""
    return body.compositions.as_of(day).select_related("act").first()


def compositions_of(body: Body) -> QuerySet[Composition]:
    """Return all versions of the composition, the newest first, drafts included."""
    return body.compositions.select_related("act").order_by("-number")


def seats_of(composition: Composition | None) -> list[Seat]:
    """Return the seats by number, with people and positions; none for no composition. One query."""
    if composition is None:
        return []
    rows = composition.seats.select_related("person", "post", "post_at", "head_of", "consent")
    return list(rows.order_by("number", "pk"))


def facts_of(seats: Iterable[Seat]) -> list[SeatFacts]:
    """Return seats as the rules see them; they come with their people, or cost a query each."""
    return [seat.facts for seat in seats]


def members_on(body: Body, day: date) -> list[Member]:
    """Return the people who sit in the body on the day, each once, by office. Two queries."""
    return members_among(facts_of(seats_of(composition_on(body, day))), day=day)


def members_of_bodies(bodies: Iterable[Body | int], day: date) -> dict[int, list[Member]]:
    """Return the members of many bodies by the number of the body, empty ones left out. One query."""
    rows = (
        Seat.objects.filter(composition__in=Composition.objects.as_of(day).filter(body__in=list(bodies)))
        .select_related("person", "composition")
        .order_by("number", "pk")
    )
    seats: dict[int, list[SeatFacts]] = {}
    for seat in rows:
        seats.setdefault(seat.composition.body_id, []).append(seat.facts)
    return {number: members_among(own, day=day) for number, own in seats.items()}


def vacancies_on(body: Body, day: date) -> list[Seat]:
    """Return the seats of the composition in which nobody sits on the day, one a number. Two queries."""
    seats = seats_of(composition_on(body, day))
    held = {seat.number for seat in seats if seat.facts.is_held_on(day)}
    return list({seat.number: seat for seat in seats if seat.number not in held}.values())


def strength_on(body: Body, day: date) -> Strength:
    """Return the votes of the approved list and how many of them have a person on the day. Two queries."""
    return strength(facts_of(seats_of(composition_on(body, day))), day=day)
