"""Invented charts: each kind as it usually is, with nothing, with one value, and with too much."""

from datetime import date

from metodika.core.charts import (
    Bar,
    Bars,
    Chart,
    Gantt,
    HeatMap,
    HeatRow,
    Lines,
    Mark,
    Multiples,
    Series,
    Span,
    Task,
    Tone,
)
from metodika.web.gallery.samples import SCHOOLS

YEARS = ("2021/22", "2022/23", "2023/24", "2024/25", "2025/26")
CHANGED_IN = "2024/25"
LONG = "Муниципальное бюджетное общеобразовательное учреждение «Основная школа посёлка Ключевой»"
STATES: tuple[tuple[Tone, str], ...] = (
    ("good", "выполнено"), ("waiting", "в работе"), ("bad", "просрочено"), ("neutral", "запланировано"),
)  # fmt: skip


def charts() -> list[Chart]:
    """Return every kind in every state."""
    return [
        _lines(), Lines("Показатель без значений", YEARS, (Series("Доля", (Mark(),) * 5),), "%"),
        Lines("Одно значение", ("2025/26",), (Series("Доля", (Mark(62.5, "#one"),)),), "%"),
        _bars(), _heat(), _shades(), _gantt(), _multiples(),
    ]  # fmt: skip


def _lines() -> Lines:
    district = tuple(
        Mark(value, f"#y{number}", low, high, is_new=YEARS[number] == CHANGED_IN)
        for number, (value, low, high) in enumerate(
            [(38, 33, 43), (44, 39, 49), (51, 46, 56), (47, 42, 52), (58, 53, 63)]
        )
    )
    school = (Mark(29, "#s0"), Mark(35, "#s1"), Mark(), Mark(49, "#s3"), Mark(61.5, "#s4", note="16 из 26"))
    return Lines(
        "Доля педагогов с индивидуальным маршрутом", YEARS,
        (
            Series("Округ", district, (40, 45, 50, 55, 60)),
            Series(SCHOOLS[0], school),
        ), "%",
    )  # fmt: skip


def _bars() -> Bars:
    told = [(SCHOOLS[0], 72, 64, 79), (SCHOOLS[1], 66.7, 58, 74), (LONG, 41, 22, 63), (SCHOOLS[2], 0, 0, 12)]
    return Bars(
        "Наставники на десять молодых педагогов",
        tuple(
            Bar(name, Mark(value, f"#b{number}", low, high))
            for number, (name, value, low, high) in enumerate(told)
        ),
        "%", target=60,
    )  # fmt: skip


def _heat() -> HeatMap:
    states: tuple[tuple[Tone, str], ...] = (*STATES[:1], ("warning", "под угрозой"), ("bad", "не выполнено"))
    clauses = ("4.2", "4.10.1", "5.1", "6.3", "7.1", "8.4", "9.1.2", "9.1.4", "10")

    def cell(row: int, column: int) -> Mark | None:
        tone, word = states[(row * column) % 3]
        return Mark(tone=tone, word=word, url=f"#c{row}{column}") if (row + column) % 6 else None

    rows = (
        HeatRow(school, tuple(cell(row, column) for column in range(len(clauses))), url=f"#r{row}")
        for row, school in enumerate([*SCHOOLS, LONG], start=1)
    )
    return HeatMap("Исполнение положения по учреждениям", clauses, tuple(rows))


def _shades() -> HeatMap:
    months = ("сентябрь", "октябрь", "ноябрь", "декабрь", "январь", "февраль")
    rows = (
        HeatRow(school, tuple(Mark((row * 5 + month * 3) % 14, f"#m{row}{month}") for month in range(6)))
        for row, school in enumerate(SCHOOLS)
    )
    return HeatMap("Мероприятия по месяцам", months, tuple(rows))


def _gantt() -> Gantt:
    def task(words: str, group: str, *spans: tuple[str, str, int]) -> Task:
        shown = (
            Span(date.fromisoformat(first), date.fromisoformat(last), STATES[state][1], STATES[state][0])
            for first, last, state in spans
        )
        return Task(words, tuple(shown), url="#task", group=group)

    aims, steps = "1. Определение целей", "2. Осуществление мониторинга"
    tasks = (
        task("Согласовать план с объединениями", aims, ("2026-09-01", "2026-09-30", 0)),
        task(f"Рассмотреть концепции в организации {LONG}", aims, ("2026-10-15", "2026-10-15", 2)),
        task("Собрать показатели", steps, ("2026-11-01", "2026-12-15", 1)),
        task(
            "Провести заседания", steps, ("2026-09-28", "2026-09-28", 0), ("2026-12-21", "2026-12-21", 3),
            ("2027-03-22", "2027-03-22", 3),
        ),
        task("По отдельному графику", steps),
    )  # fmt: skip
    first, last, today = date(2026, 9, 1), date(2027, 8, 31), date(2026, 11, 22)
    return Gantt("План работы на 2026/27 учебный год", first, last, tasks, today)


def _multiples() -> Multiples:
    def series(number: int) -> Series:
        return Series("Доля", tuple(Mark(20 + 7 * step + 9 * number) for step in range(5)))

    small = tuple(Lines(name, YEARS, (series(number),), "%") for number, name in enumerate([*SCHOOLS, LONG]))
    return Multiples("Доля по учреждениям", small, tuple(f"#small{number}" for number in range(4)))
