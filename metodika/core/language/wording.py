"""Small things of Russian spelling: plural forms, initials, dates and numbers with no-break spaces."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import date_format

NO_BREAK = "\N{NO-BREAK SPACE}"
# A comma and the digits after it stand apart from the groups.
GROUP = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))")
SHORTEST_GROUPED = 5
TEN, ELEVEN, FOURTEEN, HUNDRED = 10, 11, 14, 100
FEW = range(2, 5)


class NameOrder(StrEnum):
    """Whether the surname stands before the initials or after them."""

    SURNAME_FIRST = "surname_first"
    SURNAME_LAST = "surname_last"


def plural(number: float | Decimal, one: str, few: str, many: str) -> str:
    """Return the form that follows the number: 1 школа, 2 школы, 5 школ; a fraction takes `few`."""
    if number != int(number):
        return few
    count = abs(int(number)) % HUNDRED
    if ELEVEN <= count <= FOURTEEN:
        return many
    if count % TEN == 1:
        return one
    return few if count % TEN in FEW else many


def initials(
    last: str, first: str = "", patronymic: str = "", order: NameOrder | str = NameOrder.SURNAME_FIRST
) -> str:
    """Return «Иванова А. П.» or «А. П. Иванова», held together by no-break spaces.

    A missing part is left out; a double name gives «А.-М.».
    """
    letters = [letter for part in (first, patronymic) if (letter := _initial(part))]
    surname = last.strip()
    parts = [*letters, surname] if order == NameOrder.SURNAME_LAST else [surname, *letters]
    return NO_BREAK.join(part for part in parts if part)


def _initial(name: str) -> str:
    halves = [half.strip() for half in name.strip().split("-")]
    return "-".join(f"{half[0].upper()}." for half in halves if half and half[0].isalpha())


def russian_date(day: date) -> str:
    """Return «22 ноября 2026 г.» (in English the English form), with no-break spaces."""
    return date_format(day).replace(" ", NO_BREAK)


def grouped(number: float | Decimal) -> str:
    """Return the number with its thousands apart and a decimal comma: «12 480», «1 250 000,5», «4800»."""
    sign = "\N{MINUS SIGN}" if number < 0 else ""
    written = str(abs(number)) if isinstance(number, int) else f"{abs(number):f}"
    whole, _, fraction = written.partition(".")
    fraction = fraction.rstrip("0") if not isinstance(number, Decimal) else fraction
    if len(whole) >= SHORTEST_GROUPED:
        whole = GROUP.sub(NO_BREAK, whole)
    return f"{sign}{whole},{fraction}" if fraction else f"{sign}{whole}"
