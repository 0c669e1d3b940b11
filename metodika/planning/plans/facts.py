"""What can be counted of plans and their execution."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag, local_day, text
from metodika.core.facts.registry import Use
from metodika.planning.plans.lifecycle import OccurrenceStatus, PlanKind, PlanStatus
from metodika.planning.plans.models import Change, Item, Occurrence, OccurrenceQuerySet, Plan, Responsible

TITLE = _("Plans")
DAY = Value(timedelta(days=1))
IN_FORCE = [PlanStatus.APPROVED, PlanStatus.CLOSED]
PLAN = "item__plan"
ZONE = "plan__organisation__municipality__timezone"
NAMED = Responsible.objects.filter(item=OuterRef("item"))
OCCURRENCE = (
    choice("plan_kind", _("kind of plan"), f"{PLAN}__kind", PlanKind.choices),
    flag("in_time", _("done in time"), Q(status=OccurrenceStatus.DONE, done_on__lte=F("due_on"))),
    flag("moved", _("moved to another day"), ~Q(first_due_on=F("due_on"))),
    flag("by_fact", _("proved by a fact"), Q(by_fact=True)),
    flag("funded", _("names where the money comes from"), ~Q(item__funding="")),
    text("funding", _("where the money comes from"), "item__funding"),
    flag("answered_for", _("names who answers for it"), Exists(NAMED)),
    flag("vacant", _("nobody holds the post that answers for it"), Exists(NAMED.exclude(vacant_since=None))),
    flag("sourced", _("names the clause it follows from"), Q(item__clause__isnull=False)),
    text("text", _("words of the item"), "item__text"),
)  # fmt: skip


PLAN_ITSELF = (
    choice("kind", _("kind of plan"), "kind", PlanKind.choices),
    flag("by_act", _("approved by an act"), Q(act__isnull=False)),
    flag("before_start", _("approved before its first day"), Q(approved_on__lt=F("starts_on"))),
    text("title", _("words of the title"), "title"),
)


def _living() -> OccurrenceQuerySet:
    return Occurrence.objects.filter(item__plan__status__in=IN_FORCE, item__cancelled_on=None).exclude(
        status=OccurrenceStatus.CANCELLED
    )


FACTS = (
    Fact(
        code="plans.plan_approved",
        title=_("Plan approved"),
        row=_("One plan, on the day it was approved."),
        model=Plan,
        rows=lambda: Plan.objects.filter(status__in=IN_FORCE),
        organisation="organisation", body="body", on="approved_on",
        parameters=(
            *PLAN_ITSELF,
            flag("handed_down", _("handed down from above"), Q(handed_from__isnull=False)),
        ),
        address="/plans/{0.pk}/",
        source="VP-1.1",
    ),
    Fact(
        code="plans.plan_in_force",
        title=_("Plan in force"),
        row=_("One approved plan, from its approval or its first day to its last day."),
        model=Plan,
        rows=lambda: Plan.objects.filter(status__in=IN_FORCE),
        organisation="organisation", body="body", since="approved_on", until="ends_on",
        parameters=PLAN_ITSELF,
        address="/plans/{0.pk}/",
        source="YAK-2.4.1",
    ),
    Fact(
        code="plans.item_due",
        title=_("Plan item due"),
        row=_("One time of a plan item that was not cancelled, on its last day."),
        model=Occurrence,
        rows=_living,
        organisation="item__plan__organisation", body="item__plan__body", on="due_on",
        parameters=(*OCCURRENCE, flag("done", _("done"), Q(status=OccurrenceStatus.DONE))),
        related=("item",),
        address="/plans/items/{0.item_id}/",
        source="VP-TBL",
    ),
    Fact(
        code="plans.item_done",
        title=_("Plan item done"),
        row=_("One time of a plan item, on the day it was done."),
        model=Occurrence,
        rows=lambda: _living().filter(status=OccurrenceStatus.DONE),
        organisation="item__plan__organisation", body="item__plan__body", on="done_on",
        parameters=OCCURRENCE,
        related=("item",),
        address="/plans/items/{0.item_id}/",
        source="VP-TBL",
    ),
    Fact(
        code="plans.item_overdue",
        title=_("Plan item overdue"),
        row=_("One time of a plan item from the day after its term to the day before it was done."),
        model=Occurrence,
        rows=lambda: _living().filter(due_on__gte=F("item__plan__approved_on")),
        organisation="item__plan__organisation", body="item__plan__body",
        since=ExpressionWrapper(F("due_on") + DAY, output_field=DateField()),
        until=ExpressionWrapper(F("done_on") - DAY, output_field=DateField()),
        parameters=OCCURRENCE,
        related=("item",),
        address="/plans/items/{0.item_id}/",
    ),
    Fact(
        code="plans.plan_changed",
        title=_("Approved plan changed"),
        row=_("One change of an item of an approved plan."),
        model=Change,
        rows=Change.objects.all,
        organisation="plan__organisation", on=local_day("made_at", ZONE),
        parameters=(flag("by_act", _("by an act"), Q(act__isnull=False)),),
        seen_through="plan",
        related=("plan",),
        address="/plans/{0.plan_id}/changes/",
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "section": _("A heading within a plan; its items are counted."),
    "item": _("What is to be done; its times are counted."),
    "responsible": _("Words of an item and whom they mean; the times of the item are counted."),
}


def _uses(user: Any) -> Iterable[Use]:
    items = Item.objects.visible_to(user).filter(cancelled_on=None).exclude(fact_code="")
    for item in items.order_by("pk"):
        yield Use(item.fact_code, str(item), reverse("plans:show-item", args=[item.pk]))


USED_BY = (_uses,)
