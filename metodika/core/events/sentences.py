"""The journal in words: keys and parameters become sentences when read, in the reader's language."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Choices, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.audit.journal import entries_about
from metodika.core.events.event import Event

Names = dict[str, dict[int, str]]


class Entry(Protocol):
    """What a journal entry has to have."""

    key: str
    parameters: dict[str, Any]


def sentences_of(entries: Iterable[Entry], *, as_history: bool = False) -> list[str]:
    """Return a sentence for each entry; costs one query for each kind of row that the entries name.

    History tells what was done; a notice may ask its reader to do it.
    An entry of a kind that no area knows any longer, or whose parameters have changed, keeps its key.
    """
    listed = list(entries)
    names = _names_of(listed)
    return [_sentence(entry, names, as_history=as_history) for entry in listed]


def story_of(row: Model, *, limit: int = 100) -> list[tuple[datetime, str]]:
    """Return when and what was announced about a row, newest first, for the history on its page.

    What one person did several times on one day, in the same words, is one line with the number of the rest.
    """
    entries = list(entries_about(row)[:limit])
    first: dict[tuple[date, int | None, str], datetime] = {}
    times: Counter[tuple[date, int | None, str]] = Counter()
    for entry, sentence in zip(entries, sentences_of(entries, as_history=True), strict=True):
        line = (timezone.localdate(entry.happened_at), entry.by_id, sentence)
        first.setdefault(line, entry.happened_at)
        times[line] += 1
    return [(moment, _with_the_rest(line[2], times[line] - 1)) for line, moment in first.items()]


def _with_the_rest(sentence: str, more: int) -> str:
    if not more:
        return sentence
    words = ngettext("%(line)s (and %(count)d more)", "%(line)s (and %(count)d more)", more)
    return words % {"line": sentence, "count": more}


def choice_of(choices: type[Choices]) -> Callable[[Any], object]:
    """Return how a code of these choices is said; a code that is no longer there is said as it is."""
    return lambda value: dict(choices.choices).get(value, value)


def fields_of(model: str) -> Callable[[Any], object]:
    """Return how the names of a model's columns are said: by the words of the forms, "last name, SNILS"."""
    return lambda names: [_field_in_words(apps.get_model(model), name) for name in names]


def _field_in_words(model: type[Model], name: str) -> object:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    many = field.related_model if field.one_to_many or field.many_to_many else None
    return many._meta.verbose_name_plural if many else getattr(field, "verbose_name", name)


def kinds_of_entries() -> list[tuple[str, str]]:
    """Return (key, sentence with its blanks shown as dots) of every kind of event, for a filter."""
    blank = _Blank()
    return sorted(
        (key, str(kind.sentence) % blank if kind.sentence else key) for key, kind in _kinds().items()
    )


class _Blank(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


@cache
def _kinds() -> Mapping[str, type[Event]]:
    for config in apps.get_app_configs():
        if config.name.startswith("metodika.") and find_spec(f"{config.name}.events"):
            import_module(f"{config.name}.events")
    return {kind.key(): kind for kind in _subclasses(Event) if kind.__module__.startswith("metodika.")}


def _subclasses(kind: type[Event]) -> Iterator[type[Event]]:
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)


def _names_of(entries: list[Entry]) -> Names:
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for parameter, model in _names_in(entry):
            wanted[model].add(entry.parameters[parameter])
    return {model: _names_in_model(apps.get_model(model), ids) for model, ids in wanted.items()}


def _names_in_model(model: type[Model], ids: set[int]) -> dict[int, str]:
    # A row that is called by another one ("named_with") is fetched with it, not one by one.
    rows = model._default_manager.filter(pk__in=ids)
    behind = getattr(model, "named_with", ())
    return {row.pk: str(row) for row in (rows.select_related(*behind) if behind else rows)}


def _names_in(entry: Entry) -> Iterator[tuple[str, str]]:
    kind = _kinds().get(entry.key)
    for parameter, model in (kind.names if kind else {}).items():
        if isinstance(entry.parameters.get(parameter), int):
            yield parameter, model


def _sentence(entry: Entry, names: Names, *, as_history: bool) -> str:
    kind = _kinds().get(entry.key)
    if kind is None or not kind.sentence:
        return entry.key
    filled = {name: _in_words(_said(kind, name, value)) for name, value in entry.parameters.items()}
    for parameter, model in _names_in(entry):
        pk = entry.parameters[parameter]
        filled[parameter.removesuffix("_id")] = names[model].get(pk) or _("number %(number)s") % {
            "number": pk
        }
    try:
        return str((as_history and kind.past) or kind.sentence) % _Known(filled)
    except (TypeError, ValueError):
        return entry.key


def _said(kind: type[Event], name: str, value: Any) -> Any:
    """Say a code by its words and a day in full; what does not look as expected stays as it is."""
    try:
        if name in kind.words:
            return kind.words[name](value)
        return date_format(date.fromisoformat(value), "DATE_FORMAT") if name.endswith("_on") else value
    except (TypeError, ValueError):
        return value


def _in_words(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or "—"
    return "—" if value in (None, "") else value


class _Known(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "—"
