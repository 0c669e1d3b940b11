"""What the passport and the year report of an association say, as plain values from its facts."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q

from metodika.core.calendar import Period, school_year
from metodika.core.language import Case, decline_phrase, russian_date
from metodika.directory.records.queries import short_name
from metodika.directory.staff.models import Person
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries import members_on, passport_rows, rules_of, teachers_counted
from metodika.governance.meetings.lifecycle import CARRIED, Capacity, ItemStatus, ItemTag
from metodika.governance.meetings.models import AgendaItem, Decision, Session
from metodika.governance.meetings.queries.lessons import lessons_told

DAY = timedelta(days=1)
OPEN_LESSON = re.compile(r"\bоткрыт\w*\s+(?:\w+\s+)?(?:урок|занят|мероприят)", re.IGNORECASE)
WORK = {
    ItemTag.ANALYSIS: "Анализ", ItemTag.COORDINATION: "Координация", ItemTag.PLANNING: "Планирование",
    ItemTag.CONCEPT: "Концепция предмета",
}  # fmt: skip


def passport_places(body: Body, *, day: date, viewer: Any) -> dict[str, Any]:
    """Return the values of the passport as of a day; of people only what the viewer may see."""
    rows = passport_rows(body, viewer, day=day)
    rules = rules_of(body)
    facts = [
        ("Полное название", body.name),
        ("Организация", body.host.name),
        ("Входит в", str(body.parent) if body.parent else ""),
        ("Предметы", ", ".join(str(one) for one in body.subjects.order_by("title"))),
        ("Работает с", russian_date(body.starts_on) if body.starts_on else ""),
        ("Положение", body.regulation.requisites if body.regulation else ""),
        ("Тема, задача", body.task),
        ("Членов", str(len(rows))),
        ("Учителей этих предметов", str(teachers_counted(body, day=day) or "")),
        ("Заседаний в год, не менее", str(rules.sessions_a_year or "")),
        ("Заседаний в квартал, не менее", str(rules.sessions_a_quarter or "")),
    ]
    members = [
        {
            "name": row.name, "place": ", ".join(part for part in (row.place, row.position) if part),
            "subjects": row.subjects, "category": row.category,
            "since": str(row.since.year) if row.since else "",
        }
        for row in rows
    ]  # fmt: skip
    lessons = lessons_told(body, school_year(day))
    papers = {"facts": _told(facts), "members": members, "open_lessons": lessons}
    return {**_head(body, day), "title": _of(body), **papers}


def report_places(body: Body, *, period: Period, day: date) -> dict[str, Any]:
    """Return the values of the report on a year, made on a day: everything is counted from the sessions."""
    sessions = list(_sessions(body, period))
    items = list(
        AgendaItem.objects.filter(session__in=sessions, status=ItemStatus.DONE).order_by(
            "session__held_on", "order"
        )
    )
    decisions = Decision.objects.filter(session__in=sessions, status__in=CARRIED)
    decided = list(decisions.select_related("responsible").order_by("adopted_on", "session", "pk"))
    came = [one.came for one in sessions]
    lessons = lessons_told(body, period)
    facts = [
        ("Отчётный период", f"{period.starts_on.year}/{period.ends_on.year} учебный год"),
        ("Проведено заседаний", str(len(sessions))),
        ("В среднем присутствовало", f"{sum(came) / len(came):.0f}" if came else ""),
        ("Рассмотрено вопросов", str(len(items))),
        ("Принято решений", str(len(decided))),
        ("Открытых уроков и занятий", str(len(lessons)) if lessons else ""),
    ]
    return {
        **_head(body, day),
        "title": f"о работе {_of(body)}",
        "facts": _told(facts),
        "sessions": [_session(one) for one in sessions],
        "work": [
            {"title": title, "questions": [one.question for one in items if one.tag == tag]}
            for tag, title in WORK.items()
        ],
        "open_lessons": lessons,
        "lesson_questions": [one.question for one in items if OPEN_LESSON.search(one.question)],
        "decisions": [_decision(one) for one in decided],
        "changes": list(_changes(body, period)),
    }


def _head(body: Body, day: date) -> dict[str, Any]:
    chair = next((one for one in members_on(body, day) if one.office == Office.CHAIR), None)
    seat = Seat.objects.select_related("person").get(pk=chair.seat_id) if chair else None
    return {
        "organisation": body.host.name, "body": body.name, "date": russian_date(day), "number": "",
        "head": short_name(seat.person) if seat and seat.person else "",
    }  # fmt: skip


def _of(body: Body) -> str:
    return decline_phrase(body.name, Case.GENITIVE).text


def _told(facts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in facts if value]


def _sessions(body: Body, period: Period) -> Iterable[Any]:
    members = Q(attendances__capacity=Capacity.MEMBER)
    return (
        Session.objects.quorate()
        .filter(body=body, held_on__range=(period.starts_on, period.ends_on))
        .annotate(
            listed=Count("attendances", filter=members, distinct=True),
            came=Count("attendances", filter=members & Q(attendances__stays__isnull=False), distinct=True),
        )
        .prefetch_related(
            Prefetch("decisions", Decision.objects.filter(status__in=CARRIED), to_attr="carried"),
            Prefetch("items", AgendaItem.objects.order_by("order")),
        )
        .order_by("held_on", "pk")
    )


def _session(session: Any) -> dict[str, str]:
    questions = "; ".join(one.question for one in session.items.all())
    return {
        "date": russian_date(session.day), "theme": session.theme or questions,
        "present": f"{session.came} из {session.listed}", "decisions": str(len(session.carried)),
    }  # fmt: skip


def _decision(decision: Decision) -> dict[str, str]:
    responsible = short_name(decision.responsible) if decision.responsible else ""
    return {
        "date": russian_date(decision.adopted_on) if decision.adopted_on else "",
        "text": decision.text_in_force,
        "responsible": decision.responsible_text or responsible,
        "due": russian_date(decision.due_on) if decision.due_on else "",
    }


def _changes(body: Body, period: Period) -> Iterator[dict[str, str]]:
    """Say who came into the body and who left it in the period, in the order of days.

    Who sits on under the next composition has neither come nor left.
    """
    spans = list(_spans(body))
    days = {day for _person, first, last in spans for day in (first, last + DAY if last < date.max else last)}
    for day in sorted(day for day in days if day in period):
        before, after = _sitting(spans, day - DAY), _sitting(spans, day)
        if before:
            for words, people in (("В состав вошли", after - before), ("Из состава вышли", before - after)):
                if people:
                    names = ", ".join(sorted(short_name(person) for person in people))
                    yield {"date": russian_date(day), "words": f"{words}: {names}"}


def _spans(body: Body) -> Iterator[tuple[Person, date, date]]:
    rows = Seat.objects.filter(composition__in=Composition.objects.approved().filter(body=body))
    for seat in rows.exclude(person=None).select_related("person", "composition"):
        whole = seat.composition
        first = max(day for day in (seat.starts_on, whole.starts_on, date.min) if day is not None)
        last = min(day for day in (seat.ends_on, whole.ends_on, date.max) if day is not None)
        if seat.person is not None and first <= last:
            yield seat.person, first, last


def _sitting(spans: list[tuple[Person, date, date]], day: date) -> set[Person]:
    return {person for person, first, last in spans if first <= day <= last}
