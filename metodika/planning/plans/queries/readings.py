"""Files read as tables of plans, before anything is stored."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period, dates
from metodika.core.files.models import StoredFile
from metodika.core.files.text import Block, TextUnreadable, read_text
from metodika.core.imports.grids import Grid
from metodika.core.imports.spreadsheets import read_workbook
from metodika.core.web.values import shown
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.planning.plans.rules import road_maps
from metodika.planning.plans.rules.people import stems
from metodika.planning.plans.rules.road_maps import Doubt, Line, RoadMap, read_road_map
from metodika.planning.plans.rules.schedule import occurrences

SHEETS = {".xlsx": "xlsx", ".xls": "xls", ".ods": "ods"}
SOURCES = {"xlsx", "xls", "ods", "docx", "txt"}
FIRST_SCHOOL_MONTH = 9
SENTENCES: dict[str, str | Promise] = {
    "no_term": gettext_lazy("No term is told. Write when it is done, or leave it without days."),
    "term_unknown": gettext_lazy(
        "The term “%(words)s” is not understood. It is kept in these words, without days."
    ),
    "term_separate": gettext_lazy(
        "“%(words)s”: the days are added on the card of the item when they are known."
    ),
    "term_open": gettext_lazy("“%(words)s”: no last day follows from these words, so nobody is reminded."),
    "year_outside": gettext_lazy("The term “%(words)s” names a year outside the plan."),
    "no_responsible": gettext_lazy("Nobody is named as responsible."),
    "no_number": gettext_lazy("The row has no number."),
    "no_heads": gettext_lazy(
        "The table has no headings: number, measure, term and responsible were taken in this order."
    ),
    "row_without_text": gettext_lazy("A row says nothing of what is done: %(words)s"),
    "number_twice": gettext_lazy("The number %(words)s stands at several rows; all of them are kept."),
    "empty_section": gettext_lazy("The section “%(words)s” has no rows."),
    "left_over": gettext_lazy(
        "These words found no place in the table and are kept with the plan: %(words)s"
    ),
    "no_items": gettext_lazy("No row of a plan was found in the file."),
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
    lines: list[Line] = []
    above: tuple[str, ...] = ()
    for block in blocks:
        if not block.cells:
            lines.append(f"{block.label} {block.text}".strip())
            continue
        above = _with_merged(block, above)
        lines.append(above)
    return lines


def _with_merged(block: Block, above: tuple[str, ...]) -> tuple[str, ...]:
    """Give a numbered row its own copy of each cell that is merged with the row above it.

    A row without a number goes on with the item above: its cells are that item's already.
    """
    if not block.cells[0] or len(block.cells) != len(above):
        return block.cells
    return tuple(above[place] if place in block.goes_on else words for place, words in enumerate(block.cells))


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


def understood(found: RoadMap, first: date, last: date) -> Iterator[str]:
    """Yield in lines what was read: sections, items with their terms and times, doubts, and the sums."""
    period, sections, times = dates(first, max(first, last)), iter(found.sections), 0
    section = next(sections, None)
    for item in found.items:
        while section and item.section is not None and section.place <= item.section:
            yield f"{section.number}. {section.title}".removeprefix(". ")
            section = next(sections, None)
        count = len(occurrences(item.schedule, period))
        times += count
        yield f"  {item.number} {item.text} | {item.term} ({count}) | {'; '.join(item.responsible)}"
    for doubt in found.doubts:
        number = found.items[doubt.place].number if doubt.place is not None else ""
        yield _("Look here: %(sentence)s") % {"sentence": f"{number} {sentence_of(doubt)}".strip()}
    yield _("%(sections)d sections, %(items)d items, %(times)d occurrences") % {
        "sections": len(found.sections), "items": len(found.items), "times": times,
    }  # fmt: skip


def owner_of(found: RoadMap, *, code: str) -> Organisation:
    """Return the organisation whose plan it is: of the code, else the municipality that the title names.

    Raises RuleBroken with the known codes when neither tells.
    """
    places = Organisation.objects.filter(level=Level.MUNICIPALITY).order_by("path")
    named = Organisation.objects.filter(code=code).first() if code else None
    if not code:
        fitting = [place for place in places if stems(place.short_name) <= stems(found.title)]
        only = fitting or list(places[:2])
        named = only[0] if len(only) == 1 else None
    if named is None:
        known = ", ".join(places.exclude(code="").values_list("code", flat=True))
        raise RuleBroken(
            _("Say whose plan it is: --owner and one of the codes %(codes)s.") % {"codes": known or "—"}
        )
    return named


def own_upload(user: Any, number: int) -> StoredFile | None:
    """Return a file that the person himself has uploaded."""
    return StoredFile.objects.filter(pk=number, uploaded_by=user).first()
