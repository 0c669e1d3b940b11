"""The words of a profile put around values: every sentence with a figure names its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from metodika.core.language import NO_BREAK, Case, decline_phrase, grouped, plural, russian_date
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.steering.analysis.queries.readings import (
    SMALLEST,
    Point,
    Reading,
    profile_of,
)
from metodika.steering.analysis.rules.footnotes import MARK, figures_without_source, sentences_of
from metodika.steering.analysis.rules.phrases import Phrase, Said, Words, first_said, phrase_from
from metodika.steering.indicators.lifecycle import Unit
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.queries import (
    interval_of,
    is_about_people,
    people_behind,
    places_apart,
    rounded,
)

PLACES_OF_COUNT = 2


@lru_cache(maxsize=4096)
def _declined(text: str, case: str) -> str:
    return decline_phrase(text, Case(case)).text


def _after_number(value: Any, one: str, few: str, many: str) -> str:
    return plural(Decimal(str(value)), one, few, many)


def _written(value: Any) -> str:
    return grouped(value) if isinstance(value, int | Decimal) else str(value)


WORDS = Words(_declined, _after_number, _written)


@dataclass(frozen=True)
class Voice:
    """How a municipality speaks in its notes."""

    data: Mapping[str, Any]

    def phrases(self, group: str) -> list[Phrase]:
        """Return the phrases of a group in their order."""
        return [phrase_from(one) for one in (self.data.get("phrases") or {}).get(group) or ()]

    def say(self, group: str, said: Said) -> str:
        """Return the first sentence of the group that holds; empty when none does."""
        return first_said(self.phrases(group), said, WORDS)

    @property
    def sections(self) -> list[Mapping[str, Any]]:
        """Return the sections of a note in their order."""
        return list(self.data.get("sections") or ())


def voice_of(place: Organisation) -> Voice:
    """Return how the place's municipality speaks; the words of all where it says nothing."""
    profile = profile_of(place)
    return Voice((profile.data.get("analysis") or {}) if profile else {})


def profile_says(profile: Profile | None, key: str) -> Any:
    """Return a part of the analysis of a profile; None without a profile."""
    return (profile.data.get("analysis") or {}).get(key) if profile else None


@dataclass
class Sources:
    """The numbered sources of a note; one and the same source is numbered once."""

    told: list[dict[str, Any]] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)

    def number(self, text: str, *, url: str = "", hidden: bool = False) -> int:
        """Return the number under which a source stands."""
        if text not in self.known:
            self.told.append({"text": text, "url": url, "hidden": hidden})
            self.known[text] = len(self.told)
        return self.known[text]

    def of_value(self, value: Value, *, hidden: bool, municipality: Organisation) -> int:
        """Return the number of a value: indicator, period, counts, moment."""
        about = value.organisation if value.organisation_id != municipality.pk else municipality
        text = _("%(indicator)s; %(place)s; %(period)s: %(figures)s; counted on %(day)s") % {
            "indicator": f"{value.version.indicator.code}, {value.version.indicator.name}",
            "place": about.short_name or about.name,
            "period": value.period.label,
            "figures": _counts(value),
            "day": f"{value.computed_at:%d.%m.%Y}",
        }
        return self.number(text, url=f"/indicators/values/{value.pk}/", hidden=hidden)


def _counts(value: Value) -> str:
    shown = figure(value.exact, value)
    if value.denominator is None:
        return shown
    return _("%(part)s of %(whole)s, %(value)s") % {
        "part": number(value.numerator), "whole": number(value.denominator), "value": shown,
    }  # fmt: skip


def number(value: Decimal | None) -> str:
    """Return a count as it is written: no needless digits after the comma."""
    if value is None:
        return ""
    whole = value.to_integral_value()
    return grouped(int(whole)) if value == whole else grouped(rounded(value, PLACES_OF_COUNT) or value)


def figure(value: Decimal | None, of: Value, *, beside: Decimal | None = None) -> str:
    """Return a value of an indicator with its unit: «45,2 %», «12»; told apart from `beside`."""
    if value is None:
        return "—"
    places = of.version.places
    shown = rounded(value, places if beside is None else places_apart(value, beside, places))
    text = (
        grouped(int(value)) if of.denominator is None and value == int(value) else grouped(shown or Decimal())
    )
    return f"{text}{NO_BREAK}%" if of.version.indicator.unit == Unit.PERCENT else text


def sourced(text: str, numbers: Sequence[int]) -> str:
    """Put the marks of the sources into every sentence that holds a figure and has none."""
    marks = " ".join(f"[{one}]" for one in numbers)
    return " ".join(
        f"{one[:-1]}{NO_BREAK}{marks}{one[-1]}"
        if figures_without_source(one) and not MARK.search(one)
        else one
        for one in sentences_of(text)
    )


def said_of(point: Point, reading: Reading) -> Said:
    """Return what the phrases about a value may say, and the signs that hold of it."""
    value, before = point.value, point.last_year
    bounds = interval_of(value)
    values: dict[str, Any] = {
        **said_of_all(reading).values,
        "place": value.organisation.short_name or value.organisation.name,
        "period": value.period.label,
        "indicator": value.version.indicator.name,
        "value": figure(value.exact, value, beside=point.target),
        "part": number(value.numerator),
        "whole": number(value.denominator),
        "before": figure(before.exact, value) if before else "—",
        "target": figure(point.target, value) if point.target is not None else "—",
        "low": figure(Decimal(str(bounds[0])), value) if bounds else "—",
        "high": figure(Decimal(str(bounds[1])), value) if bounds else "—",
        "rest": figure(point.rest.value, value) if point.rest else "—",
        "covered": value.covered or 0,
        "expected": value.expected or 0,
        "missing": max(0, (value.expected or 0) - (value.covered or 0)),
    }  # fmt: skip
    return Said(values, _signs(point, reading, bounds))


def _signs(point: Point, reading: Reading, bounds: tuple[float, float] | None) -> set[str]:
    value, before = point.value, point.last_year
    aimed = float(point.target) if point.target is not None else None
    told = {
        "whole": value.organisation_id == reading.municipality.pk,
        "small": is_small(value),
        "has_value": value.exact is not None,
        "share": value.exact is not None and value.denominator is not None and value.version.scale > 1,
        "has_before": before is not None and before.exact is not None and value.exact is not None,
        "new_definition": point.is_new_definition,
        "worse": point.is_worse,
        "better": before is not None and not point.is_worse and _differs(value, before),
        "sure": point.change_sure,
        "reached": point.is_reached is True,
        "missed": point.is_reached is False and value.exact is not None,
        "within": bounds is not None and aimed is not None and bounds[0] <= aimed <= bounds[1],
        "has_rest": point.rest is not None and value.exact is not None,
        "behind": point.is_behind,
        "ahead": point.rest is not None and not point.is_behind,
        "rest_sure": point.rest_sure,
        "partial": value.covered is not None
        and value.expected is not None
        and value.covered < value.expected,
    }
    return {name for name, holds in told.items() if holds}


def is_small(value: Value) -> bool:
    """Tell whether so few people stand behind a value that a share says nothing."""
    return is_about_people(value.version) and 0 < people_behind(value) < SMALLEST


def _differs(value: Value, before: Value) -> bool:
    return value.exact is not None and before.exact is not None and value.exact != before.exact


def said_of_all(reading: Reading) -> Said:
    """Return what any phrase may say: the municipality and the day."""
    return Said({"municipality": reading.municipality.name, "day": russian_date(reading.run.day)})
