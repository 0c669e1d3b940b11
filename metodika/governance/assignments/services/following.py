"""Who does it now: another person by decision, by a change of the post's holder, by a merge of cards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.staff.models import Person
from metodika.governance.assignments import queries, rules
from metodika.governance.assignments.events import ExecutorReplaced, PostFoundVacant
from metodika.governance.assignments.lifecycle import ExecutorKind
from metodika.governance.assignments.models import Assignment, Executor
from metodika.governance.assignments.services.cards import locked, people_of, refuse_closed


@atomic
def replace_executor(executor: Executor, *, person: Person, reason: str, by: Any) -> Executor:
    """Let another person do it from today, with the reason; the one before stays in the history.

    Raises RuleBroken for a closed assignment, without a reason, for a person who does it already, and for an
    executor who was replaced meanwhile.
    """
    row = locked(executor.assignment)
    refuse_closed(row)
    before = Executor.objects.select_for_update(of=("self",)).get(pk=executor.pk)
    if before.until_on is not None:
        raise RuleBroken(_("Somebody else has been named already. Open the assignment anew."))
    if not reason.strip():
        raise RuleBroken(_("Say why another person does it: the reason stays in the history."))
    if person.merged_into_id is not None:
        raise RuleBroken(
            _("The card of %(person)s has been merged into another. Choose that one.") % {"person": person}
        )
    if person.pk in people_of(row):
        raise RuleBroken(_("%(person)s does this assignment already.") % {"person": person})
    return _handed_over(row, before, Executor(kind=ExecutorKind.PERSON, person=person), reason, by)


@atomic
def follow_holders(*, day: date) -> int:
    """Hand open assignments of posts and roles over to those who hold them on the day.

    Returns how many executors have changed. Where nobody holds the post any longer, the alarm is raised once.
    """
    followed = queries.followed_executors()
    holders = queries.holders_of(followed, day=day)
    return sum(_follow(executor, holders[queries.place_of(executor)]) for executor in followed)


def _follow(executor: Executor, holders: Sequence[int]) -> bool:
    if executor.person_id in holders or (executor.person_id is None and not holders):
        return False
    row = locked(executor.assignment)
    before = Executor.objects.select_for_update(of=("self",)).get(pk=executor.pk)
    if before.until_on is not None or not row.is_open:
        return False
    found = rules.chosen_holder(holders, present=before.person_id, taken=people_of(row))
    if found is None and holders:
        # Whoever holds the post now does it already under another name.
        _end(before, today_at(row.organisation), _already())
        return True
    after = Executor(
        kind=before.kind, title=before.title, position_id=before.position_id, role_id=before.role_id,
        organisation_id=before.organisation_id, person_id=found,
    )  # fmt: skip
    _handed_over(row, before, after, _("Another person holds the post now."), None)
    return True


def _already() -> str:
    return _("The holder of the post does it already.")


def _handed_over(row: Assignment, before: Executor, after: Executor, reason: str, by: Any) -> Executor:
    today = today_at(row.organisation)
    _end(before, today, reason)
    after.assignment, after.since_on = row, today
    after.is_responsible, after.order = before.is_responsible, before.order
    after.save()
    if after.person_id is None:
        announce(
            PostFoundVacant(
                assignment_id=row.pk, controller_id=row.controller_id, giver_id=row.given_by_id,
                post=after.title,
            ),
            by=by,
            about=row,
        )  # fmt: skip
        return after
    announce(
        ExecutorReplaced(
            assignment_id=row.pk, person_id=after.person_id, before_id=before.person_id,
            controller_id=row.controller_id, reason=reason,
        ),
        by=by,
        about=row,
    )  # fmt: skip
    return after


def _end(executor: Executor, on: date, reason: str) -> None:
    executor.until_on, executor.replaced_because = on, reason
    executor.save(update_fields=["until_on", "replaced_because"])


@atomic
def move_assignments(*, source_id: int, target_id: int) -> None:
    """Hand everything that a person does and controls over to the card into which his was merged."""
    Assignment.objects.filter(controller=source_id).update(controller=target_id)
    known = Executor.objects.present().filter(person=target_id).values("assignment")
    for executor in Executor.objects.present().filter(person=source_id, assignment__in=known):
        _end(executor, executor.since_on, _("The cards of both people were merged."))
    Executor.objects.filter(person=source_id).update(person=target_id)
