"""The catalogue of facts in words: for the page, the API and the documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.facts.declared import ABOUT_WORDS, Fact
from metodika.core.facts.registry import Use, area_title, excused_models, facts_by_area, uses_of
from metodika.core.web.values import Text


@dataclass(frozen=True)
class Entry:
    """One fact with what the catalogue says of it."""

    fact: Fact
    url: str
    kind: str
    about: str
    parameters: str
    uses: Iterable[Use] = ()


@dataclass(frozen=True)
class AreaOfFacts:
    """The facts of one area under its title."""

    title: Text
    entries: list[Entry]


def catalogue(user: Any = None) -> list[AreaOfFacts]:
    """Return all facts by area, with the uses that the user may see; asks the database only for those."""
    uses = uses_of(user) if user is not None else {}
    return [
        AreaOfFacts(area_title(area), [entry_of(one, uses.get(one.code, ())) for one in found])
        for area, found in facts_by_area().items()
    ]


def entry_of(one: Fact, uses: Iterable[Use] = ()) -> Entry:
    """Return what the catalogue says of a fact."""
    return Entry(
        fact=one,
        url=reverse("facts:show-fact", args=[one.code]),
        kind=_("lasts") if one.is_state else _("happens"),
        about=", ".join(str(ABOUT_WORDS[about]) for about in one.about),
        parameters=", ".join(str(parameter.title) for parameter in one.parameters),
        uses=uses,
    )


def catalogue_page() -> str:
    """Return the catalogue as a page of docs/generated."""
    lines = [
        "# What can be counted",
        "",
        "Generated from `facts.py` of all areas; do not edit. Indicators, clauses and plan items name a fact",
        "by its code and narrow it by its parameters. An event is asked within days, a state on a day.",
    ]
    for area in catalogue():
        lines += [
            "",
            f"## {area.title}",
            "",
            "| Fact | One row | Kind | About | Parameters |",
            "|---|---|---|---|---|",
        ]
        for entry in area.entries:
            one = entry.fact
            codes = ", ".join(f"`{parameter.code}`" for parameter in one.parameters)
            row = f"{one.title}. {one.row}" + (f" Source: {one.source}." if one.source else "")
            kind = "state" if one.is_state else "event"
            lines.append(f"| `{one.code}` | {row} | {kind} | {entry.about} | {codes} |")
    lines += ["", "## Rows that are no facts", "", "| Rows | Why |", "|---|---|"]
    lines += [f"| `{model}` | {why} |" for model, why in sorted(excused_models().items())]
    return "\n".join(lines) + "\n"
