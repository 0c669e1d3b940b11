from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from metodika.core.access import RuleBroken
from metodika.core.facts import fact
from metodika.core.facts.api import FactRowOut, FactRows
from metodika.core.files.downloads import content_types, send
from metodika.core.files.kinds import KINDS
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, checked
from metodika.directory.organisations.models import Organisation
from metodika.planning.goals.models import Goal
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.api.shapes import (
    IndicatorCardOut,
    IndicatorLineOut,
    IndicatorOut,
    IndicatorRunOut,
    IndicatorVersionOut,
    PreviewOut,
    ReachedOut,
    SetCardOut,
    SetOut,
    TargetOut,
    TrendOut,
    ValueOut,
    WhyOut,
)
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
from metodika.steering.indicators.rules.values import reaches, value_of
from metodika.steering.indicators.tables import (
    BehindTable,
    IndicatorsTable,
    PeriodTable,
    PlaceTable,
    RunsTable,
    SetsTable,
)

area = Area("indicators")


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


@area.list("/indicators", "indicators.list_indicators", gives=IndicatorLineOut, table=IndicatorsTable)
def list_indicators(request: HttpRequest, table: Table) -> Any:
    return queries.indicators_for_list(request.user, _place(request)).select_related("owner")


def _place(request: HttpRequest) -> Organisation | None:
    return queries.place_asked(request.user, request.GET.get("at", ""))


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


@area.list(
    "/indicators/{int:pk}/values", "indicators.view_indicator", Indicator, gives=ValueOut, table=PeriodTable
)
def list_values(request: HttpRequest, indicator: Indicator, table: Table) -> Any:
    """The places of one period, named as `version:first day:last day`; without it those of the newest."""
    shown = queries.shown_period(indicator, request.GET.get("period", ""))
    return [_value(one) for one in queries.values_at(*shown, viewer=request.user)] if shown else []


@area.list(
    "/indicators/{int:pk}/trend", "indicators.view_indicator", Indicator, gives=TrendOut, table=PlaceTable
)
def list_trend(request: HttpRequest, indicator: Indicator, table: Table) -> Any:
    place = _place(request)
    hidden = queries.hidden_here(request.user, place)
    targets = queries.targets_of(indicator, place)
    found, before = [], ""
    for one in queries.trend_of(indicator, place):
        aim, is_hidden = targets.get((one.starts_on, one.ends_on)), one.pk in hidden
        bounds = None if is_hidden else queries.interval_of(one)
        reached = aim and not is_hidden and reaches(
            one.exact, aim.value, more_is_better=indicator.more_is_better
        )  # fmt: skip
        found.append({
            **_value(queries.Placed(one, is_hidden, bounds, None)), "target": aim.value if aim else None,
            "is_reached": reached if aim and not is_hidden else None,
            "is_break": before not in {"", one.version.fingerprint},
        })  # fmt: skip
        before = one.version.fingerprint
    return found


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
    form = checked(FormulaJsonForm.of(request))
    return services.write_formula(
        indicator, formula=form.cleaned_data["formula"], values=form.more(), by=request.user
    )


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
    version, hidden = value.version, queries.is_hidden(value, viewer=request.user)
    bounds = None if hidden else queries.interval_of(value)
    earlier = [] if hidden else queries.earlier_of(value, viewer=request.user)
    words, parts, trouble = _told_of(value)
    return {
        "value": _value(queries.Placed(value, hidden, bounds, None)), "indicator": version.indicator,
        "unit": version.indicator.unit, "words": words, "parts": parts, "trouble": trouble,
        "method": version.method, "sources": queries.fact_codes(version.formula),
        "holds_from": version.starts_on, "act": version.act, "approved_by": version.approved_by,
        "approved_sets": queries.approvals_of(value), "as_of": value.run.day if value.run else None,
        "note": "" if hidden else value.note,
        "earlier": [_value(queries.Placed(one, kept_back, None, None)) for one, kept_back in earlier],
    }  # fmt: skip


def _told_of(value: Value) -> tuple[list[list[str]], list[str], str]:
    """Return the formula in words and its lists of rows, or why it cannot be read any longer."""
    try:
        words = [list(one) for one in queries.formula_words(value.version.formula or {})]
        return words, queries.parts_of(value), ""
    except RuleBroken as refusal:
        return [], [], str(refusal)


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


@area.get("/indicator-sets/{int:pk}", "indicators.view_indicator", IndicatorSet, gives=SetCardOut)
def show_set(request: HttpRequest, found: IndicatorSet) -> Any:
    members = list(found.indicators.order_by("code", "pk"))
    codes = {one.pk: one.code for one in members}
    values = queries.trends_of(members, found.owner, viewer=request.user)
    return {
        "set": found, "indicators": members,
        "values": [
            _value(queries.Placed(one, False, queries.interval_of(one), None))
            | {"code": codes[one.version.indicator_id]}
            for one in values
        ],
    }  # fmt: skip


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
    told = request.GET.get("period", "")
    content = indicator_file(indicator, _place(request), kind, viewer=request.user, period=told)
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
