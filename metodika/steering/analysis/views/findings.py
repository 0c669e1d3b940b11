from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.web import Link, ReasonForm, confirm, done, page, show_form, show_list
from metodika.steering.analysis import queries, services
from metodika.steering.analysis.forms import JudgeForm, ObserveForm, RunForm
from metodika.steering.analysis.lifecycle import FindingStatus
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.tables import FindingsTable, severity_of, status_of

LIST, CARD = "analysis:list-findings", "analysis:show-finding"
PERCENT = 100


def _card(finding: Finding) -> str:
    return reverse(CARD, args=[finding.pk])


@page("analysis.list_findings")
def list_findings(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "analysis.judge_finding"):
        actions = [
            {"title": _("Draft findings"), "url": reverse("analysis:draft-findings"), "icon": "target"},
            {
                "title": _("Write down a finding"), "url": reverse("analysis:observe"), "icon": "plus",
                "look": "plain",
            },
        ]  # fmt: skip
    rows = queries.findings_for_list(request.user)
    return show_list(request, FindingsTable, rows, title=_("Findings"), actions=actions)


@page("analysis.judge_finding")
def draft_findings(request: HttpRequest) -> HttpResponseBase:
    form = RunForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            place, run = form.cleaned_data["organisation"], form.cleaned_data["run"]
            count = services.draft_findings(place, run, by=request.user)
            return done(request, _("New findings: %(count)d. Look them through.") % {"count": count}, LIST)
    return show_form(
        request, form, title=_("Draft findings"), submit=_("Look through the values"), back=reverse(LIST),
        intro=_(
            "Rules look for values below the target, worse than a year before or behind the others beyond "
            "chance, and for missing data. What you have judged already stays as it is."
        ),
    )  # fmt: skip


@page("analysis.judge_finding")
def observe(request: HttpRequest) -> HttpResponseBase:
    form = ObserveForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.observe(
                form.cleaned_data["organisation"], values=form.told(), cause=form.cleaned_data["cause"],
                by=request.user,
            )  # fmt: skip
            return done(request, _("The finding is written down."), CARD, made.pk)
    return show_form(request, form, title=_("Write down a finding"), back=reverse(LIST))


@page("analysis.view_finding", Finding)
def show_finding(request: HttpRequest, finding: Finding) -> HttpResponseBase:
    finding = queries.finding_card(finding)
    may_judge = can(request.user, "analysis.judge_finding", finding)
    following = queries.next_draft(finding, request.user) if may_judge else None
    context = {
        "finding": finding, "status": status_of(finding), "facts": _facts(finding, request.user),
        "may_judge": may_judge,
        "next_url": _card(following) if following else "",
        "history": story_of(finding), "crumbs": [(_("Findings"), reverse(LIST))],
        "is_dismissed": finding.status == FindingStatus.DISMISSED,
    }  # fmt: skip
    return render(request, "analysis/finding_card.html", context)


def _facts(finding: Finding, user: Any) -> list[tuple[str, Any]]:
    source = queries.source_seen(finding, viewer=user)
    why = Link(_("why this number"), reverse("indicators:explain-value", args=[source])) if source else ""
    chance = f"{finding.chance * PERCENT:.2g} %".replace(".", ",") if finding.chance is not None else ""
    told: list[tuple[str, Any]] = [
        (_("What it is"), finding.get_kind_display()), (_("Severity"), severity_of(finding)),
        (_("About whom"), finding.body or finding.about), (_("Period"), finding.period.label),
        (_("Indicator"), finding.indicator), (_("Value"), why),
        (_("Such a difference by chance alone"), chance),
        (pgettext("finding", "Cause"), finding.cause), (_("Why it was dismissed"), finding.reason),
        (_("As the system worded it"), finding.made_text if finding.made_text != finding.text else ""),
        (_("Judged by"), finding.decided_by),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


@page("analysis.judge_finding", Finding)
def judge_finding(request: HttpRequest, finding: Finding) -> HttpResponseBase:
    form = JudgeForm.of(request, finding=finding, initial=JudgeForm.initial_of(finding))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.judge_finding(finding, **form.values(), seen=form.seen, by=request.user)
            following = queries.next_draft(finding, request.user)
            return done(request, _("The finding stands."), CARD, (following or finding).pk)
    return show_form(
        request, form, title=_("Judge the finding"), submit=_("It stands"), back=_card(finding),
        intro=str(finding.about),
    )  # fmt: skip


@page("analysis.judge_finding", Finding)
def dismiss_finding(request: HttpRequest, finding: Finding) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.dismiss_finding(finding, reason=form.cleaned_data["reason"], by=request.user)
            following = queries.next_draft(finding, request.user)
            return done(request, _("The finding is dismissed."), CARD, (following or finding).pk)
    return confirm(
        request, form, title=_("Dismiss the finding?"), submit=_("Dismiss"), back=_card(finding),
        consequences=[
            _("It is told in no note and nothing can follow from it."),
            _("The rules do not draft it again for this period."),
        ],
    )  # fmt: skip
