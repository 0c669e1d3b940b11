from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

PLAN = {"plan_id": "plans.Plan"}
ITEM = {"item_id": "plans.Item"}


@dataclass(frozen=True)
class PlanMade(Event):
    """`source` tells how: anew, copy, table, handed_down."""

    sentence: ClassVar = _("The plan %(plan)s has been made")
    names: ClassVar = PLAN

    plan_id: int
    source: str
    items: int


@dataclass(frozen=True)
class PlanAgreed(Event):
    sentence: ClassVar = _("The plan %(plan)s has been agreed")
    names: ClassVar = PLAN

    plan_id: int


@dataclass(frozen=True)
class PlanApproved(Event):
    """`people` are those who answer for its items."""

    sentence: ClassVar = _("The plan %(plan)s has been approved")
    names: ClassVar = PLAN

    plan_id: int
    people: list[int]


@dataclass(frozen=True)
class PlanClosed(Event):
    """`is_withdrawn`: it never came into force."""

    sentence: ClassVar = _("The plan %(plan)s is closed: %(reason)s")
    names: ClassVar = PLAN

    plan_id: int
    reason: str
    is_withdrawn: bool


@dataclass(frozen=True)
class PlanAmended(Event):
    """An approved plan has been changed; `people` answer for the item."""

    sentence: ClassVar = _("The plan item %(item)s has been changed: %(reason)s")
    names: ClassVar = ITEM

    plan_id: int
    item_id: int
    kind: str
    people: list[int]
    reason: str


@dataclass(frozen=True)
class ItemFoundVacant(Event):
    """Nobody holds the post or the role that answers for the item."""

    sentence: ClassVar = _("Nobody answers for the plan item %(item)s: “%(post)s” is vacant")
    names: ClassVar = ITEM

    plan_id: int
    item_id: int
    post: str


@dataclass(frozen=True)
class OccurrenceFinished(Event):
    """`by_fact`: what happened proves it, nobody has marked it by hand."""

    sentence: ClassVar = _("Done: %(item)s")
    names: ClassVar = ITEM

    occurrence_id: int
    item_id: int
    done_on: str
    by_fact: bool


@dataclass(frozen=True)
class ItemDueSoon(Event):
    """`people` answer for the item and have not marked it as done."""

    sentence: ClassVar = _("Due on %(due_on)s: %(item)s")
    names: ClassVar = ITEM

    occurrence_id: int
    item_id: int
    due_on: str
    people: list[int]


@dataclass(frozen=True)
class PlanReopened(Event):
    """The end of a plan has been taken back."""

    sentence: ClassVar = _("The end of the plan “%(plan)s” has been taken back: %(reason)s")
    names: ClassVar = PLAN

    plan_id: int
    reason: str


@dataclass(frozen=True)
class PlanDropped(Event):
    sentence: ClassVar = _("The draft of the plan “%(title)s” has been removed")

    title: str
