from datetime import date
from decimal import Decimal

import pytest

from metodika.planning.goals.lifecycle import GoalStatus
from metodika.planning.goals.rules import is_share_possible, may_move, years_of


@pytest.mark.parametrize(
    ("value", "unit", "possible"),
    [(100, "%", True), (0, " % ", True), ("100.001", "%", False), (-1, "%", False), (120, "чел.", True)],
)
def test_share_lies_between_nothing_and_everything(value, unit, possible):
    assert is_share_possible(Decimal(value), unit) is possible


def test_concept_is_considered_in_each_school_year_that_has_begun():
    def years(*args, until):
        return [one.starts_on.year for one in years_of(*args, until=until)]

    assert years(date(2024, 9, 1), None, until=date(2026, 11, 23)) == [2024, 2025, 2026]
    assert years(date(2025, 1, 15), date(2025, 12, 31), until=date(2026, 11, 23)) == [2024, 2025]
    assert years(date(2027, 1, 1), None, until=date(2026, 11, 23)) == []


def test_ended_goal_goes_nowhere():
    assert may_move(GoalStatus.PROPOSED, GoalStatus.APPROVED)
    assert not may_move(GoalStatus.PROPOSED, GoalStatus.ACHIEVED)
    assert not may_move(GoalStatus.ACHIEVED, GoalStatus.APPROVED)
