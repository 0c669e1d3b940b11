"""Invented people and records for the gallery, and rows that behave like a queryset."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Self

from metodika.core.web import Branch, Link, Status

SCHOOLS = ["МБОУ «Средняя школа № 3»", "МБОУ «Гимназия имени А. С. Пушкина»", "МБДОУ «Детский сад „Ромашка“»"]
SURNAMES = ["Абрамова", "Белоусов", "Ёлкина", "Кузнецова", "Мещерякова", "Николаев", "Петрова", "Трофимова"]
NAMES = ["Анна Сергеевна", "Иван Петрович", "Мария Викторовна", "Ольга Николаевна", "Сергей Иванович"]
POSITIONS = ["учитель начальных классов", "учитель русского языка и литературы", "методист", "воспитатель"]
CATEGORIES = {"first": "первая", "highest": "высшая", "": ""}
# The gallery speaks Russian only: nothing in it goes through the catalogue.
NOT_LISTED = "Такого человека нет в списке. Проверьте фамилию."
KEPT = Status("Выполняется", "good")
UNPROVED = Status("Нет подтверждения", "bad")
STATUSES = [
    Status("Действует", "good"),
    Status("В отпуске", "waiting", "player-pause"),
    Status("Аттестация через месяц", "warning"),
    Status("Просрочено", "bad"),
]


@dataclass(frozen=True)
class Sample:
    """One row of the sample list."""

    pk: int
    name: str
    school: str
    position: str
    category: str
    load: float | None
    hired_on: date
    status: Status
    young: bool

    def __str__(self) -> str:
        return self.name


def people() -> list[Sample]:
    """Return 132 invented teachers, always the same."""
    return [
        Sample(
            pk=n + 1,
            name=f"{SURNAMES[n % 8]} {NAMES[n % 5]}",
            school=SCHOOLS[n % 3],
            position=POSITIONS[n % 4],
            category=["first", "highest", ""][n % 3],
            load=None if n % 11 == 0 else 18 + n % 9,
            hired_on=date(2026 - n % 30, 1 + n % 12, 1 + n % 28),
            status=STATUSES[0 if n % 5 else n % 4],
            young=n % 6 == 0,
        )
        for n in range(132)
    ]


class Rows:
    """The part of a queryset that a list needs, over a plain list: the gallery has no tables."""

    ordered = True

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows

    def filter(self, **conditions: Any) -> Self:
        """Keep the rows whose attributes equal (or, with __icontains, contain) the values."""
        return type(self)([row for row in self.rows if all(_fits(row, *one) for one in conditions.items())])

    def order_by(self, *keys: str) -> Self:
        """Sort by attributes, the first one first."""
        rows = list(self.rows)
        for key in reversed(keys):
            name = key.removeprefix("-")
            rows.sort(key=lambda row: str(getattr(row, name)).replace("Ё", "Е"), reverse=key.startswith("-"))
        return type(self)(rows)

    def iterator(self, chunk_size: int = 0) -> Iterator[Any]:
        """Go through all rows."""
        return iter(self.rows)

    def count(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: slice) -> list[Any]:
        return self.rows[place]


def _fits(row: Any, lookup: str, value: Any) -> bool:
    name, _sign, how = lookup.partition("__")
    found = getattr(row, name)
    return str(value).lower() in str(found).lower() if how else str(found) == str(value)


def clauses() -> list[Branch]:
    """Return a short invented regulation."""
    return [
        Branch(
            "Общие положения",
            "1.",
            "p1",
            heading=True,
            children=[
                Branch(
                    "Совет собирается не реже четырёх раз в год.",
                    "1.1.",
                    "p1-1",
                    mark=Status("Выполняется", "good"),
                ),
                Branch(
                    "Совет рассматривает:",
                    "1.2.",
                    "p1-2",
                    children=[
                        Branch("план работы на учебный год;", "а)", "p1-2-a"),
                        Branch(
                            "итоги методической недели.",
                            "б)",
                            "p1-2-b",
                            mark=UNPROVED,
                        ),
                    ],
                ),
            ],
        ),
        Branch(
            "Права и обязанности членов совета",
            "2.",
            "p2",
            heading=True,
            children=[Branch("Член совета голосует лично.", "2.1.", "p2-1")],
        ),
    ]


def changes() -> list[SimpleNamespace]:
    """Return three lines of a history."""
    return [
        SimpleNamespace(
            when=date(2026, 11, 3), who="Трофимова О. Н.", field="Нагрузка, ч", before=18, after=22
        ),
        SimpleNamespace(
            when=date(2026, 9, 1), who="Николаев С. И.", field="Категория", before="первая", after="высшая"
        ),
        SimpleNamespace(
            when=date(2025, 8, 25), who="", field="", before=None, after="Запись создана при загрузке списка"
        ),
    ]


def _change(when: date, who: str, field: str, before: object, after: object) -> SimpleNamespace:
    return SimpleNamespace(when=when, who=who, field=field, before=before, after=after)


def facts() -> list[tuple[str, object]]:
    """Return the facts of a sample person."""
    return [
        ("Место работы", Link("МБОУ «Средняя школа № 3»", "#facts")),
        ("Должность", "учитель начальных классов"),
        ("Нагрузка, ч", 22.5),
        ("Категория", ["высшая", "приказ от 12.05.2024 № 214"]),
        ("Дата приёма", date(2016, 9, 1)),
        ("Молодой педагог", False),
        ("Отпуск", None),
    ]
