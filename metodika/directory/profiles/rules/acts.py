"""The card of the regulation that the municipality lives by, with the tree of its clauses."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from metodika.directory.profiles.rules.shapes import Day, OptionalText, Strict, Text

ActKind = Literal[
    "law",
    "decree",
    "resolution",
    "directive",
    "order",
    "regulation",
    "roadmap",
    "programme",
    "passport",
    "recommendations",
    "minutes",
    "letter",
    "plan",
]
ActLevel = Literal["federal", "regional", "municipal", "institution"]


def title_without_quotes(value: Any) -> Any:
    """Take away the « » around a whole title; quotes inside it stay.

    Source: docs/profile.ru.md, «Положение».
    """
    if not isinstance(value, str) or not (value.startswith("«") and value.endswith("»")):
        return value
    inner = value[1:-1]
    return inner if _balanced(inner) else value


def _balanced(text: str) -> bool:
    """Say whether every » closes a « that stands before it.

    Source: docs/profile.ru.md, «Положение».
    """
    depth = 0
    for sign in text:
        depth += (sign == "«") - (sign == "»")
        if depth < 0:
            return False
    return depth == 0


Title = Annotated[OptionalText, BeforeValidator(title_without_quotes)]


class Act(Strict):
    """What tells one act from another: issuer, kind, date and number; the last two may be empty."""

    kind: ActKind
    issuer: Text
    date: Day | None = None
    number: OptionalText = ""
    title: Title = ""


class Basis(Act):
    """An act that the regulation rests on."""

    level: ActLevel


class Clause(Strict):
    """One clause: the label as printed (it may be empty), the gist in own words, what stands under it."""

    label: OptionalText = ""
    gist: Text
    key: OptionalText = ""
    ref: OptionalText = ""
    kind: Literal["heading", "clause", "bullet", "row"] = "clause"
    clauses: "list[Clause]" = []


class Regulation(Act):
    """The card of the act and the tree of its clauses."""

    title: Annotated[Title, StringConstraints(min_length=1)]
    level: ActLevel = "municipal"
    approved_by: Act | None = None
    annex: OptionalText = ""
    controller: OptionalText = ""
    valid_from: Day | None = None
    basis: list[Basis] = []
    clauses: Annotated[list[Clause], Field(min_length=1)]


class PlacedClause(Strict):
    """A clause with its key filled, its parent's key and the way to it in the file."""

    key: str
    parent: str
    clause: Clause
    way: tuple[int, ...]


def clauses_in_order(
    clauses: list[Clause], *, parent: str = "", way: tuple[int, ...] = ()
) -> Iterator[PlacedClause]:
    """Walk the tree as it is printed; a clause without a key takes its ref, or its place under the parent.

    Source: quirks D3 (labels repeat and jump, so the key stands apart from the label).
    """
    for index, clause in enumerate(clauses):
        key = clause.key or clause.ref or f"{parent or 'clause'}/{clause.label or index + 1}"
        yield PlacedClause(key=key, parent=parent, clause=clause, way=(*way, index))
        yield from clauses_in_order(clause.clauses, parent=key, way=(*way, index))
