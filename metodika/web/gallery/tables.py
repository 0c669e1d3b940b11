from typing import Any

from metodika.core.web import BulkAction, Choice, Column, Empty, Flag, Period, Search, Table
from metodika.web.gallery.samples import CATEGORIES, SCHOOLS, Rows


def hired_between(rows: Rows, days: tuple[Any, Any]) -> Rows:
    since, until = days
    return Rows(
        [r for r in rows.rows if (not since or r.hired_on >= since) and (not until or r.hired_on <= until)]
    )


class SampleTable(Table):
    columns = (
        Column("name", "Фамилия, имя, отчество", url=lambda row: f"#{row.pk}", sort="name"),
        Column("school", "Место работы", sort=("school", "name")),
        Column("position", "Должность"),
        Column("category", "Категория", lambda row: CATEGORIES[row.category], sort="category"),
        Column("load", "Нагрузка, ч", numeric=True, sort="load"),
        Column("hired_on", "Принят", sort="hired_on", numeric=True),
        Column("status", "Состояние"),
        Column("young", "Молодой педагог", shown=False),
    )
    filters = (
        Search(apply="name__icontains", hint="Фамилия или имя"),
        Choice("school", "Место работы", "school", choices=[(one, one) for one in SCHOOLS]),
        Choice("category", "Категория", "category", choices=[("first", "первая"), ("highest", "высшая")]),
        Flag("young", "Только молодые педагоги", "young"),
        Period("hired", "Принят", hired_between, aside=True),
    )
    bulk = (BulkAction("Пригласить", "/gallery/confirm/", "mail"),)
    order = "name"
    page_size = 25
    empty = Empty(
        "Здесь будут педагоги",
        "Загрузите список из Excel или добавьте человека.",
        "Загрузить список",
        "#load",
        "users",
    )
