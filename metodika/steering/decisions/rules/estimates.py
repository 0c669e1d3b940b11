"""From numbers before and after to a change with its bounds, alone and against the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import comb

from metodika.core.statistics import (
    Difference,
    count_changes,
    differences_in_differences,
    mean_changes,
    permuted,
    share_changes,
)

SHARE, COUNT, MEAN = "share", "count", "mean"
# With fewer places than this Student's distribution leans on a shape nobody can check.
MANY_PLACES = 20
# Fewer arrangements can never show a chance under one in twenty.
FEWEST_ARRANGEMENTS = 20


@dataclass(frozen=True)
class Seen:
    """What was measured of those concerned and of their comparable places.

    A share has (part, whole) before and after, a count one number, a mean the values of its places; `scale`
    turns a share into the units of the indicator, in which `changes` and `others` are.
    """

    kind: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    changes: tuple[float, ...] = ()
    others: tuple[float, ...] = ()
    scale: float = 1


@dataclass(frozen=True)
class Estimate:
    """The change itself, and the change beyond that of the others when there are any."""

    change: Difference
    compared: Difference | None = None

    @property
    def deciding(self) -> Difference:
        """The one that decides: against the others wherever there are any."""
        return self.compared or self.change


def estimates(seen: Sequence[Seen]) -> list[Estimate]:
    """Return the estimates of many effects at once, each as if it stood alone.

    Source: capabilities C32; docs/decisions/0009-effects.md with the literature of each method.
    """
    changes = _changes(seen)
    against = _against(seen)
    return [Estimate(change, against.get(number)) for number, change in enumerate(changes)]


def _changes(seen: Sequence[Seen]) -> list[Difference]:
    """Return changes before and after, each by the method of its kind.

    Source: Newcombe 1998, Zou and Donner 2008, Welch 1947 as named in core/statistics/changes.py.
    """
    found: dict[int, Difference] = {}
    for kind in (SHARE, COUNT, MEAN):
        numbers = [number for number, one in enumerate(seen) if one.kind == kind]
        earlier, later = [seen[one].before for one in numbers], [seen[one].after for one in numbers]
        if kind == SHARE:
            told = share_changes(earlier, later)
        elif kind == COUNT:
            told = count_changes([one[0] for one in earlier], [one[0] for one in later])
        else:
            told = mean_changes(earlier, later)
        found.update(
            (number, scaled(one, seen[number].scale)) for number, one in zip(numbers, told, strict=True)
        )
    return [found[number] for number in range(len(seen))]


def scaled(difference: Difference, scale: float) -> Difference:
    """Return a difference in other units; its chance stays.

    Source: arithmetic.
    """
    if scale == 1:
        return difference
    low = None if difference.low is None else difference.low * scale
    high = None if difference.high is None else difference.high * scale
    return replace(difference, value=difference.value * scale, low=low, high=high)


def _against(seen: Sequence[Seen]) -> dict[int, Difference]:
    """Return changes beyond those of the others, by permutation where places are few.

    Source: Crawford and Howell 1998; Pitman 1937, as named in core/statistics/comparison.py.
    """
    numbers = [number for number, one in enumerate(seen) if one.changes and one.others]
    told = differences_in_differences(
        [seen[one].changes for one in numbers], [seen[one].others for one in numbers]
    )
    found = dict(zip(numbers, told, strict=True))
    few = [number for number in numbers if is_for_permutation(seen[number])]
    chances = permuted([seen[one].changes for one in few], [seen[one].others for one in few])
    for number, chance in zip(few, chances, strict=True):
        found[number] = replace(found[number], chance=chance, method="permutation")
    return {number: one for number, one in found.items() if one.chance is not None}


def is_for_permutation(seen: Seen) -> bool:
    """Tell whether places are so few that lots decide, and yet enough for lots to tell anything.

    One place alone cannot be told apart by lots from fewer than twenty others.

    Source: Pitman 1937; Bertrand M., Duflo E., Mullainathan S. How much should we trust
    differences-in-differences estimates? Quarterly Journal of Economics, 2004, vol. 119, p. 249-275.
    """
    few, many = len(seen.changes), len(seen.others)
    return few > 1 and few + many < MANY_PLACES and comb(few + many, few) >= FEWEST_ARRANGEMENTS
