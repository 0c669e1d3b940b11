"""A roll-over carried out at one press, and taken back: each row by the service of its own area."""

from collections import Counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none, can
from metodika.core.events import announce
from metodika.planning.goals.models import Goal
from metodika.steering.turnover import queries
from metodika.steering.turnover.events import (
    RolloverApplied,
    RolloverAsked,
    RolloverUndoAsked,
    RolloverUndone,
)
from metodika.steering.turnover.lifecycle import DONE, Choice, Outcome, Reason, Register, RolloverStatus
from metodika.steering.turnover.models import Line, Rollover
from metodika.steering.turnover.rules import may_move
from metodika.steering.turnover.services.handing import COPIES, DROPS, ENDS, REOPENINGS, Hand
from metodika.steering.turnover.services.preparing import locked

TOLD_LENGTH = 500


@atomic
def ask_rollover(rollover: Rollover, *, by: Any) -> Rollover:
    """Have a roll-over carried out by a job. Raises RuleBroken when somebody has pressed already."""
    row = _asked(rollover, RolloverStatus.APPLYING, by)
    announce(RolloverAsked(row.pk), by=by, about=row)
    return row


@atomic
def ask_undo(rollover: Rollover, *, by: Any) -> Rollover:
    """Have a roll-over taken back by a job. Raises RuleBroken unless it is carried out."""
    row = _asked(rollover, RolloverStatus.UNDOING, by)
    announce(RolloverUndoAsked(row.pk), by=by, about=row)
    return row


def _asked(rollover: Rollover, to: RolloverStatus, by: Any) -> Rollover:
    row = locked(rollover)
    _move(row, to)
    row.applied_by = account_or_none(by)
    row.save(update_fields=["status", "applied_by"])
    return row


def _move(row: Rollover, to: RolloverStatus) -> None:
    if not may_move(row.status, to):
        raise RuleBroken(
            _("This cannot be done now: the handing over is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    row.status = to


@atomic
def apply_rollover(rollover_id: int) -> bool:
    """Do what was chosen, all of it or nothing; a row that its area refuses is told and stops no other.

    Returns whether it was this call's turn: a second one changes nothing.
    """
    row = locked(Rollover(pk=rollover_id))
    if row.status != RolloverStatus.APPLYING:
        return False
    lines = list(row.lines.select_related("subject_type").order_by("pk"))
    for line in lines:
        _hand_over(row, line)
    for line in lines:
        # Later rows may add to an earlier copy: it counts as untouched from here on.
        line.trace = _trace(line)
    Line.objects.bulk_update(
        lines, ["outcome", "told", "before", "made_type", "made_id", "made_address", "trace"], batch_size=500
    )
    row.status, row.applied_at = RolloverStatus.APPLIED, timezone.now()
    row.save(update_fields=["status", "applied_at"])
    told = Counter(one.outcome for one in lines)
    announce(
        RolloverApplied(
            row.pk, copied=told[Outcome.COPIED], closed=told[Outcome.CLOSED], refused=told[Outcome.REFUSED]
        ),
        by=row.applied_by,
        about=row,
    )
    return True


def _hand_over(rollover: Rollover, line: Line) -> None:
    if line.choice == Choice.KEEP:
        line.outcome = Outcome.KEPT
        return
    try:
        with atomic():
            _act(rollover, line)
    except RuleBroken as refusal:
        line.outcome, line.told = Outcome.REFUSED, str(refusal)[:TOLD_LENGTH]
        return
    # Goals of the next year are looked up by what has been copied so far.
    line.save(update_fields=["outcome", "made_type", "made_id"])


def _act(rollover: Rollover, line: Line) -> None:
    subject, by = _present(line.subject), rollover.applied_by
    needed = queries.NEEDED[line.register][line.choice]
    if by is not None and not can(by, needed, subject):
        raise RuleBroken(_("Your roles do not allow this for the row. Ask somebody whose roles do."))
    hand = _hand(rollover, _reason(rollover, line))
    if line.choice == Choice.COPY:
        made = COPIES[line.register](subject, hand)
        line.made_type, line.made_id = ContentType.objects.get_for_model(made), made.pk
        line.made_address, line.outcome = queries.page_of(line.register, made.pk), Outcome.COPIED
    else:
        line.before, line.outcome = ENDS[line.register](subject, hand), Outcome.CLOSED


def _present(subject: Any) -> Model:
    if subject is None:
        raise RuleBroken(_("The row is there no longer."))
    found: Model = subject
    return found


def _reason(rollover: Rollover, line: Line) -> str:
    words = _("The year is handed over to the next one, %(year)s.") % {"year": rollover.coming.label}
    return words if line.is_changed else f"{words} {Reason(line.reason).label}"


def _hand(rollover: Rollover, reason: str) -> Hand:
    copied = Line.objects.filter(rollover=rollover, outcome=Outcome.COPIED)
    goals = dict(copied.filter(register=Register.GOALS).values_list("subject_id", "made_id"))
    there = Goal.objects.in_bulk(goals.values())
    plans = copied.filter(register=Register.PLANS).values_list("made_id", flat=True)
    return Hand(
        rollover.municipality, rollover.ending, reason, rollover.applied_by,
        copied_goals={before: there[after] for before, after in goals.items() if before is not None},
        made_plans=frozenset(pk for pk in plans if pk is not None),
    )  # fmt: skip


def _trace(line: Line) -> str:
    """Return what the copy or the closed row looks like; empty when there is none."""
    if line.outcome == Outcome.COPIED:
        return queries.trace_of(line.made) if line.made else ""
    if line.outcome != Outcome.CLOSED:
        return ""
    kind: Any = type(line.subject)
    subject = kind._default_manager.get(pk=line.subject_id)
    return f"{subject.status}:{subject.version}"


@atomic
def undo_rollover(rollover_id: int) -> bool:
    """Take back what was done, the last row first; what somebody has worked on stays, and is told why.

    Returns whether it was this call's turn: a second one changes nothing.
    """
    row = locked(Rollover(pk=rollover_id))
    if row.status != RolloverStatus.UNDOING:
        return False
    lines = list(row.lines.filter(outcome__in=DONE).select_related("subject_type").order_by("-pk"))
    touched = {one.pk for one in lines if _trace(one) != one.trace}
    hand = _hand(row, _("The handing over of the year has been taken back."))
    for line in lines:
        _take_back(line, hand, is_touched=line.pk in touched)
    Line.objects.bulk_update(lines, ["outcome", "told"], batch_size=500)
    row.status, row.undone_at = RolloverStatus.UNDONE, timezone.now()
    row.save(update_fields=["status", "undone_at"])
    stayed = sum(one.outcome == Outcome.STAYED for one in lines)
    announce(RolloverUndone(row.pk, stayed=stayed), by=row.applied_by, about=row)
    return True


def _take_back(line: Line, hand: Hand, *, is_touched: bool) -> None:
    try:
        with atomic():
            _reverse(line, hand, is_touched=is_touched)
    except RuleBroken as refusal:
        line.outcome, line.told = Outcome.STAYED, str(refusal)[:TOLD_LENGTH]
        return
    line.outcome, line.told = Outcome.TAKEN_BACK, ""


def _reverse(line: Line, hand: Hand, *, is_touched: bool) -> None:
    is_copy = line.outcome == Outcome.COPIED
    row = _present(line.made if is_copy else line.subject)
    if is_touched:
        raise RuleBroken(_("Somebody has worked on it since."))
    if not is_copy:
        REOPENINGS[line.register](row, line.before, hand)
    elif queries.is_relied_on(row):
        raise RuleBroken(_("Other rows rest on it by now."))
    else:
        DROPS[line.register](row, by=hand.by)
