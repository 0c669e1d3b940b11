"""What the controller and the head do: accept, send back, remove from control, cancel."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.governance.assignments import rules
from metodika.governance.assignments.events import (
    AssignmentCancelled,
    AssignmentRemoved,
    AssignmentReopened,
    ReportAccepted,
    ReportSentBack,
)
from metodika.governance.assignments.lifecycle import OPEN, UNDER_CONTROL, AssignmentStatus, Verdict
from metodika.governance.assignments.models import Assignment, Report
from metodika.governance.assignments.services.cards import keep, locked, move, people_of


@atomic
def accept_report(assignment: Assignment, *, by: Any, note: str = "") -> Assignment:
    """Note that the execution has been checked and is good; it stays under control until it is removed.

    Raises RuleBroken without a complete report, and while a part of it is open.
    """
    row = locked(assignment)
    open_parts = rules.unfinished(row.parts.values_list("status", flat=True))
    if open_parts:
        raise RuleBroken(
            ngettext(
                "%(count)d part is not executed yet; the whole is accepted after its parts.",
                "%(count)d parts are not executed yet; the whole is accepted after its parts.",
                open_parts,
            )
            % {"count": open_parts}
        )
    move(row, AssignmentStatus.EXECUTED)
    row.executed_on = today_at(row.organisation)
    keep(row, "status", "executed_on")
    _judge(row.reports.all(), Verdict.ACCEPTED, note, by)
    announce(ReportAccepted(row.pk, people=people_of(row)), by=by, about=row)
    return row


@atomic
def send_back(assignment: Assignment, *, reason: str, by: Any) -> Assignment:
    """Return the report for more work, with what is lacking; everybody who answers reports again.

    Raises RuleBroken without a reason and without a report that waits.
    """
    row = locked(assignment)
    if not reason.strip():
        raise RuleBroken(_("Say what is lacking, so that the executor knows what to do."))
    move(row, AssignmentStatus.SENT_BACK)
    row.reported_on = None
    keep(row, "status", "reported_on")
    row.executors.present().update(reported_at=None)
    _judge(row.reports.all(), Verdict.SENT_BACK, reason, by)
    announce(ReportSentBack(row.pk, people=people_of(row), reason=reason), by=by, about=row)
    return row


def _judge(reports: "QuerySet[Report]", verdict: Verdict, note: str, by: Any) -> None:
    reports.filter(verdict=Verdict.WAITING).update(
        verdict=verdict, note=note, checked_by=account_or_none(by),
        checked_at=timezone.now(),
    )  # fmt: skip


@atomic
def remove_from_control(assignment: Assignment, *, by: Any, note: str = "") -> Assignment:
    """Close an executed assignment: nothing is asked about it any longer. Raises RuleBroken for any other."""
    row = locked(assignment)
    if row.status in OPEN:
        raise RuleBroken(
            _("Only what is executed is removed from control. Accept the report first, or cancel it.")
        )
    move(row, AssignmentStatus.REMOVED)
    row.closed_on, row.closed_because = today_at(row.organisation), note
    keep(row, "status", "closed_on", "closed_because")
    announce(AssignmentRemoved(row.pk, people=people_of(row)), by=by, about=row)
    return row


@atomic
def cancel_assignment(assignment: Assignment, *, reason: str, by: Any) -> Assignment:
    """Cancel an assignment and its open parts, with the reason. Raises RuleBroken for a closed one."""
    row = locked(assignment)
    if not reason.strip():
        raise RuleBroken(_("Say why it is cancelled: the reason stays in the history."))
    level = [row]
    while level:
        for one in level:
            _cancel(one, reason, by)
        level = list(_open_parts(level))
    return row


def _cancel(row: Assignment, reason: str, by: Any) -> None:
    move(row, AssignmentStatus.CANCELLED)
    row.closed_on, row.closed_because = today_at(row.organisation), reason
    keep(row, "status", "closed_on", "closed_because")
    announce(AssignmentCancelled(row.pk, people=people_of(row), reason=reason), by=by, about=row)


def _open_parts(rows: Sequence[Assignment]) -> "QuerySet[Assignment]":
    """Return the open parts of the rows, locked, always in one order."""
    return (
        Assignment.objects.select_for_update(of=("self",))
        .filter(parent__in=rows, status__in=OPEN)
        .select_related("organisation__municipality")
        .prefetch_related("executors")
        .order_by("pk")
    )


@atomic
def reopen_assignment(
    assignment: Assignment, *, states: Mapping[int, str], reason: str, by: Any
) -> Assignment:
    """Take the end of an assignment and of its parts back; `states` are those before, by number.

    Raises RuleBroken without a reason, and when one of them is under control again or led elsewhere.
    """
    whole = locked(assignment)
    if not reason.strip():
        raise RuleBroken(_("Say why: the reason stays in the history."))
    rows = Assignment.objects.select_for_update(of=("self",)).filter(pk__in=states).order_by("pk")
    for row in rows.prefetch_related("executors"):
        if row.status in UNDER_CONTROL or not rules.may_move(states[row.pk], row.status):
            raise RuleBroken(
                _("This cannot be done now: the assignment %(number)s is in the state “%(state)s”.")
                % {"number": f"№\u00a0{row.number}", "state": row.get_status_display()}
            )
        row.status, row.closed_on, row.closed_because = states[row.pk], None, ""
        keep(row, "status", "closed_on", "closed_because")
        told = AssignmentReopened(row.pk, people=people_of(row), reason=reason.strip())
        announce(told, by=by, about=row)
    whole.refresh_from_db()
    return whole
