from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, can
from metodika.core.files.downloads import send
from metodika.core.files.kinds import KINDS
from metodika.core.web import page, show_list
from metodika.governance.assignments import queries
from metodika.governance.assignments.documents import control_list_file, control_list_places
from metodika.governance.assignments.tables import STATES, ControlTable, OwnTable

MOST_ROWS_ON_PAPER = 500


def _giving(request: HttpRequest) -> list[dict[str, Any]]:
    if not can(request.user, "assignments.give_assignment"):
        return []
    about = request.GET.get("about", "")
    address = reverse("assignments:give-assignment") + (f"?about={about}" if about else "")
    return [{"title": _("Give an assignment"), "url": address, "icon": "plus"}]


@page("assignments.list_own")
def list_own(request: HttpRequest) -> HttpResponseBase:
    control = {
        "title": _("Control list"), "url": reverse("assignments:list-assignments"),
        "icon": "list-check", "look": "plain",
    }  # fmt: skip
    shown = [control] if can(request.user, "assignments.list_assignments") else []
    return show_list(
        request, OwnTable, queries.own_assignments(request.user), title=_("My assignments"),
        intro=_("What you do, what you control and what you have given to others."),
        actions=[*shown, *_giving(request)],
    )  # fmt: skip


@page("assignments.list_assignments")
def list_assignments(request: HttpRequest) -> HttpResponseBase:
    table = ControlTable(request, queries.control_list(request.user))
    papers = [
        {
            "title": title, "url": _paper_address(request, kind), "icon": icon, "look": "plain",
        }
        for kind, title, icon in (("pdf", _("On paper"), "printer"), ("docx", _("For Word"), "file-text"))
    ]  # fmt: skip
    return show_list(
        request, table, title=_("Control list of assignments"),
        intro=_("What has to be done, by whom and until when, the nearest day first."),
        actions=[*papers, *_giving(request)],
    )  # fmt: skip


def _paper_address(request: HttpRequest, kind: str) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{reverse('assignments:print-assignments', args=[kind])}?{asked.urlencode()}"


@page("assignments.list_assignments")
def print_assignments(request: HttpRequest, kind: str) -> HttpResponseBase:
    table = ControlTable(request, queries.control_list(request.user))
    if kind not in {"pdf", "docx"}:
        raise Http404
    if table.count > MOST_ROWS_ON_PAPER:
        raise RuleBroken(
            _("%(count)d rows are too many for one paper, %(most)d fit. Narrow the list by its filters.")
            % {"count": table.count, "most": MOST_ROWS_ON_PAPER}
        )
    day = timezone.localdate()
    chosen = dict(STATES).get(request.GET.get("state", ""), "")
    issuer = queries.own_place(request.user, "assignments.list_assignments")
    places = control_list_places(
        table.rows, organisation=issuer.name if issuer else "", day=day, narrowed=str(chosen).lower()
    )
    content = control_list_file(kind, places, organisation=issuer)
    return send([content], name=f"control-list-{day:%Y-%m-%d}.{kind}", content_type=KINDS[kind].content_type)
