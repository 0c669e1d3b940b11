"""An effect without the numbers of too few people, for whoever may not see the people there."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from metodika.core.facts import hidden_places
from metodika.core.facts.shares import SMALLEST_GROUP
from metodika.directory.organisations.models import Organisation
from metodika.steering.decisions.models import Effect
from metodika.steering.indicators.queries import is_about_people, sees_people

SIDES = ("before", "after")
# From these the numbers of both sides would follow.
TELLING = ("change", "beyond", "corrected", "kept")


def effect_as_seen(effect: Effect | None, *, viewer: Any) -> Effect | None:
    """Return an effect as the viewer may see it, a copy where something is hidden; at most two more queries.

    A side with fewer than five people is marked `is_hidden`, and so is a comparable place, with one more
    where its numbers would follow from the mean.
    Source: 152-FZ; domain cycle, calculation rules (suppression for groups under five).
    """
    if effect is None or effect.definition is None or not is_about_people(effect.definition):
        return effect
    expectation, seen = effect.expectation, copy(effect)
    own = list(expectation.subject.places.all()) or [expectation.organisation]
    if not sees_people(viewer, own) and any(_is_few(effect.numbers.get(name)) for name in SIDES):
        seen.numbers = _without_sides(effect.numbers)
    hidden = _hidden_places(effect, viewer)
    seen.compared = [
        {"place": one["place"], "name": one["name"], "is_hidden": True} if one["place"] in hidden else one
        for one in effect.compared
    ]
    return seen


def _people_of(side: Mapping[str, Any]) -> float:
    told = side.get("denominator")
    return float(side.get("numerator") or 0) if told is None else float(told)


def _is_few(side: Mapping[str, Any] | None) -> bool:
    return bool(side) and 0 < _people_of(side or {}) < SMALLEST_GROUP


def _without_sides(numbers: Mapping[str, Any]) -> dict[str, Any]:
    sides = {
        name: {"period": numbers[name]["period"], "is_hidden": True} for name in SIDES if numbers.get(name)
    }
    return {name: told for name, told in numbers.items() if name not in TELLING} | sides


def _hidden_places(effect: Effect, viewer: Any) -> set[int]:
    people = {one["place"]: _fewest(one) for one in effect.compared}
    few = hidden_places(people, dict.fromkeys(people, 0))
    if not few:
        return set()
    places = Organisation.objects.filter(pk__in=few)
    return {one.pk for one in places if not sees_people(viewer, [one])}


def _fewest(told: Mapping[str, Any]) -> int:
    """Return how many people a comparable place tells of: its size, else the smaller of its two counts."""
    if told["size"]:
        return int(told["size"])
    return int(min([one for one in (told["before"], told["after"]) if one], default=0))
