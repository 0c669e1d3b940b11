from typing import Any, ClassVar

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from metodika.core.web import AsOf, Choice, Column, Empty, Period, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.planning.goals import queries
from metodika.planning.goals.lifecycle import ALIVE, GoalKind, GoalLevel, GoalStatus, PriorityKind
from metodika.planning.goals.models import Goal, PriorityQuerySet

TONES: dict[str, Tone] = {
    GoalStatus.PROPOSED: "waiting", GoalStatus.APPROVED: "info", GoalStatus.ACHIEVED: "good",
    GoalStatus.MISSED: "bad", GoalStatus.WITHDRAWN: "neutral",
}  # fmt: skip


def status_of(goal: Goal) -> Status:
    return Status(goal.get_status_display(), TONES[goal.status])


def measured(goal: Any) -> Status | None:
    """A goal without a figure is a warning: nobody can say whether it is achieved."""
    return None if goal.is_measured else Status(say("no target"), "warning")


class StateOfGoal(Choice):
    """Unless another state is chosen, goals that live are shown."""

    def narrow(self, rows: Any, value: Any) -> Any:
        if value == "all":
            return rows
        return rows.filter(status=value) if value else rows.filter(status__in=ALIVE)


class GoalsTable(Table):
    columns: ClassVar = (
        Column("text", _("What is wanted"), str, url="goals:show-goal", sort="text"),
        Column("kind", _("Kind"), "get_kind_display", sort="kind"),
        Column("level", _("Level"), "get_level_display", sort="level"),
        Column("organisation", _("Whose goal"), "organisation", sort="organisation__sort_key", shown=False),
        Column("starts_on", _("First day"), sort="starts_on", shown=False),
        Column("ends_on", _("Last day"), sort="ends_on"),
        Column("status", _("State"), status_of, sort="status"),
        Column("measured", _("Measured"), measured),
    )
    filters: ClassVar = (
        Search("words", apply=queries.goals_alike),
        StateOfGoal("state", _("State"), choices=(*GoalStatus.choices, ("all", _("All")))),
        Choice("kind", _("Kind"), "kind", choices=GoalKind.choices),
        Choice("level", _("Level"), "level", choices=GoalLevel.choices, aside=True),
        Period("until", _("Last day"), "ends_on", aside=True),
    )
    empty: ClassVar = Empty(
        _("No goals yet"),
        _("Write what is wanted, why it is wanted here, and by which figure it will be seen."),
        _("Propose a goal"),
        "/goals/propose/",
        icon="target",
    )
    order: ClassVar = "ends_on"
    key: ClassVar = "goals"
    export_name: ClassVar = "goals"


class PrioritiesTable(Table):
    columns: ClassVar = (
        Column("title", _("Title"), url="goals:show-priority", sort="title"),
        Column("kind", _("Kind"), "get_kind_display", sort="kind"),
        Column("subject", _("Subject"), "subject", sort="subject__title"),
        Column("act", _("Set by the act"), "act"),
        Column("starts_on", _("In force from"), sort="starts_on"),
        Column("ends_on", _("In force until"), sort="ends_on"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.priorities_alike),
        Choice("kind", _("Kind"), "kind", choices=PriorityKind.choices),
        AsOf(apply=PriorityQuerySet.as_of),
    )
    empty: ClassVar = Empty(
        _("No priorities yet"),
        _("Directions that come first and subject concepts, with the years of their consideration."),
        _("Add a priority"),
        "/goals/priorities/add/",
        icon="target",
    )
    order: ClassVar = "title"
    key: ClassVar = "priorities"
    export_name: ClassVar = "priorities"
