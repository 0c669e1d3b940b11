from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from metodika.steering.compliance.lifecycle import State
from metodika.steering.compliance.rules import (
    GRAVITY,
    Window,
    at_once,
    enough,
    expected,
    has_worsened,
    in_every_piece,
    in_order,
    in_pieces,
    not_more,
    part_of,
    together,
    window_of,
)

YEAR = Window(date(2026, 9, 1), date(2027, 8, 31))
QUARTERS = [
    Window(date(2026, 1, 1), date(2026, 3, 31)), Window(date(2026, 4, 1), date(2026, 6, 30)),
    Window(date(2026, 7, 1), date(2026, 9, 30)), Window(date(2026, 10, 1), date(2026, 12, 31)),
]  # fmt: skip
DAYS = some.dates(date(2026, 7, 1), date(2027, 10, 31))


def told(verdict):
    return verdict.state, verdict.forecast


def test_order_of_gravity_is_that_of_the_states():
    assert tuple(State.values) == GRAVITY


@pytest.mark.parametrize(
    ("has", "day", "found"),
    [
        (0, date(2026, 8, 31), ("not_due", "failed")),
        (0, date(2026, 11, 22), ("on_track", "failed")),
        (0, date(2027, 1, 15), ("at_risk", "failed")),
        (1, date(2027, 1, 15), ("on_track", "failed")),
        (2, date(2027, 5, 1), ("on_track", "failed")),
        (2, date(2027, 6, 15), ("at_risk", "failed")),
        (3, date(2026, 11, 22), ("met", "met")),
        (2, date(2027, 9, 1), ("failed", "failed")),
        (3, date(2027, 9, 1), ("met", "met")),
    ],
)
def test_three_sessions_of_a_school_year(has, day, found):
    assert told(enough(has, 3, YEAR, day)) == found


def test_state_that_is_missing_is_at_risk_until_its_last_day():
    until = Window(date(2026, 9, 1), date(2026, 9, 30))

    days = date(2026, 9, 2), date(2026, 10, 1)
    assert [enough(0, 1, until, day, lasting=True).state for day in days] == ["at_risk", "failed"]


@given(has=some.integers(0, 9), needs=some.integers(1, 9), day=DAYS)
def test_enough_is_met_exactly_when_there_is_enough(has, needs, day):
    verdict = enough(has, needs, YEAR, day)

    assert (verdict.state == "met") == (has >= needs)
    assert (verdict.forecast == "met") == (has >= needs)
    assert (verdict.state == "failed") == (has < needs and day > YEAR.last)
    assert (verdict.due_on is None) == (has >= needs)


@given(needs=some.integers(1, 50), day=DAYS)
def test_pace_never_falls_and_ends_with_all(needs, day):
    later = day + timedelta(days=1)

    assert 0 <= expected(needs, YEAR, day) <= expected(needs, YEAR, later) <= needs
    assert expected(needs, YEAR, YEAR.last) == needs


@given(has=some.integers(0, 9), needs=some.integers(0, 9), day=DAYS)
def test_more_evidence_never_makes_it_worse(has, needs, day):
    before, after = enough(has, needs, YEAR, day).state, enough(has + 1, needs, YEAR, day).state

    assert GRAVITY.index(before) <= GRAVITY.index(after)


@pytest.mark.parametrize(("has", "most", "state"), [(0, 0, "met"), (1, 0, "failed"), (1, 1, "met")])
def test_one_too_many_is_a_breach_at_once(has, most, state):
    assert told(not_more(has, most)) == (state, state)


@pytest.mark.parametrize(
    ("has", "all_", "percent", "state", "needs"),
    [(2, 3, 50, "met", 2), (1, 3, 50, "failed", 2), (3, 3, 100, "met", 3), (2, 3, 100, "failed", 3)],
)
def test_share_that_must_hold_today_is_rounded_up(has, all_, percent, state, needs):
    verdict = part_of(has, all_, YEAR, date(2026, 11, 22), percent=percent, lasting=True)

    assert (verdict.state, verdict.needs) == (state, needs)


def test_nothing_is_asked_of_nobody():
    assert told(part_of(0, 0, YEAR, date(2026, 11, 22))) == ("not_applicable", "not_applicable")
    assert told(in_every_piece(0, 0, QUARTERS, date(2026, 11, 22))) == ("not_applicable", "not_applicable")


@given(all_=some.integers(1, 300), percent=some.integers(1, 100))
def test_needed_part_is_the_smallest_that_reaches_the_percent(all_, percent):
    needs = part_of(0, all_, YEAR, date(2026, 11, 22), percent=percent).needs

    assert needs * 100 >= all_ * percent
    assert (needs - 1) * 100 < all_ * percent


@pytest.mark.parametrize(
    ("found", "day", "state"),
    [
        ([1, 1, 1, 1], date(2026, 12, 31), "met"),
        ([1, 1, 1, 0], date(2026, 11, 1), "on_track"),
        ([1, 1, 1, 0], date(2026, 12, 20), "at_risk"),
        ([1, 1, 1, 0], date(2027, 1, 1), "failed"),
        ([1, 0, 1, 1], date(2026, 11, 1), "failed"),
        ([1, 0, 0, 0], date(2026, 3, 31), "on_track"),
        ([0, 0, 0, 0], date(2025, 12, 31), "not_due"),
    ],
)
def test_once_a_quarter(found, day, state):
    verdict = in_pieces(list(zip(QUARTERS, found, strict=True)), 1, day)

    assert (verdict.state, verdict.has, verdict.needs) == (state, sum(found), 4)


@pytest.mark.parametrize(
    ("has", "day", "state", "due"),
    [
        (0, date(2026, 2, 1), "on_track", date(2026, 3, 31)),
        (0, date(2026, 3, 25), "at_risk", date(2026, 3, 31)),
        (5, date(2026, 5, 1), "on_track", date(2026, 6, 30)),
        (4, date(2026, 5, 1), "failed", date(2026, 6, 30)),
        (5, date(2026, 12, 31), "met", None),
    ],
)  # fmt: skip
def test_everybody_once_a_quarter(has, day, state, due):
    verdict = in_every_piece(has, 5, QUARTERS, day)

    assert (verdict.state, verdict.due_on) == (state, due)


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (date(2026, 10, 1), date(2026, 10, 2), "met"), (date(2026, 10, 1), date(2026, 10, 1), "met"),
        (date(2026, 10, 3), date(2026, 10, 2), "failed"), (None, date(2026, 10, 2), "failed"),
        (date(2026, 10, 1), None, "on_track"), (None, None, "on_track"),
    ],
)  # fmt: skip
def test_dates_in_order(first, second, state):
    assert in_order(first, second, YEAR, date(2026, 11, 22)).state == state


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ([], "definition"), (["not_applicable"], "not_applicable"), (["met", "not_applicable"], "met"),
        (["met", "waits"], "waits"), (["met", "failed", "waits"], "failed"), (["on_track", "waits"], "waits"),
        (["met", "on_track"], "on_track"), (["broken", "at_risk"], "at_risk"),
    ],
)  # fmt: skip
def test_clause_is_as_good_as_its_worst_rule(states, found):
    assert together(states) == found


@given(some.lists(some.sampled_from(GRAVITY[:7]), min_size=1))
def test_clause_is_met_only_when_all_its_rules_are(states):
    assert (together(states) == "met") == (set(states) == {"met"})


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ("met", "at_risk", True), ("met", "failed", True), ("at_risk", "failed", True),
        (None, "failed", True), ("failed", "at_risk", False), ("failed", "failed", False),
        ("met", "on_track", False), ("met", "waits", False),
    ],
)  # fmt: skip
def test_owner_is_told_of_danger_and_failure_only(before, after, worse):
    assert has_worsened(before, after) is worse


def test_window_looks_for_days_of_the_year_within_the_period():
    first, last = YEAR.first, YEAR.last

    assert window_of(first, last) == YEAR
    assert window_of(first, last, by=(9, 30)) == Window(first, date(2026, 9, 30))
    assert window_of(first, last, by=(5, 31)) == Window(first, date(2027, 5, 31))
    assert window_of(first, last, starts=(2, 29)) == Window(date(2027, 2, 28), last)
    assert window_of(first, last, starts=(5, 1), by=(10, 1)) == YEAR


def test_what_must_be_there_now_has_no_time_left():
    assert [told(at_once(has, 9)) for has in (8, 9)] == [("failed", "failed"), ("met", "met")]
