from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.planning.plans.lifecycle import PlanStatus
from metodika.planning.plans.models import Item, Occurrence, Plan, Responsible

SEEN_BY_RESPONSIBLE = frozenset({PlanStatus.APPROVED, PlanStatus.CLOSED})


def _items(target: Any) -> dict[str, Any] | None:
    """Return how those responsible are found for a plan, an item or an occurrence."""
    if isinstance(target, Plan):
        return {"item__plan": target} if target.status in SEEN_BY_RESPONSIBLE else None
    item = target.item if isinstance(target, Occurrence) else target
    if not isinstance(item, Item) or item.plan.status not in SEEN_BY_RESPONSIBLE:
        return None
    return {"item": item}


def _is_named(user: Any, where: dict[str, Any] | None) -> bool:
    if where is None or getattr(user, "person_id", None) is None:
        return False
    named = Responsible.objects.filter(**where)
    return named.filter(person=user.person_id).exists() or named.filter(holders=user.person_id).exists()


@predicate
def answers_for_it(user: Any, target: Any = None) -> bool:
    """Hold for those who are responsible for the item, by name, post, role or council."""
    return _is_named(user, None if isinstance(target, Plan) else _items(target))


@predicate
def has_a_part(user: Any, target: Any = None) -> bool:
    """Hold for those who are responsible for anything in the approved plan."""
    plan = target if isinstance(target, Plan) else None
    if isinstance(target, Item | Occurrence):
        plan = (target.item if isinstance(target, Occurrence) else target).plan
    return plan is not None and _is_named(user, _items(plan))


@predicate
def is_person(user: Any, target: Any = None) -> bool:
    """Hold for everybody who is signed in; these pages show what one answers for oneself."""
    return bool(user.is_authenticated)


PERMISSIONS = {
    "plans.list_own": is_person,
    "plans.list_plans": granted,
    "plans.view_plan": granted | has_a_part,
    "plans.make_plan": granted,
    "plans.change_plan": granted,
    "plans.approve_plan": granted,
    "plans.hand_down_plan": granted,
    "plans.report_execution": granted | answers_for_it,
}

WORDS = {
    "plans.list_own": _("See what one answers for in plans"),
    "plans.list_plans": _("Open the list of plans"),
    "plans.view_plan": _("Open plans and see how they are executed"),
    "plans.make_plan": _("Make plans: anew, from last year's plan, from a table"),
    "plans.change_plan": _("Change plans, move and cancel items"),
    "plans.approve_plan": _("Agree, approve and close plans"),
    "plans.hand_down_plan": _("Hand items of a plan down to institutions"),
    "plans.report_execution": _("Mark execution of plan items for others"),
}
