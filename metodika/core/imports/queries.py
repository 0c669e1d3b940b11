"""What the pages of an import show."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.imports.columns import Register
from metodika.core.imports.models import ImportRow, ImportRun
from metodika.core.imports.registry import registers


def registers_for(user: Any) -> list[Register]:
    """Return the registers that the person may load."""
    return [register for register in registers().values() if can(user, register.permission)]


def own_runs(user: Any) -> QuerySet[ImportRun]:
    """Return the person's own imports, newest first: a file with personal data is nobody else's business."""
    return ImportRun.objects.filter(created_by=user).select_related("file").order_by("-created_at", "-pk")


def preview_rows(run: ImportRun, outcome: str = "") -> QuerySet[ImportRow]:
    """Return the rows of a preview in the order of the file; "warned" are rows with a warning."""
    rows = ImportRow.objects.filter(run=run).order_by("number")
    if outcome == "warned":
        return rows.filter(warned=True)
    return rows.filter(outcome=outcome) if outcome else rows


def outcome_titles() -> dict[str, str]:
    """Return the tabs of a preview in the order in which people look at them."""
    return {
        "error": _("Errors"),
        "warned": _("Warnings"),
        "changed": _("Will be changed"),
        "new": _("Will be added"),
        "same": _("Already so"),
    }
