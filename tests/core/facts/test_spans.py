"""Days on which a fact is asked; no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period, calendar_year, quarter, school_year
from metodika.core.facts import Span, pieces_of, span_of

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
periods = st.builds(
    lambda first, count: Period(first, first + timedelta(days=count)), days, st.integers(0, 800)
)
years = st.one_of(days.map(school_year), days.map(calendar_year))


@pytest.mark.parametrize(
    ("when", "lasting", "found"),
    [
        ("", True, Span(date(2027, 8, 31), date(2027, 8, 31))),
        ("first_day", True, Span(date(2026, 9, 1), date(2026, 9, 1))),
        ("any_day", True, Span(date(2026, 9, 1), date(2027, 8, 31))),
        ("06-01", True, Span(date(2027, 6, 1), date(2027, 6, 1))),
        ("09-20", True, Span(date(2026, 9, 20), date(2026, 9, 20))),
        ("02-29", True, Span(date(2027, 2, 28), date(2027, 2, 28))),
        ("", False, Span(date(2026, 9, 1), date(2027, 8, 31))),
        ("ever", False, Span(None, date(2027, 8, 31))),
        ("back:36m", False, Span(date(2024, 9, 1), date(2027, 8, 31))),
        ("ago:36m", False, Span(date(2023, 9, 1), date(2024, 8, 31))),
    ],
)  # fmt: skip
def test_words_for_a_time_name_days_of_a_school_year(when: str, lasting: bool, found: Span) -> None:
    assert span_of(when, school_year(date(2027, 1, 1)), lasting=lasting) == found


@pytest.mark.parametrize(
    ("when", "lasting"),
    [("02-30", True), ("13-01", True), ("period", True), ("back:0m", False), ("06-01", False)]
)  # fmt: skip
def test_other_words_are_refused(when: str, lasting: bool) -> None:
    with pytest.raises(RuleBroken):
        span_of(when, school_year(date(2027, 1, 1)), lasting=lasting)


@given(periods, st.sampled_from(["01-01", "02-29", "06-01", "09-20", "12-31"]))
def test_a_day_of_the_year_is_the_latest_one_not_after_the_period(period: Period, when: str) -> None:
    span = span_of(when, period, lasting=True)

    assert span.first == span.last <= period.ends_on
    assert period.ends_on - span.last < timedelta(days=366)


@given(years, st.sampled_from(["month", "quarter", "half_year"]))
def test_a_whole_year_falls_into_pieces_without_gaps(year: Period, piece: str) -> None:
    pieces = pieces_of(year, piece)

    assert len(pieces) == {"month": 12, "quarter": 4, "half_year": 2}[piece]
    assert [pieces[0].first, pieces[-1].last] == [year.starts_on, year.ends_on]
    assert all(
        before.last + timedelta(days=1) == after.first
        for before, after in zip(pieces, pieces[1:], strict=False)
    )


@given(periods, st.sampled_from(["month", "quarter", "half_year"]))
def test_no_piece_leaves_its_period(period: Period, piece: str) -> None:
    pieces = pieces_of(period, piece)

    assert pieces
    assert all(period.starts_on <= one.first <= one.last <= period.ends_on for one in pieces if one.first)


@given(days)
def test_quarters_of_a_calendar_year_are_those_of_the_calendar(day: date) -> None:
    pieces = pieces_of(calendar_year(day), "quarter")

    own = quarter(day)
    assert Span(own.starts_on, own.ends_on) in pieces


@given(periods, st.integers(1, 120))
def test_looking_back_ends_with_the_period_and_grows_with_the_months(period: Period, months: int) -> None:
    span, longer = (span_of(f"back:{count}m", period, lasting=False) for count in (months, months + 1))

    assert span.last == longer.last == period.ends_on
    assert longer.first < span.first <= period.ends_on  # type: ignore[operator]  # neither is open
