"""Everything that is done with goals, targets and priorities."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.governance.meetings.services import add_item
from metodika.planning.goals.events import (
    GoalApproved,
    GoalDropped,
    GoalEnded,
    GoalProposed,
    GoalReopened,
    PriorityAdded,
    TargetDropped,
    TargetSet,
)
from metodika.planning.goals.lifecycle import ENDS, Direction, GoalKind, GoalStatus, PriorityKind
from metodika.planning.goals.models import Goal, Priority, Target
from metodika.planning.goals.rules import is_share_possible, may_move

GOAL_CARD = frozenset(
    {
        "kind", "level", "text", "parent", "act", "clause", "reason", "reason_address", "starts_on",
        "ends_on",
    }
)  # fmt: skip
PRIORITY_CARD = frozenset({"kind", "title", "subject", "act", "note", "starts_on", "ends_on"})


@dataclass(frozen=True)
class Figure:
    """What a target asks for: which indicator, in which days, on which side of which value."""

    title: str
    starts_on: date
    ends_on: date
    value: Decimal
    code: str = ""
    unit: str = ""
    direction: str = Direction.AT_LEAST


def _needed(text: str, sentence: str) -> str:
    if not text.strip():
        raise RuleBroken(sentence)
    return text.strip()


def _refuse_turned(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise RuleBroken(_("The last day lies before the first one. Check the days."))


def _locked(goal: Goal) -> Goal:
    return Goal.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=goal.pk)


def _keep(goal: Goal, *fields: str) -> None:
    goal.version += 1
    goal.save(update_fields=[*fields, "version"])


@atomic
def propose_goal(*, organisation: Organisation, card: Mapping[str, Any], by: Any) -> Goal:
    """Write a goal down as proposed.

    Raises RuleBroken without words, for days that are turned round, for a goal above that does not fit.
    """
    goal = Goal(organisation=organisation, made_by=account_or_none(by))
    for name in GOAL_CARD & card.keys():
        setattr(goal, name, card[name])
    _check_goal(goal)
    goal.save()
    announce(GoalProposed(goal.pk), by=by, about=goal)
    return goal


def _check_goal(goal: Goal) -> None:
    goal.text = _needed(goal.text, _("Write what is wanted."))
    _refuse_turned(goal.starts_on, goal.ends_on)
    if goal.kind == GoalKind.TASK and goal.parent is None:
        raise RuleBroken(_("A task serves a goal: choose which one."))
    above, seen = goal.parent, {goal.pk}
    while above is not None:
        if above.pk in seen:
            raise RuleBroken(_("A goal cannot serve itself, not even by way of others."))
        seen.add(above.pk)
        above = above.parent


@atomic
def change_goal(goal: Goal, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Goal:
    """Correct a goal; an approved one keeps its words and days, only reasons may be added.

    Raises EditedMeanwhile when somebody saved in between, RuleBroken for an ended goal and as propose_goal.
    """
    if unknown := changes.keys() - GOAL_CARD:
        raise ValueError(f"change_goal does not change {', '.join(sorted(unknown))}.")
    row = _locked(goal)
    if not row.is_alive:
        raise RuleBroken(_("The goal has ended and is changed no longer."))
    if fields := claim_version(row, seen=seen, changes=changes):
        if row.is_approved and set(fields) - {"reason", "reason_address", "clause", "version"}:
            raise RuleBroken(
                _("The goal is approved: only its reasons change. For other words propose a new one.")
            )
        _check_goal(row)
        row.save(update_fields=fields)
    return row


@atomic
def approve_goal(goal: Goal, *, act: Act | None = None, approved_on: date | None = None, by: Any) -> Goal:
    """Bring a goal into force. Raises RuleBroken without a reason, in another state, for a coming day."""
    row = _locked(goal)
    _refuse_move(row, GoalStatus.APPROVED)
    _needed(row.reason, _("Say first why this goal is set here: a goal without a reason is not approved."))
    today = today_at(row.organisation)
    row.status, row.approved_by = GoalStatus.APPROVED, act
    row.approved_on = approved_on or (act.issued_on if act else None) or today
    if row.approved_on > today:
        raise RuleBroken(_("The day of approval has not come yet."))
    _keep(row, "status", "approved_by", "approved_on")
    announce(GoalApproved(row.pk), by=by, about=row)
    return row


def _refuse_move(goal: Goal, to: str) -> None:
    if not may_move(goal.status, to):
        raise RuleBroken(
            _("This cannot be done now: it is in the state “%(state)s”.")
            % {"state": goal.get_status_display()}
        )


@atomic
def end_goal(goal: Goal, *, status: str, outcome: str, by: Any) -> Goal:
    """End a goal as achieved, not achieved or withdrawn, with what came of it.

    Raises RuleBroken without words and for a state that does not follow.
    """
    row = _locked(goal)
    if status not in dict(ENDS):
        raise ValueError(f"A goal does not end as {status}.")
    _refuse_move(row, status)
    row.status = GoalStatus(status)
    row.outcome = _needed(outcome, _("Say what came of it: the next goals are set from it."))
    row.ended_on = today_at(row.organisation)
    _keep(row, "status", "outcome", "ended_on")
    announce(GoalEnded(row.pk, status=row.status, outcome=row.outcome[:500]), by=by, about=row)
    return row


@atomic
def reopen_goal(goal: Goal, *, status: str, reason: str, by: Any) -> Goal:
    """Take the end of a goal back to the state that it had.

    Raises RuleBroken without a reason and for a state that does not lead to its end.
    """
    row = _locked(goal)
    if row.is_alive or not may_move(status, row.status):
        raise RuleBroken(
            _("This cannot be done now: it is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    reason = _needed(reason, _("Say why: the reason stays in the history."))
    row.status, row.outcome, row.ended_on = GoalStatus(status), "", None
    _keep(row, "status", "outcome", "ended_on")
    announce(GoalReopened(row.pk, reason=reason), by=by, about=row)
    return row


@atomic
def drop_goal(goal: Goal, *, by: Any) -> None:
    """Remove a goal that is only proposed. Raises RuleBroken for any other, and while others serve it."""
    row = _locked(goal)
    if not row.is_proposed:
        raise RuleBroken(_("Only a goal that is proposed is removed. End this one with what came of it."))
    if row.parts.exists():
        raise RuleBroken(_("Something rests on “%(row)s” already: it stays.") % {"row": row})
    announce(GoalDropped(text=row.text[:500]), by=by, about=row.organisation)
    row.delete()


@atomic
def set_target(goal: Goal, *, figure: Figure, by: Any) -> Target:
    """Add a target to a living goal.

    Raises RuleBroken for an ended goal, a share beyond 0 and 100 %, days outside the goal, and a figure that
    stands there already for the same days.
    """
    row = _locked(goal)
    if not row.is_alive:
        raise RuleBroken(_("The goal has ended and is changed no longer."))
    _refuse_turned(figure.starts_on, figure.ends_on)
    if not is_share_possible(figure.value, figure.unit):
        raise RuleBroken(
            _("%(value)s %% is not possible: a share lies between 0 and 100 %%.") % {"value": figure.value}
        )
    if figure.starts_on < row.starts_on or figure.ends_on > row.ends_on:
        raise RuleBroken(_("The days of the target lie outside the days of the goal."))
    told = vars(figure) | {"title": _needed(figure.title, _("Write what is measured."))}
    days = {name: told[name] for name in ("code", "title", "starts_on", "ends_on")}
    if row.targets.filter(**days).exists():
        raise RuleBroken(_("This target stands there already. Take it off first to set another figure."))
    target = Target.objects.create(goal=row, **told)
    announce(TargetSet(row.pk, target=str(target)), by=by, about=row)
    return target


@atomic
def drop_target(target: Target, *, by: Any) -> None:
    """Take a target off a living goal; the history keeps it. Raises RuleBroken for an ended goal."""
    row = _locked(target.goal)
    if not row.is_alive:
        raise RuleBroken(_("The goal has ended and is changed no longer."))
    words = str(target)
    target.delete()
    announce(TargetDropped(row.pk, target=words), by=by, about=row)


@atomic
def add_priority(*, organisation: Organisation, card: Mapping[str, Any], by: Any) -> Priority:
    """Add a priority direction or a subject concept. Raises RuleBroken as change_priority does."""
    priority = Priority(organisation=organisation)
    for name in PRIORITY_CARD & card.keys():
        setattr(priority, name, card[name])
    _check_priority(priority)
    priority.save()
    announce(PriorityAdded(priority.pk), by=by, about=priority)
    return priority


def _check_priority(priority: Priority) -> None:
    priority.title = _needed(priority.title, _("Give it a title."))
    _refuse_turned(priority.starts_on, priority.ends_on)
    if priority.kind == PriorityKind.CONCEPT and priority.subject is None:
        raise RuleBroken(_("A subject concept is about a subject: choose which one."))


@atomic
def change_priority(priority: Priority, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Priority:
    """Correct a priority, or end it by its last day.

    Raises EditedMeanwhile when somebody saved in between; RuleBroken without a title, for a concept without a
    subject, for days that are turned round.
    """
    if unknown := changes.keys() - PRIORITY_CARD:
        raise ValueError(f"change_priority does not change {', '.join(sorted(unknown))}.")
    row = Priority.objects.select_for_update(of=("self",)).get(pk=priority.pk)
    if fields := claim_version(row, seen=seen, changes=changes):
        _check_priority(row)
        row.save(update_fields=fields)
    return row


@atomic
def put_on_agenda(priority: Priority, *, session: Session, by: Any) -> AgendaItem:
    """Put the consideration of a priority on the agenda of a session; once it is considered, it counts.

    Raises RuleBroken when it stands there already, and when the agenda may not be changed.
    """
    row = Priority.objects.select_for_update(of=("self",)).get(pk=priority.pk)
    if session.items.filter(subject_id=row.pk, subject_type__model="priority").exists():
        raise RuleBroken(_("It stands on the agenda of this session already."))
    question = _("On carrying out “%(title)s”") % {"title": row.title}
    return add_item(session, question=question[:1000], subject=row, by=by)
