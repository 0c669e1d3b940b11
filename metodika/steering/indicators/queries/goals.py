"""What indicators say about the targets of goals, which know indicators by their codes only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from metodika.planning.goals.lifecycle import Direction
from metodika.planning.goals.models import Goal, Target
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
    return reached_of([goal], viewer=viewer)[goal.pk]


def reached_of(goals: Sequence[Goal], *, viewer: Any) -> dict[int, list[Reached]]:
    """Return the same of many goals by their numbers; two queries, and those of what is hidden."""
    places = {one.pk: one.organisation_id for one in goals}
    targets = list(Target.objects.filter(goal__in=places).order_by("title", "starts_on", "pk"))
    codes = {one.code for one in targets if one.code}
    values = _values(codes, set(places.values()), viewer) if codes else {}
    hidden = {
        pk
        for place in {one.organisation_id: one.organisation for one in goals}.values()
        if any(number == place.pk for number, _code in values)
        for pk in hidden_here(viewer, place)
    }
    found: dict[int, list[Reached]] = {one.pk: [] for one in goals}
    for one in targets:
        value = _last_of(one, values.get((places[one.goal_id], one.code), ()))
        found[one.goal_id].append(Reached(one, value, is_hidden=value is not None and value.pk in hidden))
    return found


def _values(
    codes: Collection[str], places: Collection[int], viewer: Any
) -> dict[tuple[int, str], list[Value]]:
    """Return the values of the indicators by place and code, by time."""
    seen = Value.objects.newest().visible_to(viewer).filter(organisation__in=places)
    rows = seen.filter(version__indicator__code__in=codes, version__indicator__is_dropped=False)
    found: dict[tuple[int, str], list[Value]] = defaultdict(list)
    for one in rows.select_related("version__indicator").order_by("ends_on", "computed_at", "pk"):
        found[one.organisation_id, one.version.indicator.code].append(one)
    return found


def _last_of(target: Target, values: Iterable[Value]) -> Value | None:
    within = [one for one in values if target.starts_on <= one.ends_on <= target.ends_on]
    return within[-1] if within else None
