"""How sure a share is, and which places can be told apart."""

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt

Z_95 = 1.959963984540054
Interval = tuple[float, float]


def wilson(numerator: int | Decimal, denominator: int | Decimal, *, z: float = Z_95) -> Interval | None:
    """Return the bounds of a share from 0 to 1 at 95 %; None without a denominator or for no part of it.

    Source: Wilson E. B. Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association, 1927, vol. 22, p. 209-212.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        return None
    size, share = float(denominator), float(numerator) / float(denominator)
    square = z * z
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = z * sqrt(share * (1 - share) / size + square / (4 * size * size)) / (1 + square / size)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def rank_ranges(intervals: Sequence[Interval], *, more_is_better: bool = True) -> list[tuple[int, int]]:
    """Return the best and the worst place that each may have.

    Places whose intervals overlap are not told apart.

    Source: Goldstein H., Spiegelhalter D. J. League tables and their limitations. Journal of the Royal
    Statistical Society A, 1996, vol. 159, p. 385-443.
    """
    lows, highs = sorted(low for low, _high in intervals), sorted(high for _low, high in intervals)
    found = []
    for low, high in intervals:
        above = len(lows) - _not_above(lows, high)
        below = _not_above(highs, low, strictly=True)
        better, worse = (above, below) if more_is_better else (below, above)
        found.append((1 + better, len(intervals) - worse))
    return found


def _not_above(ordered: Sequence[float], bound: float, *, strictly: bool = False) -> int:
    """Count how many of the ordered numbers are at most, or strictly, below the bound.

    Source: binary search, as bisect of the standard library.
    """
    first, last = 0, len(ordered)
    while first < last:
        middle = (first + last) // 2
        is_below = ordered[middle] < bound if strictly else ordered[middle] <= bound
        first, last = (middle + 1, last) if is_below else (first, middle)
    return first
