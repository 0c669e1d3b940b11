"""Against the others: the change of those concerned minus the change of those like them."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, islice
from math import comb

import numpy as np
from numpy.typing import NDArray

from metodika.core.statistics.changes import moments, student
from metodika.core.statistics.differences import Difference

SEED = 20
MOST_ARRANGEMENTS = 9_999
# Means that are equal up to rounding are equal.
TIES = 1e-12


def differences_in_differences(
    changes: Sequence[Sequence[float]], others: Sequence[Sequence[float]]
) -> list[Difference]:
    """Return the mean change of each group minus that of its others, with bounds by the spread of changes.

    With one in the group this is the test of a single case against a small sample; with two periods it is the
    regression with effects of places and of time. No bounds with fewer than two changes to see a spread in.

    Source: Crawford J. R., Howell D. C. Comparing an individual's test score against norms derived from small
    samples. The Clinical Neuropsychologist, 1998, vol. 12, p. 482-486. Angrist J. D., Pischke J.-S. Mostly
    harmless econometrics. Princeton, 2009, ch. 5.2.
    """
    if not changes:
        return []
    own, own_spread, few = moments(changes)
    their, their_spread, many = moments(others)
    freedom = few + many - 2
    squares = np.where(few > 1, own_spread * (few - 1), 0) + np.where(many > 1, their_spread * (many - 1), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(squares / freedom * (1 / few + 1 / many))
    return student(own - their, error, freedom, method="differences")


def permuted(changes: Sequence[Sequence[float]], others: Sequence[Sequence[float]]) -> list[float]:
    """Return how often a group chosen by lot would differ from the others by as much, to either side.

    All arrangements are tried up to 9,999 of them, else so many by lot from a fixed seed, the one seen
    included: the same data always give the same answer.

    Source: Pitman E. J. G. Significance tests which may be applied to samples from any populations.
    Supplement to the Journal of the Royal Statistical Society, 1937, vol. 4, p. 119-130. Phipson B.,
    Smyth G. K. Permutation p-values should never be zero. Statistical Applications in Genetics and Molecular
    Biology, 2010, vol. 9, art. 39.
    """
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (group, rest) in enumerate(zip(changes, others, strict=True)):
        alike[len(group), len(rest)].append(number)
    found = [1.0] * len(changes)
    for (few, many), numbers in alike.items():
        lots, is_all = _arrangements(few, many)
        for number in numbers:
            pool = np.array([*changes[number], *others[number]], dtype=float)
            means = pool[lots].mean(axis=1)
            differences = np.abs(means - (pool.sum() - means * few) / many)
            seen = abs(pool[:few].mean() - pool[few:].mean())
            reached = int((differences >= seen - TIES * max(1.0, seen)).sum())
            found[number] = reached / len(lots) if is_all else (reached + 1) / (len(lots) + 1)
    return found


@lru_cache(maxsize=64)
def _arrangements(few: int, many: int) -> tuple[NDArray[np.int64], bool]:
    whole = few + many
    if comb(whole, few) <= MOST_ARRANGEMENTS:
        return np.array(list(islice(combinations(range(whole), few), MOST_ARRANGEMENTS))), True
    lots = np.random.default_rng(SEED).random((MOST_ARRANGEMENTS, whole))
    return np.argsort(lots, axis=1)[:, :few], False
