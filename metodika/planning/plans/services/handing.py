"""Handing a plan down to institutions."""

from collections.abc import Collection
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.planning.plans import queries
from metodika.planning.plans.events import PlanMade
from metodika.planning.plans.lifecycle import PlanKind
from metodika.planning.plans.models import Plan
from metodika.planning.plans.services.ground import locked
from metodika.planning.plans.services.making import copied_items


@atomic
def hand_down_plan(
    plan: Plan, *, institutions: Collection[Organisation], items: Collection[int] | None = None, by: Any
) -> list[Plan]:
    """Give institutions a draft with the items of an approved plan, all of them or the numbers told.

    Posts and roles are looked for in the institution then. Raises RuleBroken for a plan that is not approved,
    no institution, no item, and an institution that has the plan already or does not lie under it.
    """
    row = locked(plan)
    if not row.is_approved:
        raise RuleBroken(_("Approve the plan before it is handed down."))
    free = {one.pk for one in queries.institutions_under(row)}
    if not institutions:
        raise RuleBroken(_("Choose the institutions that take the plan over."))
    if wrong := [one for one in institutions if one.pk not in free]:
        raise RuleBroken(
            _("%(institution)s has this plan already, or does not belong here.") % {"institution": wrong[0]}
        )
    wanted = row.items.filter(cancelled_on=None)
    wanted = wanted if items is None else wanted.filter(pk__in=items)
    if not wanted.exists():
        raise RuleBroken(_("Choose the items that are handed down."))
    return [_handed(row, one, wanted, by) for one in institutions]


def _handed(plan: Plan, institution: Organisation, items: Any, by: Any) -> Plan:
    made = Plan.objects.create(
        organisation=institution, kind=PlanKind.INSTITUTION, title=plan.title, starts_on=plan.starts_on,
        ends_on=plan.ends_on, by_terms=plan.by_terms, handed_from=plan, made_by=account_or_none(by),
    )  # fmt: skip
    copied = copied_items(items, made, handed=True)
    announce(PlanMade(made.pk, source="handed_down", items=len(copied)), by=by, about=made)
    return made
