"""Tables: sections that span the row, numbered rows, cells with lists, rows continued on the next page."""

import re
from dataclasses import dataclass, field

from metodika.directory.regulations.rules.lists import split_parallel
from metodika.directory.regulations.rules.nodes import Draft
from metodika.directory.regulations.rules.numbering import Label, parse_label
from metodika.directory.regulations.rules.tree import Tree

MARKS = "-–—−•·▪●○◦‣⁃"
ITEM = re.compile(rf"(?:^|(?<=[;:,.])\s+)([{MARKS}])(?:\s+|(?=[^\W\d_]))")


@dataclass
class Table:
    """A table being read: its last row, and for each column the node that words of it belong to."""

    draft: Draft
    heads: int = 0
    width: int = 0
    sections: dict[tuple[int, ...], Draft] = field(default_factory=dict)
    section: Draft | None = None
    row: Draft | None = None
    text_column: int = 0
    owners: dict[int, Draft] = field(default_factory=dict)
    tails: dict[int, Draft] = field(default_factory=dict)


def open_table(tree: Tree, parent: Draft | None) -> Table:
    """Begin a table in the clause, section or part that it stands in.

    Source: ГОСТ 7.32-2017, 6.6 (tables).
    """
    return Table(tree.add_next("table", parent, "t"))


def add_row(tree: Tree, table: Table, cells: tuple[str, ...]) -> None:
    """Add a row of any sort: head, section over the whole width, numbered row, continuation.

    Source: municipal practice: Verkhnyaya Pyshma road map 2020 (six sections, rows continued over pages).
    """
    filled = [place for place, cell in enumerate(cells) if cell]
    if not filled:
        return
    label, rest = parse_label(cells[0])
    if _is_head(table, cells, label):
        _add_head(tree, table, cells)
    elif filled == [0] and (rest or label is None):
        add_section_row(tree, table, label, rest if label else cells[0])
    elif table.row is not None and (not cells[0] or (label is None and len(cells) < table.width)):
        _continue_row(tree, table, cells)
    else:
        _begin_row(tree, table, cells)
    table.width = max(table.width, len(cells))


def _is_head(table: Table, cells: tuple[str, ...], label: Label | None) -> bool:
    """Tell the head of a table and the row of column numbers from rows.

    Source: ГОСТ 7.32-2017, 6.6.
    """
    if table.row is not None or table.section is not None:
        return False
    counted = len(cells) > 1 and all(cell == str(place) for place, cell in enumerate(cells, 1))
    return counted or (label is None and not table.heads and bool(cells[0]) and sum(map(bool, cells)) > 1)


def _add_head(tree: Tree, table: Table, cells: tuple[str, ...]) -> None:
    """Add the names or the numbers of columns.

    Source: ГОСТ 7.32-2017, 6.6.
    """
    table.heads += 1
    row = tree.add_next("table_row", table.draft, "head")
    for column, cell in enumerate(cells, 1):
        if cell:
            tree.add("cell", row, f"c{column}", "", " ".join(cell.split()))


def add_section_row(tree: Tree, table: Table, label: Label | None, text: str) -> None:
    """Add a row that spans all columns and heads the rows below it.

    Source: municipal practice: Verkhnyaya Pyshma road map 2020.
    """
    text = " ".join(text.split())
    if label is None:
        table.section = tree.add_next("section", table.draft, "h", "", text)
    else:
        table.section = tree.add("section", table.draft, f"s{label.path}", label.text, text)
        table.sections[label.numbers] = table.section
    table.row = None


def _begin_row(tree: Tree, table: Table, cells: tuple[str, ...]) -> None:
    """Begin a row: its number is the label, the next cell is its text, the others stand under it.

    Source: municipal practice: number, measure, term, responsible (Verkhnyaya Pyshma road map 2020).
    """
    label, rest = parse_label(cells[0])
    if label is None and cells[0].isdigit() and len(cells) > 1:
        label, rest = Label(cells[0], "number", (int(cells[0]),)), ""
    parent = table.sections.get(label.numbers[:1]) if label and len(label.numbers) > 1 else None
    parent = parent or table.section or table.draft
    if label is None:
        table.row = tree.add_next("table_row", parent, "r")
    else:
        table.row = tree.add("table_row", table.draft, label.path, label.text)
        table.row.parent = parent
    table.text_column = 0 if rest or label is None else 1
    table.owners, table.tails = {}, {}
    for column, cell in enumerate(cells):
        if column == table.text_column:
            table.owners[column] = table.tails[column] = table.row
        text = rest if column == 0 else cell
        if text:
            _add_cell(tree, table, column, text)


def _continue_row(tree: Tree, table: Table, cells: tuple[str, ...]) -> None:
    """Go on with the last row: on the next page, or where a line break stands inside a cell.

    Source: municipal practice: Verkhnyaya Pyshma road map 2020, rows 2.1, 4.1 and 5.3.
    """
    start = 0
    if cells[0]:
        start = max(table.tails, default=table.text_column)
        last = tree.last
        if last is not None:
            last.append(" ".join(cells[0].split()))
            cells = ("", *cells[1:])
    for column, cell in enumerate(cells):
        if cell:
            _add_cell(tree, table, start + column, cell)


def _add_cell(tree: Tree, table: Table, column: int, text: str) -> None:
    """Put the words of a cell under their row: plain words first, then the items of its list.

    Source: municipal practice: cells hold lists of posts (Verkhnyaya Pyshma road map 2020).
    """
    fresh = column not in table.owners
    if fresh:
        table.owners[column] = table.tails[column] = tree.add("cell", table.row, f"c{column + 1}")
    owner = table.owners[column]
    for label, part in cell_parts(text):
        if label or (part and owner is not table.tails[column] and not _goes_on(table.tails[column], part)):
            table.tails[column] = tree.add_next("bullet", owner, "b", label, part)
        elif tree.last is table.tails[column] and not tree.last.text:
            tree.last.append(part)
        else:
            tree.add_next("paragraph", table.tails[column], "p", "", part)


def _goes_on(tail: Draft, part: str) -> bool:
    """Say whether words continue an item that was broken off, rather than make an item themselves.

    Source: municipal practice: Verkhnyaya Pyshma road map 2020, row 2.1.
    """
    return not tail.text.endswith((";", ",", ".", ":")) or not part[:1].islower()


def cell_parts(text: str) -> list[tuple[str, str]]:
    """Divide a cell into (label, words): the words before a list have no label.

    Source: ГОСТ 7.32-2017, 6.4.6 (lists), inside the cells of 6.6.
    """
    parts: list[tuple[str, str]] = []
    for line in text.split("\n"):
        marks = list(ITEM.finditer(line))
        lead = line[: marks[0].start()] if marks else line
        label, rest = parse_label(lead)
        if lead.strip() and label is not None and label.style in {"paren", "letter"}:
            parts.append((label.text, " ".join(rest.split())))
        elif lead.strip():
            parts.append(("", " ".join(lead.split())))
        ends = [*(mark.start() for mark in marks), len(line)][1:]
        for mark, end in zip(marks, ends, strict=True):
            for number, part in enumerate(split_parallel(" ".join(line[mark.end() : end].split()))):
                parts.append((mark[1] if number == 0 else "", part))
    return parts
