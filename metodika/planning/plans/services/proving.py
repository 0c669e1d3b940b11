"""Done when its fact has happened: what daily work leaves behind marks the items of plans."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import dates
from metodika.core.events import announce
from metodika.core.facts import Scope, fact, happened
from metodika.core.facts.conditions import conditions_from
from metodika.core.facts.countings import Selection
from metodika.directory.mandates.queries import today_at
from metodika.planning.plans import queries
from metodika.planning.plans.events import OccurrenceFinished
from metodika.planning.plans.lifecycle import ChangeKind, OccurrenceStatus
from metodika.planning.plans.models import Item, Occurrence
from metodika.planning.plans.rules.execution import days_for_fact
from metodika.planning.plans.services.execution import MARKED, taken_off
from metodika.planning.plans.services.ground import amend, keep, locked_item, refuse_closed

LONGEST_PROOF = 500


@atomic
def name_fact(
    item: Item, *, code: str, conditions: Sequence[Any] = (), needed: int = 1, reason: str = "", by: Any
) -> Item:
    """Say which fact proves the item, under which conditions and how many times; an empty code takes it off.

    In an approved plan it needs a reason, and what has happened already counts at once. Raises RuleBroken for
    an unknown fact or condition, a fact that lasts instead of happening, and less than one time.
    """
    row = locked_item(item)
    refuse_closed(row.plan)
    before = row.fact_code
    if code:
        _check_fact(code, conditions, needed)
    told = [one.data for one in conditions_from(conditions)] if code else []
    row.fact_code, row.fact_conditions, row.fact_needed = code, told, needed if code else 1
    keep(row, "fact_code", "fact_conditions", "fact_needed")
    amend(row, ChangeKind.REWORDED, before=before, after=code, reason=reason, by=by)
    _prove_all(row, day=today_at(row.plan.organisation))
    return row


def _check_fact(code: str, conditions: Sequence[Any], needed: int) -> None:
    Selection(code, conditions_from(conditions)).check()
    if fact(code).is_state:
        raise RuleBroken(
            _("“%(fact)s” lasts and does not happen on a day. Choose another fact.")
            % {"fact": fact(code).title}
        )
    if needed < 1:
        raise RuleBroken(_("The fact is needed at least once."))


@atomic
def prove_item(item: Item, *, day: date) -> int:
    """Mark the occurrences of an item whose fact has happened by the day; return how many marks changed.

    A fact counts from the first day of an occurrence until the next one begins. A mark whose fact is gone (a
    session was cancelled) is taken off; a mark by hand stays.
    """
    return _prove_all(locked_item(item), day=day)


def _prove_all(row: Item, *, day: date) -> int:
    if not row.plan.is_approved or row.is_cancelled:
        return 0
    times = list(row.occurrences.select_for_update(of=("self",)).order_by("starts_on", "due_on", "pk"))
    following = [two.starts_on for _one, two in pairwise(times)] + [None]
    return sum(
        _prove(one, row, next_first=begins, day=day) for one, begins in zip(times, following, strict=True)
    )


def _prove(one: Occurrence, item: Item, *, next_first: date | None, day: date) -> bool:
    if one.status == OccurrenceStatus.CANCELLED or (one.status == OccurrenceStatus.DONE and not one.by_fact):
        return False
    days = days_for_fact(one.starts_on, next_first=next_first, today=day)
    found = _rows(item, *days) if days and item.fact_code else []
    if len(found) < item.fact_needed:
        return _lost(one) if one.by_fact else False
    proof = found[item.fact_needed - 1]
    if one.by_fact and one.done_on == proof.fact_on:
        return False
    one.item, one.status, one.by_fact, one.done_on = item, OccurrenceStatus.DONE, True, proof.fact_on
    one.reason, one.proof = str(fact(item.fact_code).title), str(proof)[:LONGEST_PROOF]
    one.proof_address = fact(item.fact_code).address.format(proof)
    one.marked_by, one.marked_at = None, timezone.now()
    keep(one, "status", *MARKED, "marked_by", "marked_at")
    told = OccurrenceFinished(one.pk, item_id=item.pk, done_on=f"{one.done_on}", by_fact=True)
    announce(told, by=None, about=item)
    return True


def _rows(item: Item, first: date, last: date) -> list[Any]:
    plan = item.plan
    is_of_body = plan.body_id is not None and fact(item.fact_code).body
    scope = Scope.body(plan.body_id or 0) if is_of_body else Scope.organisation(plan.organisation_id)
    rows = happened(item.fact_code, item.fact_conditions, dates(first, last), scope)
    return list(rows.order_by("fact_on", "pk")[: item.fact_needed])


def _lost(one: Occurrence) -> bool:
    one.status = OccurrenceStatus.PLANNED
    taken_off(one)
    keep(one, "status", *MARKED)
    return True


@atomic
def prove_by_facts(*, day: date) -> int:
    """Mark what facts prove in all plans in force; return how many marks changed.

    An item whose fact or condition is gone stays as it is; its card says so.
    """
    return sum(prove_item(item, day=day) for item in queries.items_with_facts() if _can_be_asked(item))


def _can_be_asked(item: Item) -> bool:
    try:
        _check_fact(item.fact_code, item.fact_conditions, item.fact_needed)
    except RuleBroken:
        return False
    return True
