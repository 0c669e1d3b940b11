"""What the rules would say of a run: findings not yet stored."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.steering.analysis.lifecycle import Kind, Scope, Severity
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.queries.readings import Point, Reading, measured
from metodika.steering.analysis.queries.wording import Voice, figure, said_of
from metodika.steering.analysis.rules.findings import below_target, gravity_of_change
from metodika.steering.indicators.lifecycle import Source
from metodika.steering.indicators.models import Indicator, Value
from metodika.steering.indicators.queries import interval_of


def drafts_of(reading: Reading, voice: Voice) -> list[Finding]:
    """Return the findings that the rules make of a reading, in an order that never changes."""
    found: list[Finding] = []
    for (_indicator, _place), point in sorted(reading.points.items()):
        found += _of_point(reading, voice, point)
    for indicator in reading.indicators:
        found += _gap(reading, voice, indicator)
        found += _no_data(reading, voice, indicator)
    return [one for one in found if one.text]


def _of_point(reading: Reading, voice: Voice, point: Point) -> Iterator[Finding]:
    mine, said = point.measured, said_of(point, reading)
    better = point.indicator.more_is_better
    if point.target is not None:
        interval = interval_of(point.value)
        judged = below_target(mine, point.target, more_is_better=better, interval=interval)
        if judged:
            text = voice.say("below_target", said)
            yield _made(reading, point.value, Kind.BELOW_TARGET, judged.severity, text, target=point.target)
    if point.is_worse and point.change_sure and point.last_year is not None and point.change is not None:
        judged = gravity_of_change(mine, measured(point.last_year), point.change)
        before = {
            "source_before": point.last_year, "before": point.last_year.exact, "chance": point.change,
        }  # fmt: skip
        yield _made(reading, point.value, Kind.WORSE, judged.severity, voice.say("worse", said), **before)
    if point.is_behind and point.rest_sure and point.rest is not None and point.rest_chance is not None:
        judged = gravity_of_change(mine, point.rest, point.rest_chance)
        before = {"before": point.rest.value, "chance": point.rest_chance}
        yield _made(reading, point.value, Kind.GAP, judged.severity, voice.say("lagging", said), **before)


def _gap(reading: Reading, voice: Voice, indicator: Indicator) -> Iterator[Finding]:
    """Tell once for the whole how many institutions lag behind, and between which values they lie."""
    whole = reading.points.get((indicator.pk, reading.municipality.pk))
    across = [one for one in reading.across(indicator.pk) if one.value.exact is not None]
    lagging = [one for one in across if one.is_behind and one.rest_sure]
    if not lagging or whole is None:
        return
    ordered = sorted(across, key=lambda one: one.value.exact or Decimal())
    worst, best = (ordered[0], ordered[-1]) if indicator.more_is_better else (ordered[-1], ordered[0])
    said = said_of(whole, reading)
    said.values |= {
        "lagging": len(lagging),
        "worst": figure(worst.value.exact, worst.value),
        "best": figure(best.value.exact, best.value),
    }
    severity = Severity.HIGH if len(lagging) * 4 >= len(across) else Severity.MEDIUM
    chance = min(one.rest_chance for one in lagging if one.rest_chance is not None)
    yield _made(reading, whole.value, Kind.GAP, severity, voice.say("gap", said), chance=chance)


def _no_data(reading: Reading, voice: Voice, indicator: Indicator) -> Iterator[Finding]:
    """Tell once for the whole that institutions are silent on what is collected from them."""
    whole = reading.points.get((indicator.pk, reading.municipality.pk))
    if whole is None or indicator.source == Source.COMPUTED or "institution" not in indicator.levels:
        return
    known = {one.value.organisation_id for one in reading.across(indicator.pk)}
    missing = [one for one in reading.places if one.pk not in known]
    if not missing:
        return
    said = said_of(whole, reading)
    said.values["missing"] = len(missing)
    said.signs.add("partial")
    severity = Severity.MEDIUM if len(missing) * 4 >= len(reading.places) else Severity.LOW
    yield _made(reading, whole.value, Kind.NO_DATA, severity, voice.say("no_data", said))


def _made(reading: Reading, value: Value, kind: str, severity: str, text: str, **more: Any) -> Finding:
    place: Organisation = value.organisation
    is_whole = place.pk == reading.municipality.pk
    return Finding(
        organisation=reading.municipality, about=place,
        scope=Scope.WHOLE if is_whole else Scope.INSTITUTION, kind=kind, severity=severity, text=text,
        made_text=text, indicator=value.version.indicator, run=reading.run, source=value, value=value.exact,
        period_kind=value.period_kind, starts_on=value.starts_on, ends_on=value.ends_on, **more,
    )  # fmt: skip
