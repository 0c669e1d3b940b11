from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.steering.recommendations.lifecycle import Verdict
from metodika.steering.recommendations.rules.checks import verdict
from metodika.steering.recommendations.rules.terms import (
    answer_due_on,
    is_day_to_escalate,
    is_day_to_remind,
)
from metodika.steering.recommendations.rules.texts import individual, same_for, unknown_places

DUE = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("before", "after", "expected", "more", "same", "told"),
    [
        (10, 20, 10, True, True, "reached"), (10, 19, 10, True, True, "partly"),
        (10, 11, None, True, True, "reached"), (10, 10, 5, True, True, "not_seen"),
        (10, 9, 5, True, True, "worse"), (10, 0, 10, False, True, "reached"),
        (10, 12, 1, False, True, "worse"), (None, 5, 1, True, True, "no_value"),
        (5, None, 1, True, True, "no_value"), (10, 20, 10, True, False, "other_definition"),
    ],
)  # fmt: skip
def test_verdict_is_never_better_than_its_data(before, after, expected, more, same, told):
    numbers = [None if one is None else Decimal(one) for one in (before, after, expected)]

    found = verdict(*numbers[:2], expected=numbers[2], more_is_better=more, same_definition=same)

    assert found == told == Verdict(found).value


def test_answer_is_reminded_of_near_its_day_then_weekly_and_told_above_once():
    assert answer_due_on(date(2026, 6, 1), 14) == DUE
    assert not is_day_to_remind(DUE - timedelta(days=4), due_on=DUE, reminded_on=None)
    first = DUE - timedelta(days=3)
    assert is_day_to_remind(first, due_on=DUE, reminded_on=None)
    assert not is_day_to_remind(DUE + timedelta(days=3), due_on=DUE, reminded_on=first)
    assert is_day_to_remind(DUE + timedelta(days=4), due_on=DUE, reminded_on=first)
    assert not is_day_to_escalate(DUE, due_on=DUE, escalated_on=None)
    assert is_day_to_escalate(DUE + timedelta(days=1), due_on=DUE, escalated_on=None)
    assert not is_day_to_escalate(DUE + timedelta(days=9), due_on=DUE, escalated_on=DUE)


@given(st.integers(0, 60), st.integers(1, 60))
def test_nobody_is_reminded_twice_within_a_week(day, last):
    told = DUE + timedelta(days=last)

    if is_day_to_remind(DUE + timedelta(days=day), due_on=DUE, reminded_on=told):
        assert day >= last + 7


def test_text_is_made_for_each_and_the_same_one_is_noticed():
    text = "{addressee}: было {value}, {unknown} остаётся."

    assert individual(text, {"addressee": "Школа", "value": "5 %"}) == "Школа: было 5 %, {unknown} остаётся."
    assert (
        individual("Цель {target}. До {due}.", {"target": "…", "due": "5 мая 2026 г."})
        == "Цель … До 5 мая 2026 г."
    )
    assert individual("Ждём... {value}", {"value": "1"}) == "Ждём... 1"
    assert unknown_places(text) == ["unknown"]
    assert same_for(["а  б", "а б", "а б", "в"], least=3) == 3
    assert same_for(["а", "б", "в"], least=2) == same_for([], least=2) == 0
