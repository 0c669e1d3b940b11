"""Reading .xlsx, .xls and .ods sheet by sheet."""

from collections.abc import Iterator
from typing import IO

import python_calamine
from django.utils.translation import gettext as _

from metodika.core.files.archives import broken, check_archive
from metodika.core.imports.grids import FileUnreadable, Grid
from metodika.core.imports.sheet_xml import Scan, scan_workbook

MAX_SHEETS = 30


def read_workbook(file: IO[bytes], *, kind: str) -> Iterator[Grid]:
    """Yield the visible sheets one after another, each as it stands in the file.

    Values of formulas are those computed at the last saving. Raises ArchiveRefused, FileUnreadable.
    """
    scans: dict[str, Scan] = {}
    if kind in {"xlsx", "ods"}:
        check_archive(file)
        scans = scan_workbook(file, kind=kind)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(file)
        for sheet in workbook.sheets_metadata[:MAX_SHEETS]:
            if sheet.visible is python_calamine.SheetVisibleEnum.Visible and _has_cells(sheet):
                yield _grid(workbook.get_sheet_by_name(sheet.name), scans.get(sheet.name, Scan()))
    except python_calamine.PasswordError as error:
        raise FileUnreadable(
            _("The file is protected by a password. Remove the password and load it again.")
        ) from error
    except python_calamine.CalamineError as error:
        raise FileUnreadable(broken()) from error


def _has_cells(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.typ is python_calamine.SheetTypeEnum.WorkSheet


def _grid(sheet: python_calamine.CalamineSheet, scan: Scan) -> Grid:
    if sheet.start is None:
        return Grid(sheet.name, [])
    merged = [(first, last) for first, last in sheet.merged_cell_ranges or []] or scan.merged
    return Grid(sheet.name, list(sheet.iter_rows()), left=sheet.start[1], merged=merged, faults=scan.faults)
