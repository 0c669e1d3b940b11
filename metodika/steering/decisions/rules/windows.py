"""Which periods stand before and after, and when an effect may be asked for."""

from collections.abc import Callable
from datetime import date

from metodika.core.calendar import Period, calendar_year, half_year, month, quarter, school_year

PERIODS: dict[str, Callable[[date], Period]] = {
    "school_year": school_year,
    "calendar_year": calendar_year,
    "half_year": half_year,
    "quarter": quarter,
    "month": month,
}


def window_of(kind: str, *, starts_on: date, look_on: date) -> tuple[Period, Period | None]:
    """Return the last whole period before the start, and the last one that is over on the day of looking.

    The latter is None when no period after the start is over by then: the day of looking is too near.

    Source: capabilities C32 (indicator before and after; too early).
    """
    before = PERIODS[kind](starts_on).previous()
    after = PERIODS[kind](look_on)
    if after.ends_on > look_on:
        after = after.previous()
    return before, after if after.starts_on > before.starts_on else None


def first_day_to_look(kind: str, *, starts_on: date) -> date:
    """Return the first day on which a period after the start is over.

    Source: capabilities C32 (too early).
    """
    return PERIODS[kind](starts_on).ends_on


def may_move(moves: dict[str, frozenset[str]], status: str, to: str) -> bool:
    """Tell whether a state leads to another.

    Source: capabilities C31 (states).
    """
    return to in moves[status]
