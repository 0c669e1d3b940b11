from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import Link, confirm, done, page, show_form, show_list
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.forms import (
    MEASURE_WORDS,
    EndForm,
    EventOfMeasureForm,
    ExpectationForm,
    MeasureChangeForm,
    MeasureForm,
    PlanForm,
)
from metodika.steering.decisions.lifecycle import MOVES, MeasureStatus
from metodika.steering.decisions.models import Measure
from metodika.steering.decisions.tables import MeasuresTable, expected_words, state_of_measure, verdict_of

CARD = "decisions:show-measure"


def _address(measure: Measure) -> str:
    return reverse(CARD, args=[measure.pk])


@page("decisions.list_measures")
def list_measures(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "decisions.plan_measure"):
        actions = [{"title": _("Plan a measure"), "url": reverse("decisions:plan-measure"), "icon": "plus"}]
    return show_list(
        request, MeasuresTable, queries.measures_for_list(request.user), title=_("Measures"), actions=actions,
        intro=_("What is done about what was found, and which indicator it shall move."),
    )  # fmt: skip


@page("decisions.plan_measure")
def plan_measure(request: HttpRequest) -> HttpResponseBase:
    places = queries.measure_organisations(request.user)
    finding = request.GET.get("finding", "")
    initial = {
        "organisation": next(iter(places[:1]), None),
        "finding": int(finding) if finding.isdigit() else None,
    }
    form = MeasureForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.plan_measure(
                organisation=form.cleaned_data["organisation"], card=form.values(*MEASURE_WORDS),
                places=form.cleaned_data["places"], by=request.user,
            )  # fmt: skip
            return done(request, _("The measure is planned. Now say what it shall move."), CARD, made.pk)
    return show_form(
        request, form, title=_("Plan a measure"), back=reverse("decisions:list-measures"), draft="measure"
    )


@page("decisions.view_measure", Measure)
def show_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    measure = queries.measure_card(measure)
    return render(
        request,
        "decisions/measure_card.html",
        {
            "measure": measure,
            "status": state_of_measure(measure),
            "facts": _facts(measure),
            "acts": _acts(request, measure),
            "expected": [
                (one, expected_words(one), one.look_on, verdict_of(one))
                for one in queries.expectations_of(measure)
            ],
            "heads": [_("Indicator"), _("Expected"), _("When to look"), _("Verdict")],
            "crumbs": [(_("Measures"), reverse("decisions:list-measures"))],
        },
    )


def _facts(measure: Measure) -> list[tuple[str, Any]]:
    item, event = measure.item, measure.event
    told: list[tuple[str, Any]] = [
        (_("Kind"), measure.get_kind_display()),
        (_("Who carries it out"), measure.organisation),
        (_("Institutions"), ", ".join(map(str, measure.places.all()))),
        (_("First day"), measure.starts_on), (_("Last day"), measure.ends_on),
        (_("Who answers for it"), measure.responsible),
        (_("Finding that it answers"), measure.finding), (_("What it answers"), queries.source_of(measure)),
        (_("Plan item"), Link(str(item), reverse("plans:show-item", args=[item.pk])) if item else None),
        (_("Event"), Link(str(event), reverse("activities:show-event", args=[event.pk])) if event else None),
        (_("Money and other means"), measure.resources),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _acts(request: HttpRequest, measure: Measure) -> list[tuple[str, str, str, str]]:
    """Return what may be done now: title, address, icon, look."""
    following = MOVES[measure.status]
    if not following or not can(request.user, "decisions.plan_measure", measure):
        if measure.status == MeasureStatus.DONE and can(request.user, "decisions.plan_measure", measure):
            return [(_("Say what it shall move"), _url("expect-of-measure", measure), "target", "plain")]
        return []
    acts = [(_("Say what it shall move"), _url("expect-of-measure", measure), "target", "primary")]
    if MeasureStatus.GOING in following:
        acts.append((_("Start"), _url("start-measure", measure), "check", "plain"))
    if MeasureStatus.DONE in following:
        acts.append((_("Finish"), _url("end-measure", measure, MeasureStatus.DONE), "check", "plain"))
    if measure.item_id is None:
        acts.append((_("Put into a plan"), _url("put-into-plan", measure), "calendar", "plain"))
    if measure.event_id is None and can(request.user, "activities.plan_event", measure.organisation):
        acts.append((_("Plan an event"), _url("make-event", measure), "calendar", "plain"))
    acts.append((_("Change"), _url("change-measure", measure), "pencil", "plain"))
    acts.append((_("Cancel it"), _url("end-measure", measure, MeasureStatus.CANCELLED), "x", "quiet"))
    return acts


def _url(name: str, measure: Measure, *told: str) -> str:
    return reverse(f"decisions:{name}", args=[measure.pk, *map(str, told)])


@page("decisions.plan_measure", Measure)
def change_measure(request: HttpRequest, measure: Measure) -> HttpResponseBase:
    form = MeasureChangeForm.of(
        request, user=request.user, measure=measure, initial=MeasureChangeForm.initial_of(measure)
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_measure(
                measure, changes=form.values(*MEASURE_WORDS), places=form.cleaned_data["places"],
                seen=form.seen, by=request.user,
            )  # fmt: skip
            return done(request, _("The measure is saved."), CARD, measure.pk)
    return show_form(request, form, title=_("Change the measure"), intro=str(measure), back=_address(measure))


@page("decisions.plan_measure", Measure, method="POST")
def start_measure(request: HttpRequest, measure: Measure) -> HttpResponseBase:
    services.move_measure(measure, to=MeasureStatus.GOING, by=request.user)
    return done(request, _("The measure is under way."), CARD, measure.pk)


@page("decisions.plan_measure", Measure)
def end_measure(request: HttpRequest, measure: Measure, to: str) -> HttpResponseBase:
    if to not in {MeasureStatus.DONE, MeasureStatus.CANCELLED}:
        raise Http404
    is_done = to == MeasureStatus.DONE
    form = EndForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.move_measure(measure, to=to, outcome=form.cleaned_data["outcome"], by=request.user)
            told = _("The measure is done.") if is_done else _("The measure is cancelled.")
            return done(request, told, CARD, measure.pk)
    return confirm(
        request, form, back=_address(measure), dangerous=not is_done,
        title=_("Finish the measure?") if is_done else _("Cancel the measure?"),
        submit=_("Finish") if is_done else _("Cancel it"),
        consequences=[_("The measure is changed no longer.")]
        + ([] if is_done else [_("Its effect will not be computed.")]),
    )  # fmt: skip


@page("decisions.plan_measure", Measure)
def put_into_plan(request: HttpRequest, measure: Measure) -> HttpResponseBase:
    form = PlanForm.of(request, user=request.user, measure=measure)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.put_into_plan(measure, **form.values(), by=request.user)
            return done(request, _("The measure stands in the plan."), CARD, measure.pk)
    return show_form(request, form, title=_("Put into a plan"), intro=str(measure), back=_address(measure))


@page("decisions.plan_measure", Measure)
def make_event(request: HttpRequest, measure: Measure) -> HttpResponseBase:
    form = EventOfMeasureForm.of(request, user=request.user, measure=measure)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.make_event(measure, **form.values(), by=request.user)
            told = _("The event is planned. Add the programme and announce it.")
            return done(request, told, "activities:show-event", made.event_id)
    return show_form(request, form, title=_("Plan an event"), intro=str(measure), back=_address(measure))


@page("decisions.plan_measure", Measure)
def say_expectation(request: HttpRequest, measure: Measure) -> HttpResponseBase:
    form = ExpectationForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.say_expectation(measure, said=form.said(), by=request.user)
            return done(request, _("It is said what the measure shall move."), CARD, measure.pk)
    return show_form(
        request, form, title=_("What shall it move?"), submit=_("Save"), intro=str(measure),
        back=_address(measure),
    )  # fmt: skip
