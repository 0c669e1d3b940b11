from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.files.downloads import send
from metodika.core.files.kinds import KINDS
from metodika.core.web import Link, Status, page, show_list
from metodika.steering.indicators import queries
from metodika.steering.indicators.documents import (
    KINDS_OF_FILE,
    bars_of,
    indicator_file,
    line_of,
    multiples_of,
    set_file,
)
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import Indicator, IndicatorSet, Target, Value, Version
from metodika.steering.indicators.queries import figure, numbers
from metodika.steering.indicators.rules.values import reaches
from metodika.steering.indicators.tables import IndicatorsTable, SetsTable, ValuesTable, why

ACTS: tuple[Any, ...] = (
    ("make_indicator", "change-indicator", "pencil", lambda: _("Change")),
    ("make_indicator", "write-formula", "target", lambda: _("Write the formula")),
)


def _place(request: HttpRequest) -> Any:
    return queries.place_asked(request.user, request.GET.get("at", ""))


@page("indicators.list_indicators")
def list_indicators(request: HttpRequest) -> HttpResponseBase:
    place = _place(request)
    actions: list[dict[str, Any]] = []
    if can(request.user, "indicators.make_indicator"):
        url = reverse("indicators:make-indicator")
        actions.append({"title": _("Make an indicator"), "url": url, "icon": "plus"})
    table = IndicatorsTable(request, queries.indicators_for_list(request.user, place))
    return show_list(
        request, table, title=_("Indicators"), intro=str(place) if place else "", actions=actions,
    )  # fmt: skip


@page("indicators.view_indicator", Indicator)
def show_indicator(request: HttpRequest, indicator: Indicator) -> HttpResponseBase:
    place = _place(request)
    versions = queries.versions_of(indicator)
    trend = queries.trend_of(indicator, place)
    shown = queries.shown_period(indicator, request.GET.get("period", ""))
    placed = queries.values_at(*shown, viewer=request.user) if shown else []
    table = ValuesTable(
        request, queries.values_of([one.value.pk for one in placed]), indicator=indicator, placed=placed
    )
    hidden = {one.value.pk for one in placed if one.is_hidden} | queries.hidden_here(request.user, place)
    targets = queries.targets_of(indicator, place)
    return show_list(
        request, table, title=str(indicator), template="indicators/indicator_card.html",
        indicator=indicator, place=place, period=placed[0].value.period.label if placed else "",
        versions=[_version(one, request) for one in versions],
        version_heads=[_("Version"), _("State"), _("Holds"), _("How it is counted")],
        trend=_trend(indicator, trend, targets, hidden),
        line=line_of(indicator, place, trend, targets=targets, hidden=hidden),
        bars=bars_of(indicator, placed, targets.get(shown[1:]) if shown else None),
        trend_heads=[_("Period"), _("Value"), _("Counted of"), _("Target"), ""],
        periods=[(one.period.label, _period_address(one)) for one in trend],
        actions=_actions(request, indicator), facts=_facts(indicator),
        papers=_papers(request, "print-indicator", indicator.pk),
        breadcrumbs=[(_("Indicators"), reverse("indicators:list-indicators"))],
    )  # fmt: skip


@page("indicators.view_indicator", Indicator)
def print_indicator(request: HttpRequest, indicator: Indicator, kind: str) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE:
        raise Http404
    told = request.GET.get("period", "")
    content = indicator_file(indicator, _place(request), kind, viewer=request.user, period=told)
    return send([content], name=f"{indicator.code}.{kind}", content_type=KINDS[kind].content_type)


def _papers(request: HttpRequest, name: str, pk: int) -> list[tuple[str, str]]:
    """Return the files of a page, each for the place and the period that the page shows."""
    asked = request.GET.copy()
    for key in set(asked) - {"at", "period"}:
        del asked[key]
    tail = f"?{asked.urlencode()}" if asked else ""
    return [(kind, reverse(f"indicators:{name}", args=[pk, kind]) + tail) for kind in KINDS_OF_FILE]


def _period_address(value: Value) -> str:
    return f"?period={value.version_id}:{value.starts_on}:{value.ends_on}"


def _actions(request: HttpRequest, indicator: Indicator) -> list[dict[str, Any]]:
    found = [
        {
            "title": words(),
            "url": reverse(f"indicators:{name}", args=[indicator.pk]),
            "icon": icon,
            "look": "plain",
        }
        for permission, name, icon, words in ACTS
        if indicator.owner_id and can(request.user, f"indicators.{permission}", indicator)
    ]
    if can(request.user, "indicators.set_target"):
        url = reverse("indicators:set-target", args=[indicator.pk])
        found.append({"title": _("Set a target"), "url": url, "icon": "plus", "look": "plain"})
    return found


def _facts(indicator: Indicator) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [
        (_("Group"), indicator.group), (pgettext("measure", "Unit"), indicator.get_unit_display()),
        (_("Source"), indicator.get_source_display()), (_("What it follows from"), indicator.basis),
        (_("Better"), _("more") if indicator.more_is_better else _("less")),
        (_("Whose"), indicator.owner or indicator.profile or _("shared by all")),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _version(version: Version, request: HttpRequest) -> dict[str, Any]:
    state = queries.state_of(version)
    words = (
        queries.formula_words(version.formula)
        if state.code in {"computes", "draft"} and version.formula
        else []
    )
    may = version.status == VersionStatus.DRAFT and version.formula and can(
        request.user, "indicators.approve_indicator", version
    )  # fmt: skip
    return {
        "version": version, "state": state, "words": words, "act": version.act,
        "approve_url": reverse("indicators:approve-version", args=[version.pk]) if may else "",
    }  # fmt: skip


def _trend(
    indicator: Indicator,
    values: list[Value],
    targets: Mapping[tuple[date, date], Target],
    hidden: set[int],
) -> list[tuple[Any, ...]]:
    rows, before = [], ""
    for one in values:
        aim = targets.get((one.starts_on, one.ends_on))
        is_break = bool(before) and before != one.version.fingerprint
        before = one.version.fingerprint
        is_hidden = one.pk in hidden
        rows.append(
            (
                one.period.label,
                _("hidden: fewer than five people") if is_hidden else why(one, indicator.unit),
                "" if is_hidden else numbers(one),
                _aimed(one, aim) if aim else "",
                _("The definition has changed: do not compare with the periods before.") if is_break else "",
            )
        )  # fmt: skip
    return rows


def _aimed(value: Value, aim: Target) -> Status:
    indicator = aim.indicator
    words = figure(aim.value, value.version.places, indicator.unit)
    is_reached = reaches(value.exact, aim.value, more_is_better=indicator.more_is_better)
    return Status(words, "good" if is_reached else "warning")


@page("indicators.list_indicators")
def list_sets(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "indicators.approve_indicator"):
        actions = [{"title": _("Make a set"), "url": reverse("indicators:make-set"), "icon": "plus"}]
    return show_list(
        request,
        SetsTable,
        queries.sets_for_list(request.user),
        title=_("Sets of indicators"),
        actions=actions,
    )


@page("indicators.view_indicator", IndicatorSet)
def show_set(request: HttpRequest, found: IndicatorSet) -> HttpResponseBase:
    members = list(found.indicators.order_by("code", "pk"))
    values = queries.trends_of(members, found.owner, viewer=request.user)
    context = {
        "chart": multiples_of(_("How the indicators of the set change"), members, values),
        "found": found,
        "facts": [
            (_("Organisation"), found.owner), (_("By the act"), found.act),
            (_("Approved on"), found.approved_on),
        ],
        "rows": [
            (one.code, Link(one.name, reverse("indicators:show-indicator", args=[one.pk]))) for one in members
        ],
        "heads": [_("Code"), pgettext("thing", "Name")],
        "crumbs": [(_("Sets of indicators"), reverse("indicators:list-sets"))],
        "papers": _papers(request, "print-set", found.pk),
        "approve_url": reverse("indicators:approve-set", args=[found.pk])
        if not found.approved_on and can(request.user, "indicators.approve_indicator", found) else "",
    }  # fmt: skip
    return render(request, "indicators/set_card.html", context)


@page("indicators.view_indicator", IndicatorSet)
def print_set(request: HttpRequest, found: IndicatorSet, kind: str) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE:
        raise Http404
    content = set_file(found, kind, viewer=request.user)
    return send([content], name=f"indicators-{found.pk}.{kind}", content_type=KINDS[kind].content_type)
