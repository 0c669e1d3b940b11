"""Today for programs."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from metodika.core.web.endpoints import Area, Schema
from metodika.web.office import queries

area = Area("office")


class TaskOut(Schema):
    """One thing that waits for the person."""

    title: str
    url: str
    note: str
    due: date | None


class FigureOut(Schema):
    """A number, and the address of the page that lists its rows."""

    title: str
    value: int
    url: str


class TodayOut(Schema):
    """What waits for the person by when it is due, and what the person answers for in figures."""

    day: date
    overdue: list[TaskOut]
    this_week: list[TaskOut]
    later: list[TaskOut]
    figures: list[FigureOut]


@area.get("/me/today", "accounts.manage_own_account", gives=TodayOut)
def show_today(request: HttpRequest) -> dict[str, Any]:
    day = timezone.localdate()
    agenda = queries.agenda_of(request.user, day=day)
    figures = [
        {"title": title, "value": value, "url": url}
        for title, value, url in queries.figures_of(request.user, day=day)
    ]
    return {"day": day, "figures": figures} | {
        "overdue": agenda.overdue,
        "this_week": agenda.this_week,
        "later": agenda.later,
    }
