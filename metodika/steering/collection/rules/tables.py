"""Answers of many institutions in one table: a row each, and a column for every number that is asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metodika.steering.collection.lifecycle import FieldKind
from metodika.steering.collection.rules.forms import FieldSpec, FormSpec

# A file and the rows of a table do not fit into a cell; what an inspector sees has an address and a time.
NO_CELL = frozenset({FieldKind.FILE, FieldKind.TABLE, FieldKind.ITEM, FieldKind.LEVEL})
PARTS = ("part", "of")
# Usual headings of the column that names the institution.
NAMES = frozenset({"организация", "учреждение", "наименование организации", "institution"})


@dataclass(frozen=True)
class Heading:
    """A column: the field, and which of its two numbers for a share."""

    field: FieldSpec
    part: str = ""

    @property
    def key(self) -> str:
        """The name of the column among others."""
        return f"{self.field.code}__{self.part}" if self.part else self.field.code


def headings_of(form: FormSpec, *, without: Collection[str] = ()) -> list[Heading]:
    """Return the columns of a form's table; fields `without` are left out, as the system holds them.

    Source: domain capabilities, C28 (bulk import from a spreadsheet).
    """
    found = []
    for one in form.fields:
        if one.kind not in NO_CELL and one.code not in without:
            parts = PARTS if one.kind == FieldKind.SHARE else ("",)
            found += [Heading(one, part) for part in parts]
    return found


def plain(text: str) -> str:
    """Return a heading or a name without what people change: blanks, letter case, quotes.

    Source: domain capabilities, C28.
    """
    return " ".join(text.replace("«", " ").replace("»", " ").replace('"', " ").split()).lower()


def columns_in(cells: Sequence[str], titles: Mapping[str, str]) -> tuple[dict[int, str], list[int]]:
    """Tell which column of a row of headings is what, and which ones mean nothing.

    `titles` are the words of a heading by key. Source: domain capabilities, C28.
    """
    keys = {plain(title): key for key, title in titles.items()}
    found: dict[int, str] = {}
    strange = []
    for place, cell in enumerate(cells):
        key = keys.get(plain(cell))
        if key and key not in found.values():
            found[place] = key
        elif plain(cell):
            strange.append(place)
    return found, strange


def answers_in(row: Mapping[str, Any], headings: Sequence[Heading]) -> dict[str, Any]:
    """Return the raw answers of one row by field; empty cells say nothing.

    Source: domain capabilities, C28.
    """
    found: dict[str, Any] = {}
    for one in headings:
        cell = row.get(one.key, "")
        if cell in ("", None):
            continue
        if one.part:
            found.setdefault(one.field.code, {})[one.part] = cell
        else:
            found[one.field.code] = cell
    return found
