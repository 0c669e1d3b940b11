"""A part of a whole, kept as both: nothing can be told of a whole of nobody, and little of a few people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SMALLEST_GROUP = 5
HUNDRED = Decimal(100)
Number = int | Decimal


@dataclass(frozen=True)
class Share:
    """Numerator and denominator of a value; the percent is only worked out of them."""

    numerator: Number
    denominator: Number

    @property
    def applies(self) -> bool:
        """Whether there is anything of which a part can be told."""
        return self.denominator > 0

    def value(self, *, factor: Number = 1, places: int | None = None) -> Decimal | None:
        """Return numerator by denominator, times the factor; None, not nought, when there is no denominator.

        Rounded half up to so many places, and only when asked: a threshold is compared unrounded.
        Source: domain cycle, calculation rules (denominator zero; keep numerator and denominator).
        """
        if not self.applies:
            return None
        exact = Decimal(self.numerator) * factor / Decimal(self.denominator)
        return exact if places is None else exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    def percent(self, places: int | None = None) -> Decimal | None:
        """Return the share in percent, see `value`."""
        return self.value(factor=HUNDRED, places=places)


def hidden_places(
    people: Mapping[int, int], parents: Mapping[int, int], *, least: int = SMALLEST_GROUP
) -> set[int]:
    """Return the places whose number must not be shown to those who may not see people.

    A group smaller than `least` is hidden unless it is empty; where only one place of a parent is hidden,
    the smallest of its neighbours is hidden too, or the number would follow from the sum.
    Source: domain cycle, calculation rules (suppression for groups under five); 152-FZ.
    """
    hidden = {place for place, count in people.items() if 0 < count < least}
    for parent in set(parents.values()):
        inside = [place for place in people if parents.get(place) == parent]
        kept_back = [place for place in inside if place in hidden]
        others = sorted((people[place], place) for place in inside if place not in hidden and people[place])
        if len(kept_back) == 1 and others:
            hidden.add(others[0][1])
    return hidden


def series(points: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Cut the periods of a line where the definition changes; each part may be drawn as one line.

    Points are (period, fingerprint of the definition) in their order.
    Source: domain cycle, calculation rules (series break on definition change).
    """
    parts: list[list[str]] = []
    before = None
    for period, fingerprint in points:
        if fingerprint != before:
            parts.append([])
        parts[-1].append(period)
        before = fingerprint
    return parts
