"""Who sits in a body on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from metodika.directory.staff.models import Employment, Person
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries.kinds import rules_of
from metodika.governance.bodies.rules import (
    Member,
    SeatFacts,
    SeatRule,
    Strength,
    members_among,
    strength,
)

# By what a seat is held ex officio: position, organisation, body.
Key = tuple[int | None, int | None, int | None]


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
    rows = Seat.objects.filter(composition=composition)
    rows = rows.select_related("person", "post", "post_at", "head_of", "consent")
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


def members_among_seats(seats: Iterable[Seat], day: date) -> list[Member]:
    """Return the people among seats that are already read, each once, by office."""
    return members_among(facts_of(seats), day=day)


def strength_among_seats(seats: Iterable[Seat], day: date) -> Strength:
    """Return the votes of the list and how many have a person, of seats that are already read."""
    return strength(facts_of(seats), day=day)


def heads_of_bodies(bodies: Iterable[Body | int], day: date) -> dict[int, int]:
    """Return the number of the person who heads each body on the day, headless ones left out. One query."""
    rows = (
        Seat.objects.held_on(day)
        .filter(
            composition__in=Composition.objects.as_of(day).filter(body__in=list(bodies)), office=Office.CHAIR
        )
        .order_by("-number")
    )
    return dict(rows.values_list("composition__body_id", "person_id"))


def proposed_seats(body: Body, day: date) -> list[Seat]:
    """Return the seats of the next draft, not stored: those of the composition that holds, else of the rules.

    A seat that goes with a position has its present holder, if there is exactly one; who has left a seat by
    the day is left out.
    """
    composition = composition_on(body, day)
    if composition is not None:
        return _with_holders([_copied(seat, day) for seat in _one_a_number(seats_of(composition), day)], day)
    seats = [seat for rule in rules_of(body).seats for seat in _seats_by(rule, body)]
    for number, seat in enumerate(seats, start=1):
        seat.number = number
    return _with_holders(seats, day)


def _one_a_number(seats: list[Seat], day: date) -> list[Seat]:
    """Keep one seat a number: the one that somebody holds, else the last that anybody held."""
    kept: dict[int, Seat] = {}
    for seat in seats:
        if seat.number not in kept or not kept[seat.number].facts.is_held_on(day):
            kept[seat.number] = seat
    return list(kept.values())


def _copied(seat: Seat, day: date) -> Seat:
    held = seat.facts.is_held_on(day)
    return Seat(
        number=seat.number, office=seat.office, represents=seat.represents, position=seat.position,
        post=seat.post, post_at=seat.post_at, head_of=seat.head_of, person=seat.person if held else None,
        by_agreement=seat.by_agreement, consent=seat.consent if held else None,
        consented_on=seat.consented_on if held else None, votes=seat.votes,
    )  # fmt: skip


def _seats_by(rule: SeatRule, body: Body) -> list[Seat]:
    told = {
        "office": rule.office, "represents": rule.represents, "position": rule.position,
        "by_agreement": rule.by_agreement, "votes": rule.votes,
    }  # fmt: skip
    if not rule.head_of:
        return [Seat(**told) for _place in range(rule.count)]
    heads = (
        Body.objects.active()
        .filter(kind__code=rule.head_of, kind__profile=body.kind.profile_id)
        .filter(host__municipality=body.host.municipality_id)
        .order_by("sort_key", "pk")
    )
    return [Seat(**{**told, "represents": str(headed), "head_of": headed}) for headed in heads]


def _with_holders(seats: list[Seat], day: date) -> list[Seat]:
    holders = holders_of(seats, day)
    for seat in seats:
        found = holders.get(key_of(seat), [])
        if len(found) == 1 and found[0].pk != seat.person_id:
            seat.person, seat.consent, seat.consented_on = found[0], None, None
    return seats


def key_of(seat: Seat) -> Key:
    """Return by what a seat is held ex officio: position, organisation, body; all None for a plain one."""
    return (seat.post_id if seat.post_at_id else None, seat.post_at_id, seat.head_of_id)


def holders_of(seats: Iterable[Seat], day: date) -> dict[Key, list[Person]]:
    """Return who holds on the day the positions with which seats go; a position without a holder has none.

    Three queries at most, however many seats.
    """
    keys = {key_of(seat) for seat in seats} - {(None, None, None)}
    held: dict[Key, list[Person]] = {key: [] for key in keys}
    places = {place for _post, place, _body in keys if place}
    jobs = Employment.objects.as_of(day).filter(organisation__in=places).select_related("person")
    for job in jobs.order_by("pk") if places else ():
        for key in ((job.position_id, job.organisation_id, None), (None, job.organisation_id, None)):
            if key in held and (key[0] or job.is_head) and job.person not in held[key]:
                held[key].append(job.person)
    chairs = heads_of_bodies([body for *_rest, body in keys if body], day)
    people = Person.objects.in_bulk(set(chairs.values())) if chairs else {}
    for body, person in chairs.items():
        held[None, None, body] = [people[person]]
    return held
