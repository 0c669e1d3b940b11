"""What a chart shows, as plain values: no colour, no size, no sentence."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["good", "waiting", "warning", "bad", "info", "neutral"]


@dataclass(frozen=True)
class Mark:
    """One value: `url` leads to the rows behind it, `low` and `high` are its interval.

    `note` is told beside the value («12 of 40»); `is_new` says that the definition was changed before it, so
    that a line breaks there; a mark of a heat map may have a tone and a word instead of a value.
    """

    value: float | None = None
    url: str = ""
    low: float | None = None
    high: float | None = None
    note: str = ""
    is_new: bool = False
    tone: Tone | None = None
    word: str = ""


@dataclass(frozen=True)
class Series:
    """A line: a mark for each place of the chart; `targets` are drawn dashed, one for each place as well."""

    name: str
    marks: tuple[Mark, ...]
    targets: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Lines:
    """How values change: `places` are the periods from left to right.

    Small charts of one `unit` and `measure` stand on one scale.
    """

    title: str
    places: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    from_zero: bool = True
    measure: str = ""

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.marks) != len(self.places) or len(one.targets) not in {0, len(self.places)}:
                raise ValueError("A line has a mark, and a target if any, for each place.")


@dataclass(frozen=True)
class Bar:
    """A bar and the words before it."""

    label: str
    mark: Mark


@dataclass(frozen=True)
class Bars:
    """Values beside one another, from top to bottom, with their intervals and one target.

    The target is reached from below, unless less is better.
    """

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    target: float | None = None
    less_is_better: bool = False


@dataclass(frozen=True)
class HeatRow:
    """A row of a heat map: a mark for each column, None where there is nothing to be told."""

    label: str
    cells: tuple[Mark | None, ...]
    url: str = ""


@dataclass(frozen=True)
class HeatMap:
    """States (tones with a sign) or values (shades of one colour) by row and column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("A row of a heat map has a cell for each column.")


@dataclass(frozen=True)
class Span:
    """Days of a task, both included, and what has become of it."""

    starts_on: date
    ends_on: date
    word: str
    tone: Tone = "neutral"
    url: str = ""


@dataclass(frozen=True)
class Task:
    """A row of a Gantt chart; rows of one `group` that follow each other stand under its heading."""

    label: str
    spans: tuple[Span, ...]
    url: str = ""
    group: str = ""


@dataclass(frozen=True)
class Gantt:
    """What goes on when, in the days of a period."""

    title: str
    starts_on: date
    ends_on: date
    tasks: tuple[Task, ...]
    today: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError("A period ends after it starts.")


@dataclass(frozen=True)
class Multiples:
    """Small charts side by side, those of one measure on one scale; `urls` lead from their titles."""

    title: str
    charts: tuple[Lines, ...]
    urls: tuple[str, ...] = ()


Chart: TypeAlias = Lines | Bars | HeatMap | Gantt | Multiples
