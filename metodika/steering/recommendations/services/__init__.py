"""Every write of the area, by noun."""

from metodika.steering.recommendations.services.receipts import (
    acknowledge,
    answer_receipt,
    check_due,
    check_receipt,
    note_read,
    remind_unanswered,
    report_fulfilled,
)
from metodika.steering.recommendations.services.recommendations import (
    approve_recommendation,
    change_recommendation,
    make_recommendation,
    restore_recommendation,
    return_recommendation,
    send_recommendation,
    withdraw_recommendation,
)
from metodika.steering.recommendations.services.registering import register_recommendation

__all__ = [
    "acknowledge",
    "answer_receipt",
    "approve_recommendation",
    "change_recommendation",
    "check_due",
    "check_receipt",
    "make_recommendation",
    "note_read",
    "register_recommendation",
    "remind_unanswered",
    "report_fulfilled",
    "restore_recommendation",
    "return_recommendation",
    "send_recommendation",
    "withdraw_recommendation",
]
