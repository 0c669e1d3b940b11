"""From which day to which day a fact is asked, by words that an indicator can keep as data."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period

PERIOD, EVER = "period", "ever"
LAST_DAY, FIRST_DAY, ANY_DAY = "last_day", "first_day", "any_day"
MONTHS_A_YEAR = 12
MONTHS_OF_PIECE = {"month": 1, "quarter": 3, "half_year": 6}
FEBRUARY, LEAP_DAY, MONTHS_30 = 2, 29, frozenset({4, 6, 9, 11})
DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MONTHS_BACK = re.compile(r"back:([1-9]\d{0,2})m")
MONTHS_AGO = re.compile(r"ago:([1-9]\d{0,2})m")


@dataclass(frozen=True, order=True)
class Span:
    """Whole days, both ends included; `first` None is without a beginning."""

    first: date | None
    last: date


def span_of(when: str, period: Period, *, lasting: bool) -> Span:
    """Return the days of a period on which a fact is asked.

    For a state (`lasting`): "last_day" (the usual), "first_day", "any_day" of the period, or a day of every
    year such as "09-20", which is the latest such day not after the period's end. For an event: "period"
    (the usual), "back:36m" (so many months up to the period's last day), "ago:36m" (a period as long, so many
    months before), "ever" (any time up to that day).
    RuleBroken for words that do not fit. Source: domain cycle, calculation rules (as-of date).
    """
    when = when or (LAST_DAY if lasting else PERIOD)
    return _days_of_state(when, period) if lasting else _days_of_event(when, period)


def _days_of_state(when: str, period: Period) -> Span:
    if when == ANY_DAY:
        return Span(period.starts_on, period.ends_on)
    if when in {FIRST_DAY, LAST_DAY}:
        day = period.starts_on if when == FIRST_DAY else period.ends_on
        return Span(day, day)
    found = DAY_OF_YEAR.fullmatch(when)
    if not found or not _is_day(int(found[1]), int(found[2])):
        raise RuleBroken(
            _("“%(when)s” is no day on which a state can be asked: name a day of the year such as 09-20.")
            % {"when": when}
        )
    day = _latest(int(found[1]), int(found[2]), period.ends_on)
    return Span(day, day)


def _days_of_event(when: str, period: Period) -> Span:
    if when == PERIOD:
        return Span(period.starts_on, period.ends_on)
    if when == EVER:
        return Span(None, period.ends_on)
    if found := MONTHS_AGO.fullmatch(when):
        first, after = period.starts_on, period.ends_on + timedelta(days=1)
        months = -int(found[1])
        return Span(_months_later(first, months), _months_later(after, months) - timedelta(days=1))
    found = MONTHS_BACK.fullmatch(when)
    if not found:
        raise RuleBroken(
            _("“%(when)s” is no time in which an event can be asked: say “period”, “ever” or “back:36m”.")
            % {"when": when}
        )
    after = _months_later(period.ends_on + timedelta(days=1), -int(found[1]))
    return Span(after, period.ends_on)


def pieces_of(period: Period, piece: str) -> list[Span]:
    """Cut a period into whole months, quarters or half-years counted from its first day.

    A school year so falls into quarters that begin in September, a calendar year into its own. A shorter
    rest is left out, so a period shorter than one piece is one piece itself. Source: clause VP-5.2.
    """
    if piece not in MONTHS_OF_PIECE:
        raise RuleBroken(
            _("“%(piece)s” is no part of a period: say month, quarter or half_year.") % {"piece": piece}
        )
    found: list[Span] = []
    step, begin = MONTHS_OF_PIECE[piece], period.starts_on
    while (after := _months_later(period.starts_on, step * (len(found) + 1))) <= period.ends_on + timedelta(
        days=1
    ):
        found.append(Span(begin, after - timedelta(days=1)))
        begin = after
    return found or [Span(period.starts_on, period.ends_on)]


def _is_day(month: int, day: int) -> bool:
    longest = LEAP_DAY if month == FEBRUARY else 30 if month in MONTHS_30 else 31
    return day <= longest


def _latest(month: int, day: int, until: date) -> date:
    this_year = _day_in(until.year, month, day)
    return this_year if this_year <= until else _day_in(until.year - 1, month, day)


def _day_in(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _months_later(day: date, months: int) -> date:
    years, zero_based = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    return _day_in(day.year + years, zero_based + 1, day.day)
