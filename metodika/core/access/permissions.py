"""Permissions: one table an area, gathered here; predicates say who, tables say for what."""

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.functional import Promise
from rules.predicates import Predicate
from rules.predicates import predicate as make_predicate

from metodika.core.access.grants import access_of
from metodika.core.access.scope import RowScope

# The predicate `granted` must know for which permission it is asked; rules passes only user and object.
_ASKED: ContextVar[str] = ContextVar("asked permission")


def predicate(claim: Callable[..., bool]) -> Predicate:
    """Make a function of user and target a predicate, to be combined by `&`, `|` and `~`."""
    made: Predicate = make_predicate(claim)  # type: ignore[no-untyped-call]  # the library has no types
    return made


@predicate
def granted(user: Any, target: Any = None) -> bool:
    """Hold when one of the user's roles has the permission for the part of the tree with the target."""
    permission = _ASKED.get()
    access = access_of(user)
    if target is None or isinstance(target, type):
        return access.allows(permission)
    if isinstance(target, str):
        return access.covers(permission, [target])
    key = (type(target), target.pk) if target.pk is not None else None
    return access.covers_row(permission, key, lambda: paths_of(target))


@predicate
def granted_at_top(user: Any, target: Any = None) -> bool:
    """Hold when a role with the permission is held for a whole tree.

    For what lies in no part of it, such as the queue of letters or the background work: a role
    of one school must not open the letters of all the others.
    """
    return access_of(user).allows_at_top(_ASKED.get())


@predicate
def granted_anywhere(user: Any, target: Any = None) -> bool:
    """Hold when a role has the permission, wherever it is held.

    For what stands at no place and is the same for all of them, such as the profiles or the words.
    """
    return access_of(user).allows(_ASKED.get())


def paths_of(target: models.Model) -> list[str]:
    """Return the paths of a row: from its own method where it has one, else by its RowScope."""
    own = getattr(target, "scope_paths", None)
    if callable(own):
        return list(own())
    scope: RowScope = target.row_scope  # type: ignore[attr-defined]  # every guarded model declares it
    return list(scope.paths_of(target))


GRANTED = frozenset({granted, granted_at_top, granted_anywhere})


@cache
def permission_table() -> dict[str, Predicate]:
    """Return every permission of every area with its predicate."""
    table: dict[str, Predicate] = {}
    for name, declared in _declared_tables():
        for permission, held_by in declared.items():
            if permission in table:
                raise ImproperlyConfigured(f"{name} declares {permission}, which another area has declared.")
            table[permission] = held_by
    return table


@cache
def permission_words() -> dict[str, str | Promise]:
    """Return what each permission allows in words, from WORDS of the areas' policies.

    A permission without words is called by its name, "give mandate (mandates)".
    """
    said: dict[str, str | Promise] = {}
    for _name, module in _policies():
        said.update(getattr(module, "WORDS", {}))
    return {name: said.get(name) or _plain_words(name) for name in sorted(permission_table())}


def _plain_words(permission: str) -> str:
    area, _dot, name = permission.partition(".")
    return f"{name.replace('_', ' ')} ({area})"


def _declared_tables() -> Iterator[tuple[str, dict[str, Predicate]]]:
    for name, module in _policies():
        yield name, module.PERMISSIONS


def _policies() -> Iterator[tuple[str, ModuleType]]:
    for config in apps.get_app_configs():
        if config.name.startswith("metodika.") and find_spec(f"{config.name}.policies"):
            yield config.name, import_module(f"{config.name}.policies")


def needs_role(permission: str) -> bool:
    """Tell whether a role can give the permission; one for everybody's own pages asks for none."""
    held_by = permission_table()[permission]
    return "granted" in (held_by.name if held_by in GRANTED else str(held_by))


def can(user: Any, permission: str, target: Any = None) -> bool:
    """Tell whether the user may do the named thing to the target, or to anything when there is none.

    Raises ImproperlyConfigured for an unknown permission: a typing error must not read as "no".
    """
    table = permission_table()
    if permission not in table:
        raise ImproperlyConfigured(f"No area declares the permission {permission}.")
    if not access_of(user).within_limit(permission):
        return False
    token = _ASKED.set(permission)
    try:
        return bool(table[permission].test(user, target))
    finally:
        _ASKED.reset(token)
