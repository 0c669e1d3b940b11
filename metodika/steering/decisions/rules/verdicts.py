"""What may be said of a change in plain words, and what forbids to say anything."""

from collections.abc import Sequence

from metodika.core.statistics import Difference, benjamini_hochberg, holm
from metodika.steering.decisions.lifecycle import Direction, Reason, Verdict
from metodika.steering.decisions.rules.estimates import COUNT, SHARE, Estimate, Seen

Judged = tuple[str, str]
LEVEL = 0.05
FEWEST_COUNTED = 5
# Of the people counted before, so many must be there after for the numbers to be about the same people.
KEPT = 2 / 3


def obstacle(seen: Seen, *, kept: float | None = None) -> Judged | None:
    """Return what forbids a verdict about numbers that are there: too few, no variation, other people.

    `kept` is the share of the people counted before who are counted after; None when nobody was asked.

    Source: capabilities C32 (edge cases: no value before; group changed by turnover).
    """
    if seen.kind == SHARE:
        if min(seen.before[1], seen.after[1]) < FEWEST_COUNTED:
            return Verdict.LITTLE, Reason.SMALL
        part, whole = seen.before[0] + seen.after[0], seen.before[1] + seen.after[1]
        if part in (0, whole):
            return Verdict.LITTLE, Reason.CONSTANT
    if seen.kind == COUNT and seen.before[0] + seen.after[0] < FEWEST_COUNTED:
        return Verdict.LITTLE, Reason.SMALL
    if kept is not None and kept < KEPT:
        return Verdict.PEOPLE, Reason.PEOPLE
    return None


def corrected(chances: Sequence[float | None]) -> list[tuple[float, float] | None]:
    """Return for each chance the two corrected ones, of false discoveries and of any error; None stays.

    Source: Benjamini and Hochberg 1995; Holm 1979, as named in core/statistics/corrections.py.
    """
    told = [one for one in chances if one is not None]
    pairs = iter(zip(benjamini_hochberg(told), holm(told), strict=True))
    return [None if one is None else next(pairs) for one in chances]


def verdict(estimate: Estimate, *, direction: str, chance: float | None) -> Judged:
    """Return the verdict and its reason; `chance` is that of the deciding difference, corrected for all.

    Never better than the data: without others nobody says that the measure did it, and what stands out only
    before the correction is not seen.

    Source: capabilities C32; Wasserstein R. L., Lazar N. A. The ASA statement on p-values: context, process,
    and purpose. The American Statistician, 2016, vol. 70, p. 129-133.
    """
    deciding = estimate.deciding
    if deciding.chance is None or chance is None:
        return Verdict.LITTLE, Reason.SINGLE
    sign = 1 if direction == Direction.UP else -1
    if chance < LEVEL:
        return _found(estimate, sign)
    if deciding.chance < LEVEL and sign * deciding.value > 0:
        return Verdict.NOT_SEEN, Reason.MANY
    return _not_found(estimate, sign)


def _found(estimate: Estimate, sign: int) -> Judged:
    """Return what a difference beyond chance means.

    Source: capabilities C32 (verdicts), as `verdict`.
    """
    if sign * estimate.deciding.value < 0:
        return Verdict.AGAINST, Reason.AGAINST
    if estimate.compared is None:
        return Verdict.ALONE, Reason.ALONE
    if sign * estimate.change.value <= 0:
        return Verdict.NOT_SEEN, Reason.HELD
    return Verdict.MOVED, Reason.SEEN


def _not_found(estimate: Estimate, sign: int) -> Judged:
    """Return why nothing is seen: so did the others, so do places anyhow, or it is chance.

    Source: capabilities C32 (verdicts), as `verdict`.
    """
    change, compared = estimate.change, estimate.compared
    if compared is None or not _is_sure(change) or sign * change.value <= 0:
        return Verdict.NOT_SEEN, Reason.CHANCE
    theirs = change.value - compared.value
    if sign * theirs > 0 and abs(theirs) >= abs(change.value) / 2:
        return Verdict.OTHERS, Reason.COMMON
    return Verdict.NOT_SEEN, Reason.SPREAD


def _is_sure(difference: Difference) -> bool:
    """Tell whether a difference alone is beyond chance.

    Source: Fisher R. A., 1935, as named in core/statistics/changes.py.
    """
    return difference.chance is not None and difference.chance < LEVEL


def is_large_enough(estimate: Estimate, *, direction: str, size: float) -> bool:
    """Tell whether the deciding difference is at least as large as was said beforehand.

    Source: capabilities C32 (verdict: effective, partly).
    """
    sign = 1 if direction == Direction.UP else -1
    return sign * estimate.deciding.value >= size
