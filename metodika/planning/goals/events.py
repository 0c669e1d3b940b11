from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

GOAL = {"goal_id": "goals.Goal"}


@dataclass(frozen=True)
class GoalProposed(Event):
    sentence: ClassVar = _("The goal %(goal)s has been proposed")
    names: ClassVar = GOAL

    goal_id: int


@dataclass(frozen=True)
class GoalApproved(Event):
    sentence: ClassVar = _("The goal %(goal)s has been approved")
    names: ClassVar = GOAL

    goal_id: int


@dataclass(frozen=True)
class GoalEnded(Event):
    """`outcome` tells what came of it, in words."""

    sentence: ClassVar = _("The goal %(goal)s has ended: %(outcome)s")
    names: ClassVar = GOAL

    goal_id: int
    status: str
    outcome: str


@dataclass(frozen=True)
class TargetSet(Event):
    sentence: ClassVar = _("A target of the goal %(goal)s has been set: %(target)s")
    names: ClassVar = GOAL

    goal_id: int
    target: str


@dataclass(frozen=True)
class TargetDropped(Event):
    sentence: ClassVar = _("A target of the goal %(goal)s has been taken off: %(target)s")
    names: ClassVar = GOAL

    goal_id: int
    target: str


@dataclass(frozen=True)
class PriorityAdded(Event):
    sentence: ClassVar = _("“%(priority)s” is among the priorities now")
    names: ClassVar = {"priority_id": "goals.Priority"}

    priority_id: int


@dataclass(frozen=True)
class GoalReopened(Event):
    """The end of a goal has been taken back."""

    sentence: ClassVar = _("The end of the goal “%(goal)s” has been taken back: %(reason)s")
    names: ClassVar = GOAL

    goal_id: int
    reason: str


@dataclass(frozen=True)
class GoalDropped(Event):
    sentence: ClassVar = _("The proposed goal “%(text)s” has been removed")

    text: str
