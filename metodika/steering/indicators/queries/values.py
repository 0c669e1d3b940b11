"""Values, targets and places for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, When
from django.db.models import Value as Just

from metodika.core.access.grants import access_of
from metodika.core.calendar import Period
from metodika.core.facts import Counting, Of, Scope, counts_people, hidden_places, rows
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet
from metodika.directory.regulations.models import Act
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import (
    Indicator,
    IndicatorQuerySet,
    IndicatorSet,
    Run,
    Target,
    Value,
    Version,
)
from metodika.steering.indicators.queries.formulas import formula_of, unknown_facts
from metodika.steering.indicators.rules.formulas import is_share
from metodika.steering.indicators.rules.intervals import rank_ranges, wilson

VIEW, PEOPLE = "indicators.view_indicator", "staff.view_person"
RUNGS = (Level.INSTITUTION, Level.MUNICIPALITY, Level.REGION)


def indicators(user: Any) -> IndicatorQuerySet:
    """Return the indicators that the user may see, as far as they hold where he looks."""
    seen = Indicator.objects.visible_to(user).filter(is_dropped=False)
    paths = access_of(user).paths_for(VIEW)
    if any(path == "/" for path in paths):
        return seen
    near = Organisation.objects.filter(profile__isnull=False)
    above = {int(one) for path in paths for one in path.strip("/").split("/") if one}
    profiles = near.filter(Q(pk__in=above) | _under(paths)).values("profile")
    return seen.filter(Q(profile=None) | Q(profile__in=profiles))


def _under(paths: Iterable[str]) -> Q:
    found = Q(pk__in=())
    for path in paths:
        found |= Q(path__startswith=path)
    return found


def places_to_choose(user: Any) -> OrganisationQuerySet:
    """Return the places whose values the user may see."""
    seen = Organisation.objects.visible_to(user, VIEW)
    return seen.filter(level__in=RUNGS).order_by("path", "sort_key")


def home_of(user: Any) -> Organisation | None:
    """Return the widest place whose values the user may see: where his lists begin."""
    paths = access_of(user).paths_for(VIEW)
    shown = Organisation.objects.filter(level__in=RUNGS)
    whole = any(path == "/" for path in paths)
    return shown.filter(Q() if whole else _under(paths)).order_by("path").first()


def place_asked(user: Any, told: str) -> Organisation | None:
    """Return the place whose number was told, as far as the user sees its values; without one, his own."""
    if told.isdigit():
        return places_to_choose(user).filter(pk=int(told)).first()
    return home_of(user)


def indicators_for_list(user: Any, place: Organisation | None) -> IndicatorQuerySet:
    """Return the indicators, each with `current` versions, values `here` and `aims` of the place.

    A value is marked `is_kept_back` where it is about too few people for the user; `rank` is nought for what
    computes now and one for what waits for a fact or is a draft.
    """
    kept_back = When(pk__in=hidden_here(user, place), then=Just(True))
    values = Value.objects.newest().filter(organisation=place).order_by("-ends_on", "-computed_at")
    values = values.annotate(is_kept_back=Case(kept_back, default=Just(False)))
    versions = Version.objects.filter(status__in=[VersionStatus.IN_FORCE, VersionStatus.DRAFT])
    versions = versions.prefetch_related(Prefetch("values", values, to_attr="here"))
    seen = indicators(user)
    ready = When(pk__in=_with_all_facts(seen), then=Just(0))
    return seen.annotate(rank=Case(ready, default=Just(1))).prefetch_related(
        Prefetch("versions", versions.order_by("-number"), to_attr="current"),
        Prefetch("targets", Target.objects.filter(organisation=place), to_attr="aims"),
    )


def _with_all_facts(seen: IndicatorQuerySet) -> list[int]:
    versions = Version.objects.filter(indicator__in=seen, status=VersionStatus.IN_FORCE)
    told = versions.values_list("indicator", "formula")
    return [indicator for indicator, formula in told if formula and not unknown_facts(formula)]


def hidden_here(user: Any, place: Organisation | None) -> set[int]:
    """Return the values of a place that are too small for the user to see; no query for who sees people."""
    if place is None or sees_people(user, [place]):
        return set()
    found: dict[tuple[Any, ...], list[Value]] = {}
    beside = Value.objects.newest().filter(organisation__parent=place.parent_id)
    for one in beside.select_related("version", "organisation"):
        found.setdefault((one.version_id, one.starts_on, one.ends_on), []).append(one)
    return {pk for group in found.values() for pk in hidden_of(group[0].version, group, viewer=user)}


def period_kind_of(indicator: Indicator) -> str:
    """Return the period of the newest version."""
    newest = indicator.versions.order_by("-number").values_list("period_kind", flat=True).first()
    return newest or "school_year"


def shown_period(indicator: Indicator, told: str) -> tuple[Version, date, date] | None:
    """Return the version and the days of the period that was chosen, else of the newest values."""
    found = Value.objects.newest().filter(version__indicator=indicator)
    version, _sign, days = told.partition(":")
    try:
        first, last = (date.fromisoformat(one) for one in days.split(":"))
        chosen = found.filter(version=int(version), starts_on=first, ends_on=last)
    except ValueError:
        chosen = found
    newest = chosen.select_related("version__indicator").order_by("-ends_on", "-version__number").first()
    return (newest.version, newest.starts_on, newest.ends_on) if newest else None


def values_of(pks: Iterable[int]) -> QuerySet[Value]:
    """Return values with their places."""
    return Value.objects.filter(pk__in=list(pks)).select_related("organisation", "version")


def versions_of(indicator: Indicator) -> list[Version]:
    """Return the versions of an indicator, the newest first."""
    return list(indicator.versions.select_related("act", "approved_by__person").order_by("-number"))


def trend_of(indicator: Indicator, place: Organisation | None) -> list[Value]:
    """Return the latest snapshot of each period of a place, by time."""
    shown = Value.objects.newest().filter(version__indicator=indicator, organisation=place)
    return list(
        shown.select_related("version", "organisation").order_by("ends_on", "starts_on", "version__number")
    )


def trends_of(indicators: Iterable[Indicator], place: Organisation, *, viewer: Any) -> list[Value]:
    """Return the latest snapshots of many indicators in one place by time, as far as the viewer sees it."""
    shown = Value.objects.newest().filter(version__indicator__in=indicators, organisation=place)
    seen = shown.visible_to(viewer).select_related("version", "organisation")
    hidden = hidden_here(viewer, place)
    return [one for one in seen.order_by("ends_on", "starts_on", "version__number") if one.pk not in hidden]


def targets_of(indicator: Indicator, place: Organisation | None) -> dict[tuple[date, date], Target]:
    """Return the targets of a place by period."""
    return {(one.starts_on, one.ends_on): one for one in indicator.targets.filter(organisation=place)}


@dataclass(frozen=True)
class Placed:
    """A value in the table of places: hidden, or with its interval in percent and its range of ranks."""

    value: Value
    is_hidden: bool
    interval: tuple[float, float] | None
    ranks: tuple[int, int] | None


def values_at(
    version: Version, starts_on: date, ends_on: date, *, viewer: Any, reader: Any = None
) -> list[Placed]:
    """Return the values of all places of a period that the viewer may see, regions first; one query.

    Small groups are hidden from those who may not see people, with one neighbour each: from the reader,
    where it is somebody else than the viewer.
    Source: 152-FZ; domain cycle, calculation rules.
    """
    shown = Value.objects.newest().filter(version=version, starts_on=starts_on, ends_on=ends_on)
    found = list(
        shown.visible_to(viewer).select_related("organisation", "version")
        .order_by(F("organisation__path").asc())
    )  # fmt: skip
    hidden = hidden_of(version, found, viewer=reader or viewer)
    intervals = {one.pk: interval_of(one) for one in found}
    ranks = _ranks(version, [one for one in found if one.pk not in hidden], intervals)
    return [
        Placed(one, one.pk in hidden, None if one.pk in hidden else intervals[one.pk], ranks.get(one.pk))
        for one in found
    ]


def hidden_of(version: Version, values: list[Value], *, viewer: Any) -> set[int]:
    """Return the values of too few people, for a viewer who may not see the people there.

    Places of every rung are looked at, each beside those of the same place above: the only school of a
    small district has the district's number.
    """
    unseen = {one.pk for one in values if not sees_people(viewer, [one.organisation])}
    if not unseen or not is_about_people(version):
        return set()
    people = {one.pk: people_behind(one) for one in values}
    return unseen & hidden_places(people, {one.pk: one.organisation.parent_id or 0 for one in values})


def is_hidden(value: Value, *, viewer: Any) -> bool:
    """Tell whether the viewer must not see a value; its neighbours are looked at as well."""
    if sees_people(viewer, [value.organisation]) or not is_about_people(value.version):
        return False
    beside = Value.objects.filter(
        version=value.version, starts_on=value.starts_on, ends_on=value.ends_on,
        organisation__parent=value.organisation.parent_id,
    )  # fmt: skip
    beside = beside.filter(Q(is_latest=True) | Q(pk=value.pk)).exclude(
        ~Q(pk=value.pk), organisation=value.organisation
    )
    return value.pk in hidden_of(value.version, list(beside.select_related("organisation")), viewer=viewer)


def is_about_people(version: Version) -> bool:
    """Tell whether a version counts people, typed ones included, so that its small groups are hidden."""
    return _people_of(version) is not None


def people_behind(value: Value) -> int:
    """Return how many people a value is about: all of whom a part is told, else those who were counted."""
    of_all = _people_of(value.version) == "denominator" and value.denominator is not None
    return int((value.denominator if of_all else value.numerator) or 0)


def _people_of(version: Version) -> str | None:
    """Return which of the two numbers of a version is of people, the whole before the part."""
    formula = version.formula or {}
    return next((one for one in ("denominator", "numerator") if counts_people(formula.get(one))), None)


def sees_people(viewer: Any, places: Iterable[Organisation]) -> bool:
    """Tell whether the viewer may see the people of all these places; no query."""
    return all(access_of(viewer).covers(PEOPLE, [one.path]) for one in places)


def interval_of(value: Value) -> tuple[float, float] | None:
    """Return the bounds of a share in percent; None for what is no share, a ratio of two facts as well."""
    if value.denominator is None or not is_share(value.version.formula):
        return None
    bounds = wilson(value.numerator, value.denominator)
    return (bounds[0] * 100, bounds[1] * 100) if bounds else None


def _ranks(
    version: Version, values: list[Value], intervals: dict[int, tuple[float, float] | None]
) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for level in RUNGS:
        compared = [(one.pk, intervals[one.pk]) for one in values if one.organisation.level == level]
        told = [(pk, bounds) for pk, bounds in compared if bounds]
        if len(told) > 1:
            ranges = rank_ranges(
                [bounds for _pk, bounds in told], more_is_better=version.indicator.more_is_better
            )
            found.update(zip([pk for pk, _bounds in told], ranges, strict=True))
    return found


def earlier_of(value: Value, *, viewer: Any) -> list[tuple[Value, bool]]:
    """Return the other snapshots of the same place and period, the newest first, and whether each is hidden.

    A place may have grown: what was about too few people then stays hidden. One query, and for who sees no
    people one more for each.
    """
    same = Value.objects.filter(
        version__indicator=value.version.indicator_id, organisation=value.organisation_id,
        starts_on=value.starts_on, ends_on=value.ends_on,
    )  # fmt: skip
    found = same.exclude(pk=value.pk).select_related("version", "organisation")
    return [(one, is_hidden(one, viewer=viewer)) for one in found.order_by("-computed_at", "-pk")[:20]]


def value_card(value: Value) -> Value:
    """Return the value with everything that its page names; one query."""
    related = (
        "version__indicator__owner",
        "version__act",
        "version__approved_by__person",
        "organisation",
        "run",
    )
    return Value.objects.select_related(*related).get(pk=value.pk)


def rows_of(value: Value, part: str, *, viewer: Any) -> QuerySet[Any]:
    """Return the rows behind a value under the viewer's rights: numerator, denominator, or "without".

    "without" are those of the denominator who were left out of the numerator, for whatever reason: people by
    person, so that one with two jobs is left out only when neither fits. RuleBroken when the formula cannot
    be computed any longer.
    """
    formula = formula_of(value.version.formula)
    place = Scope.organisation(value.organisation_id)
    if formula.denominator is None or part == "numerator":
        return rows(formula.numerator, value.period, place, viewer=viewer)
    whole = rows(formula.denominator, value.period, place, viewer=viewer)
    if part != "without" or not formula.is_part:
        return whole
    return whole.exclude(**_counted(formula.numerator, value.period, place))


def _counted(numerator: Counting, period: Period, place: Scope) -> dict[str, Any]:
    """Return the lookup of whom or what the numerator counts, whoever looks."""
    declared = numerator.declared
    paths = {Of.PEOPLE: declared.person, Of.ORGANISATIONS: declared.organisation, Of.BODIES: declared.body}
    path = paths.get(numerator.of) or "pk"
    found = rows(numerator, period, place).order_by().exclude(**{path: None})
    return {f"{path}__in": found.values(path)}


def parts_of(value: Value) -> list[str]:
    """Return which lists of rows a value has; those that were left out of a share are one of them."""
    formula = formula_of(value.version.formula)
    if formula.denominator is None:
        return ["numerator"]
    return ["numerator", "denominator", *(["without"] if formula.is_part else [])]


def approvals_of(value: Value) -> list[IndicatorSet]:
    """Return the sets of the place, or of what it belongs to, by which acts approved the indicator."""
    above = [int(one) for one in value.organisation.path.strip("/").split("/")]
    sets = IndicatorSet.objects.filter(indicators=value.version.indicator_id, owner__in=above)
    return list(sets.exclude(approved_on=None).select_related("act").order_by("-approved_on", "-pk"))


def sets_for_list(user: Any) -> QuerySet[IndicatorSet]:
    """Return the sets that the user may see."""
    return IndicatorSet.objects.visible_to(user).select_related("owner", "act")


def runs_for_list(user: Any) -> QuerySet[Run]:
    """Return the runs, the newest first."""
    return Run.objects.visible_to(user).order_by("-started_at", "-pk")


def no_acts() -> QuerySet[Act]:
    """Return no acts: what a form starts from before it knows its person."""
    return Act.objects.none()


def no_indicators() -> IndicatorQuerySet:
    """Return no indicators, as above."""
    return Indicator.objects.none()


def all_indicators() -> IndicatorQuerySet:
    """Return the indicators for the system itself."""
    return Indicator.objects.filter(is_dropped=False)


def codes_in_use() -> list[tuple[str, str]]:
    """Return the codes of all indicators with their names, each code once. One query."""
    known = Indicator.objects.filter(is_dropped=False).order_by("code", "-owner", "-profile")
    return list(dict(known.values_list("code", "name")).items())


def acts_to_name(user: Any) -> QuerySet[Act]:
    """Return the acts by which versions and sets may be approved."""
    return Act.objects.visible_to(user).order_by("-issued_on", "-pk")


def owners_to_choose(user: Any) -> OrganisationQuerySet:
    """Return the organisations for which the user may make indicators."""
    seen = Organisation.objects.visible_to(user, "indicators.make_indicator")
    return seen.filter(level__in=RUNGS).order_by("path", "sort_key")


def places_to_aim(user: Any) -> OrganisationQuerySet:
    """Return the places for which the user may set targets."""
    seen = Organisation.objects.visible_to(user, "indicators.set_target")
    return seen.filter(level__in=RUNGS).order_by("path", "sort_key")
