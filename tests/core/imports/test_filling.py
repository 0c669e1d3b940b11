from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import load_workbook

from metodika.core.imports.filling import TemplateRefused, check_template, fill_cells, template_cells


def template():
    """A form of a region: a merged title, heads, rows with labels, a sum, formats, a second sheet."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, bold = book.add_worksheet("Раздел 1"), book.add_format({"bold": True, "num_format": "0.0"})
        sheet.merge_range("A1:C1", "Сведения за год", bold)
        sheet.write_row("A2", ["Показатель", "Город", "Село"])
        sheet.write_column("A3", ["Доля педагогов", "Число школ", "Итого"])
        for name in ("B3", "C3", "B4", "C4"):
            sheet.write_blank(name, None, bold)
        sheet.write_formula("B5", "=SUM(B3:B4)", bold, 0)
        sheet.merge_range("A7:B7", "Примечание")
        sheet.conditional_format("B3:C4", {"type": "cell", "criteria": "<", "value": 1, "format": bold})
        book.add_worksheet("Раздел 2").write_string("A1", "Прочее")
    return file.getvalue()


def test_cells_to_fill_are_found_with_the_words_beside_and_above_them():
    found = template_cells(template())

    assert [(one.sheet, one.name, one.words) for one in found] == [
        ("Раздел 1", "B3", "Доля педагогов · Город"),
        ("Раздел 1", "C3", "Доля педагогов · Село"),
        ("Раздел 1", "B4", "Число школ · Город"),
        ("Раздел 1", "C4", "Число школ · Село"),
    ]


def test_only_the_named_cells_change_and_formulas_and_formats_stay():
    before = template()
    values = {("Раздел 1", "B3"): Decimal("81.5"), ("Раздел 1", "C4"): "нет", ("Раздел 2", "D9"): 7}

    after = fill_cells(before, values)

    assert after == fill_cells(before, values)
    book = load_workbook(BytesIO(after))
    first, second = book["Раздел 1"], book["Раздел 2"]
    assert (first["B3"].value, first["C4"].value, second["D9"].value) == (81.5, "нет", 7)
    assert (first["B5"].value, first["B3"].font.b, first["B3"].number_format) == ("=SUM(B3:B4)", True, "0.0")
    assert [str(one) for one in first.merged_cells.ranges] == ["A1:C1", "A7:B7"]
    assert len(first.conditional_formatting) == 1
    assert book.calculation.fullCalcOnLoad
    old, new = ZipFile(BytesIO(before)), ZipFile(BytesIO(after))
    changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert sorted(changed) == ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        (("Раздел 3", "A1"), "Раздел 3"),
        (("Раздел 1", "B5"), "formula"),
        (("Раздел 1", "B1"), "A1"),
        (("Раздел 1", "7C"), "C7"),
    ],
)
def test_cell_that_cannot_be_filled_is_named(cell, word):
    with pytest.raises(TemplateRefused, match=word):
        fill_cells(template(), {cell: 1})


def with_part(name, content=b"x"):
    file = BytesIO(template())
    with ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (with_part("xl/vbaProject.bin"), "macros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04broken", "xlsx"),
        (b"", "xlsx"),
    ],
)
def test_what_is_no_honest_template_is_refused_in_words(content, word):
    with pytest.raises(TemplateRefused, match=word):
        check_template(content)


def test_template_is_checked_quietly():
    check_template(template())
