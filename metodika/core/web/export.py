"""A list as a file: the same rows, columns and order as on the screen."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.web.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet would run a cell that begins so; a quote in front keeps it text.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def export(table: Table, kind: str) -> HttpResponseBase:
    """Return the rows of a list as xlsx or csv, to be saved."""
    name = f"{table.export_name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "csv":
        answer = StreamingHttpResponse(_csv_lines(table), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    return FileResponse(_workbook(table), as_attachment=True, filename=name, content_type=XLSX)


class _Line:
    def write(self, line: str) -> str:
        return line


def _csv_lines(table: Table) -> Iterator[str]:
    # Excel in Russian opens a file without questions only with this mark and this delimiter.
    yield "\ufeff"
    writer = csv.writer(_Line(), delimiter=";")
    yield writer.writerow(table.export_headings())
    for row in table.export_rows():
        yield writer.writerow([_text(value) for value in row])


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return _naive(value).strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value


def _naive(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def _workbook(table: Table) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 - the response closes it after sending
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats: dict[type, Any] = {
            datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
            date: book.add_format({"num_format": "dd.mm.yyyy"}),
        }
        headings = table.export_headings()
        sheet.set_column(0, max(len(headings) - 1, 0), 24)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings, bold)
        _fill(sheet, table.export_rows(), formats)
    file.seek(0)
    return file


def _fill(
    sheet: "xlsxwriter.worksheet.Worksheet",
    rows: Iterable[list[object]],
    formats: dict[type, Any],
) -> None:
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(line, place, _naive(value), formats[datetime])
            elif isinstance(value, date):
                sheet.write_datetime(line, place, value, formats[date])
            elif value is not None:
                sheet.write(line, place, value)
