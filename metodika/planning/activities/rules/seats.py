"""Who gets a seat: first come, first served, within the seats of the event and of each institution."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How many may come: in all and of one institution; None without a limit."""

    seats: int | None = None
    per_institution: int | None = None


@dataclass(frozen=True)
class Applicant:
    """Somebody who waits: the number of the registration, and of the institution (None without one)."""

    number: int
    institution: int | None


def has_room(limits: Limits, *, taken: int, of_institution: int | None) -> bool:
    """Tell whether one more may come; `of_institution` seats are taken by his institution, None without one.

    Source: domain capabilities, C10 (quota in whole and per institution).
    """
    if limits.seats is not None and taken >= limits.seats:
        return False
    return limits.per_institution is None or of_institution is None or of_institution < limits.per_institution


def admitted(
    waiting: Iterable[Applicant], limits: Limits, *, taken: int, by_institution: Mapping[int, int]
) -> list[int]:
    """Return the numbers of those who get the free seats, in the order of their arrival.

    `waiting` stand in the order of arrival. Somebody whose institution has no seats left is passed over and
    keeps his place in the line.
    Source: domain capabilities, C10 (waiting list; quota per school).
    """
    counted, found = Counter(dict(by_institution)), []
    for one in waiting:
        of_institution = counted[one.institution] if one.institution is not None else None
        if has_room(limits, taken=taken, of_institution=of_institution):
            found.append(one.number)
            taken += 1
            if one.institution is not None:
                counted[one.institution] += 1
    return found


def smallest_limits(*, taken: int, most_of_one: int) -> Limits:
    """Return the limits below which somebody who has a seat would lose it.

    Source: domain capabilities, C10 (registration: confirmed).
    """
    return Limits(seats=taken, per_institution=most_of_one)
