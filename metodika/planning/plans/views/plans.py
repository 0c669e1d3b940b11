from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.calendar import Period, month
from metodika.core.web import Link, page
from metodika.planning.plans import queries
from metodika.planning.plans.models import Item, Occurrence, Plan
from metodika.planning.plans.tables import state_of
from metodika.planning.plans.views.shared import change_words, item_address, plan_page, times_shown

TIMES_IN_TABLE = 4
MARKS = {"good": "●", "warning": "◐", "bad": "!", "waiting": "◔", "info": "○", "neutral": "–"}


@page("plans.view_plan", Plan)
def show_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    day = timezone.localdate()
    read = queries.parts_of(plan)
    clashes = queries.clashing(plan, queries.times_of(read)) if plan.is_approved else []
    parts = [
        (part.section, [(item, _times(item, day), _responsible(item)) for item in part.items])
        for part in read
    ]
    return render(
        request,
        "plans/plan_table.html",
        {
            **plan_page(plan, request.user, "show-plan"),
            "parts": parts,
            "heads": [
                _("No."),
                _("What is done"),
                pgettext("plan", "Term"),
                pgettext("plan", "Responsible"),
                _("State"),
            ],
            "facts": _facts(plan),
            "may_change": can(request.user, "plans.change_plan", plan)
            and (plan.is_prepared or plan.is_approved),
            "clashes": [_clash(one, two) for one, two in clashes],
            "handed": queries.plans_handed_down(plan, viewer=request.user),
        },
    )


def _times(item: Item, day: date) -> list[Any]:
    """Return what became of the item: of many occurrences those nearest to today and how many there are."""
    shown = times_shown(item, day)
    if len(shown) <= TIMES_IN_TABLE:
        return [(one.due_on, state) for one, state in shown]
    late = [(one.due_on, state) for one, state in shown if state.tone == "bad"]
    ahead = [(one.due_on, state) for one, state in shown if one.is_awaited and one.due_on >= day]
    return [*late[-2:], *ahead[:1], (_("%(count)d in all") % {"count": len(shown)}, None)]


def _responsible(item: Any) -> list[tuple[str, bool]]:
    return [(one.text, one.vacant_since is not None) for one in item.named]


def _facts(plan: Plan) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [
        (_("Period"), plan.period.label), (_("Approved on"), plan.approved_on), (_("By the act"), plan.act),
        (_("Agreed on"), plan.agreed_on), (_("Closed on"), plan.closed_on), (_("Why"), plan.closed_because),
        (_("Made from"), _link(plan.copied_from)), (_("Handed down from"), _link(plan.handed_from)),
        (_("Read from the file"), plan.source and plan.source.name),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _link(plan: Plan | None) -> Link | None:
    return Link(plan.title, reverse("plans:show-plan", args=[plan.pk])) if plan else None


def _clash(one: Occurrence, two: Occurrence) -> str:
    return _("%(day)s, %(audience)s: “%(one)s” and “%(two)s”") % {
        "day": date_format(one.due_on, "SHORT_DATE_FORMAT"), "audience": one.item.audience, "one": one.item,
        "two": two.item,
    }  # fmt: skip


@page("plans.view_plan", Plan)
def show_calendar(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show a month of the plan: what ends on a day stands in its cell."""
    shown = _month(request.GET.get("month", ""), plan)
    day = timezone.localdate()
    due: dict[date, list[Any]] = defaultdict(list)
    for one in queries.occurrences_of(plan).filter(due_on__range=(shown.starts_on, shown.ends_on)):
        due[one.due_on].append((one, state_of(one, plan, day)))
    first, last = shown.starts_on, shown.ends_on
    cells: list[tuple[date | None, list[Any]]] = [(None, [])] * first.weekday()
    cells += [(one, due.get(one, [])) for one in shown]
    cells += [(None, [])] * (6 - last.weekday())
    return render(
        request,
        "plans/plan_calendar.html",
        {
            **plan_page(plan, request.user, "show-calendar"),
            "month": shown.label,
            "weeks": [cells[place : place + 7] for place in range(0, len(cells), 7)],
            "heads": [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
            "before": _neighbour(shown.previous(), plan),
            "after": _neighbour(shown.next(), plan),
            "count": sum(map(len, due.values())),
        },
    )


def _month(told: str, plan: Plan) -> Period:
    try:
        wanted = date.fromisoformat(f"{told}-01")
    except ValueError:
        wanted = min(max(timezone.localdate(), plan.starts_on), plan.ends_on)
    return month(wanted) if month(wanted).overlaps(plan.period) else month(plan.starts_on)


def _neighbour(period: Period, plan: Plan) -> tuple[str, str] | None:
    if not period.overlaps(plan.period):
        return None
    return period.label, f"?month={period.starts_on:%Y-%m}"


@page("plans.view_plan", Plan)
def show_months(request: HttpRequest, plan: Plan) -> HttpResponse:
    heads, rows = queries.cyclogram(plan, queries.parts_of(plan), day=timezone.localdate())
    return render(
        request,
        "plans/plan_months.html",
        {
            **plan_page(plan, request.user, "show-months"),
            "heads": [_("What is done"), *heads],
            "rows": [
                (one.title, item_address(one.item) if one.item else "", list(map(_mark, one.cells)))
                for one in rows
            ],
            "width": len(heads) + 1,
        },
    )


def _mark(cell: Any) -> tuple[str, str]:
    return (MARKS[cell.tone] if cell.tone else "·", cell.words) if cell else ("", "")


@page("plans.view_plan", Plan)
def show_gantt(request: HttpRequest, plan: Plan) -> HttpResponse:
    (chart,) = queries.plan_gantts(plan, queries.parts_of(plan), day=timezone.localdate())
    return render(
        request, "plans/plan_gantt.html", {**plan_page(plan, request.user, "show-gantt"), "chart": chart}
    )


@page("plans.view_plan", Plan)
def show_people(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show who answers for what, as the posts and roles are held today."""
    by_person: dict[str, list[Item]] = defaultdict(list)
    unfilled: dict[str, list[Item]] = defaultdict(list)
    parts = queries.parts_of(plan, holders=True)
    items = [item for part in parts for item in part.items if not item.is_cancelled]
    responsible = [one for item in items for one in item.named]  # type: ignore[attr-defined]  # prefetched by the query
    behind = queries.people_behind(responsible, day=timezone.localdate())
    names = queries.names_of(person for found in behind.values() for person in found)
    for item in items:
        for one in item.named:  # type: ignore[attr-defined]  # as above
            for person in behind.get(one.pk, []):
                by_person[names[person]].append(item)
            if not behind.get(one.pk):
                unfilled[one.text].append(item)
    return render(
        request,
        "plans/plan_people.html",
        {
            **plan_page(plan, request.user, "show-people"),
            "people": sorted(by_person.items()),
            "unfilled": sorted(unfilled.items()),
        },
    )


@page("plans.view_plan", Plan)
def show_changes(request: HttpRequest, plan: Plan) -> HttpResponse:
    changes = [(one.made_at, f"{one.item or plan}. {change_words(one)}") for one in queries.changes_of(plan)]
    return render(
        request,
        "plans/plan_changes.html",
        {**plan_page(plan, request.user, "show-changes"), "changes": changes},
    )
