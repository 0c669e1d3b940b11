"""Before and after: the difference, its bounds at 95 %, and how likely so much is by chance alone."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from metodika.core.statistics.differences import Difference

Floats = NDArray[np.float64]
LEVEL = 0.95
TAIL = (1 + LEVEL) / 2
Z = float(special.ndtri(TAIL))
# Below this expected count the normal approximation of a share is not trusted (Cochran W. G., 1954).
EXPECTED = 5.0
ROWS_AT_ONCE = 1000
# Tables as likely as the one seen up to rounding count as equally likely.
TIES = 1 + 1e-7


def share_changes(earlier: Sequence[Sequence[float]], later: Sequence[Sequence[float]]) -> list[Difference]:
    """Return how shares from 0 to 1 have changed; each side is (part, whole) with a whole above nothing.

    The chance is exact for small groups (an expected count under five), else of the pooled test of shares.

    Source: Newcombe R. G. Interval estimation for the difference between independent proportions: comparison
    of eleven methods. Statistics in Medicine, 1998, vol. 17, p. 873-890 (method 10). Fisher R. A. The logic
    of inductive inference. Journal of the Royal Statistical Society, 1935, vol. 98, p. 39-82.
    """
    if not earlier:
        return []
    x0, n0 = np.array(earlier, dtype=float).T
    x1, n1 = np.array(later, dtype=float).T
    p0, p1 = x0 / n0, x1 / n1
    l0, u0 = _wilson(p0, n0)
    l1, u1 = _wilson(p1, n1)
    change = p1 - p0
    low = change - np.sqrt((p1 - l1) ** 2 + (u0 - p0) ** 2)
    high = change + np.sqrt((u1 - p1) ** 2 + (p0 - l0) ** 2)
    chance, is_small = _chance_of_shares(x0, n0, x1, n1)
    return [
        Difference(value, under, over, luck, "fisher" if small else "shares")
        for value, under, over, luck, small in zip(
            *_plain(change, low, high, chance), is_small.tolist(), strict=True
        )
    ]


def share_bounds(part: float, whole: float) -> tuple[float, float]:
    """Return the bounds at 95 % of one share from 0 to 1, of a whole above nothing.

    Source: Wilson E. B. Probable inference, the law of succession, and statistical inference. Journal of the
    American Statistical Association, 1927, vol. 22, p. 209-212.
    """
    low, high = _wilson(np.array([part / whole]), np.array([float(whole)]))
    return max(0.0, float(low[0])), min(1.0, float(high[0]))


def _wilson(share: Floats, size: Floats) -> tuple[Floats, Floats]:
    square = Z * Z
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = Z * np.sqrt(share * (1 - share) / size + square / (4 * size * size)) / (1 + square / size)
    return middle - half, middle + half


def _chance_of_shares(x0: Floats, n0: Floats, x1: Floats, n1: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    pooled = (x0 + x1) / (n0 + n1)
    expected = np.minimum(pooled, 1 - pooled) * np.minimum(n0, n1)
    is_whole = (x0 == np.rint(x0)) & (x1 == np.rint(x1)) & (n0 == np.rint(n0)) & (n1 == np.rint(n1))
    is_small = (expected < EXPECTED) & is_whole
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1))
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = 2 * special.ndtr(-np.abs((x1 / n1 - x0 / n0) / spread))
    chance = np.where(spread > 0, chance, 1.0)
    (small,) = np.nonzero(is_small)
    for start in range(0, len(small), ROWS_AT_ONCE):
        some = small[start : start + ROWS_AT_ONCE]
        chance[some] = _fisher(x0[some], n0[some], x1[some], n1[some])
    return chance, is_small


def _fisher(x0: Floats, n0: Floats, x1: Floats, n1: Floats) -> Floats:
    """Two-sided: the sum over all tables with these margins that are no likelier than the one seen."""
    found = x0 + x1
    first = np.maximum(0, found - n1)
    last = np.minimum(n0, found)
    steps = np.arange(int((last - first).max()) + 1, dtype=float)
    tables = first[:, None] + steps
    inside = tables <= last[:, None]
    tables = np.where(inside, tables, first[:, None])
    likely = np.exp(
        _choose(n0[:, None], tables)
        + _choose(n1[:, None], found[:, None] - tables)
        - _choose(n0 + n1, found)[:, None]
    )
    seen = np.take_along_axis(likely, (x0 - first).astype(int)[:, None], axis=1)
    chance: Floats = np.minimum(1.0, np.where(inside & (likely <= seen * TIES), likely, 0.0).sum(axis=1))
    return chance


def _choose(whole: Floats, part: Floats) -> Any:
    return special.gammaln(whole + 1) - special.gammaln(part + 1) - special.gammaln(whole - part + 1)


def count_changes(earlier: Sequence[float], later: Sequence[float]) -> list[Difference]:
    """Return how counts of like periods have changed: exact bounds of each count, joined; chance exact.

    Source: Garwood F. Fiducial limits for the Poisson distribution. Biometrika, 1936, vol. 28, p. 437-442.
    Zou G. Y., Donner A. Construction of confidence limits about effect measures. Statistics in Medicine,
    2008, vol. 27, p. 1693-1702. Przyborowski J., Wilenski H. Homogeneity of results in testing samples from
    Poisson series. Biometrika, 1940, vol. 31, p. 313-323.
    """
    if not earlier:
        return []
    x0, x1 = np.array(earlier, dtype=float), np.array(later, dtype=float)
    change = x1 - x0
    low = change - np.sqrt((x1 - _poisson_low(x1)) ** 2 + (_poisson_high(x0) - x0) ** 2)
    high = change + np.sqrt((_poisson_high(x1) - x1) ** 2 + (x0 - _poisson_low(x0)) ** 2)
    fewer = np.floor(np.minimum(x0, x1))
    chance = np.minimum(1.0, 2 * special.bdtr(fewer, np.rint(x0 + x1).astype(int), 0.5))
    return [
        Difference(value, under, over, luck, "counts")
        for value, under, over, luck in zip(*_plain(change, low, high, chance), strict=True)
    ]  # fmt: skip


def _poisson_low(count: Floats) -> Any:
    return np.where(count > 0, special.gammaincinv(np.maximum(count, 1), 1 - TAIL), 0.0)


def _poisson_high(count: Floats) -> Any:
    return special.gammaincinv(count + 1, TAIL)


def mean_changes(earlier: Sequence[Sequence[float]], later: Sequence[Sequence[float]]) -> list[Difference]:
    """Return how means of samples have changed; a sample of one, or samples that do not vary, give no bounds.

    Source: Welch B. L. The generalization of "Student's" problem when several different population variances
    are involved. Biometrika, 1947, vol. 34, p. 28-35.
    """
    if not earlier:
        return []
    m0, v0, n0 = moments(earlier)
    m1, v1, n1 = moments(later)
    change = m1 - m0
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = v0 / n0, v1 / n1
        freedom = (a + b) ** 2 / (a**2 / (n0 - 1) + b**2 / (n1 - 1))
    return student(change, np.sqrt(a + b), freedom, method="means")


def student(value: Floats, error: Floats, freedom: Floats, *, method: str) -> list[Difference]:
    """Return differences with bounds by Student's distribution; none where there is no error to go by.

    Source: Student. The probable error of a mean. Biometrika, 1908, vol. 6, p. 1-25.
    """
    known = np.isfinite(error) & (error > 0) & np.isfinite(freedom) & (freedom > 0)
    degrees, spread = np.where(known, freedom, 1.0), np.where(known, error, 1.0)
    half = special.stdtrit(degrees, TAIL) * spread
    chance = 2 * special.stdtr(degrees, -np.abs(value / spread))
    return [
        Difference(told, under, over, luck, method) if is_known else Difference(told, method=method)
        for told, under, over, luck, is_known in zip(
            *_plain(value, value - half, value + half, chance), known.tolist(), strict=True
        )
    ]


def moments(samples: Sequence[Sequence[float]]) -> tuple[Floats, Floats, Floats]:
    """Return means, variances (by one fewer) and sizes of samples of any lengths; no variance of one.

    Source: Gosset's estimate with Bessel's correction, as in every textbook.
    """
    sizes = np.array([len(one) for one in samples])
    flat = np.fromiter((value for one in samples for value in one), dtype=float, count=int(sizes.sum()))
    owners = np.repeat(np.arange(len(samples)), sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.bincount(owners, flat, len(samples)) / sizes
        squares = np.bincount(owners, (flat - means[owners]) ** 2, len(samples))
        variances = squares / (sizes - 1)
    return means, variances, sizes.astype(float)


def _plain(*columns: Floats) -> Iterator[list[float]]:
    return (one.tolist() for one in columns)
