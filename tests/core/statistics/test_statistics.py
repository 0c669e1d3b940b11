"""Equal to the reference libraries, which are met only here and in bench."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from metodika.core.statistics import (
    benjamini_hochberg,
    count_changes,
    differences_in_differences,
    holm,
    mean_changes,
    permuted,
    share_changes,
)

EXACT = {"rel": 1e-9, "abs": 1e-9}
SHARES = [((3, 10), (9, 12)), ((0, 8), (5, 9)), ((40, 120), (66, 118)), ((1, 2), (1, 2)), ((7, 9), (20, 30)),
          ((0, 40), (40, 40)), ((5, 5), (5, 5))]  # fmt: skip
CHANCE = np.random.default_rng(1)


def test_shares_have_the_bounds_of_newcombe_and_the_chance_of_fisher_or_of_the_pooled_test():
    found = share_changes([one for one, _two in SHARES], [two for _one, two in SHARES])

    methods = []
    for (before, after), one in zip(SHARES, found, strict=True):
        bounds = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff")
        assert (one.low, one.high) == pytest.approx(bounds, **EXACT)
        methods.append(one.method)
        table = [[before[0], before[1] - before[0]], [after[0], after[1] - after[0]]]
        if one.method == "fisher":
            assert one.chance == pytest.approx(stats.fisher_exact(table).pvalue, **EXACT)
        else:
            told = proportions_ztest([after[0], before[0]], [after[1], before[1]])[1]
            assert one.chance == pytest.approx(told, **EXACT)
    assert methods == ["fisher", "fisher", "shares", "fisher", "fisher", "shares", "fisher"]


def test_every_small_table_has_the_exact_chance():
    tables = [
        ((a, n), (b, m))
        for n in (1, 4, 7, 30) for m in (2, 9) for a in range(0, n + 1, 2) for b in range(m + 1)
    ]  # fmt: skip

    found = share_changes([one for one, _two in tables], [two for _one, two in tables])

    for ((a, n), (b, m)), one in zip(tables, found, strict=True):
        if one.method == "fisher":
            assert one.chance == pytest.approx(stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue, **EXACT)


def test_means_are_those_of_welch_and_have_no_bounds_without_a_spread():
    samples = [CHANCE.normal(5, 2, size).tolist() for size in (3, 8, 20, 5)]

    found = mean_changes(samples[:-1], samples[1:])
    silent = mean_changes([[1.0], [2.0, 2.0]], [[3.0], [4.0, 4.0]])

    for (before, after), one in zip(pairwise(samples), found, strict=True):
        told = CompareMeans(DescrStatsW(after), DescrStatsW(before))
        assert (one.low, one.high) == pytest.approx(told.tconfint_diff(usevar="unequal"), **EXACT)
        assert one.chance == pytest.approx(told.ttest_ind(usevar="unequal")[1], **EXACT)
    assert [(one.value, one.low, one.chance) for one in silent] == [(2, None, None), (2, None, None)]


def test_counts_have_exact_bounds_and_an_exact_chance():
    (one, nothing) = count_changes([4, 0], [15, 0])

    before, after = stats.chi2.ppf([0.025], 8)[0] / 2, stats.chi2.ppf([0.975], 10)[0] / 2
    first, last = stats.chi2.ppf(0.025, 30) / 2, stats.chi2.ppf(0.975, 32) / 2
    assert one.low == pytest.approx(11 - np.hypot(15 - first, after - 4), **EXACT)
    assert one.high == pytest.approx(11 + np.hypot(last - 15, 4 - before), **EXACT)
    assert one.chance == pytest.approx(stats.binomtest(4, 19).pvalue, **EXACT)
    assert (nothing.value, nothing.chance) == (0, 1)


@pytest.mark.parametrize("concerned", [1, 3])
def test_comparison_is_the_regression_with_effects_of_places_and_time(concerned):
    mine, others = CHANCE.normal(2, 1, concerned).tolist(), CHANCE.normal(0, 1, 9).tolist()

    (one,) = differences_in_differences([mine], [others])

    design = np.column_stack([np.ones(concerned + 9), [1] * concerned + [0] * 9])
    told = OLS(np.array([*mine, *others]), design).fit()
    assert one.value == pytest.approx(told.params[1], **EXACT)
    assert (one.low, one.high) == pytest.approx(told.conf_int()[1], **EXACT)
    assert one.chance == pytest.approx(told.pvalues[1], **EXACT)
    assert differences_in_differences([[1.0]], [[2.0]])[0].chance is None


def test_lots_are_all_tried_where_they_are_few_and_drawn_from_a_fixed_seed_where_they_are_many():
    mine, others = [4.0, 5.5, 3.0], [0.0, 1.0, 2.5, 4.0, 1.5]

    few = permuted([mine], [others])[0]
    many = [permuted([[3.0, 4.0] * 6], [[0.0, 1.0, 2.0] * 6])[0] for _again in range(2)]

    told = stats.permutation_test(
        (mine, others), lambda a, b: abs(np.mean(a) - np.mean(b)), alternative="greater", n_resamples=np.inf
    )
    assert few == pytest.approx(told.pvalue, **EXACT)
    assert many[0] == many[1] < 0.001
    assert permuted([[1.0, 1.0]], [[1.0, 1.0, 1.0]]) == [1]


def test_corrections_for_many_at_once():
    chances = [0.001, 0.04, 0.03, 0.2, 0.03, 1.0]

    assert benjamini_hochberg(chances) == pytest.approx(multipletests(chances, method="fdr_bh")[1], **EXACT)
    assert holm(chances) == pytest.approx(multipletests(chances, method="holm")[1], **EXACT)
    assert (benjamini_hochberg([]), holm([])) == ([], [])
    assert (share_changes([], []), mean_changes([], []), count_changes([], [])) == ([], [], [])
    assert differences_in_differences([], []) == []
