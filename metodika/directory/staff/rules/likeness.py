"""When two records may be one person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Likeness(StrEnum):
    """Why two records may be one person, the surest first."""

    SAME_SNILS = "same_snils"
    SAME_NAME_AND_BIRTH = "same_name_and_birth"
    SAME_EMAIL = "same_email"
    ALIKE_NAME_AND_BIRTH = "alike_name_and_birth"
    SAME_NAME = "same_name"


@dataclass(frozen=True)
class Traits:
    """What is compared; `name` is the normalised full name."""

    name: str
    born_on: date | None = None
    snils: str = ""
    email: str = ""


def likeness(one: Traits, other: Traits, *, alike: bool) -> Likeness | None:
    """Return why two records may be one person, or None when they are surely two.

    `alike` tells that the names differ by a slip of the keyboard or a changed surname. Two known and
    different SNILS, or birth dates with different names, are two people. Source: issue of staff lists
    in capabilities C01 (change of surname, one teacher in several schools).
    """
    if one.snils and other.snils:
        return Likeness.SAME_SNILS if one.snils == other.snils else None
    same_birth = one.born_on is not None and one.born_on == other.born_on
    births_differ = one.born_on is not None and other.born_on is not None and not same_birth
    if one.name == other.name and same_birth:
        return Likeness.SAME_NAME_AND_BIRTH
    if births_differ:
        return None
    if one.email and one.email.casefold() == other.email.casefold():
        return Likeness.SAME_EMAIL
    if same_birth:
        return Likeness.ALIKE_NAME_AND_BIRTH if alike else None
    return Likeness.SAME_NAME if one.name == other.name else None
