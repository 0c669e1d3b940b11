from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.calendar import end_of_day, local_today, start_of_day

ZONES = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Asia/Krasnoyarsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Kaliningrad", "2026-11-22"),
        ("Europe/Moscow", "2026-11-22"),
        ("Asia/Vladivostok", "2026-11-23"),
    ],
)
def test_same_moment_is_another_date_in_another_zone(zone, expected):
    now = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)

    assert local_today(zone, now) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Moscow", datetime(2026, 8, 31, 21, tzinfo=UTC)),
        ("Asia/Vladivostok", datetime(2026, 8, 31, 14, tzinfo=UTC)),
    ],
)
def test_day_ends_at_local_midnight(zone, expected):
    assert end_of_day(date(2026, 8, 31), zone) == expected


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        local_today("Europe/Moscow", datetime(2026, 11, 22, 20, 30))  # noqa: DTZ001 - the refused case


@given(st.dates(date(1970, 1, 2), date(2090, 1, 1)), st.sampled_from(ZONES))
def test_end_of_a_day_is_the_start_of_the_next(day, zone):
    ends_at = end_of_day(day, zone)

    assert local_today(zone, ends_at - timedelta(microseconds=1)) == day
    assert local_today(zone, ends_at) == day + timedelta(days=1)
    assert start_of_day(day, zone) < ends_at
