"""What became of the times of items, in a word and a tone; plans as Gantt charts and in calendars."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import DateField, ExpressionWrapper, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.charts import Gantt, Span, Task
from metodika.core.web.values import Text, Tone
from metodika.planning.plans.lifecycle import OccurrenceStatus, PlanStatus
from metodika.planning.plans.models import Item, Occurrence, Plan
from metodika.planning.plans.queries.lists import PlanPart
from metodika.planning.plans.rules import execution

TONES: dict[str, Tone] = {
    OccurrenceStatus.PLANNED: "info", OccurrenceStatus.IN_WORK: "waiting", OccurrenceStatus.DONE: "good",
    OccurrenceStatus.CANCELLED: "neutral",
}  # fmt: skip


def state_words(row: Occurrence, plan: Plan, day: date) -> tuple[Text, Tone]:
    """Return what became of an occurrence: what is late is bad, what was due before the plan is not."""
    since = plan.approved_on
    if execution.is_overdue(row.status, due_on=row.due_on, today=day, in_force_since=since):
        return _("Overdue"), "bad"
    if row.is_awaited and execution.is_before_plan(due_on=row.due_on, in_force_since=since):
        return _("Was due before the plan"), "neutral"
    if execution.was_late(row.status, due_on=row.due_on, done_on=row.done_on):
        return _("Done late"), "warning"
    return row.get_status_display(), TONES[row.status]


def plan_gantts(plan: Plan, parts: Iterable[PlanPart], *, day: date, most: int = 0) -> list[Gantt]:
    """Return the living items of `parts_of` as Gantt charts of at most so many rows, 0 for a single chart."""
    tasks = [
        Task(str(item), _spans(item, plan, day), _address(item), str(part.section or ""))
        for part in parts
        for item in part.items
        if not item.is_cancelled
    ]
    cut = [tasks[start : start + most] for start in range(0, len(tasks), most)] if most else [tasks]
    return [Gantt(plan.title, plan.starts_on, plan.ends_on, tuple(rows), day) for rows in cut]


def _address(item: Item) -> str:
    return reverse("plans:show-item", args=[item.pk])


def _spans(item: Item, plan: Plan, day: date) -> tuple[Span, ...]:
    found: Sequence[Occurrence] = item.times  # type: ignore[attr-defined]  # prefetched by parts_of
    told = ((one, state_words(one, plan, day)) for one in found)
    return tuple(Span(one.starts_on, one.due_on, str(word), tone) for one, (word, tone) in told)


def items_to_remind_of(day: date) -> QuerySet[Occurrence]:
    """Return what falls due from the day on within the days that its plan tells, and nobody was told of."""
    last = ExpressionWrapper(F("item__plan__remind_days") + Value(day), output_field=DateField())
    return (
        Occurrence.objects.awaited()
        .filter(item__cancelled_on=None, item__plan__status=PlanStatus.APPROVED, due_on__gte=day)
        .filter(item__plan__remind_days__gt=0, due_on__lte=last)
        .exclude(reminded_of=F("due_on"))
        .select_related("item__plan")
        .prefetch_related("item__responsible__holders")
        .order_by("due_on", "pk")
    )


def dated_items(*, first: date, last: date) -> QuerySet[Occurrence]:
    """Return the times of living items of approved plans that touch the days, for calendars and feeds.

    Narrow it further: `item__plan__organisation__path__startswith` for a place, `item__plan__body` for a
    council, `.of_person(pk)` for those who answer for it. `item` and its plan are fetched.
    """
    rows = Occurrence.objects.filter(
        item__cancelled_on=None,
        item__plan__status=PlanStatus.APPROVED,
        starts_on__lte=last,
        due_on__gte=first,
    ).exclude(status=OccurrenceStatus.CANCELLED)
    return rows.select_related("item__plan__organisation").order_by("due_on", "pk")
