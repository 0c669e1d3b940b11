"""The journal of acts, written by announcements only."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

if TYPE_CHECKING:
    from metodika.core.audit.models import JournalEntry

BATCH = 1000


def write_entries(
    entries: Sequence[tuple[str, dict[str, Any], models.Model | None]], *, by: Any
) -> list[int]:
    """Add entries in a few statements and return their numbers in the same order.

    Each is its key, its parameters and the row whose card shows it.
    """
    author = by if getattr(by, "is_authenticated", False) else None
    manager = _entries()
    rows = [
        manager.model(
            key=key,
            parameters=_plain(parameters),
            by=author,
            subject=about._meta.label_lower if about else "",
            subject_id=about.pk if about else None,
        )
        for key, parameters, about in entries
    ]
    return [int(row.pk) for row in manager.bulk_create(rows, batch_size=BATCH)]


def moment_of(number: int | None) -> datetime | None:
    """Return when an entry was written; None without one."""
    return _entries().filter(pk=number).values_list("happened_at", flat=True).first() if number else None


def entries_about(row: models.Model) -> "models.QuerySet[JournalEntry]":
    """Return what was announced about a row, newest first."""
    return (
        _entries()
        .filter(subject=row._meta.label_lower, subject_id=row.pk)
        .select_related("by")
        .order_by("-happened_at", "-pk")
    )


def _entries() -> "models.Manager[JournalEntry]":
    # Announcements are declared before the models are loaded, so the model is looked up when needed.
    return apps.get_model("audit", "JournalEntry")._default_manager


def _plain(parameters: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(parameters, cls=DjangoJSONEncoder))
    return plain
