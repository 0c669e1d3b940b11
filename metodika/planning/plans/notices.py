from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.staff.queries import account_holders
from metodika.planning.plans.events import ItemDueSoon, ItemFoundVacant, PlanAmended, PlanApproved
from metodika.planning.plans.queries import makers_of


def _people(event: PlanApproved | PlanAmended | ItemDueSoon) -> Iterable[Any]:
    return account_holders(*event.people)


def _any_people(event: PlanApproved | PlanAmended | ItemDueSoon) -> bool:
    return account_holders(*event.people).exists()


def _makers(event: ItemFoundVacant) -> Iterable[Any]:
    return makers_of(event.plan_id)


def _any_makers(event: ItemFoundVacant) -> bool:
    return makers_of(event.plan_id).exists()


def _plan(event: PlanApproved) -> str:
    return reverse("plans:show-plan", args=[event.plan_id])


def _item(event: PlanAmended | ItemFoundVacant | ItemDueSoon) -> str:
    return reverse("plans:show-item", args=[event.item_id])


OWN = _("Plans for which I answer")
NOTICES: dict[type, Told] = {
    PlanApproved: Told(
        to=_people, group="plans", group_title=OWN, url=_plan, how=Channel.LETTER, anybody=_any_people
    ),
    PlanAmended: Told(
        to=_people, group="plans", group_title=OWN, url=_item, how=Channel.LETTER, anybody=_any_people
    ),
    ItemDueSoon: Told(
        to=_people, group="plans", group_title=OWN, url=_item, how=Channel.LETTER, anybody=_any_people
    ),
    ItemFoundVacant: Told(
        to=_makers, group="plans_made", group_title=_("Plans that I have made"), url=_item,
        how=Channel.LETTER, anybody=_any_makers,
    ),
}  # fmt: skip
