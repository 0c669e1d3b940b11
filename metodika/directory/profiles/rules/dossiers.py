"""What an assessor asks for: directions, their positions, and the facts that prove each."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, RootModel, model_validator

from metodika.directory.profiles.rules.evidence import FactCode, SelectionSaid
from metodika.directory.profiles.rules.shapes import Code, OptionalText, Strict, Text

Way = tuple[str | int, ...]
Scores = Annotated[list[Text], Field(min_length=3, max_length=3)]


class ProofSaid(Strict):
    """Rows of a fact that prove a position; `waits` names facts that are not there yet."""

    say: Text
    of: SelectionSaid
    waits: list[FactCode] = []


class PositionSaid(Strict):
    """What is asked, how 0, 1 and 2 are worded, and what proves it."""

    title: Text
    asks: OptionalText = ""
    scores: Scores
    proofs: list[ProofSaid] = []


class ChapterSaid(Strict):
    """A chapter of the public report and the positions of which it tells."""

    title: Text
    intro: OptionalText = ""
    positions: list[Code]


class ReportSaid(Strict):
    """How the public report is worded; `{municipality}`, `{first}`, `{last}`, `{title}` are filled in."""

    title: Text
    intro: Text
    chapters: list[ChapterSaid]
    few: OptionalText = ""
    documents: OptionalText = ""
    unfinished: OptionalText = ""
    tables: Text
    closing: OptionalText = ""


class DirectionSaid(Strict):
    """A direction of the assessment with its positions in their order.

    The order is kept apart: a database that keeps mappings sorts their keys.
    """

    title: Text
    year: Literal["school", "calendar"] = "school"
    order: list[Code] = []
    positions: dict[Code, PositionSaid]
    report: ReportSaid | None = None

    @model_validator(mode="before")
    @classmethod
    def put_in_order(cls, data: Any) -> Any:
        """Put the positions into their order, as they were written unless one is named.

        Source: docs/profile.ru.md, «О чём спрашивает внешняя оценка».
        """
        positions = data.get("positions") if isinstance(data, dict) else None
        if not isinstance(positions, dict):
            return data
        named = data.get("order")
        order = [one for one in named if one in positions] if isinstance(named, list) else []
        order += [one for one in positions if one not in order]
        return {**data, "order": order, "positions": {one: positions[one] for one in order}}


class Directions(RootModel[dict[Code, DirectionSaid]]):
    """All directions by their codes."""


def positions_unknown(directions: Directions) -> Iterator[tuple[Way, dict[str, Any]]]:
    """Yield the positions that chapters of reports name and that do not exist.

    Source: docs/profile.ru.md, «О чём спрашивает внешняя оценка».
    """
    for direction, said in directions.root.items():
        for at, chapter in enumerate(said.report.chapters if said.report else ()):
            for order, code in enumerate(chapter.positions):
                if code not in said.positions:
                    way = (direction, "report", "chapters", at, "positions", order)
                    yield way, {"key": code, "known": sorted(said.positions)}
