"""Every write of the area, by noun."""

from metodika.steering.analysis.services.batches import ask_notes, finish_batch, make_notes_of, tell_progress
from metodika.steering.analysis.services.findings import (
    confirm_all,
    confirm_finding,
    dismiss_finding,
    draft_findings,
    judge_finding,
    name_cause,
    observe,
    reopen_finding,
    reword_finding,
)
from metodika.steering.analysis.services.notes import (
    edit_note,
    make_note,
    publish_note,
    remake_note,
    seal_note,
)
from metodika.steering.analysis.services.registering import register_note

__all__ = [
    "ask_notes",
    "confirm_all",
    "confirm_finding",
    "dismiss_finding",
    "draft_findings",
    "edit_note",
    "finish_batch",
    "judge_finding",
    "make_notes_of",
    "tell_progress",
    "make_note",
    "name_cause",
    "observe",
    "publish_note",
    "register_note",
    "remake_note",
    "reopen_finding",
    "reword_finding",
    "seal_note",
]
