"""Decisions and the assignments that were given by them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from metodika.core.database.subjects import about
from metodika.core.web.values import shown
from metodika.governance.assignments.lifecycle import AssignmentStatus
from metodika.governance.assignments.models import Assignment, Executor
from metodika.governance.meetings.lifecycle import HELD, DecisionKind, DecisionStatus
from metodika.governance.meetings.models import Decision, Session

IN_FORCE = (DecisionStatus.APPROVED, DecisionStatus.PARTLY_APPROVED, DecisionStatus.PUBLISHED)


def decisions_to_assign(session: Session, *, needs_approval: bool) -> QuerySet[Decision]:
    """Return the decisions of a session that are assignments, are in force and have not been given yet."""
    statuses = IN_FORCE if needs_approval else (*IN_FORCE, DecisionStatus.ADOPTED)
    kind = ContentType.objects.get_for_model(Decision)
    given = Assignment.objects.filter(subject_type=kind, subject_id=OuterRef("pk"))
    rows = Decision.objects.filter(~Exists(given), session=session, kind=DecisionKind.ASSIGNMENT)
    return rows.filter(status__in=statuses).select_related("responsible").order_by("item__order", "pk")


@dataclass(frozen=True)
class NotGiven:
    """A decision that is an assignment and was not given, with the reason in words."""

    decision: Decision
    reason: str


def not_given(session: Session, *, needs_approval: bool) -> list[NotGiven]:
    """Return the assignments among the decisions of a session that has ended which nobody has been given."""
    if session.status not in HELD:
        return []
    waiting = decisions_to_assign(session, needs_approval=needs_approval)
    return [NotGiven(decision, _why_not_given(decision)) for decision in waiting]


def _why_not_given(decision: Decision) -> str:
    given_on = decision.approved_on or decision.adopted_on
    if decision.responsible is None:
        return _("no person is named")
    if decision.due_on is None:
        return _("it has no last day")
    if given_on is not None and decision.due_on < given_on:
        return _("its last day is before the day from which it counts")
    return _("the rules of assignments refused it; the history of the session says why")


def assignments_of(decision: Decision) -> QuerySet[Assignment]:
    """Return the assignments given by a decision, those that are parts of others left out."""
    return Assignment.objects.filter(parent=None, **about(decision)).order_by("pk")


def execution_of(decision: Decision, *, today: date) -> list[str]:
    """Say how far the assignments given by a decision are, naming nobody: for all who may read the decision.

    `today` is the day of the municipality. One sentence an assignment, in the order in which they were given.
    """
    return [_course_of(one, today) for one in assignments_of(decision)]


def _course_of(assignment: Assignment, today: date) -> str:
    days = {"due": shown(assignment.due_on), "done": shown(assignment.executed_on)}
    if assignment.status == AssignmentStatus.CANCELLED:
        return _("cancelled")
    if assignment.executed_on is not None:
        return _("executed on %(done)s") % days
    if assignment.status == AssignmentStatus.REPORTED:
        return _("reported, is being checked")
    if assignment.due_on < today:
        return _("overdue, was to be done by %(due)s") % days
    return _("under control, to be done by %(due)s") % days


def people_of_assignment(assignment: Assignment) -> list[int]:
    """Return who does an assignment now and who checks it, each once."""
    doing = Executor.objects.present().filter(assignment=assignment, person__isnull=False)
    return sorted({*(one.person_id for one in doing if one.person_id), assignment.controller_id})


def departures(decision: Decision, assignments: list[Any]) -> bool:
    """Tell whether an open assignment says otherwise than the decision says now: its words or its first day.

    `assignments` are those of `assignments_for_list`.
    """
    return any(
        one.parent_id is None
        and (
            one.text != decision.text_in_force
            or (decision.due_on is not None and one.first_due_on != decision.due_on)
        )
        for one in assignments
    )
