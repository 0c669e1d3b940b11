from decimal import Decimal
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.steering.indicators.rules.formulas import expanded, fact_codes, faults_of_shape, is_share
from metodika.steering.indicators.rules.intervals import rank_ranges, wilson
from metodika.steering.indicators.rules.values import (
    grade_of,
    is_possible_target,
    places_apart,
    reaches,
    rounded,
    value_of,
    why_changed,
)


def test_wilson_agrees_with_the_figures_of_the_literature():
    # Newcombe R. G. Statistics in Medicine, 1998, vol. 17, p. 857-872, table I, method 3.
    told = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (part, whole), expected in told.items():
        assert tuple(round(one, 4) for one in wilson(part, whole)) == expected


def test_wilson_says_nothing_of_nobody_and_of_what_is_no_part():
    assert [wilson(0, 0), wilson(5, 3), wilson(-1, 3)] == [None, None, None]


def test_wilson_holds_its_share_for_every_part_of_up_to_sixty():
    for whole in range(1, 61):
        for part in range(whole + 1):
            low, high = wilson(part, whole)
            assert 0 <= low <= part / whole <= high <= 1
            mirror = wilson(whole - part, whole)
            assert isclose(low, 1 - mirror[1], abs_tol=1e-12)


BOUNDS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted).map(tuple), max_size=8)


@given(BOUNDS, st.booleans())
def test_ranges_of_ranks_are_those_of_plain_loops(intervals, more_is_better):
    found = rank_ranges(intervals, more_is_better=more_is_better)

    for (low, high), ranks in zip(intervals, found, strict=True):
        above = sum(one[0] > high for one in intervals)
        below = sum(one[1] < low for one in intervals)
        better, worse = (above, below) if more_is_better else (below, above)
        assert ranks == (1 + better, len(intervals) - worse)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_value_is_exact_until_it_is_shown(part, whole, places):
    exact = value_of(part, whole, scale=100)

    assert abs(exact * whole - part * 100) < Decimal("1e-20")
    assert abs(rounded(exact, places) - exact) <= Decimal(5).scaleb(-places - 1)


def test_nothing_to_divide_by_is_not_applicable_and_a_count_has_no_denominator():
    assert [value_of(0, 0, scale=100), value_of(7, None), rounded(None, 1)] == [None, Decimal(7), None]


@pytest.mark.parametrize(
    ("value", "more", "grade"),
    [
        ("49.95", True, "bad"),
        ("50", True, "good"),
        ("45", True, "bad"),
        (None, True, ""),
        ("10", False, "good"),
    ],
)
def test_grade_compares_the_unrounded_value(value, more, grade):
    assert grade_of(value and Decimal(value), {"good": 50}, more_is_better=more) == grade


def test_fair_lies_between():
    assert grade_of(Decimal(45), {"good": 50, "fair": 40}) == "warning"
    assert grade_of(Decimal(60), {"good": 50, "fair": 70}, more_is_better=False) == "warning"
    assert grade_of(Decimal(60), {}) == ""


def test_target_is_reached_from_its_side():
    reached = [reaches(Decimal(5), Decimal(5)), reaches(Decimal(4), Decimal(5)), reaches(None, Decimal(5)),
               reaches(Decimal(4), Decimal(5), more_is_better=False)]  # fmt: skip
    assert reached == [True, False, None, True]


@pytest.mark.parametrize(
    ("target", "unit", "possible"),
    [
        ("120", "percent", False),
        ("100", "percent", True),
        ("-1", "units", False),
        ("120", "units", True),
        ("NaN", "units", False),
    ],
)
def test_target_must_be_possible(target, unit, possible):
    assert is_possible_target(Decimal(target), unit) is possible


def test_reason_of_a_change():
    told = {
        why_changed(is_first=first, same_definition=same, period_was_over=over)
        for first, same, over in [
            (True, True, True),
            (False, False, True),
            (False, True, True),
            (False, True, False),
        ]
    }
    assert told == {"first", "definition", "late", "rows"}


def test_part_is_the_whole_with_more_asked():
    people = {"fact": "a.b", "of": "people", "where": [{"code": "x", "is": "yes"}]}
    said = {
        "denominator": "people",
        "numerator": {"where": [{"code": "y", "is": "no"}], "having": [{"fact": "c.d"}]},
    }

    told = expanded(said, {"people": people})

    assert told == {
        "numerator": {
            **people, "where": [*people["where"], {"code": "y", "is": "no"}], "having": [{"fact": "c.d"}]
        },
        "denominator": people, "scale": 100, "period": "school_year",
    }  # fmt: skip
    assert fact_codes(told) == ["a.b", "c.d"]


def test_indicator_inside_a_formula_is_refused_so_there_is_no_circle():
    circle = {"numerator": {"indicator": "I-01"}, "denominator": None, "scale": 1, "period": "month"}

    assert faults_of_shape(circle) == ["indicator"]
    assert faults_of_shape({}) == ["numerator", "period", "scale"]


@given(st.decimals(0, 100, places=6), st.decimals(0, 100, places=6), st.integers(0, 3))
def test_missed_target_is_not_shown_as_its_own_number(value, other, places):
    shown = places_apart(value, other, places)

    assert places <= shown <= places + 3
    assert (rounded(value, shown) == rounded(other, shown)) <= (shown == places)
    assert all(rounded(value, one) == rounded(other, one) for one in range(places, shown))


def test_more_digits_tell_a_value_from_its_target():
    assert places_apart(Decimal("2.985"), Decimal(3), 1) == 2
    assert places_apart(Decimal("2.9"), Decimal(3), 1) == 1
    assert places_apart(Decimal(3), Decimal(3), 1) == 1
    assert places_apart(Decimal("2.9999999"), Decimal(3), 1) == 1


WHOLE = {"fact": "a.b", "of": "people", "where": [{"code": "x", "is": "yes"}], "having": [{"fact": "c.d"}]}


@pytest.mark.parametrize(
    ("part", "whole", "scale", "told"),
    [
        ({**WHOLE, "where": [*WHOLE["where"], {"code": "y", "is": "no"}]}, WHOLE, 100, True),
        ({**WHOLE, "having": [*WHOLE["having"], {"fact": "e.f"}]}, WHOLE, 100, True),
        (WHOLE, WHOLE, 100, True),
        ({"fact": "a.b", "of": "rows", "when": ""}, {"fact": "a.b"}, 100, True),
        (WHOLE, WHOLE, 1, False),
        ({"fact": "a.b", "of": "people"}, WHOLE, 100, False),
        ({**WHOLE, "when": "first_day"}, WHOLE, 100, False),
        ({**WHOLE, "of": "rows"}, WHOLE, 100, False),
        (WHOLE, None, 100, False),
    ],
)
def test_share_is_the_whole_with_more_asked_in_percent(part, whole, scale, told):
    assert is_share({"numerator": part, "denominator": whole, "scale": scale}) is told


def test_nothing_is_no_share():
    assert [is_share(None), is_share({})] == [False, False]
