"""The rules of the house: each is a function of a tree's root that returns what breaks it."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from tests.architecture.house import (
    announcements,
    doors,
    habits,
    layout,
    messages,
    pages,
    permissions,
    proofs,
    sizes,
    wording,
)

Rule = Callable[[Path], list[str]]


def _rules(module: ModuleType) -> list[Rule]:
    return [
        value
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__
        if not name.startswith("_") and getattr(value, "__annotations__", {}).get("return") == list[str]
    ]


MODULES = (layout, doors, sizes, habits, pages, messages, wording, proofs, permissions, announcements)
RULES: dict[str, Rule] = {rule.__name__: rule for module in MODULES for rule in _rules(module)}
