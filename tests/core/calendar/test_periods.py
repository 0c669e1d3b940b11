from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.calendar import (
    MonthDay,
    Period,
    PeriodKind,
    calendar_year,
    dates,
    half_year,
    month,
    quarter,
    school_year,
)

makers = st.sampled_from([school_year, calendar_year, half_year, quarter, month])
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("maker", "day", "starts_on", "ends_on"),
    [
        (school_year, "2026-11-22", "2026-09-01", "2027-08-31"),
        (school_year, "2026-08-31", "2025-09-01", "2026-08-31"),
        (school_year, "2026-09-01", "2026-09-01", "2027-08-31"),
        (calendar_year, "2026-11-22", "2026-01-01", "2026-12-31"),
        (half_year, "2026-06-30", "2026-01-01", "2026-06-30"),
        (quarter, "2026-11-22", "2026-10-01", "2026-12-31"),
        (month, "2024-02-10", "2024-02-01", "2024-02-29"),
    ],
)
def test_period_of_a_day_has_its_bounds(maker, day, starts_on, ends_on):
    period = maker(date.fromisoformat(day))

    assert (period.starts_on, period.ends_on) == (date.fromisoformat(starts_on), date.fromisoformat(ends_on))


def test_school_year_begins_when_the_municipality_says():
    period = school_year(date(2026, 8, 20), start=MonthDay(8, 15))

    assert period == Period(date(2026, 8, 15), date(2027, 8, 14), PeriodKind.SCHOOL_YEAR)
    assert period.next().starts_on == date(2027, 8, 15)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (school_year(date(2026, 11, 22)), "2026/2027 учебный год"),
        (calendar_year(date(2026, 11, 22)), "2026 год"),
        (half_year(date(2026, 11, 22)), "II полугодие 2026 г."),
        (quarter(date(2026, 11, 22)), "IV квартал 2026 г."),
        (month(date(2026, 11, 22)), "ноябрь 2026 г."),
        (dates(date(2026, 11, 2), date(2026, 11, 6)), "2 ноября 2026 г. – 6 ноября 2026 г."),
        (dates(date(2026, 11, 2), date(2026, 11, 2)), "2 ноября 2026 г."),
        (
            Period(date(2026, 9, 1), date(2026, 10, 23), PeriodKind.TERM_QUARTER, 1),
            "1-я четверть 2026/2027 учебного года",
        ),
        (
            Period(date(2026, 11, 23), date(2027, 2, 19), PeriodKind.TERM_TRIMESTER, 2),
            "2-й триместр 2026/2027 учебного года",
        ),
        (
            Period(date(2027, 1, 11), date(2027, 5, 26), PeriodKind.TERM_HALF_YEAR, 2),
            "2-е полугодие 2026/2027 учебного года",
        ),
    ],
)
def test_label_reads_as_people_write_it(period, label):
    with override("ru"):
        assert str(period).replace("\N{NO-BREAK SPACE}", " ") == label


def test_swapped_dates_are_refused():
    with pytest.raises(ValueError, match="before it starts"):
        dates(date(2026, 11, 2), date(2026, 11, 1))


def test_periods_meet_or_do_not():
    november, autumn = month(date(2026, 11, 1)), dates(date(2026, 9, 1), date(2026, 11, 30))

    assert date(2026, 11, 30) in november
    assert date(2026, 12, 1) not in november
    assert autumn.contains(november)
    assert not november.contains(autumn)
    assert not november.overlaps(november.next())
    assert november.common_with(november.next()) is None
    assert november.common_with(dates(date(2026, 11, 20), date(2027, 1, 1))) == dates(
        date(2026, 11, 20), date(2026, 11, 30)
    )


def test_term_does_not_guess_its_neighbour():
    term = Period(date(2026, 9, 1), date(2026, 10, 23), PeriodKind.TERM_QUARTER, 1)

    with pytest.raises(ValueError, match="AcademicYear"):
        term.next()


@given(makers, days)
def test_neighbours_touch_and_return(maker, day):
    period = maker(day)

    assert day in period
    assert period.next().previous() == period
    assert (period.next().starts_on - period.ends_on).days == 1
    assert maker(period.ends_on) == period


@given(days, days)
def test_any_dates_are_followed_by_as_many_days(first, second):
    period = dates(min(first, second), max(first, second))

    assert period.next().days == period.days == len(list(period))
    assert period.next().previous() == period


@given(makers, days, st.integers(0, 4))
def test_key_is_read_back(maker, day, number):
    period = Period(maker(day).starts_on, maker(day).ends_on, maker(day).kind, number)

    assert Period.from_key(period.key) == period


@pytest.mark.parametrize(
    "key", ["", "month", "month:2026-11-01", "month:2026-11-31:2026-12-01", "x:2026-11-01:2026-11-02"]
)
def test_broken_key_is_refused(key):
    with pytest.raises(ValueError, match=r"not|Invalid|out of range"):
        Period.from_key(key)
