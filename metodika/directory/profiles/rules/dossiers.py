"""What an assessor asks for: directions, their positions, and the facts that prove each."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, RootModel

from metodika.directory.profiles.rules.evidence import FactCode, SelectionSaid
from metodika.directory.profiles.rules.shapes import Code, OptionalText, Strict, Text

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
    # The file's own order, kept where a table of keys has none.
    order: int = 0


def _in_order(positions: dict[str, PositionSaid]) -> dict[str, PositionSaid]:
    """Return the positions in the order of the file, which a stored table of keys forgets.

    Source: domain cycle 4.2 (components of the cycle in their order).
    """
    if any(one.order for one in positions.values()):
        return dict(sorted(positions.items(), key=lambda told: told[1].order))
    return {
        code: one.model_copy(update={"order": number})
        for number, (code, one) in enumerate(positions.items(), start=1)
    }


class DirectionSaid(Strict):
    """A direction of the assessment with its positions in their order."""

    title: Text
    year: Literal["school", "calendar"] = "school"
    positions: Annotated[dict[Code, PositionSaid], AfterValidator(_in_order)]


class Directions(RootModel[dict[Code, DirectionSaid]]):
    """All directions by their codes."""
