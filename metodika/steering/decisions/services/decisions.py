"""Managerial decisions: drafted on an analysis, taken by an act, controlled by assignments, ended."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.subjects import about
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.directory.staff.models import Person
from metodika.governance.assignments.lifecycle import OPEN
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.services import Named, give_assignment
from metodika.steering.decisions.events import DecisionDrafted, DecisionEnded, DecisionTaken
from metodika.steering.decisions.lifecycle import BY_ACT, DECISION_MOVES, DecisionStatus
from metodika.steering.decisions.models import Decision
from metodika.steering.decisions.services.ground import (
    checked_places,
    keep,
    locked_decision,
    needed,
    refuse_move,
    refuse_reopening,
)

CARD = frozenset({"kind", "text", "note", "finding", "controller", "due_on"})
ENDED = frozenset({DecisionStatus.CARRIED_OUT, DecisionStatus.CANCELLED})


@atomic
def draft_decision(
    *, organisation: Organisation, card: Mapping[str, Any], places: Iterable[Organisation] = (), by: Any
) -> Decision:
    """Draft a decision; without a note or a finding it is marked as without basis.

    Raises RuleBroken without words, for a finding nobody stands for, a note not sealed, a place elsewhere.
    """
    decision = Decision(organisation=organisation, made_by=account_or_none(by))
    for name in CARD & card.keys():
        setattr(decision, name, card[name])
    _check_card(decision)
    decision.save()
    decision.places.set(checked_places(organisation, places))
    announce(DecisionDrafted(decision.pk), by=by, about=decision)
    return decision


def _check_card(decision: Decision) -> None:
    decision.text = needed(decision.text, _("Say what is decided."))
    if decision.finding is not None and not decision.finding.is_standing:
        raise RuleBroken(_("Nobody has confirmed this finding yet: confirm it before acting on it."))
    if decision.note is not None and decision.note.is_open:
        raise RuleBroken(_("The note is not sealed yet and may still change. Seal it first."))


@atomic
def change_decision(
    decision: Decision, *, changes: Mapping[str, Any], seen: int | None, by: Any,
    places: Iterable[Organisation] | None = None,
) -> Decision:  # fmt: skip
    """Correct a draft. Raises EditedMeanwhile, RuleBroken for a decision that was taken, as in drafting."""
    if unknown := changes.keys() - CARD:
        raise ValueError(f"change_decision does not change {', '.join(sorted(unknown))}.")
    row = locked_decision(decision)
    if row.status != DecisionStatus.DRAFT:
        raise RuleBroken(_("The decision has been taken and is changed no longer. Take another one."))
    fields = claim_version(row, seen=seen, changes=changes)
    _check_card(row)
    if fields:
        row.save(update_fields=fields)
    if places is not None:
        row.places.set(checked_places(row.organisation, places))
    return row


@atomic
def take_decision(
    decision: Decision, *, taken_on: date, record: Record | None = None, act_words: str = "", by: Any
) -> Decision:
    """Put a decision into force by its document, registered here or signed elsewhere.

    Raises RuleBroken for an order or a directive without a document, a record that is not registered, a day
    that has not come, and a last day before it.
    """
    row = locked_decision(decision)
    refuse_move(row, DECISION_MOVES, DecisionStatus.TAKEN)
    row.record, row.act_words, row.taken_on = record, act_words.strip(), taken_on
    if record is not None and record.registered_at is None:
        raise RuleBroken(_("The document is not registered yet. Register it first."))
    if row.kind in BY_ACT and record is None and not row.act_words:
        raise RuleBroken(_("An order or a directive is a document: choose it, or write its date and number."))
    if taken_on > today_at(row.organisation):
        raise RuleBroken(_("The day of the decision has not come yet."))
    if row.due_on is not None and row.due_on < taken_on:
        raise RuleBroken(_("The last day lies before the first one. Check the days."))
    row.status = DecisionStatus.TAKEN
    keep(row, "status", "record", "act_words", "taken_on")
    # What was expected of the draft is counted from the day on which it came into force.
    row.expectations.filter(look_on__gt=taken_on).update(starts_on=taken_on)
    announce(DecisionTaken(row.pk, has_basis=not row.is_without_basis), by=by, about=row)
    return row


@atomic
def assign_decision(
    decision: Decision, *, text: str, executor: Named, controller: Person | None, due_on: date, by: Any
) -> Assignment:
    """Give an assignment that carries out a decision. Raises RuleBroken before it is taken, after its end."""
    row = locked_decision(decision)
    if row.status != DecisionStatus.TAKEN:
        raise RuleBroken(_("Assignments are given while the decision is in force: after it is taken."))
    return give_assignment(
        text=text, executor=executor, controller=controller or row.controller, due_on=due_on, subject=row,
        organisation=row.organisation, by=by,
    )  # fmt: skip


@atomic
def end_decision(decision: Decision, *, to: str, outcome: str, by: Any) -> Decision:
    """Close a decision as carried out, or cancel it, with what came of it.

    Raises RuleBroken without words, and while its assignments are open.
    """
    row = locked_decision(decision)
    if to not in ENDED:
        raise ValueError(f"A decision does not end as {to}.")
    refuse_move(row, DECISION_MOVES, to)
    row.outcome = needed(outcome, _("Say what came of it, or why it is cancelled."))
    waiting = Assignment.objects.filter(**about(row), status__in=OPEN).count()
    if to == DecisionStatus.CARRIED_OUT and waiting:
        raise RuleBroken(
            _("Assignments of this decision are still open: %(count)s. Close them first.")
            % {"count": waiting}
        )
    row.status = to
    keep(row, "status", "outcome")
    announce(DecisionEnded(row.pk, status=to), by=by, about=row)
    return row


@atomic
def reopen_decision(decision: Decision, *, status: str, by: Any) -> Decision:
    """Take the end of a decision back to its state before. Raises RuleBroken for one in another state."""
    row = locked_decision(decision)
    refuse_reopening(row, DECISION_MOVES, status, ended=ENDED)
    row.status, row.outcome = status, ""
    keep(row, "status", "outcome")
    announce(DecisionEnded(row.pk, status=status), by=by, about=row)
    return row
