"""Roles, positions and the bounds of the young teacher."""

import difflib
from typing import Annotated, Literal

from pydantic import Field, RootModel, StringConstraints

from metodika.directory.profiles.rules.shapes import (
    Code,
    OptionalText,
    Strict,
    Text,
    YearlyDay,
    YesNo,
)

EVERYTHING = "*"
Permission = Annotated[str, StringConstraints(pattern=r"^(\*|[a-z_]+\.(\*|[a-z_]+))$")]
RoleLevel = Literal["region", "municipality", "institution", "unit", "partner", "self"]
PausingLeave = Literal["maternity", "parental", "long", "military", "other"]


class Role(Strict):
    """What a person who holds it may do, and at which levels it is given."""

    title: Text
    description: Text
    levels: Annotated[list[RoleLevel], Field(min_length=1)]
    may: list[Permission]


class Roles(RootModel[dict[Code, Role]]):
    """Every role by its code."""


class Position(Strict):
    """A position of the staff list; `also` are other spellings met in staff lists."""

    title: Text
    category: Literal["teaching", "leading", "other"]
    also: list[Text] = []


class Positions(RootModel[dict[Code, Position]]):
    """Every position by its code."""


class YoungTeacher(Strict):
    """Who counts as a young teacher; years are whole years of age and of teaching."""

    max_age: Annotated[int, Field(ge=18, le=60)]
    age_inclusive: YesNo
    max_years: Annotated[int, Field(ge=1, le=10)]
    years_inclusive: YesNo
    pausing_leaves: list[PausingLeave] = []
    as_of: YearlyDay | None = None
    clause: OptionalText = ""


def unknown_permissions(patterns: list[str], known: set[str]) -> list[str]:
    """List the patterns that fit no known permission; `area.*` fits when the area has any.

    A pattern of an area that this installation does not have grants nothing and is let through,
    unless its name looks like a misspelled one.
    Source: architecture, section 7 (permission); docs/profile.ru.md, «Роли».
    """
    areas = {name.split(".")[0] for name in known}
    return [pattern for pattern in patterns if not _is_good(pattern, known, areas)]


def _is_good(pattern: str, known: set[str], areas: set[str]) -> bool:
    """Say whether a pattern may stand in a role.

    Source: docs/profile.ru.md, «Роли».
    """
    area, _, name = pattern.partition(".")
    if pattern == EVERYTHING or pattern in known:
        return True
    if area in areas:
        return name == EVERYTHING
    return not difflib.get_close_matches(area, areas, n=1, cutoff=0.8)
