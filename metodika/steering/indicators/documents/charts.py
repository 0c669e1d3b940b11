"""Values of indicators as charts: the same specification for a page, a PDF and a .docx."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.charts import Bar, Bars, Lines, Mark, Multiples, Series
from metodika.directory.organisations.lifecycle import Level
from metodika.steering.indicators import queries
from metodika.steering.indicators.lifecycle import Unit
from metodika.steering.indicators.models import Indicator, Target, Value
from metodika.steering.indicators.queries import numbers

# More bars than these are no picture any longer: the table below has them all.
MOST_BARS = 60
PERCENT = {Unit.PERCENT: "%"}
Days = tuple[date, date]


def unit_of(indicator: Indicator) -> str:
    return PERCENT.get(Unit(indicator.unit), "")


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _mark(value: Value, *, is_new: bool = False, is_hidden: bool = False) -> Mark:
    if is_hidden:
        return Mark(is_new=is_new)
    low, high = queries.interval_of(value) or (None, None)
    url = reverse("indicators:explain-value", args=[value.pk])
    return Mark(_number(value.shown), url, low, high, numbers(value), is_new)


def _marks(values: Sequence[Value], hidden: Collection[int] = ()) -> tuple[Mark, ...]:
    """Return the marks of a series; where the definition was changed before one, its line breaks."""
    before = [None, *values]
    return tuple(
        _mark(
            one,
            is_new=earlier is not None and earlier.version.fingerprint != one.version.fingerprint,
            is_hidden=one.pk in hidden,
        )
        for earlier, one in zip(before, values, strict=False)
    )


def line_of(
    indicator: Indicator,
    place: Any,
    values: Sequence[Value],
    *,
    targets: Mapping[Days, Target],
    hidden: Collection[int],
) -> Lines | None:
    if not values:
        return None
    aims = [targets.get((one.starts_on, one.ends_on)) for one in values]
    series = Series(
        str(place),
        _marks(values, hidden),
        tuple(_number(one.value) if one else None for one in aims) if any(aims) else (),
    )
    places = tuple(one.period.label for one in values)
    return Lines(_("Over the periods"), places, (series,), unit_of(indicator))


def bars_of(
    indicator: Indicator, placed: Iterable[queries.Placed], target: Target | None = None
) -> Bars | None:
    """Return institutions beside one another, the best first; municipalities where there are too many."""
    by_level: dict[str, list[queries.Placed]] = defaultdict(list)
    for one in placed:
        if not one.is_hidden and one.value.exact is not None:
            by_level[one.value.organisation.level].append(one)
    for level in (Level.INSTITUTION, Level.MUNICIPALITY):
        found = by_level[level]
        if 1 < len(found) <= MOST_BARS:
            break
    else:
        return None
    found.sort(key=lambda one: one.value.exact or 0, reverse=indicator.more_is_better)
    bars = tuple(Bar(_label(one), _mark(one.value)) for one in found)
    return Bars(
        _("Beside one another"), bars, unit_of(indicator), _number(target.value) if target else None,
        less_is_better=not indicator.more_is_better,
    )  # fmt: skip


def _label(placed: queries.Placed) -> str:
    name = str(placed.value.organisation)
    if placed.ranks is None:
        return name
    best, worst = placed.ranks
    return f"{best}. {name}" if best == worst else f"{best}–{worst}. {name}"


def multiples_of(title: str, indicators: Iterable[Indicator], values: Iterable[Value]) -> Multiples | None:
    """Return a small line for each indicator of one place; those without values are left out."""
    found: dict[int, list[Value]] = defaultdict(list)
    for one in values:
        found[one.version.indicator_id].append(one)
    told = [one for one in indicators if one.pk in found]
    charts = tuple(
        Lines(
            one.code,
            tuple(value.period.label for value in found[one.pk]),
            (Series(one.name, _marks(found[one.pk])),),
            unit_of(one),
            # Shares are compared with one another; a number of sessions with a number of events is not.
            measure="" if one.unit == Unit.PERCENT else one.code,
        )
        for one in told
    )
    urls = tuple(reverse("indicators:show-indicator", args=[one.pk]) for one in told)
    return Multiples(title, charts, urls) if charts else None
