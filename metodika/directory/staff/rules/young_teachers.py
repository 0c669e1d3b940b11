"""Who is a young teacher; every bound comes from the municipality's profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from metodika.directory.staff.rules.experience import Days, days_paused, whole_years


class Standing(StrEnum):
    """What a person is with respect to the bounds."""

    YOUNG = "young"
    NOVICE = "novice"  # begins to teach, but is older: a career changer
    EXPERIENCED = "experienced"
    NOT_TEACHING = "not_teaching"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """What decided."""

    WITHIN_BOUNDS = "within_bounds"
    TOO_OLD = "too_old"
    TAUGHT_LONGER = "taught_longer"
    NO_TEACHING_JOB = "no_teaching_job"
    NO_BIRTH_DATE = "no_birth_date"
    NO_EXPERIENCE_DATE = "no_experience_date"


@dataclass(frozen=True)
class Bounds:
    """The bounds of a profile: whole years of age and of teaching, each inclusive or not.

    `counted_on` is (month, day) when age and years are counted on one day of the year.
    """

    max_age: int = 35
    age_inclusive: bool = True
    max_years: int = 3
    years_inclusive: bool = False
    pausing_leaves: tuple[str, ...] = ("maternity", "parental", "military")
    counted_on: tuple[int, int] | None = None


@dataclass(frozen=True)
class Verdict:
    """The standing with the figures that led to it; a figure is None when it is not known."""

    standing: Standing
    reason: Reason
    as_of: date
    age: int | None = None
    years: int | None = None
    paused_days: int = 0


def counting_day(asked: date, bounds: Bounds) -> date:
    """Return the day on which age and years are counted: the profile's day in the asked year, if any.

    29 February is 1 March in a common year. Source: profile key `young_teacher.as_of`.
    """
    if bounds.counted_on is None:
        return asked
    month, day = bounds.counted_on
    try:
        return date(asked.year, month, day)
    except ValueError:
        return date(asked.year, 3, 1)


def within(value: int, bound: int, *, inclusive: bool) -> bool:
    """Tell whether a number of whole years keeps the bound: "up to 35" with or without the year 35 itself.

    Source: clause PEST-7.3.3; profile keys `age_inclusive`, `years_inclusive`.
    """
    return value <= bound if inclusive else value < bound


def young_teacher(
    *,
    born_on: date | None,
    teaching_since: date | None,
    teaches: bool,
    pauses: Sequence[Days],
    bounds: Bounds,
    as_of: date,
) -> Verdict:
    """Say whether a person is a young teacher on a day, and why.

    `teaching_since` is the day from which uninterrupted teaching would give the same experience;
    `teaches` tells of a teaching job on the day, `pauses` are leaves that do not count (first and last
    day, None while it lasts). Whoever began a second job is asked once: experience belongs to the person.
    Whoever teaches for few years but is too old is a novice. Source: clause PEST-7.3.3; glossary 3.2.
    """
    day = counting_day(as_of, bounds)
    if not teaches:
        return Verdict(Standing.NOT_TEACHING, Reason.NO_TEACHING_JOB, day)
    age = None if born_on is None else whole_years(born_on, day)
    if teaching_since is None:
        return _without_experience(age, bounds, day)
    paused = days_paused(pauses, since=teaching_since, as_of=day)
    years = whole_years(teaching_since + timedelta(days=paused), day)
    if not within(years, bounds.max_years, inclusive=bounds.years_inclusive):
        return Verdict(Standing.EXPERIENCED, Reason.TAUGHT_LONGER, day, age, years, paused)
    if age is None:
        return Verdict(Standing.UNKNOWN, Reason.NO_BIRTH_DATE, day, age, years, paused)
    if not within(age, bounds.max_age, inclusive=bounds.age_inclusive):
        return Verdict(Standing.NOVICE, Reason.TOO_OLD, day, age, years, paused)
    return Verdict(Standing.YOUNG, Reason.WITHIN_BOUNDS, day, age, years, paused)


def _without_experience(age: int | None, bounds: Bounds, day: date) -> Verdict:
    """Judge a teacher whose experience is unknown: too old is at least known not to be young.

    Source: clause PEST-7.3.3.
    """
    if age is not None and not within(age, bounds.max_age, inclusive=bounds.age_inclusive):
        return Verdict(Standing.UNKNOWN, Reason.TOO_OLD, day, age)
    return Verdict(Standing.UNKNOWN, Reason.NO_EXPERIENCE_DATE, day, age)


def born_after(bounds: Bounds, day: date) -> date:
    """Return the last birth date that is already too old on the day: the young are born after it.

    Source: clause PEST-7.3.3; the inverse of `within` for age.
    """
    too_old = bounds.max_age + (1 if bounds.age_inclusive else 0)
    return _earlier(day, too_old)


def teaching_after(bounds: Bounds, day: date) -> date:
    """Return the last day of beginning that is already too long ago; pauses move the beginning forward.

    Source: clause PEST-7.3.3; the inverse of `within` for years.
    """
    too_long = bounds.max_years + (1 if bounds.years_inclusive else 0)
    return _earlier(day, too_long)


def _earlier(day: date, years: int) -> date:
    """Return the latest date whose anniversary after so many years has come by the day.

    Source: Civil Code of the Russian Federation, art. 192, clause 1.
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
