"""The papers of an association: its passport and the report on its year."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.documents import (
    Block,
    Column,
    DocumentKind,
    Header,
    Heading,
    Lines,
    Paper,
    Places,
    SignatureLine,
    Table,
    Text,
)

PASSPORT, YEAR_REPORT = "meetings.passport", "meetings.year_report"
MEMBER_HEADS = (
    ("№", 0.3), ("Фамилия, имя, отчество", 2), ("Место работы, должность", 2), ("Предметы", 1.2),
    ("Категория", 1), ("Стаж с", 0.8),
)  # fmt: skip
SESSION_HEADS = (("№", 0.3), ("Дата", 0.9), ("Тема", 2.4), ("Присутствовали", 1), ("Решений", 0.7))
LESSON_HEADS = (
    ("Дата", 0.9),
    ("Кто проводил, где", 1.8),
    ("Предмет, класс", 1.1),
    ("Тема", 1.8),
    ("Было", 0.5),
)
CHANGE_HEADS = (("Дата", 1), ("Что изменилось", 4))
DECISION_HEADS = (("Дата", 0.9), ("Решение", 3), ("Ответственный", 1.4), ("Срок", 0.9))


def _header(places: Places) -> Header:
    return Header(
        organisation=places["organisation"], date=places["date"], number=str(places["number"]), place=""
    )


def _table(heads: tuple[tuple[str, float], ...], rows: list[list[str]]) -> Table:
    return Table(tuple(Column(head, width) for head, width in heads), tuple(tuple(row) for row in rows))


def _signed(places: Places) -> tuple[SignatureLine, ...]:
    return (SignatureLine("Руководитель", places["head"]),) if places["head"] else ()


def passport_paper(places: Places) -> Paper:
    """Lay out a passport: what the association is, its members, how its sessions are held."""
    rows = [
        [str(number), one["name"], one["place"], one["subjects"], one["category"], one["since"]]
        for number, one in enumerate(places["members"], start=1)
    ]
    # A passport that was printed before lessons were rows of their own knows none.
    lessons = places.get("open_lessons")
    return Paper(
        title=places["title"],
        kind="ПАСПОРТ",
        header=_header(places),
        blocks=(
            Lines(tuple((one["label"], one["value"]) for one in places["facts"])),
            Heading("Состав", 2),
            _table(MEMBER_HEADS, rows) if rows else Text("Состав не утверждён."),
            *((Heading("Открытые уроки и занятия года", 2), _lessons(places)) if lessons else ()),
        ),
        signatures=_signed(places),
    )


def report_paper(places: Places) -> Paper:
    """Lay out a report on a year: sessions, kinds of work, open lessons, decisions, changes of members."""
    return Paper(
        title=places["title"],
        kind="ОТЧЁТ",
        header=_header(places),
        blocks=(Lines(tuple((one["label"], one["value"]) for one in places["facts"])), *_parts(places)),
        signatures=_signed(places),
    )


def _parts(places: Places) -> Iterator[Block]:
    sessions = [
        [str(number), one["date"], one["theme"], one["present"], one["decisions"]]
        for number, one in enumerate(places["sessions"], start=1)
    ]
    yield from _part("Заседания", SESSION_HEADS, sessions, "В этом году заседаний не было.")
    yield Heading("Направления работы", 2)
    for one in places["work"]:
        yield Text(_work(one))
    yield Heading("Открытые уроки и занятия", 2)
    if places["open_lessons"]:
        yield _lessons(places)
    if places["lesson_questions"]:
        yield Text(f"В повестках заседаний: {'; '.join(places['lesson_questions'])}.")
    elif not places["open_lessons"]:
        yield Text("Открытых уроков и занятий в этом году не было.")
    decisions = [[one["date"], one["text"], one["responsible"], one["due"]] for one in places["decisions"]]
    yield from _part("Решения", DECISION_HEADS, decisions, "Решений не принято.")
    changes = [[one["date"], one["words"]] for one in places["changes"]]
    yield from _part("Изменения состава", CHANGE_HEADS, changes, "Состав за год не менялся.")


def _part(
    title: str, heads: tuple[tuple[str, float], ...], rows: list[list[str]], nothing: str
) -> Iterator[Block]:
    yield Heading(title, 2)
    yield _table(heads, rows) if rows else Text(nothing)


def _lessons(places: Places) -> Table:
    return _table(
        LESSON_HEADS,
        [
            [
                one["date"],
                f"{one['teacher']}, {one['school']}",
                one["subject"],
                one["theme"],
                str(one["visitors"]),
            ]
            for one in places["open_lessons"]
        ],
    )


def _work(work: Mapping[str, Any]) -> str:
    if not work["questions"]:
        return f"{work['title']}: вопросов не было."
    return f"{work['title']} ({len(work['questions'])}): {'; '.join(work['questions'])}."


HEAD = {
    "organisation": _("full name of the organisation"), "date": _("date in words"),
    "number": _("number from the register"), "body": _("name of the body"), "title": _("heading to the text"),
    "head": _("who heads it"), "facts": _("list of rows"), "facts.label": _("what it is"),
    "facts.value": _("what it is like"),
}  # fmt: skip
LESSONS = {
    "open_lessons": _("list of rows"), "open_lessons.date": _("date in words"),
    "open_lessons.teacher": _("who held the lesson"), "open_lessons.theme": _("theme"),
    "open_lessons.visitors": _("how many came"),
}  # fmt: skip
ASSOCIATIONS = (
    DocumentKind(
        PASSPORT, _("Passport of an association"),
        {
            **HEAD, "members": _("list of rows"), "members.name": _("name"),
            "members.place": _("place of work"), "members.subjects": _("subjects"),
            "members.category": _("category"), "members.since": _("teaches since"), **LESSONS,
        },
        passport_paper,
    ),
    DocumentKind(
        YEAR_REPORT, _("Year report of an association"),
        {
            **HEAD, "sessions": _("list of rows"), "sessions.date": _("date in words"),
            "sessions.theme": _("theme"), "sessions.present": _("who was there"),
            "work": _("list of rows"), "work.title": _("kind of work"), "decisions": _("list of rows"),
            "decisions.text": _("text of the decision"), "changes": _("list of rows"),
            "changes.words": _("what has changed"), **LESSONS,
        },
        report_paper,
    ),
)  # fmt: skip
