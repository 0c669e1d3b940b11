"""Comparable places: those like this one before anything was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p, sqrt
from statistics import fmean, pstdev

MOST, FEWEST = 20, 5
# In standard deviations over all candidates: farther ones are not called comparable.
NEAR = 1.0
TWENTIETH = 0.05


@dataclass(frozen=True)
class Case:
    """A place with its value before, its size (people or rows behind the value), its value after."""

    number: int
    before: float
    size: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


def comparable(own: Sequence[Case], candidates: Iterable[Case], *, most: int = MOST) -> list[Case]:
    """Return the places nearest to those concerned by value before and size, never one of themselves.

    Empty when fewer than five are near enough: then there is nobody to compare with. Size is compared by its
    logarithm. A twentieth of the mean makes no place unlike another, however alike all are.

    Source: Stuart E. A. Matching methods for causal inference: a review and a look forward. Statistical
    Science, 2010, vol. 25, p. 1-21. Daw J. R., Hatfield L. A. Matching and regression to the mean in
    difference-in-differences analysis. Health Services Research, 2018, vol. 53, p. 4138-4156.
    """
    concerned = {one.number for one in own}
    pool = [one for one in candidates if one.number not in concerned]
    if len(pool) < FEWEST:
        return []
    everybody = [*own, *pool]
    by_value = _spread([one.before for one in everybody])
    by_size = _spread([log1p(one.size) for one in everybody])
    nearest: dict[int, float] = {}
    for mine in own:
        for other in pool:
            aside = (other.before - mine.before) / by_value
            larger = (log1p(other.size) - log1p(mine.size)) / by_size
            distance = sqrt(aside * aside + larger * larger)
            if distance <= NEAR and distance < nearest.get(other.number, NEAR + 1):
                nearest[other.number] = distance
    near = [one for one in pool if one.number in nearest]
    near.sort(key=lambda one: (nearest[one.number], one.number))
    return near[:most] if len(near) >= FEWEST else []


def _spread(values: Sequence[float]) -> float:
    """Return the unit in which distances are told: the spread, but no less than a twentieth of the mean.

    Source: as `comparable`.
    """
    return max(pstdev(values), TWENTIETH * abs(fmean(values))) or 1.0
