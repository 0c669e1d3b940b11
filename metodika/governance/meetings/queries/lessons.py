"""Open lessons for the page of a body and for its papers."""

from typing import Any

from django.db.models import QuerySet

from metodika.core.calendar import Period
from metodika.core.language import russian_date
from metodika.directory.records.queries import short_name
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models import OpenLesson, Session


def lessons_of(body: Body, *, period: Period | None = None) -> QuerySet[OpenLesson]:
    """Return the open lessons of a body, the latest first, with teachers and visitors. Two queries."""
    rows = OpenLesson.objects.filter(body=body).with_names().order_by("-held_on", "-pk")
    return rows if period is None else rows.held_in(period)


def sessions_for_lesson(body: Body) -> QuerySet[Session]:
    """Return the sessions of a body to which an open lesson may belong, the latest first."""
    return Session.objects.filter(body=body).with_names().order_by("-planned_on", "-pk")


def lessons_told(body: Body, period: Period) -> list[dict[str, Any]]:
    """Return the open lessons of a period as a paper tells them, in the order of days."""
    return [
        {
            "date": russian_date(one.held_on), "teacher": short_name(one.teacher), "school": str(one.school),
            "subject": ", ".join(part for part in (str(one.subject or ""), one.pupils) if part),
            "theme": one.theme, "visitors": len(one.visitors.all()),
        }
        for one in sorted(lessons_of(body, period=period), key=lambda one: (one.held_on, one.pk))
    ]  # fmt: skip
