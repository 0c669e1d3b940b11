from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.web import MenuItem, Status
from metodika.planning.plans import queries
from metodika.planning.plans.lifecycle import PlanStatus
from metodika.planning.plans.models import Change, Item, Occurrence, Plan
from metodika.planning.plans.tables import state_of, status_of

CARD, ITEM = "plans:show-plan", "plans:show-item"


def plan_address(plan: Plan) -> str:
    return reverse(CARD, args=[plan.pk])


def item_address(item: Item) -> str:
    return reverse(ITEM, args=[item.pk])


@dataclass(frozen=True)
class PlanAct:
    """A button of a plan: what it is called, where it leads, whether it posts at once."""

    title: str
    url: str
    icon: str = ""
    post: bool = False


def acts_of(plan: Plan, user: Any) -> tuple[list[PlanAct], list[PlanAct]]:
    """Return what the user may do with the plan now: the main acts and the rest."""

    def act(title: str, name: str, icon: str = "", *, post: bool = False) -> PlanAct:
        return PlanAct(title, reverse(f"plans:{name}", args=[plan.pk]), icon, post)

    papers = [
        PlanAct(title, reverse("plans:print-plan", args=[plan.pk, paper, kind]), "printer")
        for title, paper, kind in (
            (_("Plan as PDF"), "plan", "pdf"), (_("Plan for Word"), "plan", "docx"),
            (_("Cyclogram as PDF"), "cyclogram", "pdf"), (_("Cyclogram for Word"), "cyclogram", "docx"),
            (_("Gantt chart as PDF"), "gantt", "pdf"), (_("Report as PDF"), "report", "pdf"),
            (_("Report for Word"), "report", "docx"),
        )
    ]  # fmt: skip
    alive, prepared = plan.is_prepared or plan.is_approved, plan.is_prepared
    change, approve = can(user, "plans.change_plan", plan), can(user, "plans.approve_plan", plan)
    main = [
        (approve and prepared, act(_("Approve"), "approve-plan", "check")),
        (change and alive, act(pgettext("plan", "Add an item"), "add-item", "plus")),
    ]
    rest = [
        (change and alive, act(_("Add a section"), "add-section")),
        (change and prepared, act(_("Change the plan"), "change-plan")),
        (approve and plan.status == PlanStatus.DRAFT, act(_("Mark as agreed"), "agree-plan", post=True)),
        (approve and plan.status == PlanStatus.AGREED, act(_("Back to a draft"), "return-plan", post=True)),
        (can(user, "plans.make_plan", plan), act(_("Make the next plan"), "copy-plan")),
        (
            plan.is_approved and can(user, "plans.hand_down_plan", plan),
            act(_("Hand down to institutions"), "hand-down-plan"),
        ),
        (approve and alive, act(_("Withdraw the draft") if prepared else _("Close the plan"), "close-plan")),
    ]
    return [one for allowed, one in main if allowed], [one for allowed, one in rest if allowed] + papers


def plan_page(plan: Plan, user: Any, active: str) -> dict[str, Any]:
    """Return what every view of a plan shows: heading, tabs, figures."""
    titles = (
        ("show-plan", _("Table")), ("show-calendar", _("Calendar")), ("show-months", _("By month")),
        ("show-gantt", _("Gantt chart")), ("show-people", _("By person")), ("show-changes", _("Changes")),
    )  # fmt: skip
    main, rest = acts_of(plan, user)
    return {
        "plan": plan,
        "acts": main,
        "more": rest,
        "status": status_of(plan),
        "crumbs": [(_("Plans"), reverse("plans:list-plans"))],
        "lead": f"{plan.body or plan.organisation} · {plan.get_kind_display()}",
        "tabs": [
            MenuItem(title, reverse(f"plans:{name}", args=[plan.pk]), active=name == active)
            for name, title in titles
        ],
        "figures": figures_shown(queries.figures_of(plan, day=timezone.localdate())),
    }


def figures_shown(figures: queries.Figures) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [
        (
            pgettext("plan item", "Done"),
            _("%(done)d of %(all)d") % {"done": figures.done, "all": figures.all},
        ),
        (_("Done late"), figures.done_late),
        (_("Overdue"), Status(str(figures.overdue), "bad") if figures.overdue else None),
        (_("Still ahead"), figures.ahead),
        (_("Were due before the plan"), figures.before_plan),
        (_("Cancelled occurrences"), figures.cancelled),
        (_("Items without days"), figures.without_days),
    ]
    return [(label, value) for label, value in told if value]


def times_shown(item: Item, day: date) -> list[tuple[Occurrence, Status]]:
    times: list[Occurrence] = item.times  # type: ignore[attr-defined]  # prefetched by the query
    return [(one, state_of(one, item.plan, day)) for one in times]


def change_words(change: Change) -> str:
    moved = " → ".join(filter(None, [change.before, change.after]))
    return f"{change.get_kind_display()}: {moved}. {_('Reason')}: {change.reason}"
