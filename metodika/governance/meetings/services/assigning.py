"""Assignments that come out of decisions: given once, and told of when the decision is corrected later."""

from collections.abc import Iterable
from typing import Any

from django.db.transaction import atomic

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.services import Terms, give_assignment
from metodika.governance.meetings.events import AssignmentNotGiven, DecisionCorrected
from metodika.governance.meetings.models import Decision, Session
from metodika.governance.meetings.queries.assigned import assignments_of as given_for
from metodika.governance.meetings.queries.assigned import decisions_to_assign, people_of_assignment
from metodika.governance.meetings.queries.sittings import rules_for


@atomic
def assign_decided(session: Session, *, by: Any) -> list[Assignment]:
    """Give the assignments that the session, which is locked, has decided on; each decision gives one.

    Where decisions are approved by an act they count from then on. What has no person or no day, or what the
    rules of assignments refuse, is left to be given by hand: the end of a session waits for nobody. The
    officers are told of a refusal, and the card of the session shows what was not given.
    """
    waiting = decisions_to_assign(session, needs_approval=rules_for(session).needs_approval)
    return [made for decision in waiting if (made := _given(session, decision, by)) is not None]


def _given(session: Session, decision: Decision, by: Any) -> Assignment | None:
    executor, due_on = decision.responsible, decision.due_on
    if executor is None or due_on is None:
        return None
    try:
        return give_assignment(
            text=decision.text_in_force, executor=executor, controller=session.presiding, due_on=due_on,
            subject=decision, organisation=session.body.host, by=by,
            terms=Terms(given_on=decision.approved_on or decision.adopted_on),
        )  # fmt: skip
    except RuleBroken as refusal:
        told = AssignmentNotGiven(
            session_id=session.pk, body_id=session.body_id, decision_id=decision.pk, reason=str(refusal)
        )
        announce(told, by=by, about=session)
        return None


@atomic
def tell_correction(decision: Decision, *, fields: Iterable[str], by: Any) -> None:
    """Tell those who do and check the assignments of a decision that it has been corrected."""
    for assignment in given_for(decision):
        corrected = DecisionCorrected(
            session_id=decision.session_id, decision_id=decision.pk, assignment_id=assignment.pk,
            people=people_of_assignment(assignment), fields=sorted(fields),
        )  # fmt: skip
        announce(corrected, by=by, about=assignment)
