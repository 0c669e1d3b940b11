"""Spans of whole days that people name: a school year, a quarter, November, a term, any dates."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

from django.utils import dates as month_names
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

MONTHS_A_YEAR = 12
MONTHS_A_HALF = 6
MONTHS_A_QUARTER = 3
FEBRUARY = 2
ROMAN = ("I", "II", "III", "IV")


class MonthDay(NamedTuple):
    """A day of every year, for instance the first of September."""

    month: int
    day: int


SCHOOL_YEAR_START = MonthDay(9, 1)


class PeriodKind(StrEnum):
    """What a span of days is, so that it can name itself and find its neighbour."""

    SCHOOL_YEAR = "school_year"
    CALENDAR_YEAR = "calendar_year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    TERM_QUARTER = "term_quarter"
    TERM_TRIMESTER = "term_trimester"
    TERM_HALF_YEAR = "term_half_year"
    DATES = "dates"


MONTHS_OF_KIND = {
    PeriodKind.SCHOOL_YEAR: MONTHS_A_YEAR,
    PeriodKind.CALENDAR_YEAR: MONTHS_A_YEAR,
    PeriodKind.HALF_YEAR: MONTHS_A_HALF,
    PeriodKind.QUARTER: MONTHS_A_QUARTER,
    PeriodKind.MONTH: 1,
}
TERM_KINDS = frozenset({PeriodKind.TERM_QUARTER, PeriodKind.TERM_TRIMESTER, PeriodKind.TERM_HALF_YEAR})


@dataclass(frozen=True, order=True)
class Period:
    """Whole days from `starts_on` to `ends_on`, both included.

    `number` is the place of an academic term in its year (1 for the first) and 0 for everything else.
    """

    starts_on: date
    ends_on: date
    kind: PeriodKind = PeriodKind.DATES
    number: int = 0

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError(f"The period ends on {self.ends_on}, before it starts on {self.starts_on}.")

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __iter__(self) -> Iterator[date]:
        return (self.starts_on + timedelta(days=number) for number in range(self.days))

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def key(self) -> str:
        """A stable name for addresses and storage: `school_year:2026-09-01:2027-08-31`."""
        tail = f":{self.number}" if self.number else ""
        return f"{self.kind}:{self.starts_on}:{self.ends_on}{tail}"

    @classmethod
    def from_key(cls, key: str) -> Self:
        """Read back what `key` wrote; ValueError for anything else."""
        kind, starts_on, ends_on, *number = key.split(":")
        return cls(
            date.fromisoformat(starts_on),
            date.fromisoformat(ends_on),
            PeriodKind(kind),
            int(number[0]) if number else 0,
        )

    def contains(self, other: "Period") -> bool:
        """Whether every day of the other period is a day of this one."""
        return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on

    def overlaps(self, other: "Period") -> bool:
        """Whether at least one day belongs to both."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def common_with(self, other: "Period") -> "Period | None":
        """Return the days that belong to both as a plain period, None when there are none."""
        if not self.overlaps(other):
            return None
        return dates(max(self.starts_on, other.starts_on), min(self.ends_on, other.ends_on))

    def next(self) -> "Period":
        """Return the following period of the same kind; any dates are followed by as many days.

        ValueError for an academic term: only its AcademicYear knows the neighbours.
        """
        return self._shifted(1)

    def previous(self) -> "Period":
        """Return the preceding period of the same kind, see `next`."""
        return self._shifted(-1)

    def _shifted(self, steps: int) -> "Period":
        if self.kind in TERM_KINDS:
            raise ValueError(
                "An academic term does not know its neighbours; ask AcademicYear.after or before."
            )
        months = MONTHS_OF_KIND.get(self.kind)
        if months is None:
            span = timedelta(days=self.days * steps)
            return Period(self.starts_on + span, self.ends_on + span, self.kind)
        starts_on = _add_months(self.starts_on, months * steps)
        return _of_months(starts_on, self.kind)

    @property
    def label(self) -> str:
        """Name for a person, in the language of the page: «2026/2027 учебный год», «IV квартал 2026 г.»."""
        if self.kind in TERM_KINDS:
            return _term_label(self)
        year = self.starts_on.year
        match self.kind:
            case PeriodKind.SCHOOL_YEAR:
                return gettext("School year %(start)s/%(end)s") % {"start": year, "end": year + 1}
            case PeriodKind.CALENDAR_YEAR:
                return pgettext("period", "Year %(year)s") % {"year": year}
            case PeriodKind.HALF_YEAR:
                number = ROMAN[(self.starts_on.month - 1) // MONTHS_A_HALF]
                return gettext("Half-year %(number)s of %(year)s") % {"number": number, "year": year}
            case PeriodKind.QUARTER:
                number = ROMAN[(self.starts_on.month - 1) // MONTHS_A_QUARTER]
                return gettext("Quarter %(number)s of %(year)s") % {"number": number, "year": year}
            case PeriodKind.MONTH:
                name = _month_name(self.starts_on)
                return pgettext("period", "%(month)s %(year)s") % {"month": name, "year": year}
        return _dates_label(self)

    def __str__(self) -> str:
        return self.label


def school_year(day: date, *, start: MonthDay = SCHOOL_YEAR_START) -> Period:
    """Return the school year to which the day belongs.

    It runs from `start` (the first of September unless the municipality says otherwise) for twelve months.
    """
    first = date(day.year, *start)
    return _of_months(first if day >= first else date(day.year - 1, *start), PeriodKind.SCHOOL_YEAR)


def calendar_year(day: date) -> Period:
    """Return the year from January to December to which the day belongs."""
    return _of_months(date(day.year, 1, 1), PeriodKind.CALENDAR_YEAR)


def half_year(day: date) -> Period:
    """Return January to June or July to December, whichever the day belongs to."""
    return _of_months(_first_of(day, MONTHS_A_HALF), PeriodKind.HALF_YEAR)


def quarter(day: date) -> Period:
    """Return the quarter of the calendar year to which the day belongs."""
    return _of_months(_first_of(day, MONTHS_A_QUARTER), PeriodKind.QUARTER)


def month(day: date) -> Period:
    """Return the month to which the day belongs."""
    return _of_months(day.replace(day=1), PeriodKind.MONTH)


def dates(starts_on: date, ends_on: date) -> Period:
    """Return the days from the first to the last, both included; ValueError when they are swapped."""
    return Period(starts_on, ends_on)


def _of_months(starts_on: date, kind: PeriodKind) -> Period:
    ends_on = _add_months(starts_on, MONTHS_OF_KIND[kind]) - timedelta(days=1)
    return Period(starts_on, ends_on, kind)


def _first_of(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _add_months(day: date, months: int) -> date:
    years, zero_based = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, number = day.year + years, zero_based + 1
    return date(year, number, min(day.day, calendar.monthrange(year, number)[1]))


def _month_name(day: date) -> str:
    name = str(month_names.MONTHS[day.month])
    # Django's catalogue begins the Russian month with a capital, which is right in no sentence.
    return name.lower() if get_language() == "ru" else name


def _term_label(period: Period) -> str:
    year = school_year(period.starts_on).starts_on.year
    words = {"number": period.number, "start": year, "end": year + 1}
    if period.kind == PeriodKind.TERM_QUARTER:
        return gettext("Term %(number)s of four, school year %(start)s/%(end)s") % words
    if period.kind == PeriodKind.TERM_TRIMESTER:
        return gettext("Trimester %(number)s, school year %(start)s/%(end)s") % words
    return gettext("Half-year %(number)s, school year %(start)s/%(end)s") % words


def _dates_label(period: Period) -> str:
    if period.starts_on == period.ends_on:
        return date_format(period.starts_on)
    return gettext("%(first)s – %(last)s") % {
        "first": date_format(period.starts_on),
        "last": date_format(period.ends_on),
    }
