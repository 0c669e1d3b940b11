"""What an area writes in notices.py, and the gathering of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from metodika.core.events import Event
from metodika.core.notices.models import Channel

# From so many recipients on, letters are looked at before they leave.
MASS = 20


@dataclass(frozen=True)
class Told:
    """How one kind of event is told.

    `to` gives the users for an event; the words are the event's own sentence; `url` leads to what it is
    about; `group` is what a person sets a preference for; `how` holds until the person chooses otherwise.
    `anybody` is a cheap question, asked at once, whether there is anybody to tell: if not, no job is stored.
    """

    to: Callable[[Any], Iterable[Any]]
    group: str
    group_title: str | Promise
    url: Callable[[Any], str] = lambda event: ""
    how: Channel = Channel.DIGEST
    anybody: Callable[[Any], bool] = lambda event: True


@cache
def told_events() -> dict[type[Event], Told]:
    """Return every event that is told to somebody."""
    table: dict[type[Event], Told] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("metodika.") and find_spec(f"{config.name}.notices"):
            table.update(import_module(f"{config.name}.notices").NOTICES)
    return table


def groups() -> dict[str, str | Promise]:
    """Return the groups that a person may set, with their titles."""
    return {told.group: told.group_title for told in told_events().values()}
