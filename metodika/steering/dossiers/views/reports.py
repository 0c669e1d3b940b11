from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.files.downloads import serve
from metodika.core.web import ConfirmForm, ReasonForm, confirm, done, page
from metodika.steering.dossiers import queries, services
from metodika.steering.dossiers.documents import chart_of
from metodika.steering.dossiers.lifecycle import ReportStatus
from metodika.steering.dossiers.models import PublicReport
from metodika.steering.dossiers.rules.contents import day_words
from metodika.steering.dossiers.tables import report_status

PUBLISH = "dossiers.publish_report"
CARD = "dossiers:show-report"


# Open to everybody: what is not published is not there, for guests as for strangers.
@page.public
def show_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    report = get_object_or_404(queries.reports_for(request.user), pk=pk)
    told = queries.report_shown(report)
    may_publish, is_open = can(request.user, PUBLISH, report), report.status == ReportStatus.PUBLISHED
    context = {
        "title": report.title, "report": report, "told": told,
        "tables": [(one, chart_of(one)) for one in told.tables], "first": day_words(told.first),
        "last": day_words(told.last), "heads": [_("What was done"), _("How many")],
        # Whoever only reads needs no word on what everybody may read.
        "status": None if is_open and not may_publish else report_status(report),
        "may_publish": may_publish and not is_open, "may_withdraw": may_publish and is_open,
        "acts": _acts(report) if may_publish else [],
    }  # fmt: skip
    return render(request, "dossiers/report_card.html", context)


def _acts(report: PublicReport) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [
        (_("Published at"), report.published_at), (_("Published by"), report.published_by),
        (_("Withdrawn at"), report.withdrawn_at), (_("Withdrawn by"), report.withdrawn_by),
        (_("Why it was withdrawn"), report.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


@page.public
def download_report(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    report = get_object_or_404(queries.reports_for(request.user), pk=pk)
    if kind not in {"pdf", "docx"}:
        raise Http404
    return serve(report.pdf if kind == "pdf" else report.docx)


@page(PUBLISH, PublicReport)
def publish_report(request: HttpRequest, report: PublicReport) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.publish_report(report, by=request.user)
            return done(request, _("The report is published."), CARD, report.pk)
    return confirm(
        request, form, title=_("Publish the report?"), submit=_("Publish"), dangerous=False,
        consequences=[
            _("Everybody may read it without signing in and download it."),
            _("No people are named in it; groups of fewer than five people are not told."),
        ],
        back=reverse(CARD, args=[report.pk]),
    )  # fmt: skip


@page(PUBLISH, PublicReport)
def withdraw_report(request: HttpRequest, report: PublicReport) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.withdraw_report(report, **form.values(), by=request.user)
            return done(request, _("The report is withdrawn."), CARD, report.pk)
    return confirm(
        request, form, title=_("Withdraw the report?"), submit=_("Withdraw"),
        consequences=[_("Its address answers strangers that there is nothing.")],
        back=reverse(CARD, args=[report.pk]),
    )  # fmt: skip
