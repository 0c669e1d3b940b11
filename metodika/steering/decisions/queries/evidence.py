"""The numbers behind effects: values before and after of those concerned and of everybody comparable."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from metodika.core.calendar import Period
from metodika.core.facts import Counting, Scope, rows
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import as_it_is_now
from metodika.steering.decisions.lifecycle import DecisionStatus, MeasureStatus
from metodika.steering.decisions.models import Expectation
from metodika.steering.decisions.rules.windows import window_of
from metodika.steering.indicators.models import Value, Version
from metodika.steering.indicators.queries import state_of


@dataclass(frozen=True)
class Reading:
    """What was counted of a place in a period: the snapshots it is made of, one unless schools merged."""

    numerator: float
    denominator: float | None
    definition: int
    fingerprint: str
    scale: int
    snapshots: tuple[int, ...]

    def with_another(self, other: "Reading") -> "Reading":
        """Return the two together, as one place: parts and wholes are added."""
        whole = None if self.denominator is None else self.denominator + (other.denominator or 0)
        return Reading(
            self.numerator + other.numerator, whole, self.definition, self.fingerprint, self.scale,
            self.snapshots + other.snapshots,
        )  # fmt: skip

    @property
    def value(self) -> float | None:
        """The value in the units of the indicator; None where there is nothing to divide by."""
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator * self.scale if self.denominator > 0 else None


@dataclass(frozen=True)
class Place:
    """A place that can be compared: of what kind, on which rung, in which municipality or region."""

    number: int
    name: str
    kind: str
    level: str
    parent: int | None
    municipality: int | None

    @property
    def peers(self) -> tuple[Any, ...]:
        """Those with the same are alike in kind: schools of a municipality, municipalities of a region."""
        if self.level == Level.INSTITUTION:
            return self.level, self.kind, self.municipality
        return self.level, self.parent


@dataclass
class Asked:
    """One expectation with its periods, the places it concerns as they are now, and what was counted."""

    expectation: Expectation
    before: Period
    after: Period | None
    places: list[int]
    merged: list[str] = field(default_factory=list)

    @property
    def group(self) -> tuple[int, Period, Period | None]:
        return self.expectation.indicator_id, self.before, self.after


def asked(expectations: Sequence[Expectation]) -> list[Asked]:
    """Return expectations with their periods and places; schools that were merged as what they are now."""
    kinds = _period_kinds({one.indicator_id for one in expectations})
    named = {one.pk: _places_of(one) for one in expectations}
    heirs = as_it_is_now()
    found = []
    for one in expectations:
        kind = kinds.get(one.indicator_id, "school_year")
        before, after = window_of(kind, starts_on=one.starts_on, look_on=one.look_on)
        places = list(dict.fromkeys(heirs.get(place.pk, place.pk) for place in named[one.pk]))
        merged = [str(place) for place in named[one.pk] if place.pk in heirs]
        found.append(Asked(one, before, after, places, merged))
    return found


def _places_of(expectation: Expectation) -> list[Organisation]:
    return list(expectation.subject.places.all()) or [expectation.organisation]


def _period_kinds(indicators: Iterable[int]) -> dict[int, str]:
    told = Version.objects.filter(indicator__in=list(indicators)).order_by("number")
    return dict(told.values_list("indicator", "period_kind"))


class Map:
    """The places of the municipalities asked about, and the municipalities of their regions."""

    def __init__(self, municipalities: Iterable[int | None]) -> None:
        here = Q(municipality__in={one for one in municipalities if one is not None})
        rungs = Q(level=Level.MUNICIPALITY) | (here & Q(level=Level.INSTITUTION))
        names = ("pk", "short_name", "name", "kind", "level", "parent", "municipality")
        self.places: dict[int, Place] = {}
        for pk, short, name, kind, level, parent, town in Organisation.objects.filter(rungs).values_list(
            *names
        ):
            self.places[pk] = Place(pk, short or name, str(kind), level, parent, town)
        self.heirs = as_it_is_now()
        self.peers: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for one in self.places.values():
            if one.number not in self.heirs:
                self.peers[one.peers].append(one.number)

    def readings(self, indicator: int, period: Period) -> dict[int, Reading]:
        """Return the newest values of a period by place, merged schools in the place of their heirs."""
        shown = Value.objects.newest().filter(
            version__indicator=indicator, starts_on=period.starts_on, ends_on=period.ends_on,
            organisation__in=list(self.places),
        )  # fmt: skip
        names = ("pk", "organisation", "numerator", "denominator", "version", "version__fingerprint",
                 "version__scale")  # fmt: skip
        found: dict[int, Reading] = {}
        for pk, place, part, whole, version, fingerprint, scale in shown.values_list(*names).order_by("pk"):
            heir = self.heirs.get(place, place)
            own = Reading(
                float(part), None if whole is None else float(whole), version, fingerprint, scale, (pk,)
            )
            found[heir] = found[heir].with_another(own) if heir in found else own
        return found


@dataclass
class Busy:
    """Something that shall move an indicator from one day to another, and the places it concerns."""

    expectation: int
    starts_on: date
    look_on: date
    places: set[int] = field(default_factory=set)


def busy_places(indicators: Iterable[int], place_map: Map) -> dict[int, list[Busy]]:
    """Return for each indicator what concerns which places of the map: such places compare with nobody.

    One query. What concerns other municipalities only is not read: a region has thousands of these.
    """
    here = {*place_map.places, *(one for one, heir in place_map.heirs.items() if heir in place_map.places)}
    shown = (
        Expectation.objects.filter(indicator__in=set(indicators))
        .exclude(measure__status=MeasureStatus.CANCELLED)
        .exclude(decision__status=DecisionStatus.CANCELLED)
        .annotate(place=Coalesce("measure__places", "decision__places", "organisation"))
        .filter(place__in=here)
    )
    told: dict[int, Busy] = {}
    found: dict[int, list[Busy]] = defaultdict(list)
    names = ("pk", "indicator", "starts_on", "look_on", "place")
    for pk, indicator, starts_on, look_on, place in shown.values_list(*names).order_by("pk"):
        if pk not in told:
            told[pk] = Busy(pk, starts_on, look_on)
            found[indicator].append(told[pk])
        told[pk].places.add(place_map.heirs.get(place, place))
    return found


def with_subjects(expectations: Any) -> list[Expectation]:
    """Return expectations with what they are about and its places; a constant number of queries."""
    shown = expectations.select_related("organisation", "indicator", "measure", "decision")
    return list(shown.prefetch_related("measure__places", "decision__places").order_by("pk"))


def people_counted(counting: Counting, period: Period, town: int) -> dict[int, set[int]]:
    """Return institution and town -> the people counted there; a unit belongs to its institution."""
    above = _institutions(town)
    found: dict[int, set[int]] = defaultdict(set)
    told = rows(counting, period, Scope.organisation(town)).order_by()
    for person, place in told.values_list("fact_person", "fact_organisation").iterator():
        found[above.get(place, place)].add(person)
        found[town].add(person)
    return found


def _institutions(town: int) -> dict[int, int]:
    heirs = as_it_is_now()
    inside = Organisation.objects.filter(municipality=town)
    institutions = set(inside.filter(level=Level.INSTITUTION).values_list("pk", flat=True))
    found = {}
    for pk, path in inside.values_list("pk", "path"):
        nearest = next((one for one in _upwards(path) if one in institutions), pk)
        found[pk] = heirs.get(nearest, nearest)
    return found


def _upwards(path: str) -> Iterator[int]:
    return (int(one) for one in reversed(path.strip("/").split("/")))


def counting_of_people(definition: int) -> Counting | None:
    """Return what counts the people of an indicator by their place; None when it is not about people."""
    version = Version.objects.select_related("indicator").get(pk=definition)
    told = (version.formula or {}).get("denominator")
    if not told or told.get("of") != "people" or told.get("placed_by") or not state_of(version).computes:
        return None
    counting = Counting.from_data(told)
    declared = counting.declared
    return counting if declared.person and declared.organisation else None
