"""Academic terms and school holidays: dates that a school or a municipality sets, hence data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from metodika.core.calendar.periods import Period, PeriodKind


class TermKind(StrEnum):
    """Into what a school year is divided."""

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"


PERIOD_KIND_OF = {
    TermKind.QUARTER: PeriodKind.TERM_QUARTER,
    TermKind.TRIMESTER: PeriodKind.TERM_TRIMESTER,
    TermKind.HALF_YEAR: PeriodKind.TERM_HALF_YEAR,
}


@dataclass(frozen=True)
class TermDates:
    """First and last day of one term, both included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Holiday:
    """School holidays with their name as the order of the school words it, for instance «осенние»."""

    title: str
    starts_on: date
    ends_on: date

    @property
    def period(self) -> Period:
        """The days of the holidays."""
        return Period(self.starts_on, self.ends_on)


class AcademicYear:
    """The terms of one school year in order, and the holidays inside and between them."""

    def __init__(
        self, kind: TermKind, terms: Iterable[TermDates], *, holidays: Iterable[Holiday] = ()
    ) -> None:
        """ValueError when there is no term, or when two of them have a day in common."""
        ordered = sorted(terms, key=lambda term: term.starts_on)
        if not ordered:
            raise ValueError("A school year needs at least one term.")
        self.terms = tuple(
            Period(term.starts_on, term.ends_on, PERIOD_KIND_OF[kind], number)
            for number, term in enumerate(ordered, start=1)
        )
        for earlier, later in pairwise(self.terms):
            if earlier.overlaps(later):
                raise ValueError(f"Terms {earlier.number} and {later.number} overlap on {later.starts_on}.")
        self.holidays = tuple(sorted(holidays, key=lambda holiday: holiday.starts_on))

    def term_of(self, day: date) -> Period | None:
        """Return the term that the day belongs to, None between the terms."""
        return next((term for term in self.terms if day in term), None)

    def holiday_of(self, day: date) -> Holiday | None:
        """Return the holidays that the day belongs to, None on any other day."""
        return next((holiday for holiday in self.holidays if day in holiday.period), None)

    def is_term_time(self, day: date) -> bool:
        """Whether lessons may be held: inside a term and outside the holidays."""
        return self.term_of(day) is not None and self.holiday_of(day) is None

    def after(self, term: Period) -> Period | None:
        """Return the term that follows, None after the last; ValueError for a term of another year."""
        return dict(pairwise((*self.terms, None))).get(self._own(term))

    def before(self, term: Period) -> Period | None:
        """Return the term that precedes, None before the first; ValueError for a term of another year."""
        place = self.terms.index(self._own(term))
        return self.terms[place - 1] if place else None

    def _own(self, term: Period) -> Period:
        if term not in self.terms:
            raise ValueError(f"{term.key} is not a term of this school year.")
        return term
