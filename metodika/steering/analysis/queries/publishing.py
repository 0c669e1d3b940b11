"""The version of a note for everybody: no names, no groups under five."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.steering.analysis.rules.footnotes import names_in, without_names, without_sources


def public_of(content: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the public contents and the list, in words and without names, of what was taken out."""
    hidden = {number for number, one in enumerate(content["sources"], start=1) if one["hidden"]}
    removed: list[str] = []
    sections = [_section(one, hidden, removed) for one in content["sections"]]
    sources = [
        {"text": _("a small group, not published"), "url": "", "hidden": True} if one["hidden"] else one
        for one in content["sources"]
    ]
    return {**content, "sections": sections, "sources": sources}, removed


def _section(section: Mapping[str, Any], hidden: set[int], removed: list[str]) -> dict[str, Any]:
    title = section["title"]
    text, small = without_sources(
        section["text"], hidden, _("Data on fewer than five people are not published.")
    )
    if small:
        told = ngettext(
            "“%(title)s”: %(count)d sentence on fewer than five people",
            "“%(title)s”: %(count)d sentences on fewer than five people",
            small,
        )
        removed.append(told % {"title": title, "count": small})
    if names := names_in(text):
        text = without_names(text, names, _("(name not published)"))
        told = ngettext(
            "“%(title)s”: %(count)d name of a person", "“%(title)s”: %(count)d names of people", len(names)
        )
        removed.append(told % {"title": title, "count": len(names)})
    tables = [_table(one, removed) for one in section["tables"]]
    charts = [_chart(one) for one in section["charts"] if not one["hidden"]]
    return {**section, "text": text, "made": "", "tables": tables, "charts": charts}


def _table(table: Mapping[str, Any], removed: list[str]) -> dict[str, Any]:
    rows = [
        {"cells": [one["cells"][0], *[_("hidden")] * (len(one["cells"]) - 1)], "hidden": True}
        if one["hidden"]
        else one
        for one in table["rows"]
    ]
    if count := sum(one["hidden"] for one in table["rows"]):
        told = ngettext(
            "Table “%(title)s”: %(count)d row on a small group or beside it",
            "Table “%(title)s”: %(count)d rows on small groups or beside them",
            count,
        )
        removed.append(told % {"title": table["title"], "count": count})
    return {**table, "rows": rows}


def _chart(chart: Mapping[str, Any]) -> dict[str, Any]:
    if chart["kind"] != "bars":
        return dict(chart)
    return {**chart, "bars": [one for one in chart["bars"] if not one["hidden"]]}
