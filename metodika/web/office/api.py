"""Today for programs."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from metodika.core.web.endpoints import Area, Schema
from metodika.directory.accounts.queries import last_visit_of
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


class NewsOut(Schema):
    """What others have done with a row that the person may see."""

    happened_at: datetime
    sentence: str
    url: str


class TodayOut(Schema):
    """What waits for the person by when it is due, and what the person answers for in figures."""

    day: date
    overdue: list[TaskOut]
    this_week: list[TaskOut]
    later: list[TaskOut]
    figures: list[FigureOut]
    changed: list[NewsOut]


@area.get("/me/today", "accounts.manage_own_account", gives=TodayOut)
def show_today(request: HttpRequest) -> dict[str, Any]:
    day = timezone.localdate()
    agenda = queries.agenda_of(request.user, day=day)
    figures = [
        {"title": title, "value": value, "url": url}
        for title, value, url in queries.figures_of(request.user, day=day)
    ]
    changed = queries.news_of(request.user, since=last_visit_of(request.user, session=request.session))
    return {"day": day, "figures": figures, "changed": changed} | {
        "overdue": agenda.overdue,
        "this_week": agenda.this_week,
        "later": agenda.later,
    }
