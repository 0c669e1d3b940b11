"""History of rows by database triggers: bulk changes and plain SQL are recorded as well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.db import models

Model = TypeVar("Model", bound=models.Model)


def audited(model: type[Model]) -> type[Model]:
    """Keep every state of the model's rows in <Model>Version, with the user and address that made it."""
    return audited_except()(model)


def audited_except(*secrets: str) -> Callable[[type[Model]], type[Model]]:
    """Keep the history like `audited`, without the named columns.

    Domain events have names of their own, hence "Version" and not pghistory's usual "Event". A trigger
    runs once a statement: once a row it would open a subtransaction each time, and a list of five
    thousand rows took ten seconds instead of one.
    """

    def declare(model: type[Model]) -> type[Model]:
        track: Callable[[type[Model]], type[Model]] = pghistory.track(
            pghistory.InsertEvent(level=pghistory.Statement),
            pghistory.UpdateEvent(level=pghistory.Statement),
            pghistory.DeleteEvent(level=pghistory.Statement),
            model_name=f"{model.__name__}Version",
            obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
            exclude=list(secrets),
        )
        return track(model)

    return declare


@dataclass(frozen=True)
class Change:
    """One field of one row, changed once."""

    at: datetime
    user_id: int | None
    field: str
    label: str
    before: Any
    after: Any


def history_of(row: models.Model, *, limit: int = 200) -> list[Change]:
    """Return the changes of an audited row, newest first; its first state counts as changes from nothing."""
    model = type(row)
    versions_of = apps.get_model(model._meta.app_label, f"{model.__name__}Version")
    states = list(
        versions_of._default_manager.filter(pgh_obj_id=row.pk)
        .select_related("pgh_context")
        .order_by("-pgh_id")[: limit + 1]
    )
    kept = {field.attname for field in versions_of._meta.concrete_fields} - {"id", "version"}
    fields = [field for field in model._meta.concrete_fields if field.attname in kept]
    changes: list[Change] = []
    for newer, older in zip(states, [*states[1:], None], strict=True):
        changes += _changes_between(newer, older, fields)
    return changes[:limit]


def _changes_between(newer: Any, older: Any, fields: list[Any]) -> list[Change]:
    context = newer.pgh_context.metadata if newer.pgh_context else {}
    return [
        Change(newer.pgh_created_at, context.get("user"), field.name, str(field.verbose_name), before, after)
        for field in fields
        if (before := getattr(older, field.attname, None)) != (after := getattr(newer, field.attname))
    ]
