from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metodika.core.web import Branch, Row
from metodika.directory.regulations.models import Clause
from metodika.directory.regulations.rules import Node

HEADINGS = {"section", "title", "annex", "order", "heading"}
# Parts that many acts leave without a name of their own.
UNNAMED = {"order": lambda: _("Order"), "annex": lambda: _("Annex")}
ITEMS = {"bullet", "subclause", "paragraph"}


@dataclass
class Knot:
    """A clause on its way to the page, with the clauses under it."""

    key: str
    parent: str
    kind: str
    label: str
    text: str
    under: list["Knot"]

    @property
    def is_counting(self) -> bool:
        """Tell whether a head of a table only counts its columns."""
        return all(cell.text == str(place) for place, cell in enumerate(self.under, 1))


def branches(clauses: Iterable[Clause | Node], marks: Mapping[str, object] | None = None) -> list[Branch]:
    """Return clauses as a tree for the page; a clause in short stands in for its text."""
    return [_branch(knot, marks or {}) for knot in _knots(clauses)]


def _knots(clauses: Iterable[Clause | Node]) -> list[Knot]:
    found: dict[str, Knot] = {}
    tops: list[Knot] = []
    for clause in clauses:
        parent = clause.parent_key if isinstance(clause, Clause) else clause.parent or ""
        gist = clause.gist if isinstance(clause, Clause) else ""
        knot = Knot(clause.key, parent, clause.kind, clause.label, clause.text or gist, [])
        found[clause.key] = knot
        (found[parent].under if parent in found else tops).append(knot)
    return tops


def _branch(knot: Knot, marks: Mapping[str, object]) -> Branch:
    text = knot.text
    if not text and not knot.label and knot.kind in UNNAMED:
        text = UNNAMED[knot.kind]()
    branch = Branch(
        text=text,
        label=knot.label,
        anchor=knot.key,
        heading=knot.kind in HEADINGS,
        mark=marks.get(knot.key, ""),
    )
    if knot.kind == "table" and any(_is_row(row) for row in _rows_of(knot)):
        branch.heads = _heads_of(knot)
        branch.rows = [_row(row, branch.heads, marks) for row in _rows_of(knot)]
    else:
        branch.children = [_branch(below, marks) for below in knot.under]
    return branch


def _is_row(knot: Knot) -> bool:
    return knot.kind == "table_row"


def _is_head(knot: Knot) -> bool:
    return _is_row(knot) and knot.key.rpartition("/")[2].startswith("head")


def _heads_of(table: Knot) -> Sequence[str]:
    heads = [row for row in table.under if _is_head(row) and not row.is_counting]
    return [cell.text for cell in heads[0].under] if heads else []


def _rows_of(table: Knot) -> list[Knot]:
    """Return headings and rows in their order, without the heads."""
    rows: list[Knot] = []
    for below in table.under:
        if not _is_head(below):
            rows += [below, *(_rows_of(below) if below.kind == "section" else [])]
    return rows


def _row(knot: Knot, heads: Sequence[str], marks: Mapping[str, object]) -> Row:
    if not _is_row(knot):
        return Row(
            [_branch(Knot(knot.key, "", knot.kind, knot.label, knot.text, []), marks)], knot.key, heading=True
        )
    cells = [below for below in knot.under if below.kind == "cell"]
    items = [below for below in knot.under if below.kind != "cell"]
    first = Knot(knot.key, "", "cell", "", knot.text, items)
    # The number of a row stands in a column of its own, unless the table has no such column.
    numbered = bool(knot.label) and len(heads) != 1 + len(cells)
    lead = [knot.label] if numbered else []
    if not numbered:
        first.label = knot.label
    placed: dict[int, object] = dict(enumerate([*lead, _branch(first, marks)]))
    for cell in cells:
        column = cell.key.rpartition("/c")[2]
        place = int(column) - 1 if column.isdigit() else len(placed)
        placed[place] = _branch(cell, marks)
    width = max(len(heads), max(placed) + 1)
    return Row([placed.get(place, "") for place in range(width)], knot.key)
