"""Decisions and the assignments that were given by them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from metodika.core.database.subjects import about
from metodika.governance.assignments.models import Assignment, Executor
from metodika.governance.meetings.lifecycle import DecisionKind, DecisionStatus
from metodika.governance.meetings.models import Decision, Session

IN_FORCE = (DecisionStatus.APPROVED, DecisionStatus.PARTLY_APPROVED, DecisionStatus.PUBLISHED)


def decisions_to_assign(session: Session, *, needs_approval: bool) -> QuerySet[Decision]:
    """Return the decisions of a session that are assignments, are in force and have not been given yet."""
    statuses = IN_FORCE if needs_approval else (*IN_FORCE, DecisionStatus.ADOPTED)
    kind = ContentType.objects.get_for_model(Decision)
    given = Assignment.objects.filter(subject_type=kind, subject_id=OuterRef("pk"))
    rows = Decision.objects.filter(~Exists(given), session=session, kind=DecisionKind.ASSIGNMENT)
    return rows.filter(status__in=statuses).select_related("responsible").order_by("item__order", "pk")


def assignments_of(decision: Decision) -> QuerySet[Assignment]:
    """Return the assignments given by a decision, those that are parts of others left out."""
    return Assignment.objects.filter(parent=None, **about(decision)).order_by("pk")


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
