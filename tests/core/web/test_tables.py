import io
from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from metodika.core.web import AsOf, Choice, Column, Period, Search, Table
from metodika.core.web.export import export
from metodika.web.gallery.samples import Rows, Sample, people


class PeopleTable(Table):
    columns = (
        Column("name", "Name", url=lambda row: f"/people/{row.pk}/", sort="name"),
        Column("load", "Load", numeric=True, sort="load"),
        Column("hired_on", "Hired"),
        Column("school", "School", shown=False),
    )
    filters = (
        Search(apply="name__icontains"),
        Choice("category", "Category", "category", choices=lambda: [("first", "first")]),
    )
    order = "name"
    page_size = 10


def asked(address: str = "/") -> HttpRequest:
    return RequestFactory().get(address)


def table_of(address: str, kind: type[Table] = PeopleTable, rows: list[Any] | None = None) -> Table:
    return kind(asked(address), Rows(people() if rows is None else rows))


def test_rows_are_filtered_sorted_and_cut_into_pages() -> None:
    table = table_of("/?q=петрова&sort=-name&page=2")

    names = [row.name for row in table.rows.rows]

    assert names == sorted((p.name for p in people() if "Петрова" in p.name), reverse=True)
    assert [row.name for row in table.page.object_list] == names[10:16]
    assert table.count == 16


@pytest.mark.parametrize(
    "address", ["/?category=unknown", "/?page=абв", "/?sort=nothing", "/?col=nothing&page=-3"]
)
def test_unreadable_choice_changes_nothing(address: str) -> None:
    assert table_of(address).count == 132


def test_cells_are_escaped_and_linked() -> None:
    row = Sample(7, "<script>", "", "", "", None, date(2026, 1, 2), None, False)

    body = table_of("/", rows=[row]).body()

    assert body.startswith(
        '<tr role="row"><td role="cell" data-label="Name"><a href="/people/7/">&lt;script&gt;</a></td>'
        '<td role="cell" data-label="Load" class="m-number"><span'
    )


def test_chosen_columns_are_shown() -> None:
    table = table_of("/?col=school&col=name")

    assert [head.key for head in table.head()] == ["name", "school"]


def test_address_keeps_the_other_choices_and_drops_empty_ones() -> None:
    table = table_of("/list/?q=а&category=&page=3&sort=load")

    assert table.address(sort="-load", page=None) == "/list/?q=%D0%B0&sort=-load"
    assert table.xlsx_address() == "/list/?q=%D0%B0&sort=load&format=xlsx"


def test_sorted_column_turns_round_at_the_next_press() -> None:
    heads = {head.key: head for head in table_of("/list/?sort=load").head()}

    assert (heads["load"].sorted, heads["load"].url) == ("ascending", "/list/?sort=-load")
    assert (heads["name"].sorted, heads["name"].url) == ("", "/list/?sort=name")
    assert heads["hired_on"].url == ""


class DatedTable(PeopleTable):
    filters = (
        AsOf(apply=lambda rows, day: Rows([row for row in rows.rows if row.hired_on <= day])),
        Period("hired", "Hired", lambda rows, days: Rows([r for r in rows.rows if r.hired_on >= days[0]])),
    )


def test_as_of_and_period_narrow_by_days() -> None:
    table = table_of("/?on=2000-01-01&hired_from=1999-01-01", DatedTable)

    assert {row.hired_on.year for row in table.rows.rows} == {1999}


@pytest.mark.django_db
def test_spreadsheet_holds_exactly_what_is_shown() -> None:
    table = table_of("/?q=ёлкина&sort=name")

    answer = export(table, "xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.get_sheet_by_index(0).to_python()
    answer.close()
    assert sheet[0] == ["Name", "Load", "Hired"]
    assert sheet[1:] == [[row.name, row.load or "", row.hired_on] for row in table.rows.rows]


def test_csv_disarms_formulas_and_opens_in_a_russian_spreadsheet() -> None:
    row = Sample(7, "=1+1", "", "", "", 1.5, date(2026, 1, 2), None, False)

    answer = export(table_of("/", rows=[row]), "csv")

    assert b"".join(answer.streaming_content).decode() == "\ufeffName;Load;Hired\r\n'=1+1;1,5;02.01.2026\r\n"
