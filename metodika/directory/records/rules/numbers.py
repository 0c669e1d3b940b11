"""How a number looks: `{n}` is the number, `{n:3}` with zeros before it; `{year}`, `{yy}`."""

import re

PLACE = re.compile(r"\{(?:n(?::(?P<width>[1-6]))?|year|yy)\}")
LONGEST_PATTERN = 40


def is_pattern(pattern: str) -> bool:
    """Tell whether the pattern has the number exactly once and no other braces than the known places.

    Source: domain capabilities, C36 (NumberSeries: pattern).
    """
    numbers = [one for one in PLACE.finditer(pattern) if one.group().startswith("{n")]
    rest = PLACE.sub("", pattern)
    return len(numbers) == 1 and not set("{}") & set(rest) and len(pattern) <= LONGEST_PATTERN


def number_text(pattern: str, *, number: int, year: int) -> str:
    """Return the number as it is printed: 7 of 2026 by "{n:2}-мс/{yy}" is "07-мс/26".

    Source: GOST R 7.0.97-2016, clause 5.11 (registration number).
    """

    def place(found: re.Match[str]) -> str:
        if found.group() == "{year}":
            return str(year)
        if found.group() == "{yy}":
            return f"{year % 100:02}"
        return str(number).zfill(int(found["width"] or 1))

    return PLACE.sub(place, pattern)
