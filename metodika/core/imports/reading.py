"""From a file to the table of a register: the one door for all kinds of files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.files.uploads import MAX_BYTES, check_upload
from metodika.core.imports.columns import Column, Register
from metodika.core.imports.delimited import read_delimited
from metodika.core.imports.grids import FileUnreadable, Grid
from metodika.core.imports.headings import Match
from metodika.core.imports.spreadsheets import read_workbook
from metodika.core.imports.tables import Header, Table, find_header, find_table

ALLOWED = frozenset({"xlsx", "xls", "ods", "txt"})


class MissingColumns(RuleBroken):
    """The file lacks columns without which no row can be loaded."""


def read_table(
    file: IO[bytes],
    *,
    kind: str,
    register: Register,
    remembered: Mapping[str, str] | None = None,
    sheet: str = "",
) -> Table:
    """Read the sheet that fits the register best (or the named one) and find its table.

    `kind` is the code of the file's real kind (metodika.core.files.kinds). Raises FileUnreadable or
    ArchiveRefused with a sentence.
    """
    grids = [read_delimited(file)] if kind == "txt" else read_workbook(file, kind=kind)
    wanted = (grid for grid in grids if not sheet or grid.name == sheet)
    grid, header = _best(wanted, register.columns, remembered or {})
    table = find_table(grid, header)
    if len(table.rows) > register.max_rows:
        raise FileUnreadable(
            _("The table has %(rows)s rows, and at most %(limit)s can be loaded at once. Split the file.")
            % {"rows": len(table.rows), "limit": register.max_rows}
        )
    return table


def read_path(path: Path, *, register: Register, remembered: Mapping[str, str] | None = None) -> Table:
    """Read a file of the disk as `read_table` does, after the checks of an upload."""
    with path.open("rb") as stream:
        kind = check_upload(File(stream, name=path.name), allowed=ALLOWED, max_bytes=MAX_BYTES)
        return read_table(stream, kind=kind.code, register=register, remembered=remembered)


def _best(
    grids: Iterable[Grid], columns: Sequence[Column], remembered: Mapping[str, str]
) -> tuple[Grid, Header]:
    best: tuple[Grid, Header] | None = None
    for grid, header in _headed(grids, columns, remembered):
        if best is None or header.score > best[1].score:
            best = grid, header
    if best is None:
        raise FileUnreadable(_("There is no table in the file: no sheet has a row of headings."))
    return best


def _headed(
    grids: Iterable[Grid], columns: Sequence[Column], remembered: Mapping[str, str]
) -> Iterator[tuple[Grid, Header]]:
    for grid in grids:
        header = find_header(grid, columns, remembered)
        if header is not None:
            yield grid, header


def missing_columns(register: Register, matches: Mapping[int, Match]) -> list[Column]:
    """Return the required columns that no column of the file gives."""
    given = {match.column for match in matches.values()}
    return [column for column in register.required() if column.key not in given]


def check_columns(register: Register, matches: Mapping[int, Match]) -> None:
    """Refuse a file without the needed columns, naming the headings that would do (MissingColumns)."""
    missing = missing_columns(register, matches)
    if missing:
        raise MissingColumns(
            _("The file has no column %(columns)s. Add it or give its heading a usual name.")
            % {"columns": "; ".join(_named(column) for column in missing)}
        )


def _named(column: Column) -> str:
    others = ", ".join(column.headings[:4])
    if not others:
        return _("“%(title)s”") % {"title": column.title}
    return _("“%(title)s” (also understood: %(others)s)") % {"title": column.title, "others": others}
