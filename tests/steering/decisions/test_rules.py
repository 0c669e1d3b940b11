"""Verdicts by hand, and planted effects: found and not found at the rates that are promised."""

import numpy as np
import pytest

from metodika.core.statistics import Difference
from metodika.steering.decisions.rules.estimates import Estimate, Seen, estimates, is_for_permutation
from metodika.steering.decisions.rules.matching import Case, comparable
from metodika.steering.decisions.rules.verdicts import corrected, is_large_enough, obstacle, verdict

PLACES, TOWNS = 40, 1500


def told(value, chance):
    return Difference(value, value - 5, value + 5, chance)


def judged(own, against=None, direction="up", chance=None):
    estimate = Estimate(told(*own), told(*against) if against else None)
    return verdict(
        estimate, direction=direction, chance=estimate.deciding.chance if chance is None else chance
    )


@pytest.mark.parametrize(
    ("own", "against", "direction", "expected"),
    [
        ((20, 0.001), (18, 0.01), "up", ("moved", "seen")),
        ((-20, 0.001), (-18, 0.01), "down", ("moved", "seen")),
        ((20, 0.001), (2, 0.7), "up", ("others", "common")),
        ((20, 0.001), (16, 0.2), "up", ("not_seen", "spread")),
        ((20, 0.001), None, "up", ("alone", "alone")),
        ((3, 0.6), None, "up", ("not_seen", "chance")),
        ((3, 0.6), (2, 0.7), "up", ("not_seen", "chance")),
        ((-20, 0.001), (-18, 0.01), "up", ("against", "against")),
        ((-1, 0.9), (15, 0.01), "up", ("not_seen", "held")),
        ((20, None), None, "up", ("little", "single")),
    ],
)
def test_verdict_is_never_better_than_the_data(own, against, direction, expected):
    assert judged(own, against, direction) == expected


def test_effect_that_stands_out_only_among_few_is_not_seen_among_many():
    chances = [0.03, *[0.5] * 19, None]

    (first, *_rest, nothing) = corrected(chances)

    assert first == pytest.approx((0.5, 0.6), rel=1e-9)
    assert nothing is None
    assert judged((20, 0.001), (18, 0.03), chance=first[0]) == ("not_seen", "many")
    assert is_large_enough(Estimate(told(-12, 0.01)), direction="down", size=10)


@pytest.mark.parametrize(
    ("seen", "kept", "expected"),
    [
        (Seen("share", (2, 4), (30, 50)), None, ("little", "small")),
        (Seen("share", (30, 30), (31, 31)), None, ("little", "constant")),
        (Seen("share", (0, 30), (0, 31)), None, ("little", "constant")),
        (Seen("share", (10, 30), (20, 31)), 0.5, ("people", "people")),
        (Seen("share", (10, 30), (20, 31)), 0.7, None),
        (Seen("count", (1,), (3,)), None, ("little", "small")),
        (Seen("mean", (1, 2), (3, 4)), None, None),
    ],
)
def test_too_few_no_variation_and_other_people_forbid_a_verdict(seen, kept, expected):
    assert obstacle(seen, kept=kept) == expected


def test_nearest_places_are_compared_and_never_the_place_with_itself():
    own = Case(1, 40, 50, 60)
    near = [Case(number, 40 + number % 3, 50 + number % 7, 41) for number in range(2, 30)]
    far = [Case(number, 90, 500, 95) for number in range(30, 40)]

    found = comparable([own], [own, *far, *near])

    assert {one.number for one in found} <= {one.number for one in near}
    assert (len(found), found[0].before) == (20, 40)
    assert comparable([own], [own, *near[:4]]) == []
    assert comparable([own], [own, *near[:4], *far]) == []
    alike = [Case(number, 40, 50, 41) for number in range(2, 8)]
    assert len(comparable([own], alike)) == 6


def test_lots_decide_only_where_they_can_tell_anything():
    assert not is_for_permutation(Seen("share", (1, 9), (5, 9), (1.0,), (0.0,) * 10))
    assert is_for_permutation(Seen("share", (1, 9), (5, 9), (1.0,) * 3, (0.0,) * 10))
    assert not is_for_permutation(Seen("share", (1, 9), (5, 9), (1.0,) * 3, (0.0,) * 20))


def towns(effect, *, concerned=1, trend=0.08, sizes=(60, 120), places=PLACES, count=TOWNS, seed=7):
    """Teachers of towns by place, before and after: a common trend, noise of places, an effect in some."""
    chance = np.random.default_rng(seed)
    size = chance.integers(*sizes, (count, places))
    level = chance.uniform(0.3, 0.5, (count, places))
    noise = chance.normal(0, 0.02, (count, places))
    planted = np.zeros((count, places))
    planted[:, :concerned] = effect
    before = chance.binomial(size, level) / size
    after = chance.binomial(size, np.clip(level + trend + noise + planted, 0, 1)) / size
    return size, before, after


def looked_at(*told, concerned=1, kind="share"):
    seen = []
    for size, before, after in zip(*told, strict=True):
        cases = [
            Case(number, float(before[number]) * 100, float(size[number]), float(after[number]) * 100)
            for number in range(len(size))
        ]
        own, others = cases[:concerned], comparable(cases[:concerned], cases)
        whole = sum(one.size for one in own)
        sides = [(round(sum(part[one.number] * one.size for one in own)), whole) for part in (before, after)]
        changes, theirs = tuple(one.change for one in own), tuple(one.change for one in others)
        seen.append(Seen(kind, *map(tuple, sides), changes, theirs, scale=100))
    return estimates(seen)


def rates(found, *, is_corrected=False):
    chances = [one.deciding.chance for one in found]
    if is_corrected:
        chances = [one and one[0] for one in corrected(chances)]
    verdicts = [
        verdict(one, direction="up", chance=chance)[0] for one, chance in zip(found, chances, strict=True)
    ]
    return {name: verdicts.count(name) / len(verdicts) for name in set(verdicts)}


def test_nothing_planted_is_taken_for_an_effect_once_in_twenty_and_hardly_ever_among_many():
    found = [one for one in looked_at(*towns(0)) if one.compared]

    told, among_many = rates(found), rates(found, is_corrected=True)

    # Half of one in twenty to each side; the trend alone would be "moved" without the comparison.
    assert len(found) > TOWNS * 0.7
    assert told.get("moved", 0) == pytest.approx(0.025, abs=0.012)
    assert told.get("against", 0) == pytest.approx(0.025, abs=0.012)
    assert among_many.get("moved", 0) <= 0.002
    assert np.mean([one.compared.value for one in found]) == pytest.approx(0, abs=0.6)


def test_bounds_hold_what_was_planted_nineteen_times_of_twenty_and_large_effects_are_found():
    found = [one for one in looked_at(*towns(0.3)) if one.compared]

    held = np.mean([one.compared.low <= 30 <= one.compared.high for one in found])

    assert held == pytest.approx(0.95, abs=0.02)
    assert np.mean([one.compared.value for one in found]) == pytest.approx(30, abs=0.6)
    assert rates(found)["moved"] >= 0.8
    assert rates(found, is_corrected=True)["moved"] >= 0.8


def test_change_common_to_all_is_not_put_down_to_the_measure():
    found = [one for one in looked_at(*towns(0, trend=0.3)) if one.compared]

    told = rates(found)

    assert told.get("moved", 0) == pytest.approx(0.025, abs=0.012)
    assert told["others"] >= 0.85


def test_small_groups_of_places_keep_the_promised_error_by_lots():
    nothing = looked_at(*towns(0, concerned=3, places=14, count=800, seed=9), concerned=3)
    planted = looked_at(*towns(0.3, concerned=3, places=14, count=200, seed=9), concerned=3)
    found = [one for one in nothing if one.compared and one.compared.method == "permutation"]

    assert len(found) > 300
    assert np.mean([one.compared.chance < 0.05 for one in found]) <= 0.05 + 0.025
    assert rates([one for one in planted if one.compared])["moved"] >= 0.8


def test_exact_test_of_small_groups_never_errs_more_often_than_it_says():
    chance = np.random.default_rng(11)
    before, after = chance.binomial(9, 0.4, 4000), chance.binomial(11, 0.4, 4000)

    found = estimates([Seen("share", (int(a), 9), (int(b), 11)) for a, b in zip(before, after, strict=True)])

    assert {one.change.method for one in found} == {"fisher"}
    assert np.mean([one.change.chance < 0.05 for one in found]) <= 0.05
    means = estimates([Seen("mean", (1.0, 2.0, 3.0), (4.0, 5.0, 7.0)), Seen("count", (4,), (20,))])
    assert [one.change.method for one in means] == ["means", "counts"]
