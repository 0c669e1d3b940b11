"""Calling the reactions of an event, now or later, in the order of the storeys."""

from collections import defaultdict
from collections.abc import Sequence
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models

from metodika.core.audit.journal import write_entries
from metodika.core.events.event import Event, Later, Reaction
from metodika.core.jobs import job

# The journal entry behind the reaction that runs: what a second run of the same job is recognised by.
told_entry: ContextVar[int | None] = ContextVar("journal entry", default=None)


def announce(event: Event, *, by: Any = None, about: models.Model | None = None) -> None:
    """Write the event into the journal and run its reactions in the same transaction.

    `by` is the acting user, None for the system; `about` the row whose history shows the entry.
    An error in a reaction that runs now undoes the whole act; one that runs later is retried.
    """
    announce_many([(event, about)], by=by)


def announce_many(told: Sequence[tuple[Event, models.Model | None]], *, by: Any = None) -> None:
    """Announce many events, each with the row that it is about, as `announce` does one; in a few statements.

    For work by the clock that finds thousands of things at once.
    """
    entries = write_entries([(event.key(), event.parameters(), about) for event, about in told], by=by)
    waiting = []
    for (event, _about), entry in zip(told, entries, strict=True):
        for reaction in reactions_to(type(event)):
            if not isinstance(reaction, Later):
                reaction(event)
            elif reaction.wanted(event):
                waiting.append(
                    {
                        "reaction": _path(reaction.reaction),
                        "event": _path(type(event)),
                        "parameters": event.parameters(),
                        "entry": entry,
                    }
                )
    react.defer_many(waiting)


def reactions_to(kind: type[Event]) -> list[Reaction | Later]:
    """Return the reactions to a kind of event, of lower storeys first."""
    return _table()[kind]


@cache
def _table() -> dict[type[Event], list[Reaction | Later]]:
    table: dict[type[Event], list[Reaction | Later]] = defaultdict(list)
    for config in apps.get_app_configs():
        if config.name.startswith("metodika.") and find_spec(f"{config.name}.reactions"):
            declared = import_module(f"{config.name}.reactions").REACTIONS
            for kind, reactions in declared.items():
                table[kind].extend(reactions)
    return table


@job(name="events.react")
def react(*, reaction: str, event: str, parameters: dict[str, Any], entry: int) -> None:
    """Run one reaction that could wait; `told_entry` tells it which announcement it answers."""
    token = told_entry.set(entry)
    try:
        _found(reaction)(_found(event)(**parameters))
    finally:
        told_entry.reset(token)


def _path(thing: Any) -> str:
    return f"{thing.__module__}:{thing.__qualname__}"


def _found(path: str) -> Any:
    module, name = path.split(":")
    return getattr(import_module(module), name)
