from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import page, show_list
from metodika.governance.meetings import queries
from metodika.governance.meetings.tables import DecisionTable, SessionTable


@page("meetings.list_sessions")
def list_sessions(request: HttpRequest) -> HttpResponseBase:
    actions: list[Any] = [
        {"title": _("What is owed"), "url": reverse("meetings:list-duties"), "icon": "bell", "look": "plain"},
        {
            "title": _("Decisions"),
            "url": reverse("meetings:list-decisions"),
            "icon": "gavel",
            "look": "plain",
        },
    ]
    if can(request.user, "meetings.print_all_minutes"):
        url = reverse("meetings:list-printings")
        actions.append({"title": _("Print all minutes"), "url": url, "icon": "printer", "look": "plain"})
    if can(request.user, "meetings.plan_session"):
        actions.append(
            {"title": _("Plan a session"), "url": reverse("meetings:plan-session"), "icon": "plus"}
        )
    return show_list(
        request, SessionTable, queries.sessions_for_list(request.user), title=_("Sessions"), actions=actions
    )


@page("meetings.list_sessions")
def list_decisions(request: HttpRequest) -> HttpResponseBase:
    sessions = {
        "title": _("Sessions"), "url": reverse("meetings:list-sessions"), "icon": "calendar-event",
        "look": "plain",
    }  # fmt: skip
    return show_list(
        request, DecisionTable, queries.decisions_for_list(request.user), title=_("Decisions"),
        intro=_("What councils and associations have decided, and what came of it."), actions=[sessions],
    )  # fmt: skip
