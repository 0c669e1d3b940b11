from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.calendar import (
    CalendarFileBroken,
    CalendarYearMissing,
    ProductionCalendar,
    TimeUnit,
    production_calendar,
)
from metodika.core.calendar.production import BUILT_IN

CALENDAR = production_calendar()
# Away from both ends, so that no count below leaves the years that have files.
days = st.dates(date(2021, 3, 1), date(2026, 9, 30))
some = st.integers(1, 120)


@pytest.mark.parametrize(
    ("year", "norm", "hours"),
    [
        (2020, 248, 1979),
        (2021, 247, 1972),
        (2022, 247, 1973),
        (2023, 247, 1973),
        (2024, 248, 1979),
        (2025, 247, 1972),
        (2026, 247, 1972),
        (2027, 247, 1972),
    ],
)
def test_year_has_the_official_number_of_days_and_hours(year, norm, hours):
    worked = CALENDAR.working_days_between(date(year, 1, 1), date(year, 12, 31))

    assert (worked, worked * 8 - len(CALENDAR.year(year).shortened)) == (norm, hours)


def test_every_year_with_a_file_is_listed_with_its_source():
    assert CALENDAR.years == [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027]
    assert all(
        CALENDAR.year(year).source.startswith("Постановление Правительства") for year in CALENDAR.years
    )


@pytest.mark.parametrize("year", range(2020, 2028))
def test_days_of_a_file_are_of_the_sort_they_claim(year):
    data = CALENDAR.year(year)

    assert all(day.weekday() < 5 and day not in data.holidays for day in data.days_off)
    assert all(day.weekday() >= 5 and day not in data.holidays for day in data.working_weekends)
    assert all(data.is_working(day) for day in data.shortened)


@pytest.mark.parametrize(
    ("day", "is_worked", "is_short"),
    [
        ("2026-01-09", False, False),
        ("2026-01-12", True, False),
        ("2026-03-09", False, False),
        ("2026-11-03", True, True),
        ("2026-11-04", False, False),
        ("2026-11-22", False, False),
        ("2026-11-23", True, False),
        ("2026-12-31", False, False),
        ("2025-11-01", True, True),
        ("2025-11-03", False, False),
        ("2024-04-27", True, False),
        ("2024-11-02", True, True),
    ],
)
def test_day_is_worked_as_the_resolution_says(day, is_worked, is_short):
    day = date.fromisoformat(day)

    assert (CALENDAR.is_working_day(day), CALENDAR.is_shortened(day)) == (is_worked, is_short)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-22", 0, "2026-11-23"),
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", -1, "2026-11-20"),
        ("2026-11-22", -1, "2026-11-20"),
        ("2026-04-29", 3, "2026-05-05"),
        ("2025-12-30", 1, "2026-01-12"),
        ("2026-01-12", -1, "2025-12-30"),
        ("2024-12-28", 1, "2025-01-09"),
        ("2022-01-10", 600, "2024-06-14"),
    ],
)
def test_working_days_are_added_over_holidays_and_years(day, count, expected):
    assert CALENDAR.add_working_days(date.fromisoformat(day), count) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-11-20", 10, TimeUnit.WORKING_DAYS, "2026-12-04"),
        ("2026-11-20", 30, TimeUnit.CALENDAR_DAYS, "2026-12-21"),
        ("2026-11-20", 3, TimeUnit.CALENDAR_DAYS, "2026-11-23"),
        ("2026-11-20", 2, TimeUnit.WEEKS, "2026-12-04"),
        ("2026-01-31", 1, TimeUnit.MONTHS, "2026-03-02"),
        ("2024-02-29", 1, TimeUnit.YEARS, "2025-02-28"),
        ("2026-10-31", 2, TimeUnit.MONTHS, "2027-01-11"),
    ],
)
def test_deadline_that_falls_on_a_day_off_moves_to_the_next_working_day(start, amount, unit, expected):
    assert CALENDAR.deadline(date.fromisoformat(start), amount, unit) == date.fromisoformat(expected)


def test_deadline_without_an_amount_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        CALENDAR.deadline(date(2026, 11, 20), 0)


def test_swapped_days_are_refused():
    with pytest.raises(ValueError, match="before the first day"):
        CALENDAR.working_days_between(date(2026, 11, 20), date(2026, 11, 19))


def test_missing_year_is_named_with_the_file_to_add():
    with pytest.raises(CalendarYearMissing) as caught:
        CALENDAR.is_working_day(date(2031, 1, 15))

    assert (caught.value.year, caught.value.file) == (2031, BUILT_IN / "ru-2031.yaml")
    assert "2031" in str(caught.value)
    assert str(BUILT_IN / "ru-2031.yaml") in str(caught.value)


def test_deadline_that_leads_into_a_missing_year_is_refused():
    with pytest.raises(CalendarYearMissing):
        CALENDAR.add_working_days(date(2027, 12, 20), 30)


def test_file_in_a_folder_of_the_installation_adds_its_year(tmp_path: Path):
    text = (BUILT_IN / "ru-2027.yaml").read_text(encoding="utf-8").replace("year: 2027", "year: 2100")
    (tmp_path / "ru-2100.yaml").write_text(text.replace("norm_days: 247", "norm_days: 250"), encoding="utf-8")

    with pytest.raises(CalendarFileBroken, match="norm_days"):
        production_calendar(tmp_path).is_working_day(date(2100, 1, 11))


@pytest.mark.parametrize("text", ["", "year: [", "year: 2100\nsource: x", "year: 1999", "- 1", "\t"])
def test_unreadable_file_is_named(tmp_path: Path, text):
    (tmp_path / "ru-2100.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CalendarFileBroken, match="ru-2100.yaml"):
        ProductionCalendar((tmp_path,)).is_working_day(date(2100, 1, 11))


def test_holiday_of_a_republic_is_a_day_off():
    republic = ProductionCalendar(days_off=[date(2026, 8, 31)])

    assert (CALENDAR.is_working_day(date(2026, 8, 31)), republic.is_working_day(date(2026, 8, 31))) == (
        True,
        False,
    )
    assert republic.working_days_between(date(2026, 8, 31), date(2026, 9, 1)) == 1


@given(days, some)
def test_added_days_are_counted_back(day, count):
    reached = CALENDAR.add_working_days(day, count)

    assert CALENDAR.is_working_day(reached)
    assert CALENDAR.working_days_between(day + timedelta(days=1), reached) == count


@given(days, some)
def test_going_there_and_back_returns_to_a_working_day(day, count):
    start = CALENDAR.add_working_days(day, 0)

    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, count), -count) == start


@given(days, some, some)
def test_steps_add_up(day, first, second):
    in_two = CALENDAR.add_working_days(CALENDAR.add_working_days(day, first), second)

    assert in_two == CALENDAR.add_working_days(day, first + second)


@given(days, some, st.sampled_from([TimeUnit.WORKING_DAYS, TimeUnit.CALENDAR_DAYS, TimeUnit.WEEKS]))
def test_longer_deadline_never_ends_earlier(day, amount, unit):
    amount = amount % 10 + 1
    reached = CALENDAR.deadline(day, amount, unit)

    assert day < reached <= CALENDAR.deadline(day, amount + 1, unit)
    assert CALENDAR.is_working_day(reached)
