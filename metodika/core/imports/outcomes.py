"""What the engine and an area say to each other about rows: the protocol of every import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from django.utils.functional import Promise

PATHS_EVERYWHERE = ("/",)


class Level(StrEnum):
    """How serious a remark is: a warning lets the row through, an error does not."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(slots=True)
class Problem:
    """A remark about one cell of a row, or about the whole row when `column` is empty."""

    column: str
    text: str | Promise
    level: Level = Level.ERROR


@dataclass(slots=True)
class Row:
    """One row of the file: `number` as the spreadsheet counts it, `values` parsed by the key of the column.

    An empty cell is None (an empty list for a column with `many`); columns that the file lacks are absent.
    """

    number: int
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)

    def has_errors(self) -> bool:
        """Tell whether any remark forbids the row."""
        return any(problem.level is Level.ERROR for problem in self.problems)


@dataclass(slots=True)
class Outcome:
    """What applying one row will do.

    `kind` is "new", "changed", "same" or "error"; `changes` are (before, after) by column, plain values
    of JSON; `subject` is the primary key of the row it touches. `payload` stays in memory between plan
    and apply and is never stored.
    """

    kind: str
    subject: int | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    payload: Any = None

    def warn(self, column: str, text: str | Promise) -> "Outcome":
        """Add a warning about a cell (or the row, with an empty column) and return the outcome."""
        self.problems.append(Problem(column, text, Level.WARNING))
        return self


def new(*, payload: Any = None) -> Outcome:
    """Say that the row will be added."""
    return Outcome("new", payload=payload)


def same(subject: int, *, payload: Any = None) -> Outcome:
    """Say that everything in the row is already so."""
    return Outcome("same", subject, payload=payload)


def refused(column: str, text: str | Promise) -> Outcome:
    """Say that the row cannot be loaded, with a sentence about the cell."""
    return Outcome("error", problems=[Problem(column, text)])


def compared(row: Row, before: Mapping[str, Any], *, subject: int, payload: Any = None) -> Outcome:
    """Say "changed" with before and after, or "same", by comparing the row with what is kept.

    Only columns that stand in `before` are compared. An empty cell leaves what is kept: a list without
    telephone numbers must not erase them.
    """
    values = row.values
    changes = {
        key: (kept, values[key])
        for key, kept in before.items()
        if key in values and values[key] not in (None, "", []) and values[key] != kept
    }
    return Outcome("changed" if changes else "same", subject, changes, payload=payload)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row together with what was decided about it."""

    row: Row
    outcome: Outcome


@dataclass(frozen=True)
class ImportContext:
    """For whom and where an import runs.

    `by` is the acting user (None on the command line); `paths` are the parts of the tree in which the
    person may change the register, ("/",) for all of it; `scope_id` is the organisation for which the
    person works; `applying` is True inside the transaction that writes: lock the rows you read then.
    """

    by: Any = None
    paths: tuple[str, ...] = PATHS_EVERYWHERE
    scope_id: int | None = None
    applying: bool = False

    def covers(self, path: str) -> bool:
        """Tell whether the person may change rows at this path of the tree."""
        return any(path.startswith(prefix) for prefix in self.paths)


class Importer(Protocol):
    """What an area gives for a register: made once a run, so it may keep what it has looked up.

    `plan` gets a batch of rows without errors in their cells and returns one outcome a row, in order,
    with a fixed number of queries a batch. It writes nothing. `apply` gets the new and changed rows of a
    batch, inside the one transaction of the run, and writes them in bulk. `finish` is called after the
    last batch, in the same transaction.
    """

    def plan(self, rows: Sequence[Row]) -> list[Outcome]:
        """Decide about every row of a batch."""

    def apply(self, planned: Sequence[Planned], *, by: Any) -> None:
        """Write the new and changed rows of a batch."""

    def finish(self, *, by: Any) -> None:
        """Do what must follow the last batch, such as one announcement for all."""


class BatchImporter:
    """A base for importers that have nothing to do at the end."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context

    def finish(self, *, by: Any) -> None:
        """Do nothing after the last batch."""


def texts(problems: Iterable[Problem], level: Level) -> list[str]:
    """Return the sentences of one level."""
    return [str(problem.text) for problem in problems if problem.level is level]
