"""What an indicator says of a fulfilled recommendation: no verdict is better than its data."""

from decimal import Decimal

REACHED, PARTLY, NOT_SEEN, WORSE, NO_VALUE, OTHER = (
    "reached", "partly", "not_seen", "worse", "no_value", "other_definition",
)  # fmt: skip


def verdict(
    before: Decimal | None, after: Decimal | None, *, expected: Decimal | None, more_is_better: bool,
    same_definition: bool = True,
) -> str:  # fmt: skip
    """Return the code of the verdict; without an expected change any change for the better is enough.

    The two values are compared as they are: whether the change may be chance is told by findings.
    Source: capabilities C30 (RecCheck), C32 (no "before" value).
    """
    if before is None or after is None:
        return NO_VALUE
    if not same_definition:
        return OTHER
    moved = (after - before) if more_is_better else (before - after)
    if moved < 0:
        return WORSE
    if moved == 0:
        return NOT_SEEN
    return REACHED if expected is None or moved >= abs(expected) else PARTLY
