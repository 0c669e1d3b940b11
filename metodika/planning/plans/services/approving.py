"""From a draft to a plan in force, and to its end; who answers for it then."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.regulations.models import Act
from metodika.planning.plans import queries
from metodika.planning.plans.events import ItemFoundVacant, PlanAgreed, PlanApproved, PlanClosed
from metodika.planning.plans.lifecycle import PlanStatus, ResponsibleKind
from metodika.planning.plans.models import Plan, Responsible
from metodika.planning.plans.services.ground import keep, locked, move, needed


@atomic
def agree_plan(plan: Plan, *, by: Any) -> Plan:
    """Mark a draft as agreed. Raises RuleBroken for an empty plan and for one in another state."""
    row = locked(plan)
    _refuse_empty(row)
    move(row, PlanStatus.AGREED)
    row.agreed_on = today_at(row.organisation)
    keep(row, "status", "agreed_on")
    announce(PlanAgreed(row.pk), by=by, about=row)
    return row


@atomic
def return_plan(plan: Plan, *, by: Any) -> Plan:
    """Take an agreed plan back to its makers. Raises RuleBroken for one in another state."""
    row = locked(plan)
    move(row, PlanStatus.DRAFT)
    row.agreed_on = None
    keep(row, "status", "agreed_on")
    return row


def _refuse_empty(plan: Plan) -> None:
    if not plan.items.filter(cancelled_on=None).exists():
        raise RuleBroken(_("The plan has no items yet. Add what is to be done."))


@atomic
def approve_plan(plan: Plan, *, act: Act | None, approved_on: date | None = None, by: Any) -> Plan:
    """Bring a plan into force by an act, from the act's day or the day told.

    What was due before that day counts as due before the plan, not as overdue. Raises RuleBroken for an empty
    plan, a plan in another state, a day in the future or after the plan's last day.
    """
    row = locked(plan)
    _refuse_empty(row)
    move(row, PlanStatus.APPROVED)
    today = today_at(row.organisation)
    row.act, row.approved_on = act, approved_on or (act.issued_on if act else None) or today
    if row.approved_on > today:
        raise RuleBroken(_("The day of approval has not come yet."))
    if row.approved_on > row.ends_on:
        raise RuleBroken(_("The plan is approved after its last day. Check the day and the act."))
    keep(row, "status", "act", "approved_on")
    named = Responsible.objects.filter(item__plan=row, item__cancelled_on=None)
    people = find_holders(named.select_related("item__plan", "organisation"), day=today, by=by)
    announce(PlanApproved(row.pk, people=people), by=by, about=row)
    return row


@atomic
def close_plan(plan: Plan, *, reason: str, by: Any) -> Plan:
    """End a plan after its report; what is not done stays as it is. Raises RuleBroken without a reason."""
    row = locked(plan)
    move(row, PlanStatus.CLOSED)
    return _ended(row, reason, by)


@atomic
def withdraw_plan(plan: Plan, *, reason: str, by: Any) -> Plan:
    """Lay a draft aside: it was made by mistake or is not wanted. Raises RuleBroken without a reason."""
    row = locked(plan)
    move(row, PlanStatus.WITHDRAWN)
    return _ended(row, reason, by)


def _ended(row: Plan, reason: str, by: Any) -> Plan:
    row.closed_because = needed(reason, _("Say why: the reason stays in the history."))[:500]
    row.closed_on = today_at(row.organisation)
    keep(row, "status", "closed_on", "closed_because")
    withdrawn = row.status == PlanStatus.WITHDRAWN
    announce(PlanClosed(row.pk, reason=row.closed_because, is_withdrawn=withdrawn), by=by, about=row)
    return row


@atomic
def find_holders(responsible: Collection[Responsible], *, day: date, by: Any) -> list[int]:
    """Find the people behind those responsible on the day, and warn of what nobody answers for.

    Returns the numbers of the people. A vacancy is told once, on the day it is found.
    """
    rows = list(responsible)
    behind = queries.people_behind(rows, day=day)
    _hold({one.pk: set(behind.get(one.pk, ())) for one in rows})
    for one in rows:
        is_vacant = one.kind != ResponsibleKind.WORDS and not behind.get(one.pk)
        if is_vacant == (one.vacant_since is not None):
            continue
        one.vacant_since = day if is_vacant else None
        one.save(update_fields=["vacant_since"])
        if is_vacant:
            told = ItemFoundVacant(plan_id=one.item.plan_id, item_id=one.item_id, post=one.text)
            announce(told, by=by, about=one.item)
    return sorted({person for found in behind.values() for person in found})


def _hold(wanted: dict[int, set[int]]) -> None:
    """Keep the people found behind each of those responsible; only what differs is written."""
    held = Responsible.holders.through
    rows = held.objects.filter(responsible__in=wanted).values_list("pk", "responsible_id", "person_id")
    known = {(one, person): pk for pk, one, person in rows}
    found = {(one, person) for one, people in wanted.items() for person in people}
    held.objects.filter(pk__in=[pk for pair, pk in known.items() if pair not in found]).delete()
    held.objects.bulk_create(
        held(responsible_id=one, person_id=person) for one, person in sorted(found - known.keys())
    )


@atomic
def follow_responsible(*, day: date) -> int:
    """Find anew who answers for the items of approved plans; returns how many have fallen vacant."""
    rows = list(queries.followed_responsible())
    before = sum(one.vacant_since is None for one in rows)
    find_holders(rows, day=day, by=None)
    return before - sum(one.vacant_since is None for one in rows)


@atomic
def move_responsible(*, source_id: int, target_id: int) -> None:
    """Hand everything that a person answers for over to the card into which his was merged."""
    Responsible.objects.filter(person=source_id).update(person=target_id)
    for one in Responsible.objects.filter(holders=source_id):
        one.holders.remove(source_id)
        one.holders.add(target_id)
