"""The journal of acts, written by announcements only."""

import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

if TYPE_CHECKING:
    from metodika.core.audit.models import JournalEntry


def write_entry(key: str, parameters: dict[str, Any], *, by: Any, about: models.Model | None) -> int:
    """Add one entry and return its number; `about` is the row whose card shows it."""
    entry = _entries().create(
        key=key,
        parameters=_plain(parameters),
        by=by if getattr(by, "is_authenticated", False) else None,
        subject=about._meta.label_lower if about else "",
        subject_id=about.pk if about else None,
    )
    return int(entry.pk)


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
