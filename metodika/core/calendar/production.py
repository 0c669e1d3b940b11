"""The Russian production calendar: which days are worked, and when a deadline falls.

One file a year in `data/`; a newer year is added by putting its file beside them, no code is touched.
"""

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from django.utils.translation import gettext
from pydantic import BaseModel, ConfigDict

from metodika.core.access import RuleBroken
from metodika.core.files.yaml import check_shape, read_yaml

BUILT_IN = Path(__file__).parent / "data"
SATURDAY = 5
MONTHS_A_YEAR = 12


class TimeUnit(StrEnum):
    """What a deadline is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class CalendarYearMissing(RuleBroken):
    """A day was asked about whose year has no production calendar yet."""

    def __init__(self, year: int, folder: Path) -> None:
        self.year = year
        self.file = folder / file_name(year)
        super().__init__(
            gettext(
                "There is no production calendar for %(year)s, so working days cannot be counted. "
                "Ask the administrator to add the file %(file)s; the file of an earlier year is a sample."
            )
            % {"year": year, "file": self.file}
        )


class CalendarFileBroken(RuleBroken):
    """The file of a year is there and cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            gettext("The production calendar in the file %(file)s cannot be read: %(reason)s")
            % {"file": path, "reason": reason}
        )


@dataclass(frozen=True)
class WorkingYear:
    """One year of the calendar; `source` is the act that moved its days off."""

    year: int
    source: str
    norm_days: int
    holidays: frozenset[date]
    days_off: frozenset[date]
    working_weekends: frozenset[date]
    shortened: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Whether the day of this year is worked in a five-day week."""
        if day in self.working_weekends:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays and day not in self.days_off

    @cached_property
    def working_days(self) -> tuple[date, ...]:
        """All working days of the year in order."""
        days = (date(self.year, 1, 1) + timedelta(days=number) for number in range(366))
        return tuple(day for day in days if day.year == self.year and self.is_working(day))


class ProductionCalendar:
    """Working days of a five-day week over the years whose files are there.

    `folders` are looked through in order, the first that has the year's file wins; `days_off` are further
    days without work, for instance the holidays of a republic (Labour Code, art. 6).
    """

    def __init__(self, folders: Iterable[Path] = (BUILT_IN,), *, days_off: Iterable[date] = ()) -> None:
        self.folders = tuple(folders)
        self.days_off = frozenset(days_off)
        self._years: dict[int, tuple[date, ...]] = {}

    @property
    def years(self) -> list[int]:
        """The years that have a file, in order."""
        names = {path.stem for folder in self.folders for path in folder.glob("ru-*.yaml")}
        return sorted(int(name.removeprefix("ru-")) for name in names)

    def year(self, number: int) -> WorkingYear:
        """Return the year as its file has it; CalendarYearMissing when there is none."""
        for folder in self.folders:
            path = folder / file_name(number)
            if path.is_file():
                return _read_year(path, number)
        raise CalendarYearMissing(number, self.folders[0])

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked.

        Source: Labour Code of the Russian Federation, art. 111-112.
        """
        days = self._working_days(day.year)
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def is_shortened(self, day: date) -> bool:
        """Whether the working day is an hour shorter, being the eve of a holiday.

        Source: Labour Code of the Russian Federation, art. 95.
        """
        return day in self.year(day.year).shortened and self.is_working_day(day)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the count-th working day after the day, or before it when the count is negative.

        A count of 0 gives the day itself when it is worked, else the nearest working day after it.
        CalendarYearMissing when the way leads through a year without a file.
        """
        year, days = day.year, self._working_days(day.year)
        place = (bisect_left(days, day) if count <= 0 else bisect_right(days, day) - 1) + count
        while place < 0:
            year -= 1
            days = self._working_days(year)
            place += len(days)
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._working_days(year)
        return days[place]

    def working_days_between(self, first: date, last: date) -> int:
        """Return the number of working days from the first to the last, both included.

        ValueError when they are swapped.
        """
        if last < first:
            raise ValueError(f"The last day {last} is before the first day {first}.")
        return sum(
            bisect_right(days, last) - bisect_left(days, first)
            for days in map(self._working_days, range(first.year, last.year + 1))
        )

    def deadline(self, start: date, amount: int, unit: TimeUnit = TimeUnit.WORKING_DAYS) -> date:
        """Return the last day of a term that begins the day after `start`.

        A term of days, weeks, months or years that would end on a day off ends on the next working day;
        a month without that number ends on its last day. ValueError for an amount below 1.
        Source: Civil Code of the Russian Federation, art. 190-193.
        """
        if amount < 1:
            raise ValueError(f"A deadline needs an amount of at least 1, not {amount}.")
        if unit == TimeUnit.WORKING_DAYS:
            return self.add_working_days(start, amount)
        return self.add_working_days(_shifted(start, amount, unit), 0)

    def _working_days(self, number: int) -> tuple[date, ...]:
        if number not in self._years:
            days = self.year(number).working_days
            self._years[number] = tuple(day for day in days if day not in self.days_off)
        return self._years[number]


@lru_cache(maxsize=8)
def production_calendar(*folders: Path) -> ProductionCalendar:
    """Return the calendar of the given folders and, after them, of the files that come with Metodika."""
    return ProductionCalendar((*folders, BUILT_IN))


def file_name(year: int) -> str:
    """Return the name that the file of a year must have."""
    return f"ru-{year}.yaml"


def _shifted(start: date, amount: int, unit: TimeUnit) -> date:
    if unit == TimeUnit.CALENDAR_DAYS:
        return start + timedelta(days=amount)
    if unit == TimeUnit.WEEKS:
        return start + timedelta(weeks=amount)
    months = amount * MONTHS_A_YEAR if unit == TimeUnit.YEARS else amount
    years, zero_based = divmod(start.month - 1 + months, MONTHS_A_YEAR)
    year, month = start.year + years, zero_based + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


class YearFile(BaseModel):
    """What a file of a year holds; days are written MM-DD."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    year: int
    source: str
    norm_days: int
    holidays: list[str]
    days_off: dict[str, str]
    working_weekends: dict[str, str]
    shortened: list[str]

    def as_year(self) -> WorkingYear:
        """Turn the written days into dates; ValueError for a day that the year does not have."""
        return WorkingYear(
            year=self.year,
            source=self.source,
            norm_days=self.norm_days,
            holidays=self._days(self.holidays),
            days_off=self._days(self.days_off),
            working_weekends=self._days(self.working_weekends),
            shortened=self._days(self.shortened),
        )

    def _days(self, written: Iterable[str]) -> frozenset[date]:
        return frozenset(date.fromisoformat(f"{self.year:04}-{day}") for day in written)


@lru_cache(maxsize=64)
def _read_year(path: Path, number: int) -> WorkingYear:
    tree, problems = read_yaml(path, shown_as=path.name)
    written, wrong = check_shape(tree, YearFile)
    problems.extend(wrong)
    if written is None or problems:
        raise CalendarFileBroken(path, "; ".join(map(str, problems)))
    try:
        year = written.as_year()
    except ValueError as error:
        raise CalendarFileBroken(path, str(error)) from error
    counted = len(year.working_days)
    if (year.year, counted) != (number, year.norm_days):
        raise CalendarFileBroken(
            path,
            gettext("it counts %(counted)s working days in %(year)s, and its norm_days says %(norm)s.")
            % {"counted": counted, "year": year.year, "norm": year.norm_days},
        )
    return year
