"""Asking every searched model for the words of the person."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise

from metodika.core.language import normalise

CONFIGURATION = "russian"
# One letter finds half of the register; the box waits for the second.
SHORTEST_QUERY = 2
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Found:
    """One row as the list of results shows it."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Searched:
    """What of a model is searched.

    `text` are the columns with the words, indexed by `word_index`; `key` the column compared letter by
    letter, indexed by trigrams, None where typing errors are not looked for; `exact` turns the query
    into a condition on numbers such as an INN; `found` makes the row for the list.
    """

    kind: str
    title: str | Promise
    model: type[models.Model]
    found: Callable[[Any], Found]
    text: tuple[str, ...] = ("sort_key",)
    key: str | None = "sort_key"
    exact: Callable[[str], Q] | None = None
    related: tuple[str, ...] = ()
    narrow: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class FoundGroup:
    """The best rows of one kind; `more` tells that there are others."""

    kind: str
    title: str | Promise
    rows: Sequence[Found]
    more: bool


def word_index(name: str, *columns: str) -> GinIndex:
    """Return the index that finds the Russian word forms of text columns, of the sorting key by default."""
    return GinIndex(_words_of(columns or ("sort_key",)), name=name)


def search(user: Any, query: str, *, kinds: Iterable[str] = (), limit: int = 8) -> list[FoundGroup]:
    """Return the best rows of each kind among what the user may see, one query a kind.

    An exact beginning goes first, then likeness, then the alphabet. A query of one letter finds nothing.
    """
    words = normalise(query)[:LONGEST_QUERY]
    if len(words) < SHORTEST_QUERY:
        return []
    wanted = set(kinds)
    groups = [
        _group(searched, user, words, limit)
        for searched in searched_models()
        if not wanted or searched.kind in wanted
    ]
    return [group for group in groups if group.rows]


@cache
def searched_models() -> tuple[Searched, ...]:
    """Return what the areas let be searched, of lower storeys first."""
    declared: list[Searched] = []
    for config in apps.get_app_configs():
        if config.name.startswith("metodika.") and find_spec(f"{config.name}.queries"):
            declared += getattr(import_module(f"{config.name}.queries"), "SEARCHED", ())
    return tuple(declared)


def _group(searched: Searched, user: Any, words: str, limit: int) -> FoundGroup:
    rows = list(matching_rows(searched, user, words)[: limit + 1])
    return FoundGroup(
        searched.kind, searched.title, [searched.found(row) for row in rows[:limit]], len(rows) > limit
    )


def matching_rows(searched: Searched, user: Any, words: str) -> models.QuerySet[Any]:
    """Return the matching rows of one kind, best first."""
    rows: Any = searched.model._default_manager.all()
    if searched.narrow:
        rows = searched.narrow(rows)
    rows = rows.visible_to(user).annotate(found_words=_words_of(searched.text))
    asked = SearchQuery(words, config=CONFIGURATION, search_type="websearch")
    condition = Q(found_words=asked)
    if searched.exact:
        condition |= searched.exact(words)
    if searched.key is None:
        order: list[Any] = [SearchRank(F("found_words"), asked).desc(), "pk"]
    else:
        condition |= Q(**{f"{searched.key}__trigram_word_similar": words})
        condition |= Q(**{f"{searched.key}__contains": words})
        likeness = TrigramWordSimilarity(words, searched.key)
        order = [likeness.desc(), searched.key, "pk"]
    found: models.QuerySet[Any] = rows.filter(condition).select_related(*searched.related).order_by(*order)
    return found


def _words_of(columns: Sequence[str]) -> SearchVector:
    return SearchVector(*columns, config=CONFIGURATION)
