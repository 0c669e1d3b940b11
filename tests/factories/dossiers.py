"""A spreadsheet of the region to be filled in."""

from io import BytesIO

import xlsxwriter
from django.core.files.base import ContentFile

SHEET = "Лист"


def region_spreadsheet(*labels: str) -> ContentFile:
    """A sheet with a label in each row from the second and a number beside it, in column B."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet(SHEET)
        for row, label in enumerate(labels, start=1):
            sheet.write_string(row, 0, label)
            sheet.write_number(row, 1, 0)
    return ContentFile(file.getvalue(), name="форма.xlsx")
