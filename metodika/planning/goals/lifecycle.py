from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GoalKind(TextChoices):
    STRATEGY = "strategy", _("Strategy or programme")
    GOAL = "goal", pgettext_lazy("kind", "Goal")
    TASK = "task", _("Task on the way to a goal")


class GoalLevel(TextChoices):
    """Whose goal it is by its origin."""

    NATIONAL = "national", pgettext_lazy("goal", "National")
    REGIONAL = "regional", pgettext_lazy("goal", "Regional")
    MUNICIPAL = "municipal", pgettext_lazy("goal", "Municipal")
    INSTITUTION = "institution", _("Of an institution")


class GoalStatus(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("goal", "Proposed")
    APPROVED = "approved", pgettext_lazy("goal", "Approved")
    ACHIEVED = "achieved", pgettext_lazy("goal", "Achieved")
    MISSED = "missed", pgettext_lazy("goal", "Not achieved")
    WITHDRAWN = "withdrawn", pgettext_lazy("goal", "Withdrawn")


MOVES: dict[str, frozenset[str]] = {
    GoalStatus.PROPOSED: frozenset({GoalStatus.APPROVED, GoalStatus.WITHDRAWN}),
    GoalStatus.APPROVED: frozenset({GoalStatus.ACHIEVED, GoalStatus.MISSED, GoalStatus.WITHDRAWN}),
    GoalStatus.ACHIEVED: frozenset(),
    GoalStatus.MISSED: frozenset(),
    GoalStatus.WITHDRAWN: frozenset(),
}
ALIVE = frozenset({GoalStatus.PROPOSED, GoalStatus.APPROVED})
# How an approved goal may end, for a choice.
ENDS = ((GoalStatus.ACHIEVED, GoalStatus.ACHIEVED.label), (GoalStatus.MISSED, GoalStatus.MISSED.label),
        (GoalStatus.WITHDRAWN, GoalStatus.WITHDRAWN.label))  # fmt: skip
APPROVED_ONCE = frozenset({GoalStatus.APPROVED, GoalStatus.ACHIEVED, GoalStatus.MISSED})


class Direction(TextChoices):
    """Which side of a target is good."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class PriorityKind(TextChoices):
    DIRECTION = "direction", _("Priority direction")
    CONCEPT = "concept", _("Subject concept")
