from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import page, show_list
from metodika.planning.plans import queries
from metodika.planning.plans.tables import OccurrencesTable, OwnTable, PlansTable


def _making(request: HttpRequest) -> list[dict[str, Any]]:
    if not can(request.user, "plans.make_plan"):
        return []
    return [
        {"title": _("Load a table"), "url": reverse("plans:import-plan"), "icon": "upload", "look": "plain"},
        {"title": _("Make a plan"), "url": reverse("plans:make-plan"), "icon": "plus"},
    ]


@page("plans.list_plans")
def list_plans(request: HttpRequest) -> HttpResponseBase:
    rows = queries.plans_for_list(request.user, day=timezone.localdate())
    due = {"title": _("What is due"), "url": reverse("plans:list-due"), "icon": "clock", "look": "plain"}
    return show_list(
        request, PlansTable, rows, title=_("Plans"), actions=[due, *_making(request)],
        intro=_("What the service, councils and institutions mean to do, and how far it is done."),
    )  # fmt: skip


@page("plans.list_plans")
def list_due(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request, OccurrencesTable, queries.seen_occurrences(request.user), title=_("What is due"),
        intro=_("Items of all plans by their last day, the overdue ones first."),
    )  # fmt: skip


@page("plans.list_own")
def list_own(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request, OwnTable, queries.own_occurrences(request.user), title=_("My part of the plans"),
        intro=_("What you answer for by name, by post, by role or as the head of a council."),
    )  # fmt: skip
