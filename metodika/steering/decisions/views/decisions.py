from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import Link, confirm, done, page, show_form, show_list
from metodika.directory.mandates.queries import today_at
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.forms import (
    DECISION_WORDS,
    AssignForm,
    DecisionChangeForm,
    DecisionForm,
    EndForm,
    ExpectationForm,
    TakeForm,
)
from metodika.steering.decisions.lifecycle import DECISION_MOVES, DecisionStatus
from metodika.steering.decisions.models import Decision
from metodika.steering.decisions.tables import (
    DecisionsTable,
    basis_of,
    expected_words,
    state_of_decision,
    verdict_of,
)

CARD = "decisions:show-decision"


def _address(decision: Decision) -> str:
    return reverse(CARD, args=[decision.pk])


@page("decisions.list_decisions")
def list_decisions(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "decisions.take_decision"):
        url = reverse("decisions:draft-decision")
        actions = [{"title": _("Draft a decision"), "url": url, "icon": "plus"}]
    return show_list(
        request, DecisionsTable, queries.decisions_for_list(request.user), title=_("Managerial decisions"),
        actions=actions, intro=_("What was decided, on which analysis, by which document."),
    )  # fmt: skip


@page("decisions.take_decision")
def draft_decision(request: HttpRequest) -> HttpResponseBase:
    places = queries.decision_organisations(request.user)
    told = {name: request.GET.get(name, "") for name in ("finding", "note")}
    initial = {name: int(value) for name, value in told.items() if value.isdigit()}
    form = DecisionForm.of(
        request, user=request.user, initial={"organisation": next(iter(places[:1]), None), **initial}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.draft_decision(
                organisation=form.cleaned_data["organisation"], card=form.values(*DECISION_WORDS),
                places=form.cleaned_data["places"], by=request.user,
            )  # fmt: skip
            return done(
                request, _("The decision is drafted. It is in force once it is taken."), CARD, made.pk
            )
    return show_form(
        request, form, title=_("Draft a decision"), back=reverse("decisions:list-decisions"), draft="decision"
    )


@page("decisions.view_decision", Decision)
def show_decision(request: HttpRequest, decision: Decision) -> HttpResponse:
    decision = queries.decision_card(decision)
    return render(
        request,
        "decisions/decision_card.html",
        {
            "decision": decision,
            "status": state_of_decision(decision),
            "basis": basis_of(decision),
            "facts": _facts(decision),
            "acts": _acts(request, decision),
            "expected": [
                (one, expected_words(one), one.look_on, verdict_of(one))
                for one in queries.expectations_of(decision)
            ],
            "heads": [_("Indicator"), _("Expected"), _("When to look"), _("Verdict")],
            "assignments": queries.assignments_of(decision, viewer=request.user),
            "crumbs": [(_("Managerial decisions"), reverse("decisions:list-decisions"))],
        },
    )


def _facts(decision: Decision) -> list[tuple[str, Any]]:
    record = decision.record
    told: list[tuple[str, Any]] = [
        (_("Kind"), decision.get_kind_display()), (_("Whose decision it is"), decision.organisation),
        (_("Institutions"), ", ".join(map(str, decision.places.all()))),
        (_("Analytic note it rests on"), decision.note), (_("Finding it rests on"), decision.finding),
        (_("Document"), record and Link(str(record), reverse("records:show-record", args=[record.pk]))),
        (_("Document signed elsewhere"), decision.act_words), (_("Taken on"), decision.taken_on),
        (_("Due on"), decision.due_on), (_("Controller"), decision.controller),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _acts(request: HttpRequest, decision: Decision) -> list[tuple[str, str, str, str]]:
    """Return what may be done now: title, address, icon, look."""
    if not can(request.user, "decisions.take_decision", decision):
        return []
    expect = (_("Say what it shall move"), _url("expect-of-decision", decision), "target", "plain")
    cancel = (_("Cancel it"), _url("end-decision", decision, DecisionStatus.CANCELLED), "x", "quiet")
    carried = (
        _("It is carried out"),
        _url("end-decision", decision, DecisionStatus.CARRIED_OUT),
        "check",
        "plain",
    )
    acts = {
        DecisionStatus.DRAFT: [
            (_("Take the decision"), _url("take-decision", decision), "gavel", "primary"), expect,
            (_("Change"), _url("change-decision", decision), "pencil", "plain"), cancel,
        ],
        DecisionStatus.TAKEN: [
            (_("Give an assignment"), _url("assign-decision", decision), "plus", "primary"), expect, carried,
            cancel,
        ],
        DecisionStatus.CARRIED_OUT: [expect],
    }  # fmt: skip
    return acts.get(DecisionStatus(decision.status), [])


def _url(name: str, decision: Decision, *told: str) -> str:
    return reverse(f"decisions:{name}", args=[decision.pk, *map(str, told)])


@page("decisions.take_decision", Decision)
def change_decision(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    form = DecisionChangeForm.of(
        request, user=request.user, decision=decision, initial=DecisionChangeForm.initial_of(decision)
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_decision(
                decision, changes=form.values(*DECISION_WORDS), places=form.cleaned_data["places"],
                seen=form.seen, by=request.user,
            )  # fmt: skip
            return done(request, _("The decision is saved."), CARD, decision.pk)
    return show_form(
        request, form, title=_("Change the decision"), intro=str(decision), back=_address(decision)
    )


@page("decisions.take_decision", Decision)
def take_decision(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    initial = {"taken_on": today_at(decision.organisation)}
    form = TakeForm.of(request, user=request.user, decision=decision, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.take_decision(decision, **form.values(), by=request.user)
            return done(request, _("The decision is taken. Give the assignments now."), CARD, decision.pk)
    return show_form(
        request, form, title=_("Take the decision"), submit=_("Take the decision"), intro=str(decision),
        back=_address(decision),
    )  # fmt: skip


@page("decisions.take_decision", Decision)
def assign_decision(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    form = AssignForm.of(request, user=request.user, initial={"due_on": decision.due_on})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.assign_decision(decision, **form.values(), by=request.user)
            return done(request, _("The assignment is given."), CARD, decision.pk)
    return show_form(
        request, form, title=_("Give an assignment"), submit=_("Give"), intro=str(decision),
        back=_address(decision),
    )  # fmt: skip


@page("decisions.take_decision", Decision)
def end_decision(request: HttpRequest, decision: Decision, to: str) -> HttpResponseBase:
    if to not in DECISION_MOVES[DecisionStatus.TAKEN]:
        raise Http404
    is_done = to == DecisionStatus.CARRIED_OUT
    form = EndForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.end_decision(decision, to=to, outcome=form.cleaned_data["outcome"], by=request.user)
            told = _("The decision is carried out.") if is_done else _("The decision is cancelled.")
            return done(request, told, CARD, decision.pk)
    return confirm(
        request, form, back=_address(decision), dangerous=not is_done,
        title=_("Is the decision carried out?") if is_done else _("Cancel the decision?"),
        submit=_("It is carried out") if is_done else _("Cancel it"),
        consequences=[_("The decision is closed; its effect is computed after its window.")]
        if is_done else [_("Its effect will not be computed.")],
    )  # fmt: skip


@page("decisions.take_decision", Decision)
def say_expectation(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    form = ExpectationForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.say_expectation(decision, said=form.said(), by=request.user)
            return done(request, _("It is said what the decision shall move."), CARD, decision.pk)
    return show_form(
        request, form, title=_("What shall it move?"), submit=_("Save"), intro=str(decision),
        back=_address(decision),
    )  # fmt: skip
