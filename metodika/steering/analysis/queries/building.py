"""A note made of values and findings: the same values always give the same note.

Contents are plain data: sections with `text` (paragraphs by lines), tables and charts; `sources` by number.
A row of a table or a bar whose group is too small for the public is marked `hidden`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.language import russian_date
from metodika.directory.organisations.models import Organisation
from metodika.steering.analysis.lifecycle import Severity
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.queries.readings import YEARS, Point, Reading
from metodika.steering.analysis.queries.wording import (
    Sources,
    Voice,
    figure,
    said_of,
    said_of_all,
    sourced,
)
from metodika.steering.analysis.rules.phrases import Said
from metodika.steering.indicators.queries import interval_of

# So many bars fit on half a page; the worst are shown.
MOST_BARS = 24
# A picture for a section; the table has the rest.
REST = "rest"


@dataclass
class Making:
    """What is needed while a note is made."""

    reading: Reading
    voice: Voice
    place: Organisation
    findings: Sequence[Finding]
    sources: Sources = field(default_factory=Sources)

    @property
    def is_whole(self) -> bool:
        """Whether the note is of the whole municipality."""
        return self.place.pk == self.reading.municipality.pk

    @property
    def points(self) -> list[Point]:
        """What was measured in the place."""
        return self.reading.of(self.place.pk)

    def source(self, point: Point) -> int:
        """Return the number of the source of a value."""
        return self.sources.of_value(
            point.value, hidden=self.reading.is_hidden(point), municipality=self.reading.municipality
        )


def title_of(reading: Reading, voice: Voice, place: Organisation) -> str:
    """Return the title of a note."""
    is_whole = place.pk == reading.municipality.pk
    said = voice.data.get("title_whole" if is_whole else "title_place") or _("Analytic note")
    values = {"municipality": reading.municipality.name, "place": place.name}
    for name, value in values.items():
        said = said.replace(f"{{{name}}}", value)
    return str(said)[:500]


def content_of(
    reading: Reading, voice: Voice, place: Organisation, findings: Sequence[Finding]
) -> dict[str, Any]:
    """Return the contents of a note of a place from a reading and the findings that people stand for."""
    making = Making(reading, voice, place, [one for one in findings if one.about_id == place.pk])
    # A note is a Russian paper, whoever asks for it.
    with translation.override("ru"):
        sections = [_intro(making), *_sections(making)]
        sections += [_similar(making)] if not making.is_whole else [_by_institution(making, findings)]
        sections.append(_conclusion(making))
    return {
        "sections": [one for one in sections if one["text"] or one["tables"]],
        "sources": making.sources.told,
        "period": _period(making),
        "day": str(reading.run.day),
        "run": reading.run.pk,
    }


def _section(code: str, title: str, text: Iterable[str], **more: Any) -> dict[str, Any]:
    told = "\n".join(one for one in text if one)
    return {"code": code, "title": title, "text": told, "made": told, "tables": [], "charts": [], **more}


def _period(making: Making) -> str:
    told = Counter(one.value.period.label for one in making.reading.points.values())
    return told.most_common(1)[0][0] if told else ""


def _said(making: Making, values: dict[str, Any], *signs: str) -> Said:
    told = said_of_all(making.reading)
    told.values |= {"place": making.place.name, "period": _period(making), **values}
    told.signs |= {*signs, *({"whole"} if making.is_whole else set())}
    return told


def _intro(making: Making) -> dict[str, Any]:
    reading = making.reading
    run = making.sources.number(
        _("Computing of indicators no. %(number)d as of %(day)s") % {
            "number": reading.run.pk, "day": russian_date(reading.run.day)
        },
        url=f"/indicators/runs/{reading.run.pk}/",
    )  # fmt: skip
    values = {
        "measured": len(making.points), "institutions": len(reading.places),
        "sections": len(making.voice.sections), "findings": len(making.findings),
    }  # fmt: skip
    text = sourced(making.voice.say("intro", _said(making, values)), [run])
    return _section("intro", _("On what the note stands"), [text])


def _sections(making: Making) -> list[dict[str, Any]]:
    groups: dict[str, list[Point]] = {}
    for one in making.points:
        groups.setdefault(section_of(making.voice, one), []).append(one)
    found = [
        _of_points(making, one["code"], one["title"], one["goal"], groups.get(one["code"], []))
        for one in making.voice.sections
    ]
    if rest := groups.get(REST):
        found.append(_of_points(making, REST, making.voice.data.get("rest_title") or _("Others"), "", rest))
    return found


def section_of(voice: Voice, point: Point) -> str:
    """Return the code of the section that tells of an indicator."""
    return code_of_section(voice, point.indicator.code, point.indicator.group)


def code_of_section(voice: Voice, code: str, group: str) -> str:
    """Return the code of the section for an indicator by its code, else by its group."""
    named = (one["code"] for one in voice.sections if code in one["indicators"])
    grouped = (one["code"] for one in voice.sections if group in one["groups"])
    return str(next(named, None) or next(grouped, None) or REST)


def _of_points(making: Making, code: str, title: str, goal: str, points: Sequence[Point]) -> dict[str, Any]:
    if not points:
        return _section(code, title, [goal, making.voice.say("section_empty", _said(making, {}))])
    text = [goal, *(_paragraph(making, one) for one in points)]
    text += _findings(making, {one.indicator.pk for one in points})
    return _section(code, title, text, tables=[_table(making, title, points)], charts=_charts(making, points))


def _paragraph(making: Making, point: Point) -> str:
    said, mine = said_of(point, making.reading), making.source(point)
    told = [sourced(making.voice.say("value", said), [mine])]
    change = making.voice.say("change", said)
    if change and point.last_year is not None:
        hidden = making.reading.is_hidden(point)
        before = making.sources.of_value(
            point.last_year, hidden=hidden, municipality=making.reading.municipality
        )
        told.append(sourced(change, [before]))
    if "small" not in said.signs:
        told.append(sourced(making.voice.say("target", said), [mine]))
        told.append(sourced(making.voice.say("place", said), [_rest_source(making, point) or mine]))
    return " ".join(one for one in told if one)


def _rest_source(making: Making, point: Point) -> int | None:
    if point.rest is None:
        return None
    return making.sources.number(
        _("%(indicator)s; all other institutions together; %(period)s: %(figures)s") % {
            "indicator": f"{point.indicator.code}, {point.indicator.name}",
            "period": point.value.period.label,
            "figures": f"{figure(point.rest.value, point.value)}",
        },
        url=f"/indicators/{point.indicator.pk}/",
    )  # fmt: skip


def _findings(making: Making, indicators: set[int]) -> list[str]:
    found = [one for one in making.findings if one.indicator_id in indicators]
    told = [_finding(making, one) for one in found]
    causes = list(dict.fromkeys(one.cause.title for one in found if one.cause))
    if causes:
        joined = "; ".join(one[:1].lower() + one[1:] for one in causes)
        told.append(making.voice.say("causes", _said(making, {"causes": joined})))
    return told


def _finding(making: Making, finding: Finding) -> str:
    number = making.sources.number(
        _("Finding no. %(number)d, judged on %(day)s") % {
            "number": finding.pk,
            "day": f"{finding.decided_at:%d.%m.%Y}" if finding.decided_at else "—",
        },
        url=f"/analysis/findings/{finding.pk}/",
        hidden=_is_hidden_finding(making, finding),
    )  # fmt: skip
    word = pgettext("note", "Finding")
    text = f"{word} ({finding.get_severity_display().lower()}). {finding.text}"
    return sourced(text, [number])


def _is_hidden_finding(making: Making, finding: Finding) -> bool:
    return (finding.indicator_id or 0, finding.about_id) in making.reading.hidden


def _table(making: Making, title: str, points: Sequence[Point]) -> dict[str, Any]:
    heads = [
        _("Indicator"), _("Value"), _("May be from … to"), _("Target"), _("A year before"),
        _("Two years before"), _("Source"),
    ]  # fmt: skip
    return {
        "title": title, "heads": heads, "widths": [5, 1.5, 1.9, 1.3, 1.5, 1.6, 1.2],
        "rows": [
            {"cells": _row(making, one), "hidden": making.reading.is_hidden(one)} for one in points
        ],
    }  # fmt: skip


def _row(making: Making, point: Point) -> list[str]:
    value, bounds = point.value, interval_of(point.value)
    years = [
        (figure(one.exact, value) + ("" if one.version.fingerprint == value.version.fingerprint else " *"))
        if one else "—"
        for one in (*point.before, *([None] * YEARS))[: YEARS - 1]
    ]  # fmt: skip
    interval = "—"
    if bounds:
        low, high = (figure(Decimal(str(one)), value) for one in bounds)
        interval = f"{low} … {high}"
    target = figure(point.target, value) if point.target is not None else "—"
    name = f"{point.indicator.code}. {point.indicator.name}"
    return [
        name,
        figure(value.exact, value, beside=point.target),
        interval,
        target,
        *years,
        f"[{making.source(point)}]",
    ]


def _charts(making: Making, points: Sequence[Point]) -> list[dict[str, Any]]:
    found = []
    longest = max(points, key=lambda one: sum(each is not None for each in one.before))
    if any(longest.before):
        found.append(_lines(making, longest))
    if making.is_whole:
        told = {one.indicator_id for one in making.findings}
        widest = next((one for one in points if one.indicator.pk in told), points[0])
        across = making.reading.across(widest.indicator.pk)
        if len(across) > 1:
            found.append(_bars(making, widest, across))
    return found


def _lines(making: Making, point: Point) -> dict[str, Any]:
    years = [one for one in reversed(point.before) if one is not None] + [point.value]
    marks, before = [], ""
    for one in years:
        bounds = interval_of(one)
        marks.append(
            {
                "place": one.period.label, "value": _float(one.exact), "url": f"/indicators/values/{one.pk}/",
                "low": bounds[0] if bounds else None, "high": bounds[1] if bounds else None,
                "is_new": bool(before) and before != one.version.fingerprint,
            }
        )  # fmt: skip
        before = one.version.fingerprint
    return {
        "kind": "lines", "title": point.indicator.name, "name": making.place.short_name or making.place.name,
        "marks": marks, "target": _float(point.target), "unit": _unit(point),
        "hidden": making.reading.is_hidden(point),
    }  # fmt: skip


def _bars(making: Making, point: Point, across: Sequence[Point]) -> dict[str, Any]:
    reading, better = making.reading, point.indicator.more_is_better
    known = [one for one in across if one.value.exact is not None]
    ordered = sorted(known, key=lambda one: (one.value.exact or Decimal()) * (1 if better else -1))
    bars = []
    for one in ordered[:MOST_BARS]:
        bounds = interval_of(one.value)
        bars.append(
            {
                "label": reading.names[one.value.organisation_id], "value": _float(one.value.exact),
                "url": f"/indicators/values/{one.value.pk}/", "hidden": reading.is_hidden(one),
                "low": bounds[0] if bounds else None, "high": bounds[1] if bounds else None,
            }
        )  # fmt: skip
    return {
        "kind": "bars", "title": point.indicator.name, "bars": bars, "unit": _unit(point),
        "target": _float(point.target), "less_is_better": not better, "hidden": False,
    }  # fmt: skip


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _unit(point: Point) -> str:
    return "%" if point.indicator.unit == "percent" else ""


def _similar(making: Making) -> dict[str, Any]:
    reading = making.reading
    near = reading.similar(making.place.pk)
    if not near:
        return _section("similar", "", [])
    names = "; ".join(f"{reading.names[one]} ({far:.2f})".replace(".", ",") for one, far in near)
    source = making.sources.number(_("Register of institutions and values of this computing"))
    said = _said(making, {"similar": len(near), "nearest": names})
    heads = [_("Indicator"), _("Value"), *(reading.names[one] for one, _far in near)]
    rows = []
    for point in making.points:
        others = [reading.points.get((point.indicator.pk, one)) for one, _far in near]
        cells = [figure(one.value.exact, one.value) if one else "—" for one in others]
        hidden = any(reading.is_hidden(one) for one in (point, *others) if one)
        rows.append(
            {
                "cells": [
                    f"{point.indicator.code}. {point.indicator.name}",
                    figure(point.value.exact, point.value),
                    *cells,
                ],
                "hidden": hidden,
            }
        )
    title = _("Similar institutions")
    table = {"title": title, "heads": heads, "widths": [4, 1.4, *([1.4] * len(near))], "rows": rows}
    return _section("similar", title, [sourced(making.voice.say("similar", said), [source])], tables=[table])


def _by_institution(making: Making, findings: Sequence[Finding]) -> dict[str, Any]:
    reading, rows = making.reading, []
    counts = Counter((one.about_id, one.severity) for one in findings)
    for place in reading.places:
        points = reading.of(place.pk)
        aimed = [one for one in points if one.is_reached is not None and not reading.is_hidden(one)]
        reached = sum(one.is_reached is True for one in aimed)
        told = [str(counts[place.pk, one]) for one in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)]
        cells = [reading.names[place.pk], str(len(points)), f"{reached} / {len(aimed)}", *told]
        rows.append({"cells": cells, "hidden": False})
    heads = [
        _("Institution"), _("Indicators measured"), _("Targets reached"), _("Grave findings"),
        _("Considerable findings"), _("Slight findings"),
    ]  # fmt: skip
    title = _("By institution")
    table = {"title": title, "heads": heads, "widths": [4, 1.6, 1.6, 1.5, 1.7, 1.6], "rows": rows}
    return _section("institutions", title, [], tables=[table] if rows else [])


def _conclusion(making: Making) -> dict[str, Any]:
    counts = Counter(one.severity for one in making.findings)
    aimed = [one for one in making.points if one.is_reached is not None]
    values = {
        "findings": len(making.findings), "grave": counts[Severity.HIGH],
        "considerable": counts[Severity.MEDIUM], "slight": counts[Severity.LOW],
        "institutions": len(making.reading.places), "measured": len(making.points),
        "concerned": len({one.about_id for one in making.findings}),
        "reached": sum(one.is_reached is True for one in aimed), "aimed": len(aimed),
    }  # fmt: skip
    signs = [*(["aimed"] if aimed else []), *([] if making.findings else ["no_findings"])]
    source = making.sources.number(_("Findings of the period, as they stood when the note was made"))
    text = sourced(making.voice.say("conclusion", _said(making, values, *signs)), [source])
    known = {one.indicator.pk for one in making.points}
    loose = [one for one in making.findings if one.indicator_id not in known]
    return _section("conclusion", _("Conclusions"), [text, *(_finding(making, one) for one in loose)])
