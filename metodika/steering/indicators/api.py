from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from metodika.core.facts import fact
from metodika.core.facts.api import FactRowOut, FactRows
from metodika.core.files.downloads import content_types, send
from metodika.core.files.kinds import KINDS
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.planning.goals.models import Goal
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.documents import KINDS_OF_FILE, indicator_file, set_file
from metodika.steering.indicators.forms import (
    ApproveForm,
    ApproveSetForm,
    CardForm,
    FormulaJsonForm,
    IndicatorForm,
    PreviewForm,
    RunForm,
    SetForm,
    TargetForm,
)
from metodika.steering.indicators.models import Indicator, IndicatorSet, Run, Value, Version
from metodika.steering.indicators.rules.values import value_of
from metodika.steering.indicators.tables import BehindTable, IndicatorsTable, RunsTable, SetsTable

area = Area("indicators")


class IndicatorOut(Schema):
    id: int
    code: str
    name: str
    group: str
    unit: str
    levels: list[str]
    source: str
    more_is_better: bool
    basis: str
    owner: Ref | None
    version: int


class IndicatorVersionOut(Schema):
    id: int
    number: int
    status: str
    formula: dict[str, Any] | None
    period_kind: str
    places: int
    thresholds: dict[str, Any]
    method: str
    starts_on: date | None
    ends_on: date | None
    state: str
    sentence: str

    @staticmethod
    def resolve_state(row: Version) -> str:
        return queries.state_of(row).code

    @staticmethod
    def resolve_sentence(row: Version) -> str:
        return queries.state_of(row).sentence


class ValueOut(Schema):
    id: int
    organisation: Ref
    version_number: int
    starts_on: date
    ends_on: date
    is_hidden: bool
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    low: float | None
    high: float | None
    best_rank: int | None
    worst_rank: int | None
    covered: int | None
    expected: int | None
    change: str
    computed_at: datetime
    fingerprint: str


class IndicatorCardOut(Schema):
    indicator: IndicatorOut
    versions: list[IndicatorVersionOut]
    values: list[ValueOut]


class WhyOut(Schema):
    value: ValueOut
    words: list[list[str]]
    parts: list[str]
    earlier: list[ValueOut]


class PreviewOut(Schema):
    starts_on: date
    ends_on: date
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    words: list[list[str]]
    warning: str


class ReachedOut(Schema):
    target: str
    code: str
    starts_on: date
    ends_on: date
    direction: str
    wanted: Decimal
    value: Decimal | None
    value_id: int | None
    is_hidden: bool
    is_reached: bool | None


class TargetOut(Schema):
    id: int
    indicator: Ref
    organisation: Ref
    starts_on: date
    ends_on: date
    value: Decimal
    reason: str


class SetOut(Schema):
    id: int
    title: str
    owner: Ref
    act: Ref | None
    approved_on: date | None


class IndicatorRunOut(Schema):
    id: int
    day: date
    is_full: bool
    status: str
    started_at: datetime
    finished_at: datetime | None
    asked: int
    narrowed: int
    kept: int
    written: int
    trouble: str


def _value(one: queries.Placed) -> dict[str, Any]:
    row = one.value
    seen = not one.is_hidden
    low, high = one.interval or (None, None)
    best, worst = one.ranks or (None, None)
    return {
        "id": row.pk, "organisation": row.organisation, "version_number": row.version.number,
        "starts_on": row.starts_on, "ends_on": row.ends_on, "is_hidden": one.is_hidden,
        "numerator": row.numerator if seen else None, "denominator": row.denominator if seen else None,
        "value": row.shown if seen else None, "low": low, "high": high,
        "best_rank": best, "worst_rank": worst,
        "covered": row.covered, "expected": row.expected, "change": row.change,
        "computed_at": row.computed_at, "fingerprint": row.fingerprint if seen else "",
    }  # fmt: skip


@area.list("/indicators", "indicators.list_indicators", gives=IndicatorOut, table=IndicatorsTable)
def list_indicators(request: HttpRequest, table: Table) -> Any:
    return queries.indicators(request.user).select_related("owner")


@area.post("/indicators", "indicators.make_indicator", form=IndicatorForm, gives=IndicatorOut, status=201)
def make_indicator(request: HttpRequest) -> Indicator:
    values = checked(IndicatorForm.of(request, user=request.user)).values()
    return services.make_indicator(owner=values.pop("owner"), values=values, by=request.user)


@area.get("/indicators/{int:pk}", "indicators.view_indicator", Indicator, gives=IndicatorCardOut)
def show_indicator(request: HttpRequest, indicator: Indicator) -> Any:
    shown = queries.shown_period(indicator, "")
    placed = queries.values_at(*shown, viewer=request.user) if shown else []
    return {
        "indicator": indicator, "versions": queries.versions_of(indicator),
        "values": [_value(one) for one in placed],
    }  # fmt: skip


@area.patch("/indicators/{int:pk}", "indicators.make_indicator", Indicator, form=CardForm, gives=IndicatorOut)
def change_indicator(request: HttpRequest, indicator: Indicator) -> Indicator:
    names = ("name", "group", "basis", "unit", "levels", "source", "more_is_better")
    form = checked(CardForm.of(request, initial={name: getattr(indicator, name) for name in names}))
    return services.change_indicator(indicator, changes=form.values(), seen=form.seen, by=request.user)


@area.post(
    "/indicators/{int:pk}/formula",
    "indicators.make_indicator",
    Indicator,
    form=FormulaJsonForm,
    gives=IndicatorVersionOut,
)
def write_formula(request: HttpRequest, indicator: Indicator) -> Version:
    told = checked(FormulaJsonForm.of(request)).values()
    more = {"places": told["places"], "method": told["method"]}
    return services.write_formula(indicator, formula=told["formula"], values=more, by=request.user)


@area.post("/indicators/preview", "indicators.make_indicator", form=PreviewForm, gives=PreviewOut)
def preview_formula(request: HttpRequest) -> Any:
    told = checked(PreviewForm.of(request, user=request.user)).values()
    formula = told["formula"]
    period, part, whole = services.preview(formula, organisation=told["organisation"], day=told["day"])
    return {
        "starts_on": period.starts_on, "ends_on": period.ends_on, "numerator": part, "denominator": whole,
        "value": value_of(part, whole, scale=formula["scale"]),
        "words": [list(one) for one in queries.formula_words(formula)],
        "warning": queries.warning_of(formula),
    }  # fmt: skip


@area.post(
    "/indicator-versions/{int:pk}/approve",
    "indicators.approve_indicator",
    Version,
    form=ApproveForm,
    gives=IndicatorVersionOut,
)
def approve_version(request: HttpRequest, version: Version) -> Version:
    told = checked(ApproveForm.of(request, user=request.user)).values()
    return services.approve_version(version, **told, by=request.user)


@area.post(
    "/indicators/{int:pk}/targets",
    "indicators.set_target",
    Indicator,
    form=TargetForm,
    gives=TargetOut,
    status=201,
)
def set_target(request: HttpRequest, indicator: Indicator) -> Any:
    told = checked(TargetForm.of(request, user=request.user)).values()
    period = queries.period_on(queries.period_kind_of(indicator), told.pop("day"))
    return services.set_target(indicator, period=period, **told, by=request.user)


@area.get("/goals/{int:pk}/reached", "goals.view_goal", Goal, gives=list[ReachedOut])
def show_reached(request: HttpRequest, goal: Goal) -> Any:
    return [
        {
            "target": one.target.title, "code": one.target.code, "starts_on": one.target.starts_on,
            "ends_on": one.target.ends_on, "direction": one.target.direction, "wanted": one.target.value,
            "value": one.value.shown if one.value and not one.is_hidden else None,
            "value_id": one.value.pk if one.value else None, "is_hidden": one.is_hidden,
            "is_reached": one.is_reached,
        }
        for one in queries.reached(goal, viewer=request.user)
    ]  # fmt: skip


@area.get("/indicator-values/{int:pk}", "indicators.view_indicator", Value, gives=WhyOut)
def explain_value(request: HttpRequest, value: Value) -> Any:
    value = queries.value_card(value)
    hidden = queries.is_hidden(value, viewer=request.user)
    bounds = None if hidden else queries.interval_of(value)
    earlier = [] if hidden else queries.earlier_of(value)
    return {
        "value": _value(queries.Placed(value, hidden, bounds, None)),
        "words": [list(one) for one in queries.formula_words(value.version.formula or {})],
        "parts": queries.parts_of(value),
        "earlier": [_value(queries.Placed(one, False, None, None)) for one in earlier],
    }


@area.list(
    "/indicator-values/{int:pk}/rows",
    "indicators.view_indicator",
    Value,
    gives=FactRowOut,
    table=BehindTable,
)
def list_rows_behind(request: HttpRequest, value: Value, table: BehindTable) -> Any:
    value = queries.value_card(value)
    if value.run_id is None or queries.is_hidden(value, viewer=request.user):
        return []
    told = fact((value.version.formula or {})["numerator"]["fact"])
    part = table.part if table.part in queries.parts_of(value) else "numerator"
    return FactRows(told, queries.rows_of(value, part, viewer=request.user))


@area.list("/indicator-sets", "indicators.list_indicators", gives=SetOut, table=SetsTable)
def list_sets(request: HttpRequest, table: Table) -> Any:
    return queries.sets_for_list(request.user)


@area.post("/indicator-sets", "indicators.approve_indicator", form=SetForm, gives=SetOut, status=201)
def make_set(request: HttpRequest) -> IndicatorSet:
    told = checked(SetForm.of(request, user=request.user)).values()
    return services.make_set(
        owner=told["owner"], title=told["title"], indicators=list(told["indicators"]), by=request.user
    )


@area.download(
    "/indicator-sets/{int:pk}/set/{kind}",
    "indicators.view_indicator",
    IndicatorSet,
    kinds=content_types(KINDS_OF_FILE),
)
def print_set(request: HttpRequest, found: IndicatorSet, kind: str) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE:
        raise Http404
    return send(
        [set_file(found, kind, viewer=request.user)], name=f"indicators-{found.pk}.{kind}",
        content_type=KINDS[kind].content_type,
    )  # fmt: skip


@area.download(
    "/indicators/{int:pk}/paper/{kind}", "indicators.view_indicator", Indicator,
    kinds=content_types(KINDS_OF_FILE),
)  # fmt: skip
def print_indicator(request: HttpRequest, indicator: Indicator, kind: str) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE:
        raise Http404
    place = queries.home_of(request.user)
    content = indicator_file(indicator, place, kind, viewer=request.user)
    return send([content], name=f"{indicator.code}.{kind}", content_type=KINDS[kind].content_type)


@area.post(
    "/indicator-sets/{int:pk}/approve",
    "indicators.approve_indicator",
    IndicatorSet,
    form=ApproveSetForm,
    gives=SetOut,
)
def approve_set(request: HttpRequest, found: IndicatorSet) -> IndicatorSet:
    act = checked(ApproveSetForm.of(request, user=request.user)).cleaned_data["act"]
    return services.approve_set(found, act=act, by=request.user)


@area.list("/indicator-runs", "indicators.run_indicators", gives=IndicatorRunOut, table=RunsTable)
def list_runs(request: HttpRequest, table: Table) -> Any:
    return queries.runs_for_list(request.user)


@area.post("/indicator-runs", "indicators.run_indicators", form=RunForm, gives=IndicatorRunOut, status=201)
def start_run(request: HttpRequest) -> Run:
    return services.start_run(**checked(RunForm.of(request)).values(), by=request.user)


@area.get("/indicator-runs/{int:pk}", "indicators.run_indicators", Run, gives=IndicatorRunOut)
def show_run(request: HttpRequest, run: Run) -> Run:
    return run
