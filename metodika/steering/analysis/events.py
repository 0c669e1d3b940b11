from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

PLACE = {"organisation_id": "organisations.Organisation"}
FINDING = {"finding_id": "analysis.Finding"}
NOTE = {"note_id": "analysis.Note"}


@dataclass(frozen=True)
class FindingsDrafted(Event):
    """Rules have looked through the values of a run; `drafted` findings are new."""

    sentence: ClassVar = _("Findings have been drafted: %(organisation)s, new: %(drafted)s")
    names: ClassVar = PLACE

    organisation_id: int
    run_id: int
    drafted: int


@dataclass(frozen=True)
class FindingConfirmed(Event):
    sentence: ClassVar = _("The finding is confirmed: %(finding)s")
    names: ClassVar = FINDING

    finding_id: int


@dataclass(frozen=True)
class FindingReopened(Event):
    """A dismissal has been taken back."""

    sentence: ClassVar = _("The finding waits for a judgement again: %(finding)s")
    names: ClassVar = FINDING

    finding_id: int


@dataclass(frozen=True)
class FindingReworded(Event):
    sentence: ClassVar = _("The finding is reworded: %(finding)s")
    names: ClassVar = FINDING

    finding_id: int


@dataclass(frozen=True)
class FindingDismissed(Event):
    sentence: ClassVar = _("The finding “%(finding)s” is dismissed: %(reason)s")
    names: ClassVar = FINDING

    finding_id: int
    reason: str


@dataclass(frozen=True)
class NoteSealed(Event):
    sentence: ClassVar = _("The analytic note is sealed: %(note)s")
    names: ClassVar = NOTE

    note_id: int


@dataclass(frozen=True)
class NotePublished(Event):
    """Everybody may read the version without people."""

    sentence: ClassVar = _("The analytic note is published: %(note)s")
    names: ClassVar = NOTE

    note_id: int


@dataclass(frozen=True)
class NoteRegistered(Event):
    sentence: ClassVar = _("The analytic note is registered as No. %(number)s: %(note)s")
    names: ClassVar = NOTE

    note_id: int
    number: str


@dataclass(frozen=True)
class NotesAsked(Event):
    """Notes of the whole and of each institution are to be made by a job."""

    sentence: ClassVar = _("Analytic notes of all institutions are being made: %(batch)s")
    names: ClassVar = {"batch_id": "analysis.Batch"}

    batch_id: int


@dataclass(frozen=True)
class NotesReady(Event):
    sentence: ClassVar = _("Analytic notes of all institutions are ready: %(batch)s")
    names: ClassVar = {"batch_id": "analysis.Batch"}

    batch_id: int
    account_id: int | None
