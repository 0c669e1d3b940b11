"""From two counts to a value, its grade, and why it is another than before."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

Number = int | Decimal
# Digits enough that a count of any size over any other is not rounded before it is compared.
DIGITS = 40
# Beyond these nobody reads on.
MOST_DIGITS_MORE = 3


def value_of(numerator: Number, denominator: Number | None, *, scale: int = 1) -> Decimal | None:
    """Return the unrounded value; a count has no denominator; None where there is nothing to divide by.

    Source: domain cycle, calculation rules (denominator zero is not applicable).
    """
    if denominator is None:
        return Decimal(numerator)
    if denominator <= 0:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(numerator) * scale / Decimal(denominator)


def rounded(value: Decimal | None, places: int) -> Decimal | None:
    """Return the value as it is shown, half up; thresholds and targets compare the unrounded one.

    Source: capabilities C27 (rounding at thresholds, 49.95 %).
    """
    if value is None:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def places_apart(value: Decimal, other: Decimal, places: int) -> int:
    """Return how many digits after the comma tell two numbers apart: at least `places`, at most three more.

    Else 2.99 stands as 3.0 under a target of 3.0 that it has missed.
    Source: capabilities C27 (rounding at thresholds, 49.95 %).
    """
    if value == other:
        return places
    more = (places + step for step in range(MOST_DIGITS_MORE + 1))
    return next((one for one in more if rounded(value, one) != rounded(other, one)), places)


def grade_of(value: Decimal | None, thresholds: Mapping[str, Any], *, more_is_better: bool = True) -> str:
    """Return "good", "warning" or "bad" by the thresholds `good` and `fair`; empty when there are none.

    Source: capabilities C27 (thresholds; direction up or down).
    """
    if value is None or "good" not in thresholds:
        return ""
    sign = 1 if more_is_better else -1
    if sign * value >= sign * Decimal(str(thresholds["good"])):
        return "good"
    fair = thresholds.get("fair")
    return "warning" if fair is not None and sign * value >= sign * Decimal(str(fair)) else "bad"


def reaches(value: Decimal | None, target: Decimal, *, more_is_better: bool = True) -> bool | None:
    """Tell whether the target is reached by the unrounded value; None where there is no value.

    Source: capabilities C27 (target, direction).
    """
    if value is None:
        return None
    return value >= target if more_is_better else value <= target


def is_possible_target(target: Decimal, unit: str) -> bool:
    """Tell whether a target can be reached at all: a share lies between 0 and 100, nothing lies below 0.

    Source: capabilities C27 (unit, target).
    """
    return target.is_finite() and target >= 0 and (unit != "percent" or target <= 100)  # noqa: PLR2004 - percent


def why_changed(*, is_first: bool, same_definition: bool, period_was_over: bool) -> str:
    """Return the code of the reason why a snapshot differs from the one before it.

    Source: domain cycle, calculation rules (series break on definition change; late data).
    """
    if is_first:
        return "first"
    if not same_definition:
        return "definition"
    return "late" if period_was_over else "rows"
