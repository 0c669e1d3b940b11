"""Cells of a region's spreadsheet: which are matched, what a new edition of the form has moved or dropped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Words = tuple[str, str, str]
"""Sheet, the text to the left, the text above: by these a cell is known in another edition."""
Match = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """A cell of a form with the words by which it is known."""

    sheet: str
    name: str
    words: Words


@dataclass(frozen=True)
class Moves:
    """What a new edition has done with the cells of the old one, as (old name, new name) and words."""

    moved: tuple[tuple[Cell, Cell], ...]
    gone: tuple[Cell, ...]
    added: tuple[Cell, ...]


def _known(cells: Sequence[Cell]) -> dict[Words, Cell]:
    """Return the cells whose words stand only once. Source: domain cycle 4.2, tables for the region."""
    times = Counter(one.words for one in cells)
    return {one.words: one for one in cells if times[one.words] == 1}


def moves_between(old: Sequence[Cell], new: Sequence[Cell]) -> Moves:
    """Compare two editions by the words beside the cells; words that stand twice tell nothing.

    Source: domain cycle 4.2, tables for the region.
    """
    before, after = _known(old), _known(new)
    same = [words for words in before if words in after]
    return Moves(
        tuple((before[words], after[words]) for words in same if before[words].name != after[words].name),
        tuple(cell for words, cell in before.items() if words not in after),
        tuple(cell for words, cell in after.items() if words not in before),
    )


def carried(
    matches: Sequence[Match], old: Sequence[Cell], new: Sequence[Cell]
) -> tuple[list[Match], list[Match]]:
    """Return the matches that hold in the new edition, with their new cells, and those that are lost.

    Source: domain cycle 4.2, tables for the region.
    """
    after = _known(new)
    words_of = {(one.sheet, one.name): one.words for one in old}
    known = _known(old)
    kept: list[Match] = []
    lost: list[Match] = []
    for match in matches:
        words = words_of.get((match["sheet"], match["cell"]))
        if words in known and words in after:
            kept.append({**match, "sheet": after[words].sheet, "cell": after[words].name})
        else:
            lost.append(match)
    return kept, lost


def proposed(cells: Sequence[Cell], names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return the indicator whose code or whole name stands beside a cell, by the cell.

    `names` are names by codes. Source: domain cycle 4.2, tables for the region.
    """
    found = {}
    for cell in cells:
        label = f" {cell.words[1].casefold()} "
        plain = label.replace(".", " ").replace(",", " ")
        fitting = [
            code
            for code, name in names.items()
            if f" {code.casefold()} " in plain or name.casefold() == label.strip()
        ]
        if len(fitting) == 1:
            found[cell.sheet, cell.name] = fitting[0]
    return found
