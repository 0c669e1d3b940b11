"""What a run says of a municipality: every value with the years before it, its target, and how sure it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from metodika.core.facts import Of
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.steering.analysis.rules.chances import discoveries
from metodika.steering.analysis.rules.findings import (
    Measured,
    change_chance,
    is_worse,
    rest_chance,
    rest_of,
)
from metodika.steering.analysis.rules.similar import Traits, nearest
from metodika.steering.indicators.models import Indicator, Run, Target, Value
from metodika.steering.indicators.queries import hidden_of, is_about_people, people_behind, reaches

# This year and the two before it.
YEARS = 3
SMALLEST = 5
Key = tuple[int, int]


@dataclass(frozen=True)
class Point:
    """A value of a place with everything that may be said of it.

    `before` are the values of the same part of earlier years, the latest first; None where there was none.
    `sure` tells of changes and of differences from the rest that go beyond chance, with many at once.
    """

    value: Value
    before: tuple[Value | None, ...] = ()
    target: Decimal | None = None
    change: float | None = None
    change_sure: bool = False
    rest: Measured | None = None
    rest_chance: float | None = None
    rest_sure: bool = False

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.value.version.indicator

    @property
    def measured(self) -> Measured:
        """The two counts."""
        return measured(self.value)

    @property
    def last_year(self) -> Value | None:
        """The value a year before."""
        return self.before[0] if self.before else None

    @property
    def is_worse(self) -> bool:
        """Whether it is worse than a year before, by chance or not."""
        return self.last_year is not None and is_worse(
            self.measured, measured(self.last_year), more_is_better=self.indicator.more_is_better
        )

    @property
    def is_new_definition(self) -> bool:
        """Whether it is counted otherwise than a year before."""
        return (
            self.last_year is not None
            and self.last_year.version.fingerprint != self.value.version.fingerprint
        )

    @property
    def is_behind(self) -> bool:
        """Whether it is worse than the others together, by chance or not."""
        return self.rest is not None and is_worse(
            self.measured, self.rest, more_is_better=self.indicator.more_is_better
        )

    @property
    def is_reached(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.target is None:
            return None
        return reaches(self.value.exact, self.target, more_is_better=self.indicator.more_is_better)


def measured(value: Value) -> Measured:
    """Return the counts of a value for the rules."""
    version = value.version
    return Measured(value.numerator, value.denominator, version.scale, version.fingerprint)


@dataclass(frozen=True)
class Reading:
    """Everything that a note or a finding may say, read once for all places of a municipality."""

    municipality: Organisation
    run: Run
    places: list[Organisation]
    points: dict[Key, Point]
    hidden: frozenset[Key]
    similar_most: int = 5
    by_place: dict[int, list[Point]] = field(default_factory=dict)

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The indicators that have a value anywhere here, by code."""
        found = {one.indicator.pk: one.indicator for one in self.points.values()}
        return sorted(found.values(), key=lambda one: (one.code, one.pk))

    @cached_property
    def names(self) -> dict[int, str]:
        """The short names of the institutions."""
        return {one.pk: one.short_name or one.name for one in self.places}

    @cached_property
    def traits(self) -> dict[int, Traits]:
        """What each institution is like; its size is the largest group of people that was counted there."""
        sizes: dict[int, float] = defaultdict(float)
        for (_indicator, place), one in self.points.items():
            counted = (one.value.version.formula or {}).get("denominator") or {}
            if one.value.denominator is not None and counted.get("of") == Of.PEOPLE:
                sizes[place] = max(sizes[place], float(one.value.denominator))
        return {
            one.pk: Traits(one.kind, sizes[one.pk], bool(one.is_rural), bool(one.is_small))
            for one in self.places
        }

    def similar(self, place: int) -> list[tuple[int, float]]:
        """Return the institutions nearest to one, with their distances."""
        return nearest(place, self.traits, most=self.similar_most)

    def of(self, place: int) -> list[Point]:
        """Return the points of a place, by code of the indicator."""
        return self.by_place.get(place, [])

    def across(self, indicator: int) -> list[Point]:
        """Return the points of an indicator in all institutions, in their order."""
        found = (self.points.get((indicator, one.pk)) for one in self.places)
        return [one for one in found if one is not None]

    def is_hidden(self, point: Point) -> bool:
        """Whether the group is too small for those who may not see people."""
        return (point.indicator.pk, point.value.organisation_id) in self.hidden


def reading_of(municipality: Organisation, run: Run) -> Reading:
    """Read the values of a finished run for a municipality and its institutions; about eight queries."""
    places = list(
        Organisation.objects.filter(
            path__startswith=municipality.path, level=Level.INSTITUTION, closed_on=None
        ).order_by("sort_key", "pk")
    )
    wanted = {municipality.pk, *(one.pk for one in places)}
    now = _values(run, wanted, _around(run.day))
    earlier = _earlier(run, wanted, now)
    targets = _targets(now, wanted, municipality.pk)
    points = {
        key: Point(one, _before(one, earlier), targets.get(key) or _threshold(one))
        for key, one in now.items()
    }
    points = _compared(points, places)
    profile = profile_of(municipality)
    most = int((profile.data.get("analysis") or {}).get("similar", 5)) if profile else 5
    reading = Reading(municipality, run, places, points, _hidden(now), most)
    for (_indicator, place), one in sorted(points.items(), key=lambda pair: pair[1].indicator.code):
        reading.by_place.setdefault(place, []).append(one)
    return reading


def profile_of(place: Organisation) -> Profile | None:
    """Return the profile by whose words a place speaks."""
    return place.profile or (place.municipality.profile if place.municipality else None)


def _around(day: date) -> Q:
    return Q(starts_on__lte=day, ends_on__gte=day)


def _values(run: Run, places: Iterable[int], when: Q) -> dict[Key, Value]:
    """Return the values of places as they stood when the run ended; the latest of each period."""
    rows = (
        Value.objects.filter(when, organisation__in=list(places), computed_at__lte=run.finished_at)
        .filter(version__indicator__is_dropped=False)
        .select_related("version__indicator", "organisation")
        .order_by("computed_at", "pk")
    )
    return {(one.version.indicator_id, one.organisation_id): one for one in rows}


def year_before(day: date, years: int = 1) -> date:
    """Return the same day so many years before; the last of February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _earlier(run: Run, places: Iterable[int], now: Mapping[Key, Value]) -> dict[tuple[Any, ...], Value]:
    starts = {year_before(one.starts_on, years) for one in now.values() for years in range(1, YEARS)}
    rows = (
        Value.objects.filter(
            starts_on__in=starts, organisation__in=list(places), computed_at__lte=run.finished_at
        )
        .select_related("version")
        .order_by("computed_at", "pk")
    )
    return {
        (one.version.indicator_id, one.organisation_id, one.period_kind, one.starts_on): one for one in rows
    }


def _before(value: Value, earlier: Mapping[tuple[Any, ...], Value]) -> tuple[Value | None, ...]:
    return tuple(
        earlier.get(
            (
                value.version.indicator_id,
                value.organisation_id,
                value.period_kind,
                year_before(value.starts_on, years),
            )
        )
        for years in range(1, YEARS)
    )


def _targets(now: Mapping[Key, Value], places: Iterable[int], whole: int) -> dict[Key, Decimal]:
    """Return the target of each value: that of the place, else that of the municipality."""
    rows = Target.objects.filter(
        organisation__in=list(places), indicator__in={indicator for indicator, _place in now}
    )
    said = {(one.indicator_id, one.organisation_id, one.starts_on, one.ends_on): one.value for one in rows}
    found = {}
    for (indicator, place), value in now.items():
        days = (value.starts_on, value.ends_on)
        own = said.get((indicator, place, *days), said.get((indicator, whole, *days)))
        is_count = value.denominator is None
        # A count of the whole municipality is no target for one of its schools.
        if own is not None and not (is_count and (indicator, place, *days) not in said):
            found[indicator, place] = own
    return found


def _threshold(value: Value) -> Decimal | None:
    good = value.version.thresholds.get("good")
    return Decimal(str(good)) if good is not None and value.denominator is not None else None


def _compared(points: Mapping[Key, Point], places: Sequence[Organisation]) -> dict[Key, Point]:
    """Test every change against the year before and every institution against the rest, many at once."""
    schools = {one.pk for one in places}
    keys = list(points)
    changes = [
        change_chance(points[key].measured, measured(before)) if (before := points[key].last_year) else None
        for key in keys
    ]
    by_indicator: dict[int, list[Measured]] = defaultdict(list)
    for indicator, place in keys:
        if place in schools:
            by_indicator[indicator].append(points[indicator, place].measured)
    rests = [_rest(points[key], by_indicator[key[0]]) if key[1] in schools else None for key in keys]
    apart = [
        rest_chance(points[key].measured, rest) if rest else None
        for key, rest in zip(keys, rests, strict=True)
    ]
    change_sure, rest_sure = discoveries(changes), discoveries(apart)
    return {
        key: replace(
            points[key], change=changes[number], change_sure=change_sure[number], rest=rests[number],
            rest_chance=apart[number], rest_sure=rest_sure[number],
        )
        for number, key in enumerate(keys)
    }  # fmt: skip


def _rest(point: Point, together: Sequence[Measured]) -> Measured | None:
    if not point.measured.is_share or len(together) < 2:  # noqa: PLR2004 - oneself and somebody else
        return None
    rest = rest_of(point.measured, together)
    return rest if rest.is_share and rest.denominator else None


def _hidden(now: Mapping[Key, Value]) -> frozenset[Key]:
    """Return the values that are too small for the public, with a neighbour of each that is alone."""
    by_version: dict[int, list[Value]] = defaultdict(list)
    for one in now.values():
        by_version[one.version_id].append(one)
    found: set[int] = set()
    for values in by_version.values():
        version = values[0].version
        found |= hidden_of(version, values, viewer=AnonymousUser())
        if is_about_people(version):
            found |= {one.pk for one in values if 0 < people_behind(one) < SMALLEST}
    return frozenset(key for key, one in now.items() if one.pk in found)
