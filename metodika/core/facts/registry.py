"""All facts of all areas, gathered once from their facts.py."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.facts.declared import Fact
from metodika.core.web.values import Text


@dataclass(frozen=True)
class Use:
    """Something that counts a fact: an indicator, a clause, a plan item."""

    fact: str
    title: Text
    url: str


@cache
def facts() -> dict[str, Fact]:
    """Return every fact by its code, of lower storeys first; ImproperlyConfigured for two of one code."""
    found: dict[str, Fact] = {}
    for label, module in _modules():
        for one in getattr(module, "FACTS", ()):
            if one.code in found:
                raise ImproperlyConfigured(f"Two facts are called {one.code}.")
            if one.area != label:
                raise ImproperlyConfigured(f"{one.code} is declared by the area {label}.")
            found[one.code] = one
    return found


def fact(code: str) -> Fact:
    """Return a fact; RuleBroken with a sentence when no area declares it (any longer)."""
    found = facts().get(code)
    if found is None:
        raise RuleBroken(
            _("The fact “%(code)s” is not known. Choose one from the catalogue.") % {"code": code}
        )
    return found


def facts_by_area() -> dict[str, list[Fact]]:
    """Return the facts by the names of their areas, of lower storeys first."""
    grouped: dict[str, list[Fact]] = {}
    for one in facts().values():
        grouped.setdefault(one.area, []).append(one)
    return grouped


def excused_models() -> dict[str, Text]:
    """Return the models that have no fact, each with the reason: label "staff.leave" -> why."""
    reasons: dict[str, Text] = {}
    for label, module in _modules():
        told = getattr(module, "WITHOUT_FACT", {})
        reasons.update({f"{label}.{model}": why for model, why in told.items()})
    return reasons


def uses_of(user: Any) -> dict[str, list[Use]]:
    """Return who uses each fact, as far as the user may see it, from USED_BY of the areas' facts."""
    found: dict[str, list[Use]] = {}
    for _label, module in _modules():
        users: Iterable[Callable[[Any], Iterable[Use]]] = getattr(module, "USED_BY", ())
        for uses in users:
            for one in uses(user):
                found.setdefault(one.fact, []).append(one)
    return found


def area_title(area: str) -> Text:
    """Return how an area is called over its facts: TITLE of its facts.py, else its label."""
    for label, module in _modules():
        if label == area and hasattr(module, "TITLE"):
            title: Text = module.TITLE
            return title
    return area


def _modules() -> Iterator[tuple[str, ModuleType]]:
    for config in apps.get_app_configs():
        # core.facts itself is the mechanism and declares none.
        if config.name.startswith("metodika.") and find_spec(f"{config.name}.facts"):
            yield config.label, import_module(f"{config.name}.facts")
