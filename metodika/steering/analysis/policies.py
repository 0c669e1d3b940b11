from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import can, granted, predicate
from metodika.steering.analysis.lifecycle import NoteStatus
from metodika.steering.analysis.models import Finding, Note


@predicate
def is_draft(user: Any, target: Any = None) -> bool:
    """Hold for what no person has stood for yet."""
    if isinstance(target, Finding):
        return not target.is_standing
    return isinstance(target, Note) and target.is_open


@predicate
def judges(user: Any, target: Any = None) -> bool:
    """Hold for those who judge findings of the place."""
    return can(user, "analysis.judge_finding", target)


@predicate
def makes(user: Any, target: Any = None) -> bool:
    """Hold for those who make notes of the place."""
    return can(user, "analysis.make_note", target)


@predicate
def is_published(user: Any, target: Any = None) -> bool:
    """Hold for a note whose version without people is open to everybody."""
    return isinstance(target, Note) and target.status == NoteStatus.PUBLISHED


PERMISSIONS = {
    "analysis.list_findings": granted,
    "analysis.view_finding": (granted & ~is_draft) | (granted & judges),
    "analysis.judge_finding": granted,
    "analysis.list_notes": granted,
    "analysis.view_note": (granted & ~is_draft) | (granted & makes),
    "analysis.view_published": is_published,
    "analysis.make_note": granted,
    "analysis.seal_note": granted,
}

WORDS = {
    "analysis.list_findings": _("Open the list of findings"),
    "analysis.view_finding": _("Open findings"),
    "analysis.judge_finding": _("Draft, confirm, reword and dismiss findings"),
    "analysis.list_notes": _("Open the list of analytic notes"),
    "analysis.view_note": _("Open analytic notes"),
    "analysis.view_published": _("Read the published version of a note"),
    "analysis.make_note": _("Make and edit analytic notes"),
    "analysis.seal_note": _("Seal and publish analytic notes"),
}
