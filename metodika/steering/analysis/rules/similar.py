"""Institutions that may be compared: how far they are from each other, and by what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Traits:
    """What an institution is like: its kind, how many people teach there, whether it is rural or small."""

    kind: str
    size: float
    is_rural: bool = False
    is_small: bool = False


def distance(one: Traits, other: Traits, *, widest: float) -> float:
    """Return from 0 (alike) to 1 (as different as can be) how far two institutions are from each other.

    The mean of four differences: kind, rural, small (0 or 1 each), size as a part of the widest difference.
    Source: Gower J. C. A general coefficient of similarity and some of its properties. Biometrics, 1971,
    vol. 27, p. 857-871.
    """
    size = abs(one.size - other.size) / widest if widest > 0 else 0.0
    marks = (one.kind != other.kind, one.is_rural != other.is_rural, one.is_small != other.is_small)
    return (sum(marks) + min(1.0, size)) / (len(marks) + 1)


def nearest(mine: int, everybody: Mapping[int, Traits], *, most: int) -> list[tuple[int, float]]:
    """Return the institutions nearest to one's own with their distances, of the same kind only.

    An institution is never compared with itself; nobody of its kind gives nobody.
    Source: capabilities C29 (typology of schools); Gower, 1971, as above.
    """
    own = everybody.get(mine)
    if own is None:
        return []
    widest = _width(everybody.values())
    found = [
        (distance(own, other, widest=widest), number)
        for number, other in everybody.items()
        if number != mine and other.kind == own.kind
    ]
    return [(number, far) for far, number in sorted(found)[:most]]


def _width(everybody: Collection[Traits]) -> float:
    """Return the difference between the largest and the smallest.

    Source: Gower, 1971 (range of a variable).
    """
    sizes = [one.size for one in everybody]
    return max(sizes, default=0.0) - min(sizes, default=0.0)
