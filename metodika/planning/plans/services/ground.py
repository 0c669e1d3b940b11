"""What every act on a plan begins and ends with: the lock, the move, the trace of the change."""

from collections.abc import Collection
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.regulations.models import Act
from metodika.planning.plans import queries
from metodika.planning.plans.events import PlanAmended
from metodika.planning.plans.lifecycle import AWAITED
from metodika.planning.plans.models import Change, Item, Occurrence, Plan, Responsible
from metodika.planning.plans.rules.execution import may_become, may_move
from metodika.planning.plans.rules.people import split_responsible
from metodika.planning.plans.rules.schedule import occurrences


def locked(plan: Plan) -> Plan:
    """Return the plan, read anew and kept from others until the end of the transaction."""
    return (
        Plan.objects.select_for_update(of=("self",))
        .select_related("organisation__municipality__profile", "body")
        # A whole profile is large, and most acts need none of it.
        .defer("organisation__municipality__profile__data")
        .get(pk=plan.pk)
    )


def locked_item(item: Item) -> Item:
    """Return the item with its plan, both kept from others: first the plan, so none waits in a circle."""
    plan = locked(item.plan)
    found = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    found.plan = plan
    return found


def locked_occurrence(occurrence: Occurrence) -> Occurrence:
    """Return the occurrence with its item and plan, kept from others."""
    item = locked_item(occurrence.item)
    found = Occurrence.objects.select_for_update(of=("self",)).get(pk=occurrence.pk)
    found.item = item
    return found


def move(plan: Plan, to: str) -> None:
    """Put a locked plan into another state. Raises RuleBroken when it does not lead there."""
    if not may_move(plan.status, to):
        raise RuleBroken(
            _("This cannot be done now: the plan is in the state “%(state)s”.")
            % {"state": plan.get_status_display()}
        )
    plan.status = to


def become(occurrence: Occurrence, to: str) -> None:
    """Put a locked occurrence into another state. Raises RuleBroken when it does not lead there."""
    refuse_not_in_force(occurrence.item)
    if not may_become(occurrence.status, to):
        raise RuleBroken(
            _("This cannot be done now: it is in the state “%(state)s”.")
            % {"state": occurrence.get_status_display()}
        )
    occurrence.status = to


def keep(row: Plan | Item | Occurrence, *fields: str) -> None:
    """Save the fields of a locked row and count the edit."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def refuse_closed(plan: Plan) -> None:
    """Raise RuleBroken for a plan that is closed or withdrawn."""
    if not (plan.is_prepared or plan.is_approved):
        raise RuleBroken(
            _("The plan is in the state “%(state)s” and is changed no longer.")
            % {"state": plan.get_status_display()}
        )


def refuse_not_in_force(item: Item) -> None:
    """Raise RuleBroken unless the plan is approved and the item is alive."""
    if not item.plan.is_approved:
        raise RuleBroken(_("Execution is marked in an approved plan only. Approve the plan first."))
    if item.is_cancelled:
        raise RuleBroken(_("The item is cancelled: %(reason)s") % {"reason": item.cancelled_because})


def needed(text: str, sentence: str) -> str:
    """Return the text without blanks around it. Raises RuleBroken with the sentence for nothing."""
    if not text.strip():
        raise RuleBroken(sentence)
    return text.strip()


@atomic
def amend(
    item: Item, kind: str, *, before: str = "", after: str = "", reason: str, act: Act | None = None, by: Any
) -> None:
    """Leave the trace of a change in an approved plan and tell those who answer for the item.

    A plan that is still prepared is changed without a trace. Raises RuleBroken without a reason.
    """
    if not item.plan.is_approved:
        return
    needed(reason, _("The plan is approved: say why it is changed. The reason stays in its history."))
    Change.objects.create(
        plan=item.plan, item=item, kind=kind, before=before, after=after, reason=reason.strip(), act=act,
        made_by=account_or_none(by), made_at=timezone.now(),
    )  # fmt: skip
    announce(
        PlanAmended(
            plan_id=item.plan_id, item_id=item.pk, kind=kind, people=people_of(item), reason=reason.strip()
        ),
        by=by,
        about=item,
    )


def people_of(item: Item) -> list[int]:
    """Return the numbers of those who answer for the item now."""
    return sorted({person.pk for one in item.responsible.all() for person in one.holders.all()})


def lay_out(items: Collection[Item], plan: Plan) -> None:
    """Give items the occurrences that follow from their terms; what is done, moved or marked stays as it is.

    An occurrence of the same last day is not made twice.
    """
    terms = queries.school_quarters(plan.organisation, plan.period) if plan.by_terms else []
    there = Occurrence.objects.filter(item__in=items)
    there.filter(status__in=AWAITED, marked_at=None, version=1).delete()
    known = set(there.values_list("item_id", "first_due_on"))
    Occurrence.objects.bulk_create(
        Occurrence(item=item, starts_on=one.starts_on, due_on=one.ends_on, first_due_on=one.ends_on)
        for item in items
        for one in occurrences(item.schedule, plan.period, terms=terms)
        if (item.pk, one.ends_on) not in known
    )


def responsible_in(item: Item, text: str, meanings: queries.Meanings) -> list[Responsible]:
    """Return those whom the words name, not stored yet; the first one reports for all."""
    longest = Responsible._meta.get_field("text").max_length
    return [
        Responsible(item=item, order=order, text=words[:longest], reports=order == 1, **meanings.of(words))
        for order, words in enumerate(split_responsible(text), start=1)
    ]


def name_responsible(item: Item, text: str, meanings: queries.Meanings) -> None:
    """Put those whom the words name in the place of those named before; equal words keep their meaning."""
    known = {one.text: one for one in item.responsible.all()}
    wanted = responsible_in(item, text, meanings)
    kept = [known[one.text].pk for one in wanted if one.text in known]
    item.responsible.exclude(pk__in=kept).delete()
    for one in wanted:
        if one.text in known:
            item.responsible.filter(pk=known[one.text].pk).update(order=one.order, reports=one.reports)
    Responsible.objects.bulk_create(one for one in wanted if one.text not in known)
