from typing import Any, ClassVar

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Choice, Column, Empty, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.steering.recommendations import lifecycle, queries
from metodika.steering.recommendations.lifecycle import AddressedTo, ReceiptStatus
from metodika.steering.recommendations.models import Receipt, Recommendation

TONES: dict[str, Tone] = {
    lifecycle.Status.DRAFT: "neutral",
    lifecycle.Status.APPROVED: "waiting",
    lifecycle.Status.SENT: "good",
    lifecycle.Status.WITHDRAWN: "neutral",
}
RECEIPT_TONES: dict[str, Tone] = {
    ReceiptStatus.SENT: "waiting",
    ReceiptStatus.READ: "waiting",
    ReceiptStatus.ACKNOWLEDGED: "waiting",
    ReceiptStatus.ACCEPTED: "info",
    ReceiptStatus.DECLINED: "warning",
    ReceiptStatus.FULFILLED: "good",
    ReceiptStatus.CHECKED: "good",
}


def status_of(row: Recommendation) -> Status:
    return Status(row.get_status_display(), TONES[row.status])


def receipt_status(row: Receipt) -> Status:
    if row.is_unreachable and row.is_unanswered:
        return Status(gettext("nobody reads it there"), "bad")
    return Status(row.get_status_display(), RECEIPT_TONES[row.status])


def answered(row: Any) -> str:
    if not row.sent_count:
        return ""
    return gettext("%(done)d of %(all)d") % {"done": row.answered_count, "all": row.sent_count}


class RecommendationsTable(Table):
    columns: ClassVar = (
        Column(
            "title", _("Recommendation"), "title", url="recommendations:show-recommendation", sort="title"
        ),
        Column("to", _("To whom"), "get_addressed_to_display", sort="addressed_to"),
        Column("indicator", _("Indicator"), "indicator", shown=False),
        Column("due", _("To be done by"), "due_on", sort="due_on"),
        Column("answered", pgettext_lazy("recommendation", "Answered"), answered),
        Column("status", _("State"), status_of, sort="status"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.by_words),
        Choice("state", _("State"), "status", choices=lifecycle.Status.choices),
        Choice("to", _("To whom"), "addressed_to", choices=AddressedTo.choices),
    )
    empty: ClassVar = Empty(
        _("No recommendations yet"),
        _("A recommendation follows from a finding: confirm one, then say who should do what."),
        icon="send",
    )
    order: ClassVar = "-due"
    key: ClassVar = "recommendations"
    export_name: ClassVar = "recommendations"


class ReceiptsTable(Table):
    columns: ClassVar = (
        Column("name", _("Addressee"), "name", url="recommendations:show-receipt", sort="name"),
        Column("recommendation", _("Recommendation"), "recommendation", sort="recommendation__title"),
        Column("place", _("Organisation"), "organisation", sort="organisation__sort_key", shown=False),
        Column("sent", _("Sent"), "sent_at", sort="sent_at"),
        Column("due", _("To be answered by"), "answer_due_on", sort="answer_due_on"),
        Column("status", _("State"), receipt_status, sort="status"),
        Column("verdict", _("What the indicator says"), "get_verdict_display", shown=False),
    )
    filters: ClassVar = (
        Search("words", apply=queries.receipts_by_words),
        Choice("state", _("State"), "status", choices=ReceiptStatus.choices),
    )
    empty: ClassVar = Empty(
        _("Nothing waits for an answer"), _("Recommendations that were sent appear here."), icon="send"
    )
    order: ClassVar = "due"
    key: ClassVar = "receipts"
    export_name: ClassVar = "receipts"


class OwnTable(Table):
    columns: ClassVar = (
        Column("title", _("Recommendation"), "recommendation", url="recommendations:show-receipt"),
        Column("name", _("Addressee"), "name", sort="name"),
        Column("due", _("To be answered by"), "answer_due_on", sort="answer_due_on"),
        Column("done", _("To be done by"), "recommendation.due_on", sort="recommendation__due_on"),
        Column("status", _("State"), receipt_status, sort="status"),
    )
    filters: ClassVar = (Choice("state", _("State"), "status", choices=ReceiptStatus.choices),)
    empty: ClassVar = Empty(
        _("Nothing is recommended to you"),
        _("When somebody recommends something to you or to your institution, it appears here."),
        icon="mail",
    )
    order: ClassVar = "-due"
    key: ClassVar = "recommended"
    export_name: ClassVar = "recommended"


class UnansweredTable(ReceiptsTable):
    """The same receipts, as far as nobody has answered them."""
