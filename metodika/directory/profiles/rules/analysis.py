"""How a municipality words its analysis: sections of the note, phrases, causes, categories of people."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from metodika.directory.profiles.rules.shapes import Strict, Text

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,58}$")]
# A counting is data of core/facts; it is read there, when the facts that it names are known.
Counting = Annotated[dict[str, Any], Field(min_length=1)]
Way = tuple[str | int, ...]
PLACE = re.compile(r"\{([a-z_]*)")
ABOUT_PLACE = {"place", "period", "period_before", "municipality", "day", "source"}
OF_INDICATOR = ABOUT_PLACE | {
    "indicator", "value", "part", "whole", "before", "change", "target", "low", "high", "rest", "covered",
    "expected", "missing", "similar_low", "similar_high", "rank_best", "rank_worst", "ranked",
}  # fmt: skip
# Which places each group of phrases may have: what else stands in braces nobody fills.
PLACES: dict[str, set[str]] = {
    "intro": ABOUT_PLACE | {"measured", "institutions", "sections", "findings"},
    "value": OF_INDICATOR,
    "change": OF_INDICATOR,
    "target": OF_INDICATOR,
    "place": OF_INDICATOR,
    "below_target": OF_INDICATOR,
    "worse": OF_INDICATOR,
    "gap": OF_INDICATOR | {"lagging", "worst", "best"},
    "lagging": OF_INDICATOR,
    "no_data": OF_INDICATOR,
    "section_empty": ABOUT_PLACE,
    "similar": ABOUT_PLACE | {"similar", "nearest"},
    "causes": ABOUT_PLACE | {"causes"},
    "conclusion": ABOUT_PLACE
    | {"findings", "grave", "considerable", "slight", "institutions", "concerned", "measured", "reached",
       "aimed"},
}  # fmt: skip


class PhraseSaid(Strict):
    """A sentence, and the signs under which it is said."""

    say: Text
    when: list[Text] = Field(default_factory=list)
    unless: list[Text] = Field(default_factory=list)


class SectionSaid(Strict):
    """A section of the note: which groups of indicators, or which indicators, it tells of."""

    code: Code
    title: Text
    goal: Text
    groups: list[Text] = Field(default_factory=list)
    indicators: list[Text] = Field(default_factory=list)


class CategorySaid(Strict):
    """A category of people: how it is called, and by which counting its people are found."""

    title: Text
    people: Counting


class Analysis(Strict):
    """The wording of findings and notes; `similar` institutions are compared."""

    title_whole: Text = "Аналитическая справка"
    title_place: Text = "Аналитическая справка"
    rest_title: Text = "Другие показатели"
    similar: Annotated[int, Field(ge=2, le=10)] = 5
    same_text: Annotated[int, Field(ge=2, le=1000)] = 3
    answer_days: Annotated[int, Field(ge=1, le=120)] = 14
    sections: list[SectionSaid] = Field(default_factory=list)
    phrases: dict[Code, list[PhraseSaid]] = Field(default_factory=dict)
    causes: list[Text] = Field(default_factory=list)
    categories: dict[Code, CategorySaid] = Field(default_factory=dict)


def phrases_misread(analysis: Analysis) -> Iterator[tuple[Way, dict[str, Any]]]:
    """Find groups of phrases that are never said and places that nobody fills.

    Source: docs/profile.ru.md, «Анализ».
    """
    for group, told in analysis.phrases.items():
        if group not in PLACES:
            yield ("phrases", group), {"key": group, "known": sorted(PLACES)}
            continue
        for order, one in enumerate(told):
            for name in sorted(set(PLACE.findall(one.say)) - PLACES[group]):
                known = sorted(PLACES[group])
                yield ("phrases", group, order, "say"), {"key": name, "known": known}
