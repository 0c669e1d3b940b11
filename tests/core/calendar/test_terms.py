from datetime import date

import pytest

from metodika.core.calendar import AcademicYear, Holiday, Period, PeriodKind, TermDates, TermKind

QUARTERS = [
    TermDates(date(2027, 4, 5), date(2027, 5, 26)),
    TermDates(date(2026, 9, 1), date(2026, 10, 23)),
    TermDates(date(2026, 11, 2), date(2026, 12, 30)),
    TermDates(date(2027, 1, 11), date(2027, 3, 26)),
]
AUTUMN = Holiday("осенние", date(2026, 10, 24), date(2026, 11, 1))
FIRST_FORM = Holiday("дополнительные для первых классов", date(2027, 2, 15), date(2027, 2, 21))
YEAR = AcademicYear(TermKind.QUARTER, QUARTERS, holidays=[FIRST_FORM, AUTUMN])


def test_terms_are_numbered_in_order():
    assert [(term.number, term.starts_on) for term in YEAR.terms] == [
        (1, date(2026, 9, 1)),
        (2, date(2026, 11, 2)),
        (3, date(2027, 1, 11)),
        (4, date(2027, 4, 5)),
    ]


def test_day_is_found_in_its_term_or_holidays():
    assert YEAR.term_of(date(2026, 10, 23)) == Period(
        date(2026, 9, 1), date(2026, 10, 23), PeriodKind.TERM_QUARTER, 1
    )
    assert (YEAR.term_of(date(2026, 10, 24)), YEAR.holiday_of(date(2026, 10, 24))) == (None, AUTUMN)
    assert (YEAR.is_term_time(date(2027, 2, 12)), YEAR.is_term_time(date(2027, 2, 16))) == (True, False)


def test_term_knows_its_neighbours_through_the_year():
    first, second, *_, last = YEAR.terms

    assert (YEAR.after(first), YEAR.before(second), YEAR.after(last), YEAR.before(first)) == (
        second,
        first,
        None,
        None,
    )


def test_term_of_another_year_is_refused():
    with pytest.raises(ValueError, match="not a term of this school year"):
        YEAR.after(Period(date(2025, 9, 1), date(2025, 10, 23), PeriodKind.TERM_QUARTER, 1))


def test_overlapping_terms_are_refused():
    with pytest.raises(ValueError, match="overlap on 2026-10-23"):
        AcademicYear(TermKind.TRIMESTER, [*QUARTERS[1:2], TermDates(date(2026, 10, 23), date(2026, 12, 1))])


def test_year_without_terms_is_refused():
    with pytest.raises(ValueError, match="at least one term"):
        AcademicYear(TermKind.HALF_YEAR, [])
