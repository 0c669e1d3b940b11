"""Plans, items and occurrences for lists, tables, calendars and reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, prefetch_related_objects

from metodika.core.calendar import Period
from metodika.core.language import normalise
from metodika.planning.plans.lifecycle import AWAITED, OccurrenceStatus, PlanStatus
from metodika.planning.plans.models import (
    Change,
    Item,
    ItemQuerySet,
    Occurrence,
    OccurrenceQuerySet,
    Plan,
    PlanQuerySet,
    Responsible,
    Section,
)
from metodika.planning.plans.rules.execution import Held, clashes


def plans_for_list(user: Any, *, day: date) -> PlanQuerySet:
    """Return the plans that the user may see, each with `all_count`, `done_count` and `late_count`."""
    living = Q(items__cancelled_on=None) & ~Q(items__occurrences__status=OccurrenceStatus.CANCELLED)
    late = Q(
        items__occurrences__status__in=AWAITED, items__occurrences__due_on__lt=day,
        items__occurrences__due_on__gte=F("approved_on"), status=PlanStatus.APPROVED,
    )  # fmt: skip
    return (
        Plan.objects.visible_to(user)
        .select_related("organisation", "body")
        .annotate(
            all_count=Count("items__occurrences", filter=living),
            done_count=Count(
                "items__occurrences", filter=living & Q(items__occurrences__status=OccurrenceStatus.DONE)
            ),
            late_count=Count("items__occurrences", filter=living & late),
        )
    )


def plans_alike(rows: PlanQuerySet, words: str) -> PlanQuerySet:
    """Keep the plans whose titles contain the words."""
    for word in normalise(words).split():
        rows = rows.filter(Q(title__icontains=word) | Q(organisation__sort_key__contains=word))
    return rows


def plans_about(rows: PlanQuerySet, day: date) -> PlanQuerySet:
    """Keep the plans in whose period the day lies."""
    return rows.filter(starts_on__lte=day, ends_on__gte=day)


def _with_times(items: ItemQuerySet, *, holders: bool) -> ItemQuerySet:
    responsible = Responsible.objects.order_by("order", "pk")
    if holders:
        responsible = responsible.select_related("organisation").prefetch_related("holders")
    occurrences = Occurrence.objects.order_by("due_on", "pk")
    return items.prefetch_related(
        Prefetch("responsible", responsible, to_attr="named"),
        Prefetch("occurrences", occurrences, to_attr="times"),
    )


@dataclass
class PlanPart:
    """A section with its items; `section` None for items before the first one."""

    section: Section | None
    items: list[Item] = field(default_factory=list)


def _sections(plan: Plan) -> QuerySet[Section]:
    return plan.sections.select_related("goal").order_by("order", "pk")


def parts_of(plan: Plan, *, holders: bool = False) -> list[PlanPart]:
    """Return the whole plan in its order, each item with `named` and `times`; four queries.

    `holders` adds to those who are named their organisations and who holds their posts: one query more.
    """
    parts = {None: PlanPart(None)} | {one.pk: PlanPart(one) for one in _sections(plan)}
    for item in _with_times(Item.objects.filter(plan=plan), holders=holders).order_by("order", "pk"):
        part = parts[item.section_id]
        item.plan, item.section = plan, part.section
        part.items.append(item)
    return [part for part in parts.values() if part.section or part.items]


def times_of(parts: Iterable[PlanPart]) -> list[Occurrence]:
    """Return the occurrences of the items that are not cancelled, as `parts_of` has read them."""
    return [
        one
        for part in parts
        for item in part.items
        if not item.is_cancelled
        for one in item.times  # type: ignore[attr-defined]  # prefetched by parts_of
    ]


def item_card(item: Item) -> Item:
    """Return the item with `named` and `times`."""
    rows = Item.objects.filter(pk=item.pk).select_related("plan__organisation", "section", "clause")
    found = _with_times(rows, holders=True).get()
    prefetch_related_objects(found.times, "files")  # type: ignore[attr-defined]  # prefetched above
    return found


def items_with_facts() -> QuerySet[Item]:
    """Return the living items of approved plans that a fact proves."""
    return (
        Item.objects.filter(plan__status=PlanStatus.APPROVED, cancelled_on=None)
        .exclude(fact_code="")
        .select_related("plan")
        .order_by("plan", "order", "pk")
    )


def changes_of(plan: Plan, item: Item | None = None) -> QuerySet[Change]:
    """Return what was changed after the approval, the newest first."""
    found = Change.objects.filter(plan=plan).select_related("item", "act", "made_by__person")
    return (found.filter(item=item) if item else found).order_by("-made_at", "-pk")


def _listed(rows: OccurrenceQuerySet) -> OccurrenceQuerySet:
    responsible = Responsible.objects.order_by("order", "pk")
    return rows.select_related("item__plan__organisation").prefetch_related(
        Prefetch("item__responsible", responsible, to_attr="named"),
    )


def occurrences_of(plan: Plan) -> OccurrenceQuerySet:
    """Return the occurrences of the plan's items by their last day; of cancelled items none."""
    return _listed(Occurrence.objects.filter(item__plan=plan, item__cancelled_on=None)).order_by(
        "due_on", "pk"
    )


def own_occurrences(user: Any) -> OccurrenceQuerySet:
    """Return what the user answers for in approved plans."""
    living = Occurrence.objects.filter(
        item__cancelled_on=None, item__plan__status__in=[PlanStatus.APPROVED, PlanStatus.CLOSED]
    )
    return _listed(living.of_person(user.person_id or 0))


def seen_occurrences(user: Any) -> OccurrenceQuerySet:
    """Return the occurrences of all plans that the user may see."""
    return _listed(Occurrence.objects.visible_to(user).filter(item__cancelled_on=None))


def waiting_for(user: Any, *, until: date, limit: int) -> list[Occurrence]:
    """Return what the user answers for, is not done and falls due by the day; two queries."""
    rows = own_occurrences(user).awaited().filter(
        due_on__lte=until, due_on__gte=F("item__plan__approved_on"), item__plan__status=PlanStatus.APPROVED
    )  # fmt: skip
    return list(rows.order_by("due_on", "pk")[:limit]) if user.person_id else []


def by_words(rows: OccurrenceQuerySet, words: str) -> OccurrenceQuerySet:
    """Keep the occurrences whose items contain the words."""
    for word in words.split():
        rows = rows.filter(Q(item__text__icontains=word) | Q(item__number=word))
    return rows


def clashing(plan: Plan, occurrences: Iterable[Occurrence]) -> list[tuple[Occurrence, Occurrence]]:
    """Return the pairs that fall on one day for the same people: in the plan and with other plans there."""
    own = {one.pk: one for one in occurrences if one.starts_on == one.due_on and one.item.audience}
    if not own:
        return []
    place = plan.organisation.municipality or plan.organisation
    others = Occurrence.objects.awaited().filter(
        item__plan__organisation__path__startswith=place.path, item__plan__status=PlanStatus.APPROVED,
        item__cancelled_on=None, starts_on=F("due_on"), due_on__in={one.due_on for one in own.values()},
    )  # fmt: skip
    known = own | {one.pk: one for one in others.exclude(item__plan=plan).select_related("item__plan")}
    held = [Held(one.pk, one.starts_on, one.due_on, one.item.audience) for one in known.values()]
    return [(known[one], known[two]) for one, two in clashes(held) if one in own or two in own]


@dataclass(frozen=True)
class Figures:
    """How a plan is executed: occurrences by what became of them."""

    all: int
    done: int
    done_late: int
    overdue: int
    ahead: int
    before_plan: int
    cancelled: int
    without_days: int


def figures_of(plan: Plan, *, day: date, period: Period | None = None) -> Figures:
    """Return the figures of a plan as of the day, for what is due in the period or in the whole plan."""
    rows = Occurrence.objects.filter(item__plan=plan, item__cancelled_on=None)
    if period:
        rows = rows.filter(due_on__range=(period.starts_on, period.ends_on))
    awaited = Q(status__in=AWAITED)
    before = Q(due_on__lt=plan.approved_on) if plan.approved_on else Q(pk__in=())
    late = awaited & Q(due_on__lt=day) & ~before if plan.approved_on else Q(pk__in=())
    told = rows.aggregate(
        all=Count("pk", filter=~Q(status=OccurrenceStatus.CANCELLED)),
        done=Count("pk", filter=Q(status=OccurrenceStatus.DONE)),
        done_late=Count("pk", filter=Q(status=OccurrenceStatus.DONE, done_on__gt=F("due_on"))),
        overdue=Count("pk", filter=late),
        ahead=Count("pk", filter=awaited & ~late & ~before),
        before_plan=Count("pk", filter=awaited & before),
        cancelled=Count("pk", filter=Q(status=OccurrenceStatus.CANCELLED)),
    )
    living = Item.objects.filter(plan=plan, cancelled_on=None)
    return Figures(without_days=living.filter(occurrences=None).count(), **told)
