"""Indicators of a profile: what is measured, and by which facts."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from metodika.directory.profiles.rules.shapes import LevelCode, OptionalText, Strict, Text

IndicatorCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-zА-Яа-яЁё0-9][\w.-]{0,38}$")]
# A counting is data of core/facts; it is read there, when the facts that it names are known.
Counting = Annotated[dict[str, Any], Field(min_length=1)]
Way = tuple[str | int, ...]


class Thresholds(Strict):
    """From which value on an indicator is good, and from which on it is fair."""

    good: float
    fair: float | None = None


class IndicatorSaid(Strict):
    """One indicator: how it is called, for whom, and its formula; without a numerator it is a draft."""

    name: Text
    group: OptionalText = ""
    unit: Literal["percent", "units", "points", "level", "days"] = "percent"
    levels: Annotated[list[LevelCode], Field(min_length=1)]
    source: Literal["computed", "form", "visit", "document"] = "computed"
    better: Literal["more", "less"] = "more"
    period: Literal["school_year", "calendar_year", "half_year", "quarter", "month"] = "school_year"
    method: OptionalText = ""
    basis: list[Text] = Field(default_factory=list)
    places: Annotated[int, Field(ge=0, le=4)] = 1
    scale: Annotated[int, Field(ge=1, le=100)] | None = None
    thresholds: Thresholds | None = None
    numerator: str | Counting | None = None
    denominator: str | Counting | None = None


class Indicators(Strict):
    """Populations that formulas name, indicators of all, and those of the municipality."""

    populations: dict[str, Counting] = Field(default_factory=dict)
    shared: dict[IndicatorCode, IndicatorSaid] = Field(default_factory=dict)
    own: dict[IndicatorCode, IndicatorSaid] = Field(default_factory=dict)


def populations_unknown(indicators: Indicators) -> Iterator[tuple[Way, dict[str, Any]]]:
    """Find the populations that formulas name and the file does not have.

    Source: docs/profile.ru.md, «Показатели».
    """
    for part in ("shared", "own"):
        for code, said in getattr(indicators, part).items():
            for key in ("numerator", "denominator"):
                name = getattr(said, key)
                if isinstance(name, str) and name not in indicators.populations:
                    known = sorted(indicators.populations)
                    yield (part, code, key), {"population": name, "known": known}
