"""What the cells of a staff list mean: a full name in one cell, a length of experience in words."""

import re
from datetime import date

from metodika.directory.staff.rules.experience import MONTHS, anniversary

YEARS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:л|г|y)")
ONLY_MONTHS = re.compile(r"(\d+)\s*(?:м|m)")
ONLY_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
LONGEST_YEARS = 80
LEAST_PARTS = 2


def name_parts(full_name: str) -> tuple[str, str, str]:
    """Split a full name into surname, first name and patronymic ("оглы" and the like stay with the latter).

    Source: capabilities C01 (names in one column or in three).
    """
    parts = full_name.split()
    if len(parts) < LEAST_PARTS:
        return full_name.strip(), "", ""
    return parts[0], parts[1], " ".join(parts[2:])


def months_of(text: str) -> int | None:
    """Return whole months of an experience told as "12", "12,5", "12 лет 3 мес."; None when unreadable.

    Source: capabilities C01 (total and pedagogical experience).
    """
    lower = text.casefold()
    years, months = YEARS.search(lower), ONLY_MONTHS.search(lower)
    if years or months:
        total = _months(years[1] if years else "0") + int(months[1] if months else 0)
    elif ONLY_NUMBER.fullmatch(lower.strip()):
        total = _months(lower)
    else:
        return None
    return total if total <= LONGEST_YEARS * MONTHS else None


def _months(years: str) -> int:
    """Return the whole months in a number of years with a decimal comma or point.

    Source: capabilities C01.
    """
    return int(float(years.replace(",", ".")) * MONTHS)


def counted_from(months: int, as_of: date) -> date:
    """Return the day from which uninterrupted work gives so many whole months on the day.

    Source: capabilities C01 (experience as a length, kept as its beginning).
    """
    years, rest = divmod(months, MONTHS)
    month = as_of.month - rest
    start = anniversary(as_of, -years)
    if month <= 0:
        month, start = month + MONTHS, anniversary(start, -1)
    return date(start.year, month, min(start.day, 28))
