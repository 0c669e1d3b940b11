"""What can be counted of goals and priorities."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag, text
from metodika.governance.meetings.models import AgendaItem
from metodika.planning.goals.lifecycle import APPROVED_ONCE, GoalKind, GoalLevel, GoalStatus, PriorityKind
from metodika.planning.goals.models import Goal, GoalQuerySet, Priority, Target
from metodika.planning.goals.queries import considered_items, priority_choices

TITLE = _("Goals")
YEAR = timedelta(days=365)
GOAL = (
    choice("kind", _("kind of goal"), "kind", GoalKind.choices),
    choice("level", _("level of the goal"), "level", GoalLevel.choices),
    flag("measured", _("has a target"), Q(Exists(Target.objects.filter(goal=OuterRef("pk"))))),
    flag("by_act", _("approved by an act"), Q(approved_by__isnull=False)),
    text("text", _("words of the goal"), "text"),
)


def _approved() -> GoalQuerySet:
    return Goal.objects.filter(status__in=[*sorted(APPROVED_ONCE)])


def _considered(day: date) -> Exists:
    """Whether a session has considered the priority within a year up to the day."""
    items = considered_items().filter(subject_id=OuterRef("pk"), session__held_on__lte=day)
    return Exists(items.filter(session__held_on__gt=day - YEAR))


FACTS = (
    Fact(
        code="goals.goal_approved",
        title=_("Goal approved"),
        row=_("One goal, on the day it was approved."),
        model=Goal,
        rows=_approved,
        organisation="organisation", on="approved_on",
        parameters=GOAL,
        address="/goals/{0.pk}/",
        source="PERV-3",
    ),
    Fact(
        code="goals.goal_in_force",
        title=_("Goal in force"),
        row=_("One approved goal, from its approval to the day it ended or to its last day."),
        model=Goal,
        rows=_approved,
        organisation="organisation", since="approved_on", until=Coalesce("ended_on", "ends_on"),
        parameters=GOAL,
        address="/goals/{0.pk}/",
        source="YAK-1.5",
    ),
    Fact(
        code="goals.goal_ended",
        title=_("Goal ended"),
        row=_("One goal, on the day it was said what came of it."),
        model=Goal,
        rows=lambda: _approved().filter(ended_on__isnull=False),
        organisation="organisation", on="ended_on",
        parameters=(*GOAL, flag("achieved", _("achieved"), Q(status=GoalStatus.ACHIEVED))),
        address="/goals/{0.pk}/",
    ),
    Fact(
        code="goals.priority_in_force",
        title=_("Priority in force"),
        row=_("One priority direction or subject concept, while it is in force."),
        model=Priority,
        rows=Priority.objects.all,
        organisation="organisation", since="starts_on", until="ends_on",
        parameters=(
            choice("kind", _("kind of priority"), "kind", PriorityKind.choices),
            flag("by_act", _("set by an act"), Q(act__isnull=False)),
            text("title", _("words of the title"), "title"),
            flag("considered", _("considered at a session in the year up to the day"), _considered),
        ),
        address="/goals/priorities/{0.pk}/",
        source="PEST-2.2.4",
    ),
    Fact(
        code="goals.concept_considered",
        title=_("Priority considered at a session"),
        row=_("One question about a priority direction or a subject concept that a session has considered."),
        model=AgendaItem,
        rows=considered_items,
        organisation="body__host", body="body", on="session__held_on",
        parameters=(
            choice("priority", _("priority direction or subject concept"), "subject_id", priority_choices),
            text("question", _("words of the question"), "question"),
        ),
        related=("session",),
        address="/sessions/{0.session_id}/",
        source="VP-1.4",
    ),
)  # fmt: skip
WITHOUT_FACT = {"target": _("A figure to be reached; the goal that has it is counted.")}
