"""Tables as they come from offices: Word and Excel with everything that goes wrong in them."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from docx import Document

from metodika.core.access import RuleBroken
from metodika.core.calendar import dates
from metodika.planning.plans.queries import read_table, sentence_of
from metodika.planning.plans.rules.schedule import occurrences

YEAR = dates(date(2026, 1, 1), date(2026, 12, 31))
HEADS = ("№ п/п", "Наименование мероприятия", "Срок исполнения", "Ответственный исполнитель")
# Merged downwards: the people of the first row answer for the second one as well.
ROWS = (
    ("1.1.", "Согласовать перечень школ-участниц", "до 1 февраля", "методист"),
    ("1.2.", "Собрать заявки школ", "до 1 марта", ""),
    ("2.1.", "Сдать сводку о замещении уроков", "ежемесячно, 31 числа", ""),
    ("2.2.", "Закрыть лабораторию", "до особого распоряжения", "начальник отдела"),
)
FIRST, SECOND = "1. Готовимся", "2. Работаем"


def word_file():
    document = Document()
    document.add_paragraph("План мероприятий на 2026 год")
    table = document.add_table(rows=0, cols=4)
    lines = [HEADS, (FIRST, "", "", ""), *ROWS[:2], (SECOND, "", "", ""), *ROWS[2:]]
    for line in lines:
        for cell, words in zip(table.add_row().cells, line, strict=True):
            cell.text = words
    for number in (1, 4):
        table.cell(number, 0).merge(table.cell(number, 3))
    table.cell(2, 3).merge(table.cell(3, 3))
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def excel_file():
    output = BytesIO()
    book = xlsxwriter.Workbook(output)
    sheet = book.add_worksheet("План")
    sheet.merge_range(0, 0, 0, 3, "План мероприятий на 2026 год")
    sheet.write_row(1, 0, HEADS)
    sheet.merge_range(2, 0, 2, 3, FIRST)
    sheet.write_row(3, 0, ROWS[0])
    sheet.write_row(4, 0, ROWS[1][:3])
    sheet.merge_range(3, 3, 4, 3, ROWS[0][3])
    sheet.merge_range(5, 0, 5, 3, SECOND)
    sheet.write_row(6, 0, ROWS[2])
    sheet.write_row(7, 0, ROWS[3])
    book.close()
    return output.getvalue()


@pytest.mark.parametrize(("name", "make"), [("План.docx", word_file), ("План.xlsx", excel_file)])
def test_road_map_with_merged_cells_comes_whole(name, make):
    found = read_table(make(), name)

    assert [(one.number, one.title) for one in found.sections] == [("1", "Готовимся"), ("2", "Работаем")]
    assert [(one.number, one.section, one.text, one.term, one.responsible) for one in found.items] == [
        ("1.1", 0, "Согласовать перечень школ-участниц", "до 1 февраля", ["методист"]),
        ("1.2", 0, "Собрать заявки школ", "до 1 марта", ["методист"]),
        ("2.1", 1, "Сдать сводку о замещении уроков", "ежемесячно, 31 числа", []),
        ("2.2", 1, "Закрыть лабораторию", "до особого распоряжения", ["начальник отдела"]),
    ]  # fmt: skip
    assert [(one.code, one.place) for one in found.doubts] == [("no_responsible", 2), ("term_open", 3)]
    assert all(sentence_of(one) for one in found.doubts)


@pytest.mark.parametrize(("name", "make"), [("План.docx", word_file), ("План.xlsx", excel_file)])
def test_item_of_every_31st_falls_on_the_last_day_and_an_open_one_on_none(name, make):
    monthly, open_one = read_table(make(), name).items[2:]

    days = [f"{one.ends_on:%d.%m}" for one in occurrences(monthly.schedule, YEAR)]
    assert days[:4] == ["31.01", "28.02", "31.03", "30.04"]
    assert len(days) == 12
    assert occurrences(open_one.schedule, YEAR) == []


def test_file_without_a_table_is_refused_with_a_sentence():
    document, output = Document(), BytesIO()
    document.add_paragraph("Здесь нет таблицы.")
    document.save(output)

    with pytest.raises(RuleBroken, match=r"No table|таблиц"):
        read_table(output.getvalue(), "План.docx")
