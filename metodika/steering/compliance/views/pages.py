from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.files.downloads import send
from metodika.core.files.kinds import KINDS
from metodika.core.web import page, show_list
from metodika.directory.organisations.models import Organisation
from metodika.steering.compliance import queries
from metodika.steering.compliance.documents import KINDS_OF_FILE, SHEETS, heat_chart, sheet_file
from metodika.steering.compliance.models import Standing
from metodika.steering.compliance.tables import ClausesTable, PlacesTable, status_of
from metodika.steering.compliance.views.shared import Marks, clause_address, compliance_page

VIEW = "compliance.view_compliance"


@page(VIEW)
def list_places(request: HttpRequest) -> HttpResponseBase:
    rows = queries.snapshots(request.user)
    return show_list(request, PlacesTable, rows, title=_("Compliance with the regulation"))


@page(VIEW, Organisation)
def show_text(request: HttpRequest, place: Organisation) -> HttpResponse:
    text = queries.read_text(place)
    edition = text.edition
    older = queries.edition_before(edition) if edition else None
    marks = Marks()
    lines = [(line.clause, "·" * line.depth, marks.of(line.standings)) for line in text.lines]
    context = {
        **compliance_page(place, request.user, "show-text"), "edition": edition, "lines": lines,
        "touched_url": reverse("compliance:show-touched", args=[edition.pk]) if edition and older else "",
        "find_url": reverse("compliance:list-clauses", args=[place.pk]),
        "rest": list(zip(text.rest, marks.of(text.rest), strict=True)),
        "heads": [_("Clause"), _("Text"), _("What daily work proves")],
    }  # fmt: skip
    return render(request, "compliance/place_text.html", context)


@page(VIEW, Organisation)
def list_clauses(request: HttpRequest, place: Organisation) -> HttpResponseBase:
    return show_list(
        request, ClausesTable, queries.standings(place), title=place.short_name,
        template="compliance/place_clauses.html", **compliance_page(place, request.user, "list-clauses"),
    )  # fmt: skip


@page(VIEW, Organisation)
def show_months(request: HttpRequest, place: Organisation) -> HttpResponse:
    found = [
        (date_format(month.first, "YEAR_MONTH_FORMAT"), [_task(one) for one in month.standings])
        for month in queries.months(place)
    ]
    context = {**compliance_page(place, request.user, "show-months"), "months": found}
    return render(request, "compliance/place_months.html", context)


def _task(one: Standing) -> tuple[str, str, Any, Any, str]:
    owners = ", ".join(str(person) for person in one.owners.all())
    return str(one), clause_address(one), one.due_on, status_of(one.state), owners


@page(VIEW, Organisation)
def show_places(request: HttpRequest, place: Organisation) -> HttpResponse:
    found = queries.heat_map(place)
    context = {
        **compliance_page(place, request.user, "show-places"),
        "rules": [
            (f"{one.standing.code} ({one.order + 1})", clause_address(one.standing), one.say)
            for one in found.rules
        ],
        "chart": heat_chart(found, {one.pk: clause_address(one.standing) for one in found.rules}),
    }
    return render(request, "compliance/place_institutions.html", context)


@page(VIEW, Organisation)
def print_paper(request: HttpRequest, place: Organisation, paper: str, kind: str) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE or paper not in SHEETS:
        raise Http404
    content = sheet_file(place, paper, kind)
    return send([content], name=f"{paper}-{place.pk}.{kind}", content_type=KINDS[kind].content_type)
