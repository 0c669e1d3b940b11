"""Parts of a whole and what may be shown of them; no database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.facts import Share, hidden_places, series


@pytest.mark.parametrize(
    ("share", "exact", "rounded"),
    [
        (Share(1, 3), Decimal(100) / 3, Decimal("33.3")),
        (Share(0, 7), Decimal(0), Decimal("0.0")),
        (Share(999, 2000), Decimal("49.95"), Decimal("50.0")),
        (Share(0, 0), None, None),
    ],
)
def test_a_percent_keeps_both_its_numbers_and_is_none_of_nobody(
    share: Share, exact: Decimal | None, rounded: Decimal | None
) -> None:
    assert (share.percent(), share.percent(places=1)) == (exact, rounded)
    assert share.applies == (share.denominator > 0)


def test_small_groups_are_hidden_and_one_hidden_alone_hides_its_smallest_neighbour() -> None:
    people = {1: 4, 2: 9, 3: 12, 4: 0, 5: 3, 6: 2, 7: 30, 8: 40}
    parents = {1: 100, 2: 100, 3: 100, 4: 100, 5: 200, 6: 200, 7: 200, 8: 300}

    assert hidden_places(people, parents) == {1, 2, 5, 6}


@given(st.lists(st.integers(0, 12), min_size=2, max_size=6))
def test_no_hidden_number_follows_from_the_sum_of_its_municipality(counts: list[int]) -> None:
    people = dict(enumerate(counts))
    parents = dict.fromkeys(people, 99)

    hidden = hidden_places(people, parents)

    shown = [place for place in people if people[place] and place not in hidden]
    assert all(people[place] >= 5 for place in shown)
    assert len(hidden) != 1 or not shown


def test_a_line_breaks_where_the_definition_changes() -> None:
    points = [("2024", "a"), ("2025", "a"), ("2026", "b"), ("2027", "a")]

    assert series(points) == [["2024", "2025"], ["2026"], ["2027"]]
