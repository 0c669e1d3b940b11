"""More time: given by the controller, or asked for and answered."""

from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.governance.assignments import rules
from metodika.governance.assignments.events import AssignmentProlonged, ExtensionAsked, ExtensionRefused
from metodika.governance.assignments.lifecycle import AWAITED, ExtensionStatus
from metodika.governance.assignments.models import Assignment, Extension
from metodika.governance.assignments.services.cards import (
    checked_due,
    keep,
    locked,
    people_of,
    refuse_closed,
)


@atomic
def prolong(assignment: Assignment, *, to: date, reason: str, by: Any) -> Extension:
    """Give an open assignment a later last day, with the reason.

    Raises RuleBroken for a day that is not later or is over already, for one after the whole is due, without
    a reason, and while a request for more time waits for its answer.
    """
    row = locked(assignment)
    _check(row, to, reason)
    if row.extensions.filter(status=ExtensionStatus.ASKED).exists():
        raise RuleBroken(_("The executor has asked for more time. Answer that request first."))
    made = Extension.objects.create(
        assignment=row, from_on=row.due_on, to_on=to, reason=reason, status=ExtensionStatus.ASKED,
        asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
    _grant(row, made, "", by)
    return made


@atomic
def ask_extension(assignment: Assignment, *, to: date, reason: str, by: Any) -> Extension:
    """Ask the controller for a later last day. Raises RuleBroken as `prolong` does, and for a second request.

    The last day stays as it is until the answer.
    """
    row = locked(assignment)
    _check(row, to, reason)
    if row.status not in AWAITED:
        raise RuleBroken(_("The report is with the controller. Wait until it is accepted or sent back."))
    if row.extensions.filter(status=ExtensionStatus.ASKED).exists():
        raise RuleBroken(_("More time has been asked for already. Wait for the answer of the controller."))
    asked = Extension.objects.create(
        assignment=row, from_on=row.due_on, to_on=to, reason=reason, status=ExtensionStatus.ASKED,
        asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
    announce(
        ExtensionAsked(row.pk, controller_id=row.controller_id, to_on=to.isoformat(), reason=reason),
        by=by,
        about=row,
    )
    return asked


@atomic
def grant_extension(assignment: Assignment, *, by: Any, note: str = "") -> Extension:
    """Give the time that was asked for. Raises RuleBroken when nothing waits for an answer."""
    row = locked(assignment)
    asked = _asked(row)
    refuse_closed(row)
    _grant(row, asked, note, by)
    return asked


@atomic
def refuse_extension(assignment: Assignment, *, note: str, by: Any) -> Extension:
    """Refuse more time and say why. Raises RuleBroken without words and when nothing waits for an answer."""
    row = locked(assignment)
    asked = _asked(row)
    if not note.strip():
        raise RuleBroken(_("Say why no more time is given."))
    _decide(asked, ExtensionStatus.REFUSED, note, by)
    announce(ExtensionRefused(row.pk, people=people_of(row), note=note), by=by, about=row)
    return asked


def _asked(assignment: Assignment) -> Extension:
    asked = assignment.extensions.filter(status=ExtensionStatus.ASKED).first()
    if asked is None:
        raise RuleBroken(_("No request for more time waits for an answer: it has been answered already."))
    return asked


def _check(assignment: Assignment, to: date, reason: str) -> None:
    refuse_closed(assignment)
    if not reason.strip():
        raise RuleBroken(_("Say why more time is needed: the reason stays in the history."))
    if not rules.is_longer(due_on=assignment.due_on, to=to):
        raise RuleBroken(
            _("More time means a later day: choose one after %(day)s.")
            % {"day": date_format(assignment.due_on, "DATE_FORMAT")}
        )
    if to < today_at(assignment.organisation):
        raise RuleBroken(_("This day is over already. Choose a day that is still to come."))
    checked_due(to, given_on=assignment.given_on, parent=assignment.parent)


def _grant(assignment: Assignment, asked: Extension, note: str, by: Any) -> None:
    before = assignment.due_on
    assignment.due_on = checked_due(asked.to_on, given_on=assignment.given_on, parent=assignment.parent)
    keep(assignment, "due_on")
    _decide(asked, ExtensionStatus.GRANTED, note, by)
    announce(
        AssignmentProlonged(
            assignment_id=assignment.pk, people=people_of(assignment), from_on=before.isoformat(),
            to_on=asked.to_on.isoformat(), reason=asked.reason,
        ),
        by=by,
        about=assignment,
    )  # fmt: skip


def _decide(extension: Extension, status: ExtensionStatus, note: str, by: Any) -> None:
    extension.status, extension.note, extension.decided_at = status, note, timezone.now()
    extension.decided_by = account_or_none(by)
    extension.save(update_fields=["status", "note", "decided_at", "decided_by"])
