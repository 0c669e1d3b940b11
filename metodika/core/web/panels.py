"""What upper areas show on pages of lower ones: panels of cards, fetched by address, and columns of lists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from metodika.core.access import can
from metodika.core.web.pages import wants_fragment
from metodika.core.web.values import Text


@dataclass(frozen=True)
class Panel:
    """A part of somebody else's card.

    `for_` names the card ("staff.person"); `url_name` is a page that takes the subject's pk; it is
    shown to those who hold `permission` for the subject, on cards of subjects that it `fits`. Panels with
    a smaller `place` come first.
    """

    for_: str
    title: Text
    url_name: str
    permission: str
    place: int = 100
    fits: Callable[[Any], bool] = lambda subject: True


@dataclass(frozen=True)
class ListColumn:
    """A column of somebody else's list.

    `for_` names the list by the key of its table; `told` says what stands in the cells of rows for a user, by
    the numbers of the rows, and is asked once for all rows of a page or a file.
    """

    for_: str
    key: str
    label: Text
    told: Callable[[Sequence[Any], Any], Mapping[int, object]]


@dataclass(frozen=True)
class FoundPanel:
    """A panel as the page needs it."""

    title: Text
    url: str


@cache
def all_panels() -> tuple[Panel, ...]:
    """Return the panels of every area, from PANELS in its panels.py."""
    found = [panel for module in _modules() for panel in getattr(module, "PANELS", ())]
    return tuple(sorted(found, key=lambda panel: panel.place))


@cache
def all_list_columns() -> tuple[ListColumn, ...]:
    """Return the columns that areas offer to the lists of others, from COLUMNS in their panels.py."""
    return tuple(column for module in _modules() for column in getattr(module, "COLUMNS", ()))


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = [
        f"{one.name}.panels"
        for one in apps.get_app_configs()
        if one.name.startswith("metodika.") and one.name != __package__
    ]
    return tuple(import_module(name) for name in names if find_spec(name))


def panels_for(
    card: str, subject: Model, user: Any, *, panels: Callable[[], tuple[Panel, ...]] = all_panels
) -> list[FoundPanel]:
    """Return the panels of a card that the user may open."""
    return [
        FoundPanel(panel.title, reverse(panel.url_name, args=[subject.pk]))
        for panel in panels()
        if panel.for_ == card and panel.fits(subject) and can(user, panel.permission, subject)
    ]


def show_panel(request: HttpRequest, template: str, *, title: Text, **context: Any) -> HttpResponse:
    """Answer with the panel alone for the card that fetches it, as a page of its own without JavaScript."""
    page = {**context, "title": title, "panel_template": template}
    return render(request, template if wants_fragment(request) else "web/panel.html", page)
