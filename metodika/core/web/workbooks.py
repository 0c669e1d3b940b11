"""Several tables in one spreadsheet file, for what a person takes away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone

# Excel refuses longer names of sheets, and these signs in them.
LONGEST_NAME = 31
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Sheet:
    """One table: its name, headings and rows of plain values."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return the sheets as an xlsx file; a text that begins like a formula stays a text."""
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for number, one in enumerate(sheets, start=1):
            name = f"{number} {one.name}".translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME]
            sheet = book.add_worksheet(name.strip())
            sheet.set_column(0, max(len(one.headings) - 1, 0), 24)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [str(heading) for heading in one.headings], bold)
            for line, row in enumerate(one.rows, start=1):
                sheet.write_row(line, 0, [written(value) for value in row])
    return output.getvalue()


def written(value: object) -> str | int | float | bool | None:
    """Return a value as a cell takes it: days as 22.11.2026, whole structures as text."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%d.%m.%Y %H:%M")
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)
