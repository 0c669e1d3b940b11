"""The school year, its terms and what a quarter means here."""

from typing import Annotated, Literal

from pydantic import Field

from metodika.directory.profiles.rules.shapes import DayOfYear, OptionalText, Strict, Text, YearlyDay


class Term(Strict):
    """A part of the school year; both days belong to it."""

    title: Text
    starts: YearlyDay
    ends: YearlyDay


class Calendar(Strict):
    """How the municipality counts its year."""

    school_year_starts: YearlyDay
    divided_into: Literal["quarter", "trimester", "half_year"]
    terms: Annotated[list[Term], Field(min_length=1)]
    quarter_means: Literal["calendar", "term"]
    clause: OptionalText = ""


def terms_out_of_order(calendar: Calendar) -> list[int]:
    """Give the positions of terms that end before they begin, or begin before the last one ended.

    Days are compared within the school year: with the start on 1 September, January comes
    after December.
    Source: docs/profile.ru.md, «Календарь».
    """
    first = calendar.school_year_starts

    def place(day: DayOfYear) -> tuple[bool, DayOfYear]:
        return day < first, day

    wrong: list[int] = []
    last = None
    for index, term in enumerate(calendar.terms):
        starts, ends = place(term.starts), place(term.ends)
        if ends < starts or (last is not None and starts <= last):
            wrong.append(index)
        last = ends
    return wrong
