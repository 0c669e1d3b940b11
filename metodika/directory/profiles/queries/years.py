"""The school year of a municipality as its profile divides it."""

from calendar import isleap
from collections.abc import Iterable
from datetime import date
from typing import Any

from metodika.core.calendar import AcademicYear, Period, TermDates, TermKind
from metodika.directory.profiles.models import Profile

Day = tuple[int, int]
LEAP_DAY = (2, 29)


def terms_of_profiles(profiles: Iterable[int], day: date) -> dict[int, tuple[Period, ...]]:
    """Return the terms of the school year with the day, by the key of the profile; one query.

    Only this part of a profile is read. A profile without terms is left out.
    Source: docs/profile.ru.md, «Календарь»; VP-5.2.
    """
    rows = Profile.objects.filter(pk__in=set(profiles)).values_list("pk", "data__calendar")
    return {number: _terms(said, day) for number, said in rows if said and said.get("terms")}


def _terms(said: dict[str, Any], day: date) -> tuple[Period, ...]:
    starts = _pair(said["school_year_starts"])
    first = day.year if (day.month, day.day) >= starts else day.year - 1
    dates = [
        TermDates(*(_dated(_pair(one[end]), starts, first) for end in ("starts", "ends")))
        for one in said["terms"]
    ]
    return AcademicYear(TermKind(str(said["divided_into"])), dates).terms


def _pair(said: Any) -> Day:
    month, number = said
    return int(month), int(number)


def _dated(day: Day, starts: Day, first: int) -> date:
    year = first if day >= starts else first + 1
    month, number = (2, 28) if day == LEAP_DAY and not isleap(year) else day
    return date(year, month, number)
