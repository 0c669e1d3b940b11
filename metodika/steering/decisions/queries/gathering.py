"""From stored values to what the rules judge; each indicator and window is read once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from metodika.core.calendar import Period
from metodika.core.facts import Counting
from metodika.core.statistics import share_bounds
from metodika.steering.decisions.lifecycle import Reason, Verdict
from metodika.steering.decisions.models import Expectation
from metodika.steering.decisions.queries.evidence import (
    Asked,
    Busy,
    Map,
    Reading,
    asked,
    busy_places,
    counting_of_people,
    people_counted,
)
from metodika.steering.decisions.rules.estimates import COUNT, MEAN, SHARE, Seen
from metodika.steering.decisions.rules.matching import Case, comparable

HUNDRED = 100
DIGITS = 6
Readings = dict[int, Reading]


@dataclass
class Evidence:
    """What is known of one expectation; `seen` is None when `trouble` says why there is nothing to see."""

    asked: Asked
    seen: Seen | None = None
    trouble: tuple[str, str] | None = None
    kept: float | None = None
    definition: int | None = None
    numbers: dict[str, Any] = field(default_factory=dict)
    compared: list[dict[str, Any]] = field(default_factory=list)


def gather(
    expectations: Sequence[Expectation], *, heard: Callable[[int], object] | None = None
) -> list[Evidence]:
    """Return the evidence of each expectation, in their order.

    Memory holds the values of one indicator and window at a time; `heard` is told how many more are read
    after each.
    """
    told = asked(expectations)
    place_map = Map(
        {one.organisation.municipality_id for one in expectations}
        | {one.organisation_id for one in expectations}
    )
    busy = busy_places({one.indicator_id for one in expectations}, place_map)
    groups: dict[tuple[int, Period, Period | None], list[Asked]] = defaultdict(list)
    for one in told:
        groups[one.group].append(one)
    found: dict[int, Evidence] = {}
    for (indicator, before, after), members in groups.items():
        group = _Group(place_map, indicator, before, after)
        for one in members:
            found[one.expectation.pk] = group.evidence(one, _others_busy(one, busy[indicator]))
        if heard is not None:
            heard(len(members))
    return [found[one.expectation.pk] for one in told]


def _others_busy(one: Asked, busy: Iterable[Busy]) -> set[int]:
    """Return the places that something else is meant to move in the same window."""
    mine = one.expectation
    return {
        place
        for other in busy
        if other.expectation != mine.pk
        and other.starts_on <= mine.look_on
        and other.look_on >= mine.starts_on
        for place in other.places
    }


class _Group:
    """All that is asked of one indicator in one window."""

    def __init__(self, place_map: Map, indicator: int, before: Period, after: Period | None) -> None:
        self.map, self.before, self.after = place_map, before, after
        self.told_before: Readings = place_map.readings(indicator, before)
        self.told_after: Readings = place_map.readings(indicator, after) if after else {}
        self.people: dict[tuple[int, Period], dict[int, set[int]]] = {}
        self.countings: dict[int, Counting | None] = {}
        self.cases = self._cases()

    def _cases(self) -> dict[int, Case]:
        found = {}
        for number, first in self.told_before.items():
            last = self.told_after.get(number)
            if last is None or first.fingerprint != last.fingerprint:
                continue
            before, after = first.value, last.value
            if before is not None and after is not None:
                size = first.denominator if first.denominator is not None else 0.0
                found[number] = Case(number, before, size, after)
        return found

    def evidence(self, one: Asked, busy: set[int]) -> Evidence:
        """Return what is known of one of them."""
        first, last = self._sum(one, self.told_before), self._sum(one, self.told_after)
        newest = last or first
        found = Evidence(one, definition=newest.definition if newest else None)
        found.numbers = {
            "before": _shown(first, self.before), "after": _shown(last, self.after), "merged": one.merged,
        }  # fmt: skip
        found.trouble = self._trouble(first, last)
        if found.trouble or first is None or last is None:
            return found
        own = [self.cases[number] for number in one.places if number in self.cases]
        others = comparable(own, self._candidates(one, busy))
        found.seen = _seen(own, others, first, last)
        found.compared = [self._told(case) for case in others]
        found.kept = self._kept(one, first.definition)
        found.numbers |= {"kind": found.seen.kind, "kept": found.kept, "others": _mean(others)}
        return found

    def _sum(self, one: Asked, told: Readings) -> Reading | None:
        parts = [told[number] for number in one.places if number in told]
        if not parts:
            return None
        whole = parts[0]
        for another in parts[1:]:
            whole = whole.with_another(another)
        return whole

    def _trouble(self, first: Reading | None, last: Reading | None) -> tuple[str, str] | None:
        if first is None or first.value is None:
            return Verdict.LITTLE, Reason.NO_BEFORE
        if last is None or last.value is None:
            return Verdict.LITTLE, Reason.NO_AFTER
        if first.fingerprint != last.fingerprint:
            return Verdict.BROKEN, Reason.DEFINITION
        return None

    def _candidates(self, one: Asked, busy: set[int]) -> list[Case]:
        mine = set(one.places)
        kinds = {self.map.places[number].peers for number in one.places if number in self.map.places}
        return [
            self.cases[number]
            for kind in kinds
            for number in self.map.peers[kind]
            if number in self.cases and number not in mine and number not in busy
        ]

    def _told(self, case: Case) -> dict[str, Any]:
        return {
            "place": case.number, "name": self.map.places[case.number].name,
            "before": round(case.before, DIGITS), "after": round(case.after, DIGITS), "size": case.size,
        }  # fmt: skip

    def _kept(self, one: Asked, definition: int) -> float | None:
        """Return the share of the people counted before who are counted after; None when nobody is known."""
        if definition not in self.countings:
            self.countings[definition] = counting_of_people(definition)
        counting, town = self.countings[definition], one.expectation.organisation.municipality_id
        town = town or one.expectation.organisation_id
        if counting is None or self.after is None:
            return None
        before, after = (self._people(counting, period, town) for period in (self.before, self.after))
        were = set().union(*(before.get(number, set()) for number in one.places))
        are = set().union(*(after.get(number, set()) for number in one.places))
        return round(len(were & are) / len(were), DIGITS) if were else None

    def _people(self, counting: Counting, period: Period, town: int) -> dict[int, set[int]]:
        key = (town, period)
        if key not in self.people:
            self.people[key] = people_counted(counting, period, town)
        return self.people[key]


def _seen(own: Sequence[Case], others: Sequence[Case], first: Reading, last: Reading) -> Seen:
    kind = _kind(first, last)
    changes, theirs = tuple(one.change for one in own), tuple(one.change for one in others)
    if kind == SHARE:
        return Seen(kind, _pair(first), _pair(last), changes, theirs, first.scale)
    if kind == COUNT:
        return Seen(kind, (first.numerator,), (last.numerator,), changes, theirs)
    before, after = tuple(one.before for one in own), tuple(one.after for one in own)
    return Seen(kind, before, after, changes, theirs)


def _kind(first: Reading, last: Reading) -> str:
    if first.denominator is None:
        return COUNT
    is_share = first.scale == HUNDRED and all(
        0 <= one.numerator <= (one.denominator or 0) for one in (first, last)
    )
    return SHARE if is_share else MEAN


def _pair(reading: Reading) -> tuple[float, float]:
    return reading.numerator, reading.denominator or 0.0


def _mean(others: Sequence[Case]) -> dict[str, Any] | None:
    if not others:
        return None
    return {
        "before": round(sum(one.before for one in others) / len(others), DIGITS),
        "after": round(sum(one.after for one in others) / len(others), DIGITS),
        "count": len(others),
    }


def _shown(reading: Reading | None, period: Period | None) -> dict[str, Any] | None:
    """Return a side as it is kept: its period, numbers, value, bounds, and the snapshots behind it."""
    if period is None:
        return None
    told: dict[str, Any] = {"period": period.key}
    if reading is None:
        return told
    value = reading.value
    bounds = None
    if _kind(reading, reading) == SHARE and value is not None:
        bounds = share_bounds(*_pair(reading))
    return told | {
        "numerator": reading.numerator, "denominator": reading.denominator,
        "value": None if value is None else round(value, DIGITS),
        "low": round(bounds[0] * HUNDRED, DIGITS) if bounds else None,
        "high": round(bounds[1] * HUNDRED, DIGITS) if bounds else None,
        "values": list(reading.snapshots),
    }  # fmt: skip
