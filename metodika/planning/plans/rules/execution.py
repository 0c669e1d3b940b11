"""Whether an occurrence is late, what stands in the way of a move, and what clashes with what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from metodika.planning.plans.lifecycle import AWAITED, MOVES, OCCURRENCE_MOVES, OccurrenceStatus


def may_move(status: str, to: str) -> bool:
    """Tell whether a plan in a status may come into another.

    Source: domain capabilities, C09 (states).
    """
    return to in MOVES[status]


def may_become(status: str, to: str) -> bool:
    """Tell whether an occurrence in a status may come into another.

    Source: domain capabilities, C09 (states).
    """
    return to in OCCURRENCE_MOVES[status]


def is_overdue(status: str, *, due_on: date, today: date, in_force_since: date | None) -> bool:
    """Tell whether an occurrence is late: its last day is over, and nobody has finished it.

    What was due before the plan came into force is not late: nobody had to do it yet.
    Source: Civil Code of the Russian Federation, art. 194; domain capabilities, C09 (approved after the year
    began).
    """
    return status in AWAITED and in_force_since is not None and in_force_since <= due_on < today


def is_before_plan(*, due_on: date, in_force_since: date | None) -> bool:
    """Tell whether an occurrence was due before the plan came into force.

    Source: domain capabilities, C09 (plan approved after the year began).
    """
    return in_force_since is not None and due_on < in_force_since


def was_late(status: str, *, due_on: date, done_on: date | None) -> bool:
    """Tell whether it was done after its last day.

    Source: domain capabilities, C09 (done late).
    """
    return status == OccurrenceStatus.DONE and done_on is not None and done_on > due_on


def days_for_fact(first: date, *, next_first: date | None, today: date) -> tuple[date, date] | None:
    """Return the days in which a fact proves an occurrence: from its first day until the next one begins.

    None before its first day. A fact after the last day still proves it, late.
    Source: domain capabilities, C09 (done late); a plan item is done when its fact has happened in its time.
    """
    last = min(today, next_first - timedelta(days=1)) if next_first and next_first > first else today
    return (first, last) if first <= last else None


def is_proved(*, reason: str, proof: str, files: int) -> bool:
    """Tell whether a mark by hand is enough: why it counts as done, and a document, an address or a file.

    Source: domain capabilities, C09 (an item done without evidence is not done).
    """
    return bool(reason.strip()) and (bool(proof.strip()) or files > 0)


@dataclass(frozen=True)
class Held:
    """Something that takes people's time on given days: its number, days and audience."""

    pk: int
    first: date
    last: date
    audience: str


def clashes(held: Iterable[Held]) -> list[tuple[int, int]]:
    """Return the pairs that fall on one day for one audience; an occurrence of many days clashes with none.

    Source: domain capabilities, C09 (two events same day, same audience: a warning).
    """
    of_a_day = sorted(
        (one for one in held if one.first == one.last and one.audience.strip()),
        key=lambda one: (one.first, one.pk),
    )
    return [
        (one.pk, two.pk)
        for one, two in combinations(of_a_day, 2)
        if one.first == two.first and _key(one.audience) == _key(two.audience)
    ]


def _key(audience: str) -> str:
    """Return the audience without what is typed this way or that.

    Source: domain capabilities, C09.
    """
    return " ".join(audience.casefold().replace("ё", "е").split())
