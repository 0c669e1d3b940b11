"""The course of an event: its moves, its days, what of it somebody attended."""

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from metodika.planning.activities.lifecycle import MOVES, EventStatus

TENTH = Decimal("0.1")
LOWEST, HIGHEST = 1, 5


def may_move(status: str, to: str) -> bool:
    """Tell whether an event in the state may come into another.

    Source: domain capabilities, C10 (states).
    """
    return to in MOVES[status]


def takes_people(status: str, *, until: date | None, today: date) -> bool:
    """Tell whether people may register on the day; the last day of registration belongs to it.

    Source: domain capabilities, C10 (registration open/closed).
    """
    return status == EventStatus.OPEN and (until is None or today <= until)


def is_out_of_order(first: date, last: date, *, begins: time | None = None, ends: time | None = None) -> bool:
    """Tell whether the end comes before the beginning; hours matter on a single day only.

    Source: domain capabilities, C10 (date-time).
    """
    return last < first or (first == last and begins is not None and ends is not None and ends <= begins)


def hours_attended(hours: Decimal | None, *, days: int, attended: int) -> Decimal | None:
    """Return the hours of somebody who was there on some of the days, to a tenth; None without hours.

    Hours are academic; each day has an equal part of them. ValueError for an event without days.
    Source: domain capabilities, C10 (attending part of a multi-day event).
    """
    if days < 1:
        raise ValueError("An event lasts one day at least.")
    if hours is None:
        return None
    return (hours * min(attended, days) / days).quantize(TENTH, ROUND_HALF_UP)


def is_score(score: int) -> bool:
    """Tell whether the mark is one of feedback: from 1 to 5.

    Source: domain capabilities, C10 (Feedback).
    """
    return LOWEST <= score <= HIGHEST
