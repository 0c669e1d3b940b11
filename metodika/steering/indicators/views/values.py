from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, can
from metodika.core.facts import Fact, fact, facts
from metodika.core.web import Link, MenuItem, Status, page, show_panel
from metodika.planning.goals.models import Goal
from metodika.steering.indicators import queries
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.queries import figure, numbers
from metodika.steering.indicators.rules.formulas import fact_codes
from metodika.steering.indicators.tables import PARTS, TOO_FEW, covered, why

ROWS_A_PAGE = 50


@page("indicators.view_indicator", Value)
def explain_value(request: HttpRequest, value: Value) -> HttpResponseBase:
    value = queries.value_card(value)
    hidden = queries.is_hidden(value, viewer=request.user)
    indicator = value.version.indicator
    context: dict[str, Any] = {
        "value": value, "indicator": indicator, "is_hidden": hidden,
        "figure": "" if hidden else figure(value.exact, value.version.places, indicator.unit),
        "facts": [] if hidden else _facts(value), "sources": _sources(value, request.user),
        "words": _words(value), "changes": [] if hidden else _changes(value, request.user),
        "change_heads": [_("Computed at"), _("Value"), _("Counted of"), _("Why")],
        "crumbs": [
            (_("Indicators"), reverse("indicators:list-indicators")),
            (str(indicator), reverse("indicators:show-indicator", args=[indicator.pk])),
        ],
    }  # fmt: skip
    if not hidden and value.run_id:
        context |= _rows(request, value)
    return render(request, "indicators/value_card.html", context)


def _facts(value: Value) -> list[tuple[str, Any]]:
    version, bounds = value.version, queries.interval_of(value)
    told: list[tuple[str, Any]] = [
        (_("Organisation"), value.organisation), (_("Period"), value.period.label),
        (_("Counted of"), numbers(value)),
        (_("Interval, 95 %"), f"{bounds[0]:.1f}–{bounds[1]:.1f} %".replace(".", ",") if bounds else None),
        (_("Institutions with data"), covered(value)), (_("Version"), str(version)),
        (_("Holds from"), version.starts_on), (_("Approved by the act"), version.act),
        (_("Approved by"), version.approved_by), (_("In the approved sets"), _sets(value)),
        (_("Method in words"), version.method),
        (_("As of the day"), value.run.day if value.run else None), (_("Computed at"), value.computed_at),
        (_("Why it differs from the one before"), value.get_change_display()),
        (_("A later snapshot exists"), None if value.is_latest else _("yes, see below")),
        (_("Fingerprint of the rows"), value.fingerprint), (_("Note"), value.note),
    ]  # fmt: skip
    return [(label, shown) for label, shown in told if shown]


def _words(value: Value) -> list[tuple[str, str]]:
    try:
        return queries.formula_words(value.version.formula or {})
    except RuleBroken as refusal:
        return [(_("Cannot be computed"), str(refusal))]


def _sources(value: Value, user: Any) -> list[Link | str]:
    known, opens = facts(), can(user, "facts.view_catalogue")
    titles = {code: str(known[code].title) for code in fact_codes(value.version.formula) if code in known}
    return [
        Link(title, reverse("facts:show-fact", args=[code])) if opens else title
        for code, title in titles.items()
    ]


def _sets(value: Value) -> list[str]:
    found = []
    for one in queries.approvals_of(value):
        day = date_format(one.approved_on, "SHORT_DATE_FORMAT") if one.approved_on else ""
        told = [one.title, day, one.act]
        found.append(" · ".join(str(part) for part in told if part))
    return found


def _changes(value: Value, user: Any) -> list[tuple[Any, ...]]:
    unit = value.version.indicator.unit
    return [
        (one.computed_at, TOO_FEW, "", one.get_change_display()) if is_hidden
        else (one.computed_at, why(one, unit), numbers(one), one.get_change_display())
        for one, is_hidden in queries.earlier_of(value, viewer=user)
    ]  # fmt: skip


def _rows(request: HttpRequest, value: Value) -> dict[str, Any]:
    """Return the rows of the chosen part, as far as the viewer may see them, by pages."""
    try:
        parts = queries.parts_of(value)
        part = request.GET.get("part", "numerator")
        part = part if part in parts else "numerator"
        found = queries.rows_of(value, part, viewer=request.user)
    except RuleBroken as refusal:
        return {"trouble": str(refusal)}
    shown = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    declared = fact((value.version.formula or {})["numerator"]["fact"])
    return {
        "tabs": [MenuItem(PARTS[one], f"?part={one}", active=one == part) for one in parts],
        "shown": shown, "part": part,
        "rows": [_row(declared, one) for one in shown],
        "before": f"?part={part}&page={shown.previous_page_number()}" if shown.has_previous() else "",
        "after": f"?part={part}&page={shown.next_page_number()}" if shown.has_next() else "",
    }  # fmt: skip


def _row(declared: Fact, row: Any) -> Link | str:
    words = declared.words_of(row)
    return Link(words, declared.address.format(row)) if declared.address else words


@page("goals.view_goal", Goal)
def show_reached(request: HttpRequest, goal: Goal) -> HttpResponse:
    heads = [_("What is measured"), _("Period"), _("Target"), _("Value"), _("Up to"), _("Reached")]
    rows = [
        (
            one.target.title, one.target.period.label,
            f"{one.target.get_direction_display()} {number_format(one.target.value.normalize())} "
            f"{one.target.unit}".strip(),
            *_reached(one),
        )
        for one in queries.reached(goal, viewer=request.user)
    ]  # fmt: skip
    return show_panel(
        request, "indicators/goal_reached.html", title=_("What has been reached"), heads=heads, rows=rows,
        breadcrumbs=[(str(goal), reverse("goals:show-goal", args=[goal.pk]))],
    )  # fmt: skip


def _reached(one: queries.Reached) -> tuple[Any, Any, Status | None]:
    value = one.value
    if value is None:
        return None, None, None
    if one.is_hidden:
        return TOO_FEW, value.ends_on, None
    verdict = {True: Status(_("reached"), "good"), False: Status(_("not yet"), "warning")}
    shown = why(value, value.version.indicator.unit)
    return shown, value.ends_on, verdict[one.is_reached] if one.is_reached is not None else None
