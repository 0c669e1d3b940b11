import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db import connection

from metodika.core.access import Grant
from metodika.core.imports.columns import Column, Kind, Register
from metodika.core.imports.outcomes import BatchImporter, Outcome, Planned, Row, compared, new, refused

FIELDS = ("name", "born_on", "snils", "category", "hours", "subjects", "is_main", "phone")


class SampleImporter(BatchImporter):
    """Keeps people of a made-up table by their snils: the shortest whole importer."""

    def plan(self, rows: list[Row]) -> list[Outcome]:
        kept = self._kept([row["snils"] for row in rows])
        return [self._outcome(row, kept) for row in rows]

    def _outcome(self, row: Row, kept: dict[str, dict[str, Any]]) -> Outcome:
        if row["name"] == "Запрещено":
            return refused("name", "такого человека добавить нельзя")
        before = kept.get(row["snils"])
        if before is None:
            return new()
        outcome = compared(row, {key: before[key] for key in FIELDS}, subject=before["id"])
        return outcome.warn("name", "фамилия сменилась") if "name" in outcome.changes else outcome

    def _kept(self, numbers: list[str]) -> dict[str, dict[str, Any]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, {', '.join(FIELDS)} FROM sample WHERE snils = ANY(%s)", [numbers])
            names = ("id", *FIELDS)
            found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
        return {one["snils"]: one for one in found}

    def apply(self, planned: list[Planned], *, by: Any) -> None:
        with connection.cursor() as cursor:
            for one in planned:
                keys = [key for key in FIELDS if one.row[key] not in (None, [])]
                cursor.execute(
                    f"INSERT INTO sample ({', '.join(keys)}) VALUES ({', '.join(['%s'] * len(keys))}) "
                    "ON CONFLICT (snils) DO UPDATE SET "
                    f"{', '.join(f'{key} = EXCLUDED.{key}' for key in keys)}",
                    [one.row[key] for key in keys],
                )


SAMPLE = Register(
    code="sample",
    title="Люди",
    permission="sample.import",
    importer=SampleImporter,
    batch=2,
    columns=(
        Column(
            key="name",
            title="Фамилия",
            headings=("ФИО", "Фамилия, имя, отчество"),
            required=True,
            max_length=40,
        ),
        Column(key="born_on", title="Дата рождения", kind=Kind.DATE, headings=("Д.р.",)),
        Column(
            key="snils",
            title="СНИЛС",
            kind=Kind.SNILS,
            required=True,
            identifies=("name", "born_on"),
            sample="112-233-445 95",
        ),
        Column(
            key="category",
            title="Категория",
            kind=Kind.CHOICE,
            headings=("Квалификационная категория",),
            choices={"first": ("первая", "1 категория"), "highest": ("высшая",)},
        ),
        Column(key="hours", title="Нагрузка", kind=Kind.DECIMAL, headings=("Нагрузка (часов)", "Часы")),
        Column(key="subjects", title="Предметы", many=True),
        Column(key="is_main", title="Основное место", kind=Kind.BOOLEAN),
        Column(key="phone", title="Телефон", kind=Kind.PHONE),
    ),
)
HEADINGS = [str(column.title) for column in SAMPLE.columns]


def snils(number: int) -> str:
    account = f"{number:09d}"
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(account))
    return f"{account[:3]}-{account[3:6]}-{account[6:]} {total % 101 % 100:02d}"


def person(number: int, **changed: Any) -> dict[str, Any]:
    usual = {
        "name": f"Иванова-{number}",
        "born_on": date(1980, 2, 1),
        "snils": snils(100_000_000 + number),
        "category": "first",
        "hours": Decimal("18.5"),
        "subjects": ["математика", "физика"],
        "is_main": True,
        "phone": "+79001234567",
    }
    return {**usual, **changed}


def create_sample_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE sample (id bigserial PRIMARY KEY, name text, born_on date, snils text UNIQUE, "
            "category text, "
            "hours numeric, subjects text[], is_main boolean, phone text)"
        )


def kept_people() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, born_on, snils, category, hours, subjects, is_main, phone "
            "FROM sample ORDER BY snils"
        )
        return cursor.fetchall()


def as_tuple(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values[key] for key in FIELDS)


Draw = Callable[[Any, Any], None]


def workbook(draw: Draw) -> io.BytesIO:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        draw(book, book.add_worksheet("Список"))
    file.seek(0)
    return file


def sheet(rows: list[list[Any]]) -> io.BytesIO:
    def draw(book: Any, page: Any) -> None:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(line, place, value, day)
                else:
                    page.write(line, place, value)

    return workbook(draw)


def ods(rows: str) -> io.BytesIO:
    file = io.BytesIO()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            '<table:table table:name="Лист1">'
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    file.seek(0)
    return file


def grants(user: Any) -> list[Grant]:
    if user.pk is None or not user.is_active:
        return []
    return [Grant("methodist", frozenset({"sample.*"}), "/1/7/")]
