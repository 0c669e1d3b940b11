"""Which targets make sense, and in which years a concept has to be considered."""

from datetime import date
from decimal import Decimal

from metodika.core.calendar import Period, school_year
from metodika.planning.goals.lifecycle import MOVES

PERCENT = "%"
WHOLE = Decimal(100)


def may_move(status: str, to: str) -> bool:
    """Tell whether a goal in a status may come into another.

    Source: domain capabilities, C34 (states).
    """
    return to in MOVES[status]


def is_share_possible(value: Decimal, unit: str) -> bool:
    """Tell whether a target in percent lies between 0 and 100; other units have no such bounds.

    Source: domain capabilities, C34 (edge cases: a target of more than the whole).
    """
    return unit.strip() != PERCENT or 0 <= value <= WHOLE


def years_of(first: date, last: date | None, *, until: date) -> list[Period]:
    """Return the school years of a concept up to that of the day, the oldest first.

    A concept that begins later has none yet.
    Source: VP-1.4 (plans of subject concepts are considered yearly).
    """
    end = min(last or until, until)
    if first > end:
        return []
    found, year = [], school_year(first)
    while year.starts_on <= end:
        found.append(year)
        year = year.next()
    return found
