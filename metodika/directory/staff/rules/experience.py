"""Lengths of experience, from the day from which it counts as uninterrupted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
Days = tuple[date, date | None]


@dataclass(frozen=True, order=True)
class Length:
    """Whole years and months beyond them."""

    years: int = 0
    months: int = 0


def anniversary(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March in a common year.

    Source: Civil Code of the Russian Federation, art. 192, clause 1.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def whole_years(since: date, as_of: date) -> int:
    """Return how many whole years have passed between two days, 0 when the first lies ahead.

    Age grows on the birthday itself, as the Education Act's forms of statistics count it.
    Source: form OO-1 of federal statistics, instructions (age in whole years).
    """
    if as_of < since:
        return 0
    years = as_of.year - since.year
    return years if anniversary(since, years) <= as_of else years - 1


def length_of(since: date | None, as_of: date) -> Length:
    """Return the length of experience in whole years and months; nothing when it is unknown or lies ahead.

    Source: order of the Ministry of Labour of 16.09.1998 No. 355 (whole months).
    """
    if since is None or as_of < since:
        return Length()
    months = (as_of.year - since.year) * MONTHS + as_of.month - since.month
    if as_of.day < since.day and (as_of + timedelta(days=1)).month == as_of.month:
        months -= 1
    return Length(months // MONTHS, months % MONTHS)


def days_paused(pauses: Iterable[Days], *, since: date, as_of: date) -> int:
    """Return how many days between two days, both included, fall into any pause; a day counts once.

    A pause without an end goes on. Two leaves from two jobs on the same days are one pause.
    Source: clause PEST-7.3.3 (years of work), profile key `pausing_leaves`.
    """
    clipped = sorted((max(begin, since), min(end or as_of, as_of)) for begin, end in pauses if begin <= as_of)
    total = 0
    counted_to = since - timedelta(days=1)
    for begin, end in clipped:
        first = max(begin, counted_to + timedelta(days=1))
        if end >= first:
            total += (end - first).days + 1
            counted_to = end
    return total
