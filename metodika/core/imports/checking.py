"""Checking every cell of a table, column by column: most values repeat, so each is parsed once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from metodika.core.imports.cells import parser_of, text_of
from metodika.core.imports.columns import Cell, CellRefused, Column, Register
from metodika.core.imports.grids import letters
from metodika.core.imports.outcomes import Problem, Row
from metodika.core.imports.tables import Table

# A dash or a line stands for "nothing" in many lists.
BLANK = " \u00a0\t\r\n-–—_"
Parsed = tuple[Any, str]  # value and sentence; an empty sentence means that the value is good


def check_rows(table: Table, mapping: Mapping[int, str], register: Register) -> list[Row]:
    """Parse all cells of the mapped columns; return a Row for each, with sentences about bad cells.

    `mapping` is file column -> key. Rows whose mapped cells are all empty are left out.
    """
    places = [(place, register.column(key)) for place, key in sorted(mapping.items())]
    problems: dict[int, list[Problem]] = {}
    parsed = [_check_column(table, place, column, problems) for place, column in places]
    keys = [column.key for _place, column in places]
    rows = [
        Row(number, dict(zip(keys, values, strict=True)), problems.get(at, []))
        for at, (number, values) in enumerate(zip(table.numbers, zip(*parsed, strict=True), strict=True))
    ]
    _put_faults(table, places, rows)
    filled = [row for row, cells in zip(rows, table.rows, strict=True) if _is_filled(row, cells, mapping)]
    for place, column in places:
        _check_between_rows(filled, column, place + table.left)
    return filled


def _is_filled(row: Row, cells: Sequence[Cell], mapping: Mapping[int, str]) -> bool:
    if any(row.values.values()):
        return True
    return any(text_of(cells[place]) for place in mapping if place < len(cells))


def _check_column(table: Table, place: int, column: Column, problems: dict[int, list[Problem]]) -> list[Any]:
    parse = _remembering(column)
    cells: list[Any] = [row[place] if place < len(row) else "" for row in table.rows]
    kinds = set(map(type, cells))
    if bool in kinds and len(kinds) > 1:
        # True equals 1 as a key, though it is another cell.
        cells = [_Flag(cell) if isinstance(cell, bool) else cell for cell in cells]
    distinct = {cell: parse(cell) for cell in set(cells)}
    values = {cell: value for cell, (value, _sentence) in distinct.items()}
    bad = {cell: sentence for cell, (_value, sentence) in distinct.items() if sentence}
    if bad:
        letter = letters(place + table.left)
        for at, cell in enumerate(cells):
            if cell in bad:
                problem = Problem(column.key, f"{letter}{table.numbers[at]}: {bad[cell]}")
                problems.setdefault(at, []).append(problem)
    return list(map(values.__getitem__, cells))


class _Flag:
    """A yes or no among cells of other kinds, equal only to itself."""

    def __init__(self, value: bool) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Flag) and other.value is self.value

    def __hash__(self) -> int:
        return hash(("flag", self.value))


def _remembering(column: Column) -> Callable[[Cell], Parsed]:
    parse = parser_of(column)
    nothing: Any = [] if column.many else None
    missing = _("this cell must be filled in") if column.required else ""

    def check(cell: Any) -> Parsed:
        if isinstance(cell, _Flag):
            cell = cell.value
        if cell == "" or (isinstance(cell, str) and not cell.strip(BLANK)):
            return nothing, missing
        try:
            return parse(cell), ""
        except CellRefused as refusal:
            return nothing, str(refusal)

    return check


def _put_faults(table: Table, places: Sequence[tuple[int, Column]], rows: Sequence[Row]) -> None:
    """Say why a cell with a formula or an error value could not be read."""
    if not table.faults:
        return
    by_place = {place + table.left: column for place, column in places}
    by_number = {row.number: row for row in rows}
    for (at, place), sentence in table.faults.items():
        column, row = by_place.get(place), by_number.get(at + 1)
        if column is None or row is None:
            continue
        row.problems = [problem for problem in row.problems if problem.column != column.key]
        row.problems.append(Problem(column.key, f"{letters(place)}{at + 1}: {sentence}"))


def _check_between_rows(rows: Sequence[Row], column: Column, place: int) -> None:
    if not column.unique and not column.identifies:
        return
    first: dict[Any, Row] = {}
    for row in rows:
        value = row.values.get(column.key)
        if value in (None, "", []):
            continue
        earlier = first.setdefault(value, row)
        if earlier is row:
            continue
        sentence = _conflict(column, earlier, row)
        if sentence:
            row.problems.append(Problem(column.key, f"{letters(place)}{row.number}: {sentence}"))


def _conflict(column: Column, earlier: Row, row: Row) -> str:
    named = {"column": column.title, "value": text_of(row.values[column.key]), "row": earlier.number}
    if column.unique:
        return _("%(column)s %(value)s stands in row %(row)s already") % named
    for key in column.identifies:
        one, other = earlier.values.get(key), row.values.get(key)
        if one not in (None, "") and other not in (None, "") and _plain(one) != _plain(other):
            return _("%(column)s %(value)s belongs to somebody else in row %(row)s: “%(other)s”") % {
                **named,
                "other": _told(column, earlier),
            }
    return ""


def _told(column: Column, row: Row) -> str:
    shown = [row.values.get(key) for key in column.identifies]
    return " ".join(text_of(value) for value in shown if value not in (None, ""))


def _plain(value: Any) -> Any:
    return value.casefold().replace("ё", "е") if isinstance(value, str) else value
