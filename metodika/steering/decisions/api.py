from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest

from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.forms import (
    DECISION_WORDS,
    MEASURE_WORDS,
    AssignForm,
    ConsiderForm,
    DecisionChangeForm,
    DecisionForm,
    EndForm,
    EventOfMeasureForm,
    ExpectationChangeForm,
    ExpectationForm,
    GoalForm,
    MeasureChangeForm,
    MeasureForm,
    PlanForm,
    TakeForm,
    YearForm,
)
from metodika.steering.decisions.lifecycle import DECISION_MOVES, DecisionStatus, MeasureStatus
from metodika.steering.decisions.models import Decision, Effect, Expectation, Measure, Round
from metodika.steering.decisions.tables import DecisionsTable, EffectsTable, MeasuresTable

area = Area("decisions")


class MeasureOut(Schema):
    id: int
    organisation: Ref
    kind: str
    text: str
    finding: Ref | None
    item: Ref | None
    event: Ref | None
    responsible: Ref | None
    resources: str
    starts_on: date
    ends_on: date
    status: str
    outcome: str
    version: int


class ManagerialDecisionOut(Schema):
    id: int
    organisation: Ref
    kind: str
    text: str
    note: Ref | None
    finding: Ref | None
    is_without_basis: bool
    record: Ref | None
    act_words: str
    controller: Ref | None
    taken_on: date | None
    due_on: date | None
    status: str
    outcome: str
    version: int


class ExpectationOut(Schema):
    id: int
    measure: Ref | None
    decision: Ref | None
    indicator: Ref
    direction: str
    size: Decimal
    starts_on: date
    look_on: date
    said_late: bool
    changed_because: str
    version: int


class EffectOut(Schema):
    id: int
    verdict: str
    reason: str
    is_large_enough: bool | None
    numbers: dict[str, Any]
    compared: list[dict[str, Any]]
    computed_at: datetime
    next_step: str
    conclusion: str
    goal: Ref | None
    considered_on: date | None


class ExpectationCardOut(ExpectationOut):
    effect: EffectOut | None

    @staticmethod
    def resolve_effect(row: Any) -> Effect | None:
        found: Effect | None = row.effect_seen
        return found


class EffectsOfYearOut(Schema):
    id: int
    organisation: Ref
    year: date
    status: str
    done: int
    wanted: int
    written: int
    finished_at: datetime | None

    @staticmethod
    def resolve_done(row: Round) -> int:
        return queries.done_of_round(row)


class GivenOut(Schema):
    id: int
    number: str
    due_on: date


@area.list("/measures", "decisions.list_measures", gives=MeasureOut, table=MeasuresTable)
def list_measures(request: HttpRequest, table: Table) -> Any:
    return queries.measures_for_list(request.user).select_related(
        "organisation", "responsible", "finding", "item", "event"
    )


@area.post("/measures", "decisions.plan_measure", form=MeasureForm, gives=MeasureOut, status=201)
def plan_measure(request: HttpRequest) -> Measure:
    form = checked(MeasureForm.of(request, user=request.user))
    return services.plan_measure(
        organisation=form.cleaned_data["organisation"], card=form.values(*MEASURE_WORDS),
        places=form.cleaned_data["places"], by=request.user,
    )  # fmt: skip


@area.get("/measures/{int:pk}", "decisions.view_measure", Measure, gives=MeasureOut)
def show_measure(request: HttpRequest, measure: Measure) -> Measure:
    return queries.measure_card(measure)


@area.patch(
    "/measures/{int:pk}", "decisions.plan_measure", Measure, form=MeasureChangeForm,
    gives=MeasureOut,
)  # fmt: skip
def change_measure(request: HttpRequest, measure: Measure) -> Measure:
    initial = MeasureChangeForm.initial_of(measure)
    form = checked(MeasureChangeForm.of(request, user=request.user, measure=measure, initial=initial))
    return services.change_measure(
        measure, changes=form.values(*MEASURE_WORDS), places=form.cleaned_data["places"], seen=form.seen,
        by=request.user,
    )  # fmt: skip


@area.post("/measures/{int:pk}/start", "decisions.plan_measure", Measure, gives=MeasureOut)
def start_measure(request: HttpRequest, measure: Measure) -> Measure:
    return services.move_measure(measure, to=MeasureStatus.GOING, by=request.user)


@area.post("/measures/{int:pk}/end/{to}", "decisions.plan_measure", Measure, form=EndForm, gives=MeasureOut)
def end_measure(request: HttpRequest, measure: Measure, to: str) -> Measure:
    if to not in {MeasureStatus.DONE, MeasureStatus.CANCELLED}:
        raise Http404
    return services.move_measure(measure, to=to, **checked(EndForm.of(request)).values(), by=request.user)


@area.post("/measures/{int:pk}/plan", "decisions.plan_measure", Measure, form=PlanForm, gives=MeasureOut)
def put_into_plan(request: HttpRequest, measure: Measure) -> Measure:
    form = checked(PlanForm.of(request, user=request.user, measure=measure))
    return services.put_into_plan(measure, **form.values(), by=request.user)


@area.post(
    "/measures/{int:pk}/event", "decisions.plan_measure", Measure, form=EventOfMeasureForm, gives=MeasureOut
)
def make_event(request: HttpRequest, measure: Measure) -> Measure:
    form = checked(EventOfMeasureForm.of(request, user=request.user, measure=measure))
    return services.make_event(measure, **form.values(), by=request.user)


@area.post(
    "/measures/{int:pk}/expectations", "decisions.plan_measure", Measure, form=ExpectationForm,
    gives=ExpectationOut, status=201,
)  # fmt: skip
def expect_of_measure(request: HttpRequest, measure: Measure) -> Expectation:
    form = checked(ExpectationForm.of(request, user=request.user))
    return services.say_expectation(measure, said=form.said(), by=request.user)


@area.list(
    "/managerial-decisions", "decisions.list_decisions", gives=ManagerialDecisionOut, table=DecisionsTable
)
def list_decisions(request: HttpRequest, table: Table) -> Any:
    return queries.decisions_for_list(request.user).select_related(
        "organisation", "record", "controller", "note", "finding"
    )


@area.post(
    "/managerial-decisions",
    "decisions.take_decision",
    form=DecisionForm,
    gives=ManagerialDecisionOut,
    status=201,
)
def draft_decision(request: HttpRequest) -> Decision:
    form = checked(DecisionForm.of(request, user=request.user))
    return services.draft_decision(
        organisation=form.cleaned_data["organisation"], card=form.values(*DECISION_WORDS),
        places=form.cleaned_data["places"], by=request.user,
    )  # fmt: skip


@area.get("/managerial-decisions/{int:pk}", "decisions.view_decision", Decision, gives=ManagerialDecisionOut)
def show_decision(request: HttpRequest, decision: Decision) -> Decision:
    return queries.decision_card(decision)


@area.patch(
    "/managerial-decisions/{int:pk}", "decisions.take_decision", Decision, form=DecisionChangeForm,
    gives=ManagerialDecisionOut,
)  # fmt: skip
def change_decision(request: HttpRequest, decision: Decision) -> Decision:
    initial = DecisionChangeForm.initial_of(decision)
    form = checked(DecisionChangeForm.of(request, user=request.user, decision=decision, initial=initial))
    return services.change_decision(
        decision, changes=form.values(*DECISION_WORDS), places=form.cleaned_data["places"], seen=form.seen,
        by=request.user,
    )  # fmt: skip


@area.post(
    "/managerial-decisions/{int:pk}/take", "decisions.take_decision", Decision, form=TakeForm,
    gives=ManagerialDecisionOut,
)  # fmt: skip
def take_decision(request: HttpRequest, decision: Decision) -> Decision:
    form = checked(TakeForm.of(request, user=request.user, decision=decision))
    return services.take_decision(decision, **form.values(), by=request.user)


@area.post(
    "/managerial-decisions/{int:pk}/assignments", "decisions.take_decision", Decision, form=AssignForm,
    gives=GivenOut, status=201,
)  # fmt: skip
def assign_decision(request: HttpRequest, decision: Decision) -> Any:
    form = checked(AssignForm.of(request, user=request.user))
    return services.assign_decision(decision, **form.values(), by=request.user)


@area.post(
    "/managerial-decisions/{int:pk}/end/{to}", "decisions.take_decision", Decision, form=EndForm,
    gives=ManagerialDecisionOut,
)  # fmt: skip
def end_decision(request: HttpRequest, decision: Decision, to: str) -> Decision:
    if to not in DECISION_MOVES[DecisionStatus.TAKEN]:
        raise Http404
    return services.end_decision(decision, to=to, **checked(EndForm.of(request)).values(), by=request.user)


@area.post(
    "/managerial-decisions/{int:pk}/expectations", "decisions.take_decision", Decision, form=ExpectationForm,
    gives=ExpectationOut, status=201,
)  # fmt: skip
def expect_of_decision(request: HttpRequest, decision: Decision) -> Expectation:
    form = checked(ExpectationForm.of(request, user=request.user))
    return services.say_expectation(decision, said=form.said(), by=request.user)


@area.list("/effects", "decisions.list_effects", gives=ExpectationOut, table=EffectsTable)
def list_effects(request: HttpRequest, table: Table) -> Any:
    return queries.expectations_for_list(request.user)


@area.get("/effects/{int:pk}", "decisions.view_effect", Expectation, gives=ExpectationCardOut)
def show_effect(request: HttpRequest, expectation: Expectation) -> Any:
    card: Any = queries.expectation_card(expectation)
    card.effect_seen = queries.effect_as_seen(queries.newest_of(expectation), viewer=request.user)
    return card


@area.patch(
    "/effects/{int:pk}", "decisions.change_expectation", Expectation, form=ExpectationChangeForm,
    gives=ExpectationOut,
)  # fmt: skip
def change_expectation(request: HttpRequest, expectation: Expectation) -> Expectation:
    names = ("direction", "size", "look_on")
    initial = {name: getattr(expectation, name) for name in names} | {"version": expectation.version}
    form = checked(ExpectationChangeForm.of(request, initial=initial))
    return services.change_expectation(
        expectation, changes=form.values(*names), reason=form.cleaned_data["reason"], seen=form.seen,
        by=request.user,
    )  # fmt: skip


@area.post("/effects/{int:pk}/compute", "decisions.consider_effect", Expectation, gives=EffectOut)
def compute_effect(request: HttpRequest, expectation: Expectation) -> Effect:
    return services.compute_effect(expectation, by=request.user)


@area.post(
    "/effects/{int:pk}/consider", "decisions.consider_effect", Expectation, form=ConsiderForm,
    gives=EffectOut,
)  # fmt: skip
def consider_effect(request: HttpRequest, expectation: Expectation) -> Effect:
    form = checked(ConsiderForm.of(request))
    return services.consider_effect(queries.effect_to_consider(expectation), **form.values(), by=request.user)


@area.post("/effects/{int:pk}/goal", "goals.propose_goal", Expectation, form=GoalForm, gives=Ref)
def set_goal(request: HttpRequest, expectation: Expectation) -> Any:
    effect = queries.effect_to_consider(expectation)
    form = checked(GoalForm.of(request, effect=effect))
    return services.lead_to_goal(effect, **form.told(), by=request.user)


@area.post("/effects-of-year", "decisions.consider_effect", form=YearForm, gives=EffectsOfYearOut, status=201)
def ask_effects(request: HttpRequest) -> Round:
    form = checked(YearForm.of(request, user=request.user))
    return services.ask_effects(**form.told(), by=request.user)


@area.get("/effects-of-year/{int:pk}", "decisions.consider_effect", Round, gives=EffectsOfYearOut)
def show_round(request: HttpRequest, row: Round) -> Round:
    return queries.round_card(row)
