"""Who is a member, how many they are, and where a composition departs from the rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from metodika.governance.bodies.rules.parameters import OFFICES, BodyRules


@dataclass(frozen=True)
class SeatFacts:
    """One seat of a composition, as far as arithmetic goes; `starts_on` None means the composition's day."""

    seat_id: int
    number: int = 0
    office: str = "member"
    person_id: int | None = None
    votes: bool = True
    represents: str = ""
    by_agreement: bool = False
    consented: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    name: str = ""

    def is_held_on(self, day: date) -> bool:
        """Tell whether a person sits in the seat on the day, both ends included."""
        begun = self.starts_on is None or self.starts_on <= day
        return self.person_id is not None and begun and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Member:
    """A person who sits in a body, once, by however many seats; the foremost seat speaks for the rest."""

    seat_id: int
    person_id: int
    office: str
    votes: bool
    represents: str = ""
    name: str = ""
    by_agreement: bool = False
    seat_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Strength:
    """How many votes the approved list has, and how many of them have a person now."""

    listed: int
    filled: int


@dataclass(frozen=True)
class Fault:
    """Something in a composition that departs from the rules; it blocks approval when a clause forbids it."""

    code: str
    blocks: bool = False
    clause: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


def members_among(seats: Iterable[SeatFacts], *, day: date) -> list[Member]:
    """Return the people who sit on the day, each once, by office and number of seat.

    One who holds two seats votes when either of them does, and once.
    Source: domain capabilities, C05, case 10; YAK-4.2.
    """
    held: dict[int, list[SeatFacts]] = {}
    for seat in sorted(seats, key=lambda one: (_rank(one.office), one.number, one.seat_id)):
        if seat.person_id is not None and seat.is_held_on(day):
            held.setdefault(seat.person_id, []).append(seat)
    return [
        Member(
            seat_id=own[0].seat_id, person_id=person_id, office=own[0].office,
            votes=any(seat.votes for seat in own), name=own[0].name,
            represents="; ".join(dict.fromkeys(seat.represents for seat in own if seat.represents)),
            by_agreement=all(seat.by_agreement for seat in own), seat_ids=tuple(seat.seat_id for seat in own),
        )
        for person_id, own in held.items()
    ]  # fmt: skip


def strength(seats: Sequence[SeatFacts], *, day: date) -> Strength:
    """Count the votes of the approved list and those that have a person on the day.

    A person with two seats is one vote in both figures; a seat that has lost its person, or never had one,
    stays in the list unless somebody else sits under the same number.
    Source: domain capabilities, C05, cases 1, 6 and 10.
    """
    voting = [seat for seat in seats if seat.votes]
    filled = {seat.person_id for seat in voting if seat.is_held_on(day)}
    held_numbers = {seat.number for seat in voting if seat.is_held_on(day)}
    vacant = {seat.number for seat in voting if not seat.is_held_on(day)} - held_numbers
    return Strength(listed=len(filled) + len(vacant), filled=len(filled))


def composition_faults(rules: BodyRules, seats: Sequence[SeatFacts], *, day: date) -> list[Fault]:
    """List where a composition departs from the rules of its body on a day, what blocks first.

    Only a parameter with a clause blocks: the number of people, the offices. Vacant seats, two seats of one
    person and a consent that is not there yet are told and do not block.
    Source: YAK-4.2a, YAK-4.2c, YAK-4.3b; domain capabilities, C05, cases 2 and 10.
    """
    members = members_among(seats, day=day)
    found = [
        *_office_faults(rules, seats, day),
        *_number_faults(rules, len(members)),
        *_seat_faults(seats, day),
    ]
    return sorted(found, key=lambda fault: not fault.blocks)


def _office_faults(rules: BodyRules, seats: Sequence[SeatFacts], day: date) -> Iterator[Fault]:
    """Find an office that nobody fills, or that two people do.

    Source: YAK-4.2a (exactly one chair, deputy and secretary).
    """
    clause = rules.clause_of("offices")
    for office in OFFICES[:-1]:
        filled = len({seat.person_id for seat in seats if seat.office == office and seat.is_held_on(day)})
        if not filled and office in rules.offices:
            yield Fault("office_empty", bool(clause), clause, {"office": office})
        elif filled > 1:
            # Two chairs are nobody's rule, whether an act names the office or not.
            yield Fault("office_twice", True, clause, {"office": office, "count": filled})


def _number_faults(rules: BodyRules, people: int) -> Iterator[Fault]:
    """Find a composition smaller than the rules ask.

    Source: YAK-4.3b (not fewer than nine).
    """
    if rules.min_members is not None and people < rules.min_members:
        clause = rules.clause_of("min_members")
        counted = {"count": people, "least": rules.min_members}
        yield Fault("too_few", bool(clause), clause, counted)


def _seat_faults(seats: Sequence[SeatFacts], day: date) -> Iterator[Fault]:
    """Find vacant seats, people with two seats, seats "by agreement" without a consent.

    Source: YAK-4.2c (by agreement); domain capabilities, C05, cases 1 and 10.
    """
    held = [seat for seat in seats if seat.is_held_on(day)]
    vacant = {seat.number for seat in seats} - {seat.number for seat in held}
    if vacant:
        yield Fault("seats_vacant", parameters={"count": len(vacant)})
    by_person: dict[int | None, list[SeatFacts]] = {}
    for seat in held:
        by_person.setdefault(seat.person_id, []).append(seat)
    for own in by_person.values():
        if len(own) > 1:
            yield Fault("person_twice", parameters={"name": own[0].name, "count": len(own)})
    for seat in held:
        if seat.by_agreement and not seat.consented:
            told = {"name": seat.name, "represents": seat.represents}
            yield Fault("consent_missing", parameters=told)


def _rank(office: str) -> int:
    """Give the place of an office among the others.

    Source: YAK-4.2a (chair, deputy, secretary, members).
    """
    return OFFICES.index(office) if office in OFFICES else len(OFFICES)
