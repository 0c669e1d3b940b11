"""Giving an assignment, dividing it into parts, correcting its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Model
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.subjects import about
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.assignments import queries
from metodika.governance.assignments.events import AssignmentChanged, AssignmentGiven, PostFoundVacant
from metodika.governance.assignments.models import Assignment, Executor
from metodika.governance.assignments.services.cards import (
    checked_due,
    locked,
    people_of,
    refuse_closed,
)
from metodika.governance.assignments.services.executors import Named, found_executors

CHANGEABLE = frozenset({"text", "proof", "controller"})


@dataclass(frozen=True)
class Terms:
    """What most assignments do without: the proof asked for, and another day of giving than today."""

    proof: str = ""
    given_on: date | None = None


@atomic
def give_assignment(
    *, text: str, executor: Named | Sequence[Named], controller: Person | None, due_on: date,
    subject: Model | None, organisation: Organisation, by: Any, terms: Terms | None = None,
) -> Assignment:  # fmt: skip
    """Give an assignment of an organisation, about any row or none, and tell those who do it.

    `executor` is a person, a Post, a RoleThere or a Group, or several of them: the first answers for the
    execution, the others help. A vacant post is no obstacle, it raises an alarm. Without a controller the
    giver controls, else the head of the organisation. `by` None stands for the system. Raises RuleBroken for
    empty words, nobody to do or to control it, and a last day before the assignment.
    """
    assignment = Assignment(text=text, organisation=organisation, due_on=due_on, **about(subject))
    return _given(assignment, executor, controller, terms or Terms(), by)


@atomic
def split_assignment(
    assignment: Assignment, *, text: str, executor: Named | Sequence[Named], due_on: date, by: Any,
    controller: Person | None = None, terms: Terms | None = None,
) -> Assignment:  # fmt: skip
    """Give a part of an open assignment to others; it is due no later than the whole, which waits for it.

    Without a controller whoever divides it controls, else the one who controls the whole. Raises RuleBroken
    as give_assignment does, and for a closed assignment.
    """
    whole = locked(assignment)
    refuse_closed(whole)
    part = Assignment(
        text=text, organisation=whole.organisation, due_on=due_on, parent=whole,
        subject_type_id=whole.subject_type_id, subject_id=whole.subject_id,
    )  # fmt: skip
    own = getattr(by, "person", None)
    return _given(part, executor, controller or own or whole.controller, terms or Terms(), by)


@atomic
def change_assignment(
    assignment: Assignment, *, changes: Mapping[str, Any], seen: int | None, by: Any
) -> Assignment:
    """Correct the words, the proof or the controller of an open assignment.

    `seen` is the version on the person's screen. Raises EditedMeanwhile when somebody saved in between,
    RuleBroken for a closed assignment and empty words.
    """
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"change_assignment does not change {', '.join(sorted(unknown))}.")
    row = locked(assignment)
    refuse_closed(row)
    if not changes.get("text", row.text).strip():
        raise RuleBroken(_("Say what is to be done."))
    _refuse_merged(changes.get("controller", row.controller))
    if fields := claim_version(row, seen=seen, changes=changes):
        row.save(update_fields=fields)
        told = [*people_of(row), row.controller_id]
        changed = [name for name in fields if name != "version"]
        announce(AssignmentChanged(row.pk, people=told, fields=changed), by=by, about=row)
    return row


def _given(
    assignment: Assignment,
    executor: Named | Sequence[Named],
    controller: Person | None,
    terms: Terms,
    by: Any,
) -> Assignment:
    if not assignment.text.strip():
        raise RuleBroken(_("Say what is to be done."))
    assignment.given_on = terms.given_on or today_at(assignment.organisation)
    checked_due(assignment.due_on, given_on=assignment.given_on, parent=assignment.parent)
    executors = found_executors(executor, assignment.given_on)
    assignment.controller = _controller(controller, assignment, by)
    assignment.proof, assignment.first_due_on = terms.proof, assignment.due_on
    assignment.given_by = account_or_none(by)
    number_assignment(assignment)
    assignment.save()
    for one in executors:
        one.assignment = assignment
    Executor.objects.bulk_create(executors)
    _tell(assignment, executors, by)
    return assignment


def _controller(controller: Person | None, assignment: Assignment, by: Any) -> Person:
    found: Person | None = controller or getattr(by, "person", None)
    found = found or queries.head_of(assignment.organisation, day=assignment.given_on)
    if found is None:
        raise RuleBroken(_("Say who controls the execution."))
    _refuse_merged(found)
    return found


def _refuse_merged(controller: Person) -> None:
    if controller.merged_into_id is not None:
        raise RuleBroken(
            _("The card of %(person)s has been merged into another. Choose that one.")
            % {"person": controller}
        )


def number_assignment(assignment: Assignment) -> None:
    """Give the next number of the year, or of the whole, which is locked already."""
    assignment.year = assignment.given_on.year
    if assignment.parent is not None:
        last = assignment.parent.parts.aggregate(last=Max("ordinal"))["last"] or 0
        assignment.ordinal, assignment.number = last + 1, f"{assignment.parent.number}.{last + 1}"
        return
    # Two who give at once must not get one number; a key lock would make other tables wait.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=assignment.organisation_id)
    same_year = Assignment.objects.filter(
        organisation=assignment.organisation_id, year=assignment.year, parent=None
    )
    assignment.ordinal = (same_year.aggregate(last=Max(F("ordinal")))["last"] or 0) + 1
    assignment.number = f"{assignment.ordinal}/{assignment.year}"


def _tell(assignment: Assignment, executors: Sequence[Executor], by: Any) -> None:
    people = [one.person_id for one in executors if one.person_id is not None]
    announce(
        AssignmentGiven(
            assignment_id=assignment.pk, parent_id=assignment.parent_id,
            controller_id=assignment.controller_id, people=people, due_on=assignment.due_on.isoformat(),
        ),
        by=by,
        about=assignment,
    )  # fmt: skip
    for one in executors:
        if one.is_vacant:
            announce(
                PostFoundVacant(
                    assignment_id=assignment.pk, controller_id=assignment.controller_id,
                    giver_id=assignment.given_by_id, post=one.title,
                ),
                by=by,
                about=assignment,
            )  # fmt: skip
