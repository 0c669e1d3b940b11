"""What becomes of the occurrences of an item: begun, done with a proof, moved, cancelled."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.mandates.queries import today_at
from metodika.directory.regulations.models import Act
from metodika.planning.plans.events import OccurrenceFinished
from metodika.planning.plans.lifecycle import ChangeKind, OccurrenceStatus
from metodika.planning.plans.models import Occurrence
from metodika.planning.plans.rules.execution import is_proved
from metodika.planning.plans.services.ground import (
    amend,
    become,
    keep,
    locked_occurrence,
    needed,
    refuse_not_in_force,
)
from metodika.planning.plans.services.items import check_days

MARKED = ("done_on", "result", "reason", "proof", "proof_address", "by_fact")


@atomic
def start_occurrence(occurrence: Occurrence, *, by: Any) -> Occurrence:
    """Take an occurrence to work. Raises RuleBroken when it is not planned or the plan is not in force."""
    row = locked_occurrence(occurrence)
    become(row, OccurrenceStatus.IN_WORK)
    _mark(row, by)
    keep(row, "status", "marked_by", "marked_at")
    return row


def _mark(row: Occurrence, by: Any) -> None:
    row.marked_by, row.marked_at = account_or_none(by), timezone.now()


@atomic
def finish_occurrence(
    occurrence: Occurrence, *, done_on: date, result: str = "", reason: str, proof: str = "",
    files: Sequence[StoredFile] = (), by: Any,
) -> Occurrence:  # fmt: skip
    """Mark by hand that an occurrence is done, with the reason and a proof: a document, an address, files.

    Raises RuleBroken without a reason or a proof, for a day in the future, and when it is done or cancelled
    already.
    """
    row = locked_occurrence(occurrence)
    if not is_proved(reason=reason, proof=proof, files=len(files)):
        raise RuleBroken(
            _("Done by hand needs a reason and a proof: name the document or its address, or add a file.")
        )
    if done_on > today_at(row.item.plan.organisation):
        raise RuleBroken(_("The day of execution has not come yet."))
    become(row, OccurrenceStatus.DONE)
    row.done_on, row.result, row.reason, row.proof = done_on, result.strip(), reason.strip(), proof.strip()
    _mark(row, by)
    keep(row, "status", "done_on", "result", "reason", "proof", "marked_by", "marked_at")
    row.files.set(files)
    _tell_done(row, by)
    return row


def _tell_done(row: Occurrence, by: Any) -> None:
    told = OccurrenceFinished(row.pk, item_id=row.item_id, done_on=f"{row.done_on}", by_fact=row.by_fact)
    announce(told, by=by, about=row.item)


@atomic
def reopen_occurrence(occurrence: Occurrence, *, reason: str, by: Any) -> Occurrence:
    """Take the mark of execution off, with the reason. Raises RuleBroken when it is not done."""
    row = locked_occurrence(occurrence)
    become(row, OccurrenceStatus.PLANNED)
    before = f"{date_format(row.done_on, 'DATE_FORMAT')}: {row.proof or row.result}" if row.done_on else ""
    amend(row.item, ChangeKind.REOPENED, before=before, reason=reason, by=by)
    taken_off(row)
    _mark(row, by)
    keep(row, "status", *MARKED, "marked_by", "marked_at")
    return row


def taken_off(row: Occurrence) -> None:
    """Take the mark and the proof off an occurrence; the history keeps them."""
    row.done_on, row.by_fact = None, False
    row.proof, row.proof_address, row.result, row.reason = "", "", "", ""


@atomic
def move_occurrence(
    occurrence: Occurrence, *, due_on: date, starts_on: date | None = None, reason: str,
    act: Act | None = None, by: Any,
) -> Occurrence:  # fmt: skip
    """Move an occurrence to other days of the plan, with the reason; its first term is remembered.

    Raises RuleBroken without a reason, for days outside the plan, the same day, and when it is done or
    cancelled already.
    """
    row = locked_occurrence(occurrence)
    refuse_not_in_force(row.item)
    if not row.is_awaited:
        raise RuleBroken(
            _("This cannot be done now: it is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    if due_on == row.due_on and starts_on in {None, row.starts_on}:
        raise RuleBroken(_("It is due on this day already."))
    length = row.due_on - row.starts_on
    first = starts_on or max(due_on - length, row.item.plan.starts_on)
    check_days(first, due_on, row.item.plan)
    days = {"before": date_format(row.due_on, "DATE_FORMAT"), "after": date_format(due_on, "DATE_FORMAT")}
    amend(row.item, ChangeKind.MOVED, **days, reason=reason, act=act, by=by)
    row.starts_on, row.due_on = first, due_on
    _mark(row, by)
    keep(row, "starts_on", "due_on", "marked_by", "marked_at")
    return row


@atomic
def cancel_occurrence(occurrence: Occurrence, *, reason: str, by: Any) -> Occurrence:
    """Cancel one occurrence of an item, with the reason. Raises RuleBroken without it and when it is done."""
    row = locked_occurrence(occurrence)
    reason = needed(reason, _("Say why it is cancelled."))
    become(row, OccurrenceStatus.CANCELLED)
    row.reason = reason[:500]
    _mark(row, by)
    keep(row, "status", "reason", "marked_by", "marked_at")
    before = date_format(row.due_on, "DATE_FORMAT")
    amend(row.item, ChangeKind.CANCELLED, before=before, reason=reason, by=by)
    return row
