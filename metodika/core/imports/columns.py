"""What an area declares of a register: its columns, its rights, and who plans and applies its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from metodika.core.imports.outcomes import ImportContext, Importer

Text = str | Promise
# What a spreadsheet cell may hold after reading; "" is an empty cell.
Cell = str | int | float | bool | date | datetime | time | timedelta
# Stored value -> the words that mean it, the first one is what an export writes.
Choices = Mapping[str, tuple[Text, ...]]


class Kind(StrEnum):
    """What a cell of a column must be."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    SNILS = "snils"
    EMAIL = "email"
    PHONE = "phone"
    # A name or a number of another row; the importer finds it with one query for all rows.
    REFERENCE = "reference"


class CellRefused(ValueError):
    """The cell does not hold what its column needs; the message is a sentence without the cell's name."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a register.

    `headings` are usual headings besides the title; `many` splits the cell by ; or line break into a list;
    `unique` forbids one value in two rows of a file; `identifies` names columns that must agree wherever
    this value repeats (one СНИЛС, one person); `choices` may be a callable when they come from a profile;
    `parse` turns the text of a cell into a plain value of JSON or raises CellRefused; `sample` fills the
    empty form that people download.
    """

    key: str
    title: Text
    kind: Kind = Kind.TEXT
    headings: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    unique: bool = False
    identifies: tuple[str, ...] = ()
    choices: Choices | Callable[[], Choices] | None = None
    max_length: int = 500
    parse: Callable[[str], Any] | None = None
    help: Text = ""
    sample: str = ""

    def words(self) -> Choices:
        """Return the choices as they are now."""
        found = self.choices() if callable(self.choices) else self.choices
        return found or {}


@dataclass(frozen=True, kw_only=True)
class Register:
    """A list that can be imported and exported.

    `code` stands in addresses and is kept with every run ("staff.people" is written "staff-people");
    `importer` makes the object that plans and applies rows of one run; `permission` opens the wizard;
    `batch` is how many rows a call of `plan` or `apply` gets.
    """

    code: str
    title: Text
    columns: tuple[Column, ...]
    permission: str
    importer: "Callable[[ImportContext], Importer]"
    help: Text = ""
    batch: int = 5_000
    max_rows: int = 200_000

    def column(self, key: str) -> Column:
        """Return the column by its key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def required(self) -> list[Column]:
        """Return the columns without which nothing can be loaded."""
        return [column for column in self.columns if column.required]
