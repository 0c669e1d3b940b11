from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Choice, Column, Empty, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.steering.analysis import queries
from metodika.steering.analysis.lifecycle import FindingStatus, Kind, NoteStatus, Scope, Severity
from metodika.steering.analysis.models import Finding, Note

TONES: dict[str, Tone] = {
    FindingStatus.DRAFT: "waiting",
    FindingStatus.CONFIRMED: "good",
    FindingStatus.REWORDED: "good",
    FindingStatus.DISMISSED: "neutral",
}
SEVERITY_TONES: dict[str, Tone] = {Severity.HIGH: "bad", Severity.MEDIUM: "warning", Severity.LOW: "info"}
NOTE_TONES: dict[str, Tone] = {
    NoteStatus.DRAFT: "waiting",
    NoteStatus.EDITED: "waiting",
    NoteStatus.SEALED: "good",
    NoteStatus.PUBLISHED: "good",
}


def status_of(row: Finding) -> Status:
    return Status(row.get_status_display(), TONES[row.status])


def severity_of(row: Finding) -> Status:
    return Status(row.get_severity_display(), SEVERITY_TONES[row.severity])


def note_status(row: Note) -> Status:
    return Status(row.get_status_display(), NOTE_TONES[row.status])


def about(row: Finding) -> Any:
    return row.body or row.about


class FindingsTable(Table):
    columns: ClassVar = (
        Column("text", pgettext_lazy("finding", "Finding"), "text", url="analysis:show-finding"),
        Column("about", _("About whom"), about, sort="about__sort_key"),
        Column("kind", _("What it is"), "get_kind_display", sort="kind"),
        Column("severity", _("Severity"), severity_of),
        Column("cause", pgettext_lazy("finding", "Cause"), "cause"),
        Column("period", _("Period"), "period.label", sort="ends_on"),
        Column("status", _("State"), status_of, sort="status"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.by_words),
        Choice("state", _("State"), "status", choices=FindingStatus.choices),
        Choice("severity", _("Severity"), "severity", choices=Severity.choices),
        Choice("kind", _("What it is"), "kind", choices=Kind.choices),
        Choice("scope", _("About whom"), "scope", choices=Scope.choices),
    )
    empty: ClassVar = Empty(
        _("No findings yet"),
        _("Compute the indicators, then let the rules look through their values."),
        icon="target",
    )
    order: ClassVar = "-period"
    key: ClassVar = "findings"
    export_name: ClassVar = "findings"


class NotesTable(Table):
    columns: ClassVar = (
        Column("title", _("Analytic note"), "title", url="analysis:show-note", sort="title"),
        Column("about", _("About whom"), "about", sort="about__sort_key"),
        Column("period", _("Period"), "period.label", sort="ends_on"),
        Column("made", _("Drafted"), "made_at", sort="made_at"),
        Column("sealed", _("Sealed"), "sealed_at", sort="sealed_at"),
        Column("status", _("State"), note_status, sort="status"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.notes_by_words),
        Choice("state", _("State"), "status", choices=NoteStatus.choices),
    )
    empty: ClassVar = Empty(
        _("No analytic notes yet"),
        _("A note is made from a computing of indicators and from findings that somebody has confirmed."),
        icon="file-text",
    )
    order: ClassVar = "-made"
    key: ClassVar = "notes"
    export_name: ClassVar = "notes"
