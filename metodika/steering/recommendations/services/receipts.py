"""Receipts: read, acknowledged, answered, fulfilled, checked by the indicator; reminders and escalation."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.planning.plans.models import Item
from metodika.steering.recommendations import queries
from metodika.steering.recommendations.events import (
    AnswerOverdue,
    AnswerReminded,
    RecommendationAnswered,
    RecommendationChecked,
    RecommendationFulfilled,
)
from metodika.steering.recommendations.lifecycle import RECEIPT_MOVES, ReceiptStatus
from metodika.steering.recommendations.models import Receipt
from metodika.steering.recommendations.rules.checks import verdict
from metodika.steering.recommendations.rules.terms import is_day_to_escalate, is_day_to_remind
from metodika.steering.recommendations.services.recommendations import needed


def _locked(receipt: Receipt) -> Receipt:
    return (
        Receipt.objects.select_for_update(of=("self",))
        .select_related("recommendation__indicator", "recommendation__organisation", "organisation")
        .get(pk=receipt.pk)
    )


def _become(row: Receipt, to: str) -> None:
    if to not in RECEIPT_MOVES[row.status]:
        raise RuleBroken(
            _("This cannot be done now: the recommendation is “%(state)s”.")
            % {"state": row.get_status_display().lower()}
        )
    row.status = to


def _keep(row: Receipt, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=["status", *fields, "version"])


@atomic
def note_read(receipt: Receipt, *, by: Any) -> Receipt:
    """Note that a reader has opened it for the first time; anybody else's look changes nothing."""
    row = _locked(receipt)
    person = getattr(by, "person_id", None)
    is_reader = person is not None and row.readers.filter(pk=person).exists()
    if row.status == ReceiptStatus.SENT and is_reader:
        _become(row, ReceiptStatus.READ)
        row.read_at = timezone.now()
        _keep(row, "read_at")
    return row


@atomic
def acknowledge(receipt: Receipt, *, by: Any) -> Receipt:
    """Say that it was read and understood; the answer is still to come."""
    row = _locked(receipt)
    _become(row, ReceiptStatus.ACKNOWLEDGED)
    row.acknowledged_at = timezone.now()
    row.read_at = row.read_at or row.acknowledged_at
    _keep(row, "acknowledged_at", "read_at")
    return row


@atomic
def answer_receipt(
    receipt: Receipt, *, accepted: bool, answer: str = "", items: Iterable[Item] = (), by: Any
) -> Receipt:
    """Accept, with the items of plans that follow, or decline with a reason.

    Raises RuleBroken for a refusal without a reason, for items of a stranger's plan, and in another state.
    """
    row = _locked(receipt)
    _become(row, ReceiptStatus.ACCEPTED if accepted else ReceiptStatus.DECLINED)
    if not accepted:
        answer = needed(answer, _("Say why the recommendation is declined: those who made it will read it."))
    chosen = list(items) if accepted else []
    known = set(
        queries.items_to_promise(row).filter(pk__in=[one.pk for one in chosen]).values_list("pk", flat=True)
    )
    if any(one.pk not in known for one in chosen):
        raise RuleBroken(_("Choose items of your own plans that are in force."))
    row.answer, row.answered_at, row.answered_by = answer.strip(), timezone.now(), account_or_none(by)
    row.read_at = row.read_at or row.answered_at
    _keep(row, "answer", "answered_at", "answered_by", "read_at")
    row.items.set(chosen)
    told = RecommendationAnswered(row.pk, recommendation_id=row.recommendation_id, is_accepted=accepted)
    announce(told, by=by, about=row)
    return row


@atomic
def report_fulfilled(receipt: Receipt, *, report: str, by: Any) -> Receipt:
    """Report what was done about an accepted recommendation. Raises RuleBroken without a report."""
    row = _locked(receipt)
    _become(row, ReceiptStatus.FULFILLED)
    row.report = needed(report, _("Say what was done."))
    row.fulfilled_at = timezone.now()
    _keep(row, "report", "fulfilled_at")
    told = RecommendationFulfilled(row.pk, recommendation_id=row.recommendation_id)
    announce(told, by=by, about=row)
    return row


@atomic
def check_receipt(receipt: Receipt, *, by: Any) -> Receipt:
    """Compare the indicator now with what it was at sending; may be done again with a newer value.

    Raises RuleBroken without an indicator, and before the recommendation is fulfilled.
    """
    row = _locked(receipt)
    indicator = row.recommendation.indicator
    if indicator is None:
        raise RuleBroken(_("The recommendation names no indicator, so there is nothing to check it by."))
    _become(row, ReceiptStatus.CHECKED)
    now = queries.latest_values(indicator, [row.organisation_id]).get(row.organisation_id)
    before = row.source
    is_new = now is not None and before is not None and now.pk != before.pk
    row.source_after = now if is_new else None
    row.verdict = verdict(
        before.exact if before else None, now.exact if now and is_new else None,
        expected=row.recommendation.change, more_is_better=indicator.more_is_better,
        same_definition=bool(now and before and now.version.fingerprint == before.version.fingerprint),
    )  # fmt: skip
    row.checked_at = timezone.now()
    _keep(row, "source_after", "verdict", "checked_at")
    announce(RecommendationChecked(row.pk, verdict=row.verdict), by=by, about=row)
    return row


@atomic
def check_due(*, day: date) -> int:
    """Check what was fulfilled and whose last day is over; return how many."""
    found = [one for one in queries.to_check(day) if one.recommendation.indicator_id]
    return len([check_receipt(one, by=None) for one in found])


@atomic
def remind_unanswered(*, day: date) -> int:
    """Remind those who have not answered, and tell those who sent it once when the day has passed.

    Each place goes by its own day, which may differ from `day` by one. Returns how many were reminded.
    """
    reminded, overdue = 0, Counter[int]()
    for row in queries.to_remind(day):
        today = today_at(row.organisation)
        if is_day_to_remind(today, due_on=row.answer_due_on, reminded_on=row.reminded_on):
            reminded += _remind(row, today)
        if is_day_to_escalate(today, due_on=row.answer_due_on, escalated_on=row.escalated_on):
            Receipt.objects.filter(pk=row.pk).update(escalated_on=today)
            overdue[row.recommendation_id] += 1
    for recommendation, count in sorted(overdue.items()):
        announce(AnswerOverdue(recommendation, count=count), by=None)
    return reminded


def _remind(row: Receipt, today: date) -> int:
    people = queries.readers_today(row, day=today)
    Receipt.objects.filter(pk=row.pk).update(reminded_on=today)
    if not people:
        return 0
    row.readers.set(people)
    told = AnswerReminded(row.pk, due_on=f"{row.answer_due_on:%d.%m.%Y}", people=people)
    announce(told, by=None, about=row)
    return 1
