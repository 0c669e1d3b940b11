"""Writing a register as a spreadsheet that can be loaded again: the same columns, the same words."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from metodika.core.files.downloads import send
from metodika.core.imports.columns import Column, Kind, Register

Format = Literal["xlsx", "csv"]
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A spreadsheet would run a text that begins so. Source: OWASP, CSV injection.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
PIECE = 64 * 1024
# A file tells no moment of its making: the same rows have the same bytes on any day.
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the library takes it as it is
WIDTHS = {Kind.DATE: 13, Kind.INTEGER: 10, Kind.DECIMAL: 10, Kind.BOOLEAN: 8, Kind.SNILS: 17, Kind.PHONE: 17}


def export_rows(
    columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], *, form: Format
) -> Iterator[bytes]:
    """Yield the rows as a file; values are the plain values that an import gives, by the key of a column.

    A .csv has a byte-order mark and semicolons, as Excel in Russian expects. Texts that look like formulas
    stay texts.
    """
    return _csv(columns, rows) if form == "csv" else _xlsx(columns, rows)


def export_response(
    register: Register, rows: Iterable[Mapping[str, Any]], *, form: Format, name: str = ""
) -> StreamingHttpResponse:
    """Answer with the rows of the register as a download."""
    content = export_rows(register.columns, rows, form=form)
    return send(content, name=f"{name or register.title}.{form}", content_type=CONTENT_TYPES[form])


def empty_form(register: Register) -> Iterator[bytes]:
    """Yield an .xlsx with the headings and one row of samples, for people who start from nothing."""
    sample = {column.key: column.sample for column in register.columns if column.sample}
    return export_rows(register.columns, [sample] if sample else [], form="xlsx")


def shown(column: Column, value: Any) -> Any:
    """Return a value as it stands in a cell: words of a choice, yes or no, lists joined by semicolons."""
    if value is None:
        return ""
    if column.many and isinstance(value, list | tuple):
        return "; ".join(str(_one(column, part)) for part in value)
    return _one(column, value)


def _one(column: Column, value: Any) -> Any:
    if column.kind is Kind.CHOICE:
        words = column.words().get(value)
        return str(words[0]) if words else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.date()
    return value


def _csv(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    lines = _Lines()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(column.title) for column in columns])
    for row in rows:
        writer.writerow([_csv_text(shown(column, row.get(column.key))) for column in columns])
        if lines.size > PIECE:
            yield lines.take()
    yield lines.take()


class _Lines:
    """Collects what a csv writer writes, to be sent in pieces."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0

    def write(self, text: str) -> int:
        self.parts.append(text)
        self.size += len(text)
        return len(text)

    def take(self) -> bytes:
        whole = "".join(self.parts).encode()
        self.parts, self.size = [], 0
        return whole


def _csv_text(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith((*FORMULA_STARTS, "'")) else text


def _xlsx(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as book:
            book.set_properties({"created": EPOCH})
            sheet = book.add_worksheet(_("List"))
            formats = SheetFormats(book)
            for at, column in enumerate(columns):
                sheet.set_column(at, at, WIDTHS.get(column.kind, 24))
                sheet.write_string(0, at, str(column.title), formats.heading)
            sheet.freeze_panes(1, 0)
            for line, row in enumerate(rows, 1):
                for at, column in enumerate(columns):
                    write_cell(sheet, line, at, shown(column, row.get(column.key)), formats)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


class SheetFormats:
    """The few looks of cells that all our spreadsheets use."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.date = book.add_format({"num_format": "dd.mm.yyyy"})
        self.moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        self.time = book.add_format({"num_format": "hh:mm"})
        self.remark = book.add_format({"font_color": "#B00020", "text_wrap": True, "valign": "top"})


def write_cell(sheet: Any, row: int, column: int, value: Any, formats: SheetFormats) -> None:
    """Write one cell by the type of its value; a text is always a text, never a formula or a link."""
    if value in ("", None):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), formats.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats.date)
    elif isinstance(value, time):
        sheet.write_datetime(row, column, value, formats.time)
    else:
        sheet.write_string(row, column, str(value))
