"""What an executor does: begins, reports with files."""

from collections.abc import Sequence
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.mandates.queries import today_at
from metodika.governance.assignments import rules
from metodika.governance.assignments.events import AssignmentStarted, ExecutionReported
from metodika.governance.assignments.lifecycle import AWAITED, AssignmentStatus
from metodika.governance.assignments.models import Assignment, Executor, Report
from metodika.governance.assignments.services.cards import keep, locked, move, refuse_closed


@atomic
def start_assignment(assignment: Assignment, *, by: Any) -> Assignment:
    """Note that the work has begun. Raises RuleBroken when it began before or is over."""
    row = locked(assignment)
    move(row, AssignmentStatus.IN_PROGRESS)
    keep(row, "status")
    announce(AssignmentStarted(row.pk), by=by, about=row)
    return row


@atomic
def report_execution(
    assignment: Assignment, *, text: str, by: Any, files: Sequence[StoredFile] = (),
    executor: Executor | None = None,
) -> Report:  # fmt: skip
    """Store what has been done, with its proof.

    The report is that of `executor`, else of the acting person when he is one, else of the first who answers.
    The assignment waits for the check as soon as all who answer for it have reported; a helper's report only
    begins it. Raises RuleBroken for empty words, a vacant post, and while a report waits for the check.
    """
    row = locked(assignment)
    refuse_closed(row)
    if not text.strip():
        raise RuleBroken(_("Write what has been done."))
    if row.status not in AWAITED:
        raise RuleBroken(_("The report is with the controller. Wait until it is accepted or sent back."))
    who = executor or _reporting(row, by)
    now = timezone.now()
    report = Report.objects.create(assignment=row, executor=who, text=text, made_by=by, made_at=now)
    report.files.set(files)
    who.reported_at = now
    who.save(update_fields=["reported_at"])
    is_complete = _take_in(row, who)
    announce(
        ExecutionReported(
            assignment_id=row.pk, person_id=who.person_id, controller_id=row.controller_id,
            is_complete=is_complete,
        ),
        by=by,
        about=row,
    )  # fmt: skip
    return report


def _reporting(assignment: Assignment, by: Any) -> Executor:
    """Return whose report it is, kept from others: the acting person's, else that of who answers."""
    present = assignment.executors.present().select_for_update(of=("self",)).exclude(person=None)
    own = present.filter(person=getattr(by, "person_id", None)).first()
    found = own or present.order_by("-is_responsible", "order", "pk").first()
    if found is None:
        raise RuleBroken(_("The post is vacant: name another executor, who will then report."))
    return found


def _take_in(assignment: Assignment, reporter: Executor) -> bool:
    """Put the assignment where the report leads it, and tell whether all have reported."""
    answering = assignment.executors.present().filter(is_responsible=True, person__isnull=False)
    answers = [moment is not None for moment in answering.values_list("reported_at", flat=True)]
    if reporter.is_responsible and rules.is_reported(answers):
        move(assignment, AssignmentStatus.REPORTED)
        assignment.reported_on = today_at(assignment.organisation)
        keep(assignment, "status", "reported_on")
        return True
    if assignment.status == AssignmentStatus.GIVEN:
        move(assignment, AssignmentStatus.IN_PROGRESS)
        keep(assignment, "status")
    return False
