"""Which values are worth a finding, and how grave it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from metodika.steering.analysis.rules.chances import two_counts, two_shares

LOW, MEDIUM, HIGH = "low", "medium", "high"
# So great a part of the target, or of the value before, is missing when a finding is grave.
GRAVE = Decimal("0.25")


@dataclass(frozen=True)
class Measured:
    """Two counts of a place and a period; without a denominator the numerator is the value.

    `definition` is the fingerprint of what was counted: only equal ones may be compared.
    """

    numerator: Decimal
    denominator: Decimal | None = None
    scale: int = 1
    definition: str = ""

    @property
    def value(self) -> Decimal | None:
        """The unrounded value."""
        if self.denominator is None:
            return self.numerator
        return self.numerator * self.scale / self.denominator if self.denominator > 0 else None

    @property
    def is_share(self) -> bool:
        """Whether the numerator may be a part of the denominator."""
        return self.denominator is not None and self.scale > 1 and self.numerator <= self.denominator


@dataclass(frozen=True)
class Judgement:
    """What a rule has found: how grave it is, and how likely by chance alone where that can be told."""

    severity: str
    chance: float | None = None


def below_target(
    now: Measured, target: Decimal, *, more_is_better: bool, interval: tuple[float, float] | None = None
) -> Judgement | None:
    """Return a judgement when the target is missed; slight where the target lies within the interval.

    The unrounded value is compared: 49.95 % misses 50 %. The interval is in the unit of the value.
    Source: capabilities C27 (target, direction, rounding), C29; Wilson, 1927, for the interval.
    """
    value = now.value
    if value is None or (value >= target if more_is_better else value <= target):
        return None
    if interval is not None and interval[0] <= float(target) <= interval[1]:
        return Judgement(LOW)
    return Judgement(HIGH if _is_grave(abs(target - value), target) else MEDIUM)


def change_chance(now: Measured, before: Measured) -> float | None:
    """Return how likely such a change, up or down, is by chance; None when the two cannot be compared.

    Source: two-proportion test and comparison of counts, see rules/chances.py; domain cycle, calculation
    rules (series break on definition change).
    """
    if now.definition != before.definition:
        return None
    if now.is_share and before.is_share:
        return two_shares(_pair(now), _pair(before))
    if now.denominator is None and before.denominator is None:
        return two_counts(float(now.numerator), float(before.numerator))
    return None


def rest_chance(mine: Measured, rest: Measured) -> float | None:
    """Return how likely an institution differs so much from the others together; None for what is no share.

    Source: two-proportion test, see rules/chances.py; capabilities C29 (by institution).
    """
    if not mine.is_share or not rest.is_share:
        return None
    return two_shares(_pair(mine), _pair(rest))


def rest_of(mine: Measured, all_together: Sequence[Measured]) -> Measured:
    """Return the others together: what all have without one's own.

    Source: domain cycle, calculation rules (a value of many is counted from its parts).
    """
    part = sum((one.numerator for one in all_together), Decimal()) - mine.numerator
    whole = sum((one.denominator or Decimal() for one in all_together), Decimal())
    return Measured(part, whole - (mine.denominator or Decimal()), mine.scale, mine.definition)


def gravity_of_change(now: Measured, before: Measured, chance: float) -> Judgement:
    """Return how grave a difference beyond chance is: grave when a quarter of the value is lost.

    Source: capabilities C29 (severity).
    """
    value, earlier = now.value or Decimal(), before.value or Decimal()
    return Judgement(HIGH if _is_grave(abs(earlier - value), earlier) else MEDIUM, chance)


def is_worse(now: Measured, before: Measured, *, more_is_better: bool) -> bool:
    """Tell whether a value is worse than another.

    Source: capabilities C27 (direction).
    """
    if now.value is None or before.value is None:
        return False
    return now.value < before.value if more_is_better else now.value > before.value


def _is_grave(difference: Decimal, whole: Decimal) -> bool:
    """Tell whether the difference is a quarter of the whole or more.

    Source: capabilities C29 (severity).
    """
    return whole == 0 or difference >= GRAVE * abs(whole)


def _pair(one: Measured) -> tuple[float, float]:
    """Return part and whole of a share.

    Source: definition of a share.
    """
    return float(one.numerator), float(one.denominator or 0)
