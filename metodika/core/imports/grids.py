"""A sheet as it was read, before anybody knows what its columns mean."""

from dataclasses import dataclass, field

from metodika.core.access import RuleBroken
from metodika.core.imports.columns import Cell

# More cells than this do not fit the memory of a small server; a staff list of a region has two millions.
MAX_CELLS = 8_000_000
Place = tuple[int, int]


class FileUnreadable(RuleBroken):
    """The file cannot be read as a table; the message says why and what to do."""


@dataclass
class Grid:
    """Rows and cells of one sheet; both are counted from 0, `left` columns before the first one are empty.

    `merged` are corners of merged areas, `faults` are sentences about cells that have no value to read;
    both count columns from the sheet's own first one.
    """

    name: str
    rows: list[list[Cell]]
    left: int = 0
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    faults: dict[Place, str] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """Return the cell at a place of the sheet, "" outside of what was read."""
        if not 0 <= row < len(self.rows) or not 0 <= column - self.left < len(self.rows[row]):
            return ""
        return self.rows[row][column - self.left]

    def put(self, row: int, column: int, value: Cell) -> None:
        """Write a value at a place that was read; other places are left alone."""
        if 0 <= row < len(self.rows) and 0 <= column - self.left < len(self.rows[row]):
            self.rows[row][column - self.left] = value


def letters(column: int) -> str:
    """Return the name of a column counted from 0: A, B, ... Z, AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """Return the number of a column, from 0, by its letters."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell by its row and column counted from 0, "F12"."""
    return f"{letters(column)}{row + 1}"
