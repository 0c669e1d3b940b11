"""How a plan ends with its year, and how that is taken back: unfinished items cancelled or carried over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import ProtectedError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.planning.plans.events import PlanDropped, PlanReopened
from metodika.planning.plans.lifecycle import AWAITED, MOVES, OccurrenceStatus, PlanStatus
from metodika.planning.plans.models import Item, Occurrence, Plan
from metodika.planning.plans.rules.schedule import whole_years_between
from metodika.planning.plans.services.approving import close_plan, withdraw_plan
from metodika.planning.plans.services.ground import keep, locked, needed
from metodika.planning.plans.services.making import copied_items


@dataclass(frozen=True)
class WoundUp:
    """What the end of a plan has changed: its state before, that of its occurrences, the items carried."""

    status: str
    occurrences: Mapping[int, str]
    carried: Collection[int] = ()


@atomic
def wind_up_plan(plan: Plan, *, reason: str, into: Plan | None = None, by: Any) -> WoundUp:
    """End a plan with what is unfinished in it: carried into a plan that is being prepared, else cancelled.

    A plan that was never approved is withdrawn. Raises RuleBroken without a reason, for an ended plan, and
    when `into` is prepared no longer.
    """
    row = locked(plan)
    before = row.status
    if row.is_prepared:
        withdraw_plan(row, reason=reason, by=by)
        return WoundUp(before, {})
    reason = needed(reason, _("Say why: the reason stays in the history."))[:500]
    awaited = Occurrence.objects.filter(item__plan=row, item__cancelled_on=None, status__in=AWAITED)
    states = dict(awaited.select_for_update(of=("self",)).order_by("pk").values_list("pk", "status"))
    carried = _carried(row, locked(into), list(states)) if into is not None else []
    Occurrence.objects.filter(pk__in=states).update(status=OccurrenceStatus.CANCELLED, reason=reason)
    close_plan(row, reason=reason, by=by)
    return WoundUp(before, states, carried)


def _carried(plan: Plan, into: Plan, awaited: Collection[int]) -> list[int]:
    if not into.is_prepared:
        raise RuleBroken(
            _("“%(plan)s” is approved already. Add what is unfinished to it with a reason.") % {"plan": into}
        )
    years = whole_years_between(plan.period, into.period)
    items = plan.items.filter(occurrences__in=awaited).distinct()
    return [one.pk for one in copied_items(items, into, years=years)]


@atomic
def reopen_plan(plan: Plan, *, ended: WoundUp, reason: str, by: Any) -> Plan:
    """Take the end of a plan back: its state and that of its occurrences are what they were.

    Raises RuleBroken without a reason and for a plan in another state.
    """
    row = locked(plan)
    if row.status not in MOVES[ended.status] or row.status not in {PlanStatus.CLOSED, PlanStatus.WITHDRAWN}:
        raise RuleBroken(
            _("This cannot be done now: the plan is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    reason = needed(reason, _("Say why: the reason stays in the history."))
    for state in sorted(set(ended.occurrences.values())):
        numbers = [pk for pk, status in ended.occurrences.items() if status == state]
        cancelled = Occurrence.objects.filter(pk__in=numbers, status=OccurrenceStatus.CANCELLED)
        cancelled.update(status=state, reason="")
    row.status, row.closed_on, row.closed_because = ended.status, None, ""
    keep(row, "status", "closed_on", "closed_because")
    announce(PlanReopened(row.pk, reason=reason), by=by, about=row)
    return row


@atomic
def drop_plan(plan: Plan, *, by: Any) -> None:
    """Remove a draft for good. Raises RuleBroken for any other plan and for one that something rests on."""
    row = locked(plan)
    if row.status != PlanStatus.DRAFT:
        raise RuleBroken(_("Only a draft is removed. Withdraw an agreed plan, close an approved one."))
    _delete(row)
    announce(PlanDropped(title=row.title), by=by, about=row.organisation)


@atomic
def drop_items(plan: Plan, *, numbers: Collection[int], by: Any) -> None:
    """Take items out of a plan that is being prepared. Raises RuleBroken for an approved plan."""
    row = locked(plan)
    if not row.is_prepared:
        raise RuleBroken(_("The plan is approved: its items are changed one by one, with a reason."))
    for item in Item.objects.filter(plan=row, pk__in=numbers).order_by("pk"):
        _delete(item)


def _delete(row: Plan | Item) -> None:
    kept = row.pk
    try:
        row.delete()
    except ProtectedError as error:
        raise RuleBroken(_("Something rests on “%(row)s” already: it stays.") % {"row": row}) from error
    row.pk = kept
