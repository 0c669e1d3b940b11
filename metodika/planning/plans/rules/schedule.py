"""When an item falls due: its schedule as a value, and its occurrences over the period of a plan."""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from metodika.core.calendar import (
    SCHOOL_YEAR_START,
    Period,
    calendar_year,
    dates,
    half_year,
    month,
    quarter,
    school_year,
)
from metodika.planning.plans.lifecycle import Every, ScheduleKind

DAYS_OF_YEAR = 366
WEEK = 7
LAST_DAY = 31
MOST_OCCURRENCES = 600


class Day(NamedTuple):
    """A day, with or without its year; a day that the month does not have is the month's last one."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; `first` None: no later than `last`, from the plan's first day."""

    first: Day | None
    last: Day


@dataclass(frozen=True)
class Schedule:
    """When an item is done: on days and in periods, again and again, or without days at all.

    `every` and `times` tell how often; `day` is the day of the month (or of the quarter's last month) by
    which it is done, 0 for the end of the period.
    """

    kind: ScheduleKind
    spans: tuple[Span, ...] = ()
    every: Every | None = None
    times: int = 1
    day: int = 0

    def as_data(self) -> dict[str, Any]:
        """Return the schedule as plain values for storage.

        Source: domain quirks, D9.
        """
        spans = [[list(one.first) if one.first else None, list(one.last)] for one in self.spans]
        every = self.every.value if self.every else ""
        return {
            "kind": self.kind.value, "spans": spans, "every": every, "times": self.times, "day": self.day,
        }  # fmt: skip

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Schedule":
        """Read back what `as_data` wrote; nothing stored is a schedule that is not understood.

        Source: domain quirks, D9.
        """
        if not data:
            return UNKNOWN
        spans = tuple(Span(Day(*first) if first else None, Day(*last)) for first, last in data["spans"])
        every = Every(data["every"]) if data["every"] else None
        return cls(ScheduleKind(data["kind"]), spans, every, data["times"], data["day"])


UNKNOWN = Schedule(ScheduleKind.UNKNOWN)


def on_calendar(day: Day, year: int) -> date:
    """Return the date of a day in a year; the 31st of a short month is its last day.

    Source: Civil Code of the Russian Federation, art. 192, part 3 (a month without such a day).
    """
    year = day.year or year
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def occurrences(schedule: Schedule, period: Period, *, terms: Sequence[Period] = ()) -> list[Period]:
    """Return what an item comes to over the period of its plan, by the last day; each is due on its end.

    `terms` are the academic quarters, for plans that count in them instead of calendar quarters. What has no
    days (a separate schedule, an open term, words not understood) comes to nothing yet.
    Source: domain capabilities, C09 (yearly item over a five-year road map, "quarterly" in a school year).
    """
    found: list[Period]
    if schedule.kind == ScheduleKind.SPANS:
        found = [one for span in schedule.spans for one in _of_span(span, period)]
    elif schedule.kind == ScheduleKind.REPEATED and schedule.every is not None:
        units = units_of(schedule.every, period, terms=terms)
        found = [part for unit in units for part in _parts(unit, schedule, period)]
    elif schedule.kind == ScheduleKind.THROUGHOUT:
        found = units_of(Every.YEAR, period)
    else:
        found = []
    return sorted(set(found), key=lambda one: (one.ends_on, one.starts_on))[:MOST_OCCURRENCES]


def _of_span(span: Span, period: Period) -> Iterator[Period]:
    """Yield the span in each year of the period that it does not name; outside the period it is kept as told.

    Source: domain capabilities, C09 (schedule: date, period); a day without a year is of the plan's years.
    """
    if span.last.year is not None:
        last = on_calendar(span.last, span.last.year)
        first = on_calendar(span.first, span.first.year or span.last.year) if span.first else None
        yield dates(min(first or min(period.starts_on, last), last), last)
        return
    for year in range(period.starts_on.year - 1, period.ends_on.year + 1):
        first_day = on_calendar(span.first, year) if span.first else None
        last_day = on_calendar(span.last, year)
        if first_day and last_day < first_day:
            last_day = on_calendar(span.last, year + 1)
        if last_day not in period and (first_day is None or first_day not in period):
            continue
        begun = first_day or max(period.starts_on, last_day - timedelta(days=DAYS_OF_YEAR - 2))
        common = dates(begun, last_day).common_with(period)
        if common:
            yield common


def units_of(every: Every, period: Period, *, terms: Sequence[Period] = ()) -> list[Period]:
    """Return the weeks, months, quarters, half-years or years of a period, cut at its ends.

    A period of a year at most is one year; a longer one that begins with a school year counts school years.
    Source: domain capabilities, C09 ("quarterly" in a school year with holidays; five occurrences).
    """
    if every == Every.QUARTER and terms:
        return [common for term in terms if (common := term.common_with(period))]
    if every == Every.YEAR and period.days <= DAYS_OF_YEAR:
        return [dates(period.starts_on, period.ends_on)]
    if every == Every.WEEK:
        return list(_weeks(period))
    in_school_years = (period.starts_on.month, period.starts_on.day) == SCHOOL_YEAR_START
    of_day = {
        Every.MONTH: month, Every.QUARTER: quarter, Every.HALF_YEAR: half_year,
        Every.YEAR: school_year if in_school_years else calendar_year,
    }[every]  # fmt: skip
    unit = of_day(period.starts_on)
    found = []
    while unit.starts_on <= period.ends_on:
        found.append(unit.common_with(period))
        unit = unit.next()
    return [one for one in found if one]


def _weeks(period: Period) -> Iterator[Period]:
    """Yield the weeks from Monday to Sunday, the first and the last one cut.

    Source: ГОСТ ИСО 8601-2001, 2.2.8 (the week begins on Monday).
    """
    first = period.starts_on
    while first <= period.ends_on:
        last = min(first + timedelta(days=WEEK - 1 - first.weekday()), period.ends_on)
        yield dates(first, last)
        first = last + timedelta(days=1)


def _parts(unit: Period, schedule: Schedule, period: Period) -> Iterator[Period]:
    """Yield the parts of one unit: as many as it is to be done, by the day of its last month.

    Source: domain capabilities, C09 (recurrence); Civil Code of the Russian Federation, art. 192, part 3.
    """
    for part in divided(unit, schedule.times):
        last = part.ends_on
        if schedule.day:
            last = on_calendar(Day(last.year, last.month, schedule.day), last.year)
        for span in schedule.spans:
            # «ежегодно, до 1 сентября»: the day within each unit.
            yield from (one for one in _of_span(span, part) if one.ends_on in part)
        if not schedule.spans and part.starts_on <= last <= period.ends_on:
            yield dates(part.starts_on, last)


def divided(unit: Period, times: int) -> list[Period]:
    """Divide days into parts as even as can be; never more parts than days.

    Source: municipal practice: «2 раза в год» is once a half-year, «4 раза в год» once a quarter.
    """
    times = max(1, min(times, unit.days))
    months = (unit.ends_on.year - unit.starts_on.year) * 12 + unit.ends_on.month - unit.starts_on.month + 1
    if unit.starts_on.day == 1 and months % times == 0:
        starts = [_months_later(unit.starts_on, months // times * place) for place in range(times)]
    else:
        starts = [unit.starts_on + timedelta(days=unit.days * place // times) for place in range(times)]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), unit.ends_on]
    return [dates(first, last) for first, last in zip(starts, ends, strict=True)]


def _months_later(day: date, count: int) -> date:
    """Return the first day of the month so many months later.

    Source: Civil Code of the Russian Federation, art. 192, part 3.
    """
    years, rest = divmod(day.month - 1 + count, 12)
    return date(day.year + years, rest + 1, 1)


def moved_by_years(schedule: Schedule, years: int) -> Schedule:
    """Return the schedule of an item that is copied into the plan of other years.

    Source: municipal practice: next year's plan is made from last year's.
    """
    spans = tuple(
        Span(_later(one.first, years), _later(one.last, years) or one.last) for one in schedule.spans
    )
    return Schedule(schedule.kind, spans, schedule.every, schedule.times, schedule.day)


def _later(day: Day | None, years: int) -> Day | None:
    """Return the day so many years later; a day without a year stays.

    Source: municipal practice: next year's plan is made from last year's.
    """
    return day._replace(year=day.year + years) if day and day.year is not None else day


def whole_years_between(before: Period, after: Period) -> int:
    """Return how many years lie between the beginnings of two plans, to the nearest year.

    Source: municipal practice: next year's plan is made from last year's.
    """
    months = (after.starts_on.year - before.starts_on.year) * 12
    months += after.starts_on.month - before.starts_on.month
    return round(months / 12)


def next_period(period: Period) -> tuple[date, date]:
    """Return the first and the last day of the plan that follows: as many whole years (or months) later.

    Source: municipal practice: next year's plan is made from last year's.
    """
    months = (
        (period.ends_on.year - period.starts_on.year) * 12 + period.ends_on.month - period.starts_on.month + 1
    )
    first = _months_later(period.starts_on, months)
    return first, _months_later(first, months) - timedelta(days=1)
