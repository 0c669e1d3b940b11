"""What indicators say about the targets of goals, which know indicators by their codes only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from metodika.planning.goals.lifecycle import Direction
from metodika.planning.goals.models import Goal, Target
from metodika.planning.goals.queries import targets_of as targets_of_goal
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.queries.values import hidden_here
from metodika.steering.indicators.rules.values import reaches


@dataclass(frozen=True)
class Reached:
    """A target of a goal with the value of its indicator there, and whether it is enough."""

    target: Target
    value: Value | None = None
    is_hidden: bool = False

    @property
    def is_reached(self) -> bool | None:
        """Whether the value is on the good side of the target; None without a value that is shown."""
        if self.value is None or self.is_hidden:
            return None
        more = self.target.direction == Direction.AT_LEAST
        return reaches(self.value.exact, self.target.value, more_is_better=more)


def reached(goal: Goal, *, viewer: Any) -> list[Reached]:
    """Return the targets of a goal, each with the last value that ends within its days in the goal's place.

    Values that the viewer may not see are left out; groups that are too small for him are hidden.
    """
    targets = list(targets_of_goal(goal))
    codes = {one.code for one in targets if one.code}
    if not codes:
        return [Reached(one) for one in targets]
    seen = Value.objects.newest().visible_to(viewer).filter(organisation=goal.organisation_id)
    rows = seen.filter(version__indicator__code__in=codes, version__indicator__is_dropped=False)
    values = list(rows.select_related("version__indicator").order_by("ends_on", "computed_at", "pk"))
    hidden = hidden_here(viewer, goal.organisation)
    found = []
    for one in targets:
        value = _last_of(one, values)
        found.append(Reached(one, value, is_hidden=value is not None and value.pk in hidden))
    return found


def _last_of(target: Target, values: Iterable[Value]) -> Value | None:
    within = [
        one
        for one in values
        if one.version.indicator.code == target.code and target.starts_on <= one.ends_on <= target.ends_on
    ]
    return within[-1] if within else None
