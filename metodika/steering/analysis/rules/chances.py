"""How likely a difference is by chance alone."""

from collections.abc import Sequence
from math import erfc, exp, lgamma, sqrt

Part = tuple[float, float]
# The normal approximation holds when no expected count is smaller (Cochran, 1954).
LEAST_EXPECTED = 5
LEVEL = 0.05
# Sums of equal tables differ in the last digits only.
ROUNDING = 1e-9


def two_shares(one: Part, other: Part) -> float | None:
    """Return how likely two shares (part, whole) differ so much, or more, by chance; None without a whole.

    Pooled z-test where all expected counts are five or more, Fisher's exact test otherwise.
    Source: Fleiss J. L. Statistical methods for rates and proportions, 2nd ed., 1981, ch. 2; Fisher R. A.
    On the interpretation of chi-squared from contingency tables, Journal of the Royal Statistical Society,
    1922, vol. 85, p. 87-94.
    """
    (part, whole), (other_part, other_whole) = one, other
    if whole <= 0 or other_whole <= 0 or not 0 <= part <= whole or not 0 <= other_part <= other_whole:
        return None
    share = (part + other_part) / (whole + other_whole)
    if share in (0, 1):
        return 1.0
    expected = min(size * each for size in (whole, other_whole) for each in (share, 1 - share))
    if expected < LEAST_EXPECTED:
        return fisher(round(part), round(whole), round(other_part), round(other_whole))
    spread = sqrt(share * (1 - share) * (1 / whole + 1 / other_whole))
    return erfc(abs(part / whole - other_part / other_whole) / spread / sqrt(2))


def fisher(part: int, whole: int, other_part: int, other_whole: int) -> float:
    """Return the two-sided exact probability of a table: all tables that are not more likely, together.

    Source: Fisher R. A. Statistical methods for research workers, 5th ed., 1934, § 21.02.
    """
    parts, size = part + other_part, whole + other_whole
    first, last = max(0, parts - other_whole), min(whole, parts)
    logs = [
        _log_choose(whole, one) + _log_choose(other_whole, parts - one) - _log_choose(size, parts)
        for one in range(first, last + 1)
    ]
    observed = logs[part - first]
    return min(1.0, sum(exp(one) for one in logs if one <= observed + ROUNDING))


def two_counts(one: float, other: float) -> float | None:
    """Return how likely two counts over equal times differ so much by chance; None when there is nothing.

    Given their sum each of two equal Poisson rates falls to either side like a coin.
    Source: Przyborowski J., Wilenski H. Homogeneity of results in testing samples from Poisson series.
    Biometrika, 1940, vol. 31, p. 313-323.
    """
    size = round(one + other)
    if size <= 0 or one < 0 or other < 0:
        return None
    smaller = round(min(one, other))
    logs = (_log_choose(size, count) - size * _LOG_TWO for count in range(smaller + 1))
    return min(1.0, 2 * sum(exp(each) for each in logs))


_LOG_TWO = 0.6931471805599453


def _log_choose(size: int, part: int) -> float:
    """Return the logarithm of the number of ways to choose.

    Source: definition of the binomial coefficient.
    """
    return lgamma(size + 1) - lgamma(part + 1) - lgamma(size - part + 1)


def discoveries(chances: Sequence[float | None], *, level: float = LEVEL) -> list[bool]:
    """Tell which of many differences go beyond chance, so that at most `level` of those told are false.

    What could not be tested is no discovery.
    Source: Benjamini Y., Hochberg Y. Controlling the false discovery rate. Journal of the Royal Statistical
    Society B, 1995, vol. 57, p. 289-300.
    """
    told = sorted((chance, place) for place, chance in enumerate(chances) if chance is not None)
    last = 0
    for rank, (chance, _place) in enumerate(told, start=1):
        if chance <= level * rank / len(told):
            last = rank
    found = {place for _chance, place in told[:last]}
    return [place in found for place in range(len(chances))]
