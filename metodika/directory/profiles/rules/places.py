"""The municipality, the levels of its system and the kinds of its organisations."""

from typing import Annotated, Literal

from pydantic import RootModel, StringConstraints

from metodika.directory.profiles.rules.shapes import Code, LevelCode, OptionalText, Strict, Text
from metodika.directory.profiles.rules.words import FullCases

ProfileCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Address = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")]
PlaceKind = Literal["urban_district", "municipal_district", "municipal_okrug", "city"]
KindCategory = Literal[
    "territory",
    "preschool",
    "general",
    "special",
    "additional",
    "professional",
    "methodical",
    "governing",
    "unit",
    "partner",
]


class Body(Strict):
    """An office that a municipality names: its full and short name and its kind from kinds.yaml."""

    name: Text
    short_name: OptionalText = ""
    kind: Code
    unit: OptionalText = ""


class Region(Strict):
    """The region that the municipality belongs to."""

    code: ProfileCode
    name: FullCases
    kind: Code


class Municipality(Strict):
    """Where the service works."""

    code: ProfileCode
    name: FullCases
    short_name: Text
    place: PlaceKind
    region: Region
    time_zone: Text
    site: Address = ""
    department: Body
    centre: Body | None = None
    guests: Literal["none", "region", "country"] = "none"
    guests_clause: OptionalText = ""


class Level(Strict):
    """One level of the tree: its own name and the level above it."""

    title: Text
    titles: Text
    under: OptionalText = ""


class Levels(Strict):
    """The tree of levels; `partner` stands beside the institutions."""

    region: Level
    municipality: Level
    institution: Level
    unit: Level
    partner: Level

    def by_code(self) -> dict[LevelCode, Level]:
        """Give the levels by their codes, from the top of the usual tree downwards.

        Source: clauses PERV-6, MAG-7.
        """
        return {
            "region": self.region,
            "municipality": self.municipality,
            "institution": self.institution,
            "unit": self.unit,
            "partner": self.partner,
        }


class Kind(Strict):
    """A kind of organisations or of their units."""

    title: Text
    titles: Text
    short: OptionalText = ""
    category: KindCategory
    level: LevelCode


class Kinds(RootModel[dict[Code, Kind]]):
    """Every kind by its code."""


def circle_of_levels(above: dict[str, str]) -> list[str]:
    """Find a circle in «level -> the level above it»; give its levels in order, empty when there is none.

    A level that names an unknown level above it ends the walk; that is another error.
    Source: docs/profile.ru.md, «Уровни»; clauses PERV-6, MAG-7.
    """
    for start in above:
        walked: list[str] = []
        level = start
        while level in above and level not in walked:
            walked.append(level)
            level = above[level]
        if level == start and walked:
            return walked
    return []
