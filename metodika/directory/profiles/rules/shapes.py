"""Kinds of values that stand in the files of a profile."""

import datetime
import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

LevelCode = Literal["region", "municipality", "institution", "unit", "partner"]

RUSSIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})")
LEAP_YEAR = 2000  # so that 29.02 is a day as well


class Strict(BaseModel):
    """A group of keys; a key that is not named here is an error."""

    # The schemas are worked out when a profile is first read: most processes never read one.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


class DayOfYear(NamedTuple):
    """A day that comes every year."""

    month: int
    day: int


def text_or_nothing(value: Any) -> Any:
    """Turn a key without a value into an empty text.

    Source: docs/profile.ru.md, «Как писать файлы».
    """
    return "" if value is None else value


def yes_or_no(value: Any) -> Any:
    """Read «да» and «нет» as well as true and false; anything else is left for the schema to refuse.

    Source: docs/profile.ru.md, «Как писать файлы».
    """
    return {"да": True, "нет": False}.get(value.lower(), value) if isinstance(value, str) else value


def russian_date(value: Any) -> Any:
    """Turn 27.07.2021 into 2021-07-27; a date of another form is left for the schema.

    Source: docs/profile.ru.md, «Как писать файлы».
    """
    found = RUSSIAN_DATE.fullmatch(value) if isinstance(value, str) else None
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else value


def day_of_year(value: Any) -> Any:
    """Read «01.09» (day, month) as a day that comes every year.

    Errors: `day_of_year` when there is no such day.
    Source: docs/profile.ru.md, «Как писать файлы».
    """
    if not isinstance(value, str):
        return value
    found = RUSSIAN_DAY.fullmatch(value.strip())
    try:
        day = datetime.date(LEAP_YEAR, int(found[2]), int(found[1])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise PydanticCustomError("day_of_year", "not a day of the year")
    return DayOfYear(day.month, day.day)


Text = Annotated[str, StringConstraints(min_length=1)]
OptionalText = Annotated[str, BeforeValidator(text_or_nothing)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
YesNo = Annotated[bool, BeforeValidator(yes_or_no)]
Day = Annotated[datetime.date, BeforeValidator(russian_date)]
YearlyDay = Annotated[DayOfYear, BeforeValidator(day_of_year)]
