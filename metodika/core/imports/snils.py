"""The insurance number of an individual account (СНИЛС): eleven digits, the last two are a control number."""

import re

# Numbers up to this one were given out before control numbers were.
LAST_UNCONTROLLED = 1_001_998
DIGITS = 11
NOT_DIGITS = re.compile(r"\D+")
_ZEROS = ord("0") * 45


def control_number(account: str) -> int:
    """Return the control number (0 to 99) of an account of nine digits.

    Source: reporting format of the Pension Fund of Russia, section 8 (algorithm of the control number);
    its example is 112-233-445 95.
    """
    a, b, c, d, e, f, g, h, i = account.encode()
    total = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h + i - _ZEROS
    return total % 101 % 100


def digits_of(text: str) -> str:
    """Return only the digits of a number as people write it."""
    return NOT_DIGITS.sub("", text)


def is_snils(text: str) -> bool:
    """Tell whether the eleven digits agree with their control number; signs between digits do not matter.

    Source: the same format, section 8: the control number is checked above 001-001-998 only.
    """
    digits = text if text.isdigit() else digits_of(text)
    if len(digits) != DIGITS or not int(digits[:9]):
        return False
    return int(digits[:9]) <= LAST_UNCONTROLLED or control_number(digits[:9]) == int(digits[9:])


def format_snils(text: str) -> str:
    """Return the number in its official form, "112-233-445 95"."""
    digits = text if text.isdigit() else digits_of(text)
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"
