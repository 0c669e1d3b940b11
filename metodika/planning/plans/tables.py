from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Choice, Column, Empty, Filter, Period, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.planning.plans import queries
from metodika.planning.plans.lifecycle import (
    ALIVE,
    OccurrenceStatus,
    PlanKind,
    PlanStatus,
)
from metodika.planning.plans.models import Occurrence, Plan

WORDS_IN_LIST = 24
NAMES_IN_LIST = 3
TONES: dict[str, Tone] = {
    PlanStatus.DRAFT: "neutral", PlanStatus.AGREED: "waiting", PlanStatus.APPROVED: "good",
    PlanStatus.CLOSED: "neutral", PlanStatus.WITHDRAWN: "neutral",
}  # fmt: skip


def status_of(plan: Plan) -> Status:
    return Status(plan.get_status_display(), TONES[plan.status])


def state_of(row: Occurrence, plan: Plan, day: date) -> Status:
    return Status(*queries.state_words(row, plan, day))


def states(row: Occurrence) -> list[Status]:
    found = [state_of(row, row.item.plan, timezone.localdate())]
    if row.due_on != row.first_due_on:
        found.append(Status(say("Moved"), "warning"))
    return found


def short_text(row: Occurrence) -> str:
    return Truncator(str(row.item)).words(WORDS_IN_LIST)


def plan_address(row: Occurrence) -> str:
    return reverse("plans:show-plan", args=[row.item.plan_id])


def named(row: Any) -> list[str]:
    names = [one.text for one in row.item.named]
    if len(names) <= NAMES_IN_LIST:
        return names
    return [*names[: NAMES_IN_LIST - 1], str(_("and others"))]


def done_of_all(plan: Any) -> str:
    return say("%(done)d of %(all)d") % {"done": plan.done_count, "all": plan.all_count}


def late(plan: Any) -> Status | None:
    return Status(str(plan.late_count), "bad") if plan.late_count else None


class StateOfPlan(Choice):
    """Unless another state is chosen, plans that live are shown."""

    def narrow(self, rows: Any, value: Any) -> Any:
        if value == "all":
            return rows
        return rows.filter(status=value) if value else rows.filter(status__in=ALIVE)


class PlansTable(Table):
    columns: ClassVar = (
        Column("title", _("Plan"), url="plans:show-plan", sort="title"),
        Column(
            "organisation",
            _("Whose plan"),
            lambda row: row.body or row.organisation,
            sort="organisation__sort_key",
        ),
        Column("kind", _("Kind"), "get_kind_display", sort="kind"),
        Column("starts_on", pgettext_lazy("period", "From"), sort="starts_on"),
        Column("ends_on", pgettext_lazy("period", "To"), sort="ends_on"),
        Column("status", _("State"), status_of, sort="status"),
        Column("done", pgettext_lazy("plan item", "Done"), done_of_all),
        Column("late", _("Overdue"), late, sort="late_count"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.plans_alike),
        StateOfPlan("state", _("State"), choices=(*PlanStatus.choices, ("all", _("All")))),
        Choice("kind", _("Kind"), "kind", choices=PlanKind.choices),
        Period("period", _("In force"), "starts_on", aside=True),
    )
    empty: ClassVar = Empty(
        _("No plans yet"),
        _("Load the road map or the plan that you have as a table, or make one from last year's."),
        _("Load a table"),
        "/plans/import/",
        icon="calendar-event",
    )
    order: ClassVar = "-starts_on"
    key: ClassVar = "plans"
    export_name: ClassVar = "plans"


STATES = (
    ("overdue", _("Overdue")), ("open", _("Not done yet")), ("done",
        pgettext_lazy("plan item", "Done")), ("all", _("All")),
)  # fmt: skip


class StateOfOccurrence(Choice):
    """Unless another state is chosen, what is not done yet is shown."""

    def narrow(self, rows: Any, value: Any) -> Any:
        day = timezone.localdate()
        if value == "overdue":
            return rows.overdue(day)
        if value == "done":
            return rows.filter(status=OccurrenceStatus.DONE)
        if value == "all":
            return rows
        in_force = rows.awaited().filter(item__plan__status=PlanStatus.APPROVED)
        return in_force.filter(due_on__gte=F("item__plan__approved_on"))


class OwnTable(Table):
    columns: ClassVar = (
        Column("item", _("What is done"), short_text, url="plans:show-item", url_key="item_id"),
        Column("plan", _("Plan"), "item.plan", url=plan_address),
        Column("due_on", _("Due on"), sort="due_on"),
        Column("named", pgettext_lazy("plan", "Responsible"), named),
        Column("state", _("State"), states),
    )
    empty: ClassVar = Empty(
        _("Nothing waits for you in plans"),
        _("What you answer for by name, post or role appears here with its last day."),
        icon="calendar-event",
    )
    order: ClassVar = "due_on"
    key: ClassVar = "own-plan-items"
    export_name: ClassVar = "own-plan-items"

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        return (
            Search("words", apply=queries.by_words),
            StateOfOccurrence("state", _("State"), choices=STATES),
            Period("due", _("Due on"), "due_on", aside=True),
        )


class OccurrencesTable(OwnTable):
    key: ClassVar = "plan-items"
    export_name: ClassVar = "plan-items"
    empty: ClassVar = Empty(
        _("Nothing is due"), _("No item of the plans that you see fits the filters."), icon="calendar-event"
    )

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        return (
            *super().all_filters,
            Search("who", pgettext_lazy("plan", "Responsible"), queries.people_named),
        )
