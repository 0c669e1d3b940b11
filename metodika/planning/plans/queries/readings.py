"""Files read as tables of plans, before anything is stored."""

from datetime import date
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period, dates
from metodika.core.files.models import StoredFile
from metodika.core.files.text import TextUnreadable, read_text
from metodika.core.imports.grids import Grid
from metodika.core.imports.spreadsheets import read_workbook
from metodika.core.web.values import shown
from metodika.planning.plans.rules import road_maps
from metodika.planning.plans.rules.road_maps import Doubt, Line, RoadMap, read_road_map

SHEETS = {".xlsx": "xlsx", ".xls": "xls", ".ods": "ods"}
SOURCES = {"xlsx", "xls", "ods", "docx", "txt"}
FIRST_SCHOOL_MONTH = 9
SENTENCES: dict[str, str | Promise] = {
    "no_term": _("No term is told. Write when it is done, or leave it without days."),
    "term_unknown": _("The term “%(words)s” is not understood. It is kept in these words, without days."),
    "term_separate": _("“%(words)s”: the days are added on the card of the item when they are known."),
    "term_open": _("“%(words)s”: no last day follows from these words, so nobody is reminded."),
    "year_outside": _("The term “%(words)s” names a year outside the plan."),
    "no_responsible": _("Nobody is named as responsible."),
    "no_number": _("The row has no number."),
    "no_heads": _("The table has no headings: number, measure, term and responsible were taken in this order."),
    "row_without_text": _("A row says nothing of what is done: %(words)s"),
    "number_twice": _("The number %(words)s stands at several rows; all of them are kept."),
    "empty_section": _("The section “%(words)s” has no rows."),
    "left_over": _("These words found no place in the table and are kept with the plan: %(words)s"),
    "no_items": _("No row of a plan was found in the file."),
}  # fmt: skip


def read_table(content: bytes, name: str) -> RoadMap:
    """Turn a file (.docx, .xlsx, .xls, .ods, .txt, .md) into sections and items, without storing anything.

    Raises RuleBroken with a sentence for a file without a readable table.
    """
    kind = SHEETS.get(PurePath(name).suffix.lower())
    found = read_road_map(_sheet_lines(content, kind) if kind else _text_lines(content, name))
    if not found.items:
        raise RuleBroken(
            _("No table of a plan was found in the file. It needs a column with what is to be done.")
        )
    return found


def _text_lines(content: bytes, name: str) -> list[Line]:
    try:
        blocks = read_text(content, name)
    except TextUnreadable as unreadable:
        raise RuleBroken(str(unreadable)) from unreadable
    return [block.cells or f"{block.label} {block.text}".strip() for block in blocks]


def _sheet_lines(content: bytes, kind: str) -> list[Line]:
    lines: list[Line] = []
    for grid in read_workbook(BytesIO(content), kind=kind):
        _fill_down(grid)
        width = max((len(row) for row in grid.rows), default=0)
        for row in grid.rows:
            cells = tuple(_words(cell) for cell in row)
            # A title above the table stands alone in its row.
            is_title = sum(map(bool, cells)) == 1 and not road_maps.LABEL.match(next(filter(None, cells)))
            lines.append(next(filter(None, cells)) if is_title and not lines_have_table(lines) else cells)
        lines += [tuple("" for _column in range(width))]
    return lines


def lines_have_table(lines: list[Line]) -> bool:
    """Tell whether headings of a plan were met already."""
    return any(isinstance(line, tuple) and road_maps.recognised_heads(line) for line in lines)


def _fill_down(grid: Grid) -> None:
    """Give each row its own copy of a cell that is merged over several rows."""
    for (top, left), (bottom, right) in grid.merged:
        for row in range(top + 1, bottom + 1):
            if left == right:
                grid.put(row, left, grid.at(top, left))


def _words(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return shown(cell) if isinstance(cell, date) else str(cell if cell is not None else "").strip()


def sentence_of(doubt: Doubt) -> str:
    """Return what a person is told of a doubt."""
    return str(SENTENCES[doubt.code]) % {"words": doubt.words}


def proposed_period(found: RoadMap, *, today: date) -> Period:
    """Return the years that the table names; without any, the calendar year of today."""
    first, last = road_maps.years_told(found) or (today.year, today.year)
    if road_maps.is_school_year(found):
        last = last if last > first else first + 1
        return dates(date(first, FIRST_SCHOOL_MONTH, 1), date(last, FIRST_SCHOOL_MONTH - 1, 31))
    return dates(date(first, 1, 1), date(last, 12, 31))


def own_upload(user: Any, number: int) -> StoredFile | None:
    """Return a file that the person himself has uploaded."""
    return StoredFile.objects.filter(pk=number, uploaded_by=user).first()
