"""Figures and room: steps of a scale, figures as they are read, words that fit a width."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.formats import number_format

NO_BREAK = "\N{NO-BREAK SPACE}"
ELLIPSIS = "…"
STEPS = (1, 2, 2.5, 5, 10)
TICKS = 5
MOST_DECIMALS = 2
TEN_THOUSAND = 10_000
# Shares of the size of the letters, a little wide, so that words never overflow in any of the faces.
WIDE, CAPITAL, DIGIT, USUAL, NARROW, THIN = 0.9, 0.72, 0.62, 0.58, 0.34, 0.3
BY_SIGN = {
    **dict.fromkeys("МШЩЖЮФЫжшщюфымWMm@%—…", WIDE),
    **dict.fromkeys("0123456789", DIGIT),
    **dict.fromkeys("ijltfrI()[]-/«»№", NARROW + 0.1),
    **dict.fromkeys(f" .,:;!|'{NO_BREAK}", THIN),
}


@dataclass(frozen=True)
class Scale:
    """Where the values of an axis stand: from `low` at `start` to `high` at `end`."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Return the place of the value; values beyond the axis stay at its edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def scale_of(values: Iterable[float], *, start: float, end: float, from_zero: bool = True) -> Scale:
    """Return an axis with round steps that holds all values; one value, or none, has an axis as well."""
    known = list(values) or [0.0, 1.0]
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    step = _step((high - low) / TICKS)
    first, last = floor(low / step), ceil(high / step - 1e-9)
    ticks = tuple(round(number * step, 10) for number in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(one * power for one in STEPS if one * power >= rough * (1 - 1e-9))


def figure(value: float | None, unit: str = "") -> str:
    """Return a number as it is read: «1 240», «45,3 %»; a dash for nothing."""
    if value is None:
        return "—"
    rounded = round(value, MOST_DECIMALS)
    decimals = 0 if float(rounded).is_integer() else len(f"{rounded:.2f}".rstrip("0").partition(".")[2])
    grouped = abs(rounded) >= TEN_THOUSAND
    told = number_format(rounded, decimals, force_grouping=grouped).replace(" ", NO_BREAK)
    return f"{told}{NO_BREAK}{unit}" if unit else told


def width_of(words: str, size: float) -> float:
    """Return how wide the words are at most in letters of the size."""
    return size * sum(BY_SIGN.get(sign, CAPITAL if sign.isupper() else USUAL) for sign in words)


def fitted(words: str, width: float, size: float, *, lines: int = 1) -> list[str]:
    """Break the words into at most so many lines of the width; what does not fit ends with an ellipsis."""
    found: list[str] = []
    rest = words.split()
    while rest and len(found) < lines:
        line = rest.pop(0)
        while rest and width_of(f"{line} {rest[0]}", size) <= width:
            line = f"{line} {rest.pop(0)}"
        found.append(line)
    if rest:
        found[-1] = f"{found[-1]} {ELLIPSIS}"
    return [_cut(line, width, size) for line in found]


def _cut(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    line = line.removesuffix(f" {ELLIPSIS}")
    while line and width_of(line + ELLIPSIS, size) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
