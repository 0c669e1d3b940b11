"""The person's own spreadsheet back, with one more column that says what to correct."""

import tempfile
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from metodika.core.imports.exporting import OPTIONS, PIECE, SheetFormats, write_cell
from metodika.core.imports.models import ImportRow, ImportRun
from metodika.core.imports.reading import read_table
from metodika.core.imports.registry import registers

REMARK_WIDTH = 60


def error_report(run: ImportRun, *, only_errors: bool = True) -> Iterator[bytes]:
    """Yield an .xlsx with the columns of the file in their order and the remarks in the last one.

    Corrected in place it can be loaded again: the added column is not taken for data. `only_errors` leaves
    out rows without remarks. Memory does not grow with the file beyond reading it.
    """
    register = registers()[run.register]
    remarks = {
        number: "\n".join(problem[1] for problem in problems)
        for number, problems in ImportRow.objects.filter(run=run)
        .exclude(problems=[])
        .values_list("number", "problems")
        .iterator(5_000)
    }
    with run.file.content.open("rb") as stream:
        table = read_table(stream, kind=run.file.kind, register=register, sheet=run.sheet)
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as book:
            sheet = book.add_worksheet(_("To correct"))
            formats = SheetFormats(book)
            last = len(run.headings)
            sheet.set_column(0, max(last - 1, 0), 18)
            sheet.set_column(last, last, REMARK_WIDTH)
            for at, heading in enumerate([*run.headings, _("What to correct")]):
                sheet.write_string(0, at, heading, formats.heading)
            sheet.freeze_panes(1, 0)
            line = 0
            for number, row in zip(table.numbers, table.rows, strict=True):
                if only_errors and number not in remarks:
                    continue
                line += 1
                for at, cell in enumerate(row):
                    write_cell(sheet, line, at, cell, formats)
                if number in remarks:
                    sheet.write_string(line, last, remarks[number], formats.remark)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
