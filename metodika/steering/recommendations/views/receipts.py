from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.web import Link, done, page, show_form
from metodika.steering.recommendations import queries, services
from metodika.steering.recommendations.forms import AnswerForm, ReportForm
from metodika.steering.recommendations.lifecycle import ReceiptStatus
from metodika.steering.recommendations.models import Receipt
from metodika.steering.recommendations.tables import receipt_status

CARD = "recommendations:show-receipt"
CHECKED = {ReceiptStatus.FULFILLED, ReceiptStatus.CHECKED}


@page("recommendations.view_receipt", Receipt)
def show_receipt(request: HttpRequest, receipt: Receipt) -> HttpResponseBase:
    may_answer = can(request.user, "recommendations.answer_receipt", receipt)
    # Opening it is reading it: the one change that a look makes, noted once.
    if may_answer and receipt.status == ReceiptStatus.SENT:
        services.note_read(receipt, by=request.user)
    receipt = queries.receipt_card(receipt)
    row = receipt.recommendation
    context = {
        "receipt": receipt, "row": row, "status": receipt_status(receipt), "facts": _facts(receipt),
        "may_acknowledge": may_answer and receipt.status in {ReceiptStatus.SENT, ReceiptStatus.READ},
        "may_answer": may_answer and (receipt.is_unanswered or receipt.status == ReceiptStatus.DECLINED),
        "may_report": may_answer and receipt.status == ReceiptStatus.ACCEPTED,
        "may_check": row.indicator_id is not None and receipt.status in CHECKED
        and can(request.user, "recommendations.check_receipt", receipt),
        "items": [
            Link(str(one), reverse("plans:show-item", args=[one.pk])) for one in receipt.items.order_by("pk")
        ],
        "links": [Link(one, one) for one in row.links], "history": story_of(receipt),
        "crumbs": [(_("Recommended to me"), reverse("recommendations:list-own"))],
    }  # fmt: skip
    return render(request, "recommendations/receipt_card.html", context)


def _facts(receipt: Receipt) -> list[tuple[str, Any]]:
    row = receipt.recommendation
    told: list[tuple[str, Any]] = [
        (_("Addressee"), receipt.name), (_("Sent"), receipt.sent_at),
        (_("To be answered by"), receipt.answer_due_on), (_("To be done by"), row.due_on),
        (_("Indicator that should change"), row.indicator), (_("Expected change"), row.change),
        (_("Value when it was sent"), queries.shown_value(receipt.source) if receipt.source else ""),
        (_("Read"), receipt.read_at), (_("Acknowledged"), receipt.acknowledged_at),
        (pgettext("recommendation", "Answered"), receipt.answered_at),
        (pgettext("recommendation", "Answer"), receipt.answer), (_("Answered by"), receipt.answered_by),
        (_("What was done"), receipt.report),
        (_("What the indicator says"), receipt.get_verdict_display() if receipt.verdict else ""),
        (_("Value when it was checked"), receipt.source_after and queries.shown_value(receipt.source_after)),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


@page("recommendations.answer_receipt", Receipt, method="POST")
def acknowledge(request: HttpRequest, receipt: Receipt) -> HttpResponseBase:
    services.acknowledge(receipt, by=request.user)
    return done(request, _("You have acknowledged it. The answer is still to come."), CARD, receipt.pk)


@page("recommendations.answer_receipt", Receipt)
def answer_receipt(request: HttpRequest, receipt: Receipt) -> HttpResponseBase:
    form = AnswerForm.of(request, receipt=receipt)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.answer_receipt(receipt, **form.told(), by=request.user)
            return done(request, _("The answer is given."), CARD, receipt.pk)
    return show_form(
        request, form, title=_("Answer the recommendation"), submit=pgettext("act", "Answer"),
        intro=receipt.text, back=reverse(CARD, args=[receipt.pk]),
    )  # fmt: skip


@page("recommendations.answer_receipt", Receipt)
def report_fulfilled(request: HttpRequest, receipt: Receipt) -> HttpResponseBase:
    form = ReportForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.report_fulfilled(receipt, report=form.cleaned_data["report"], by=request.user)
            return done(request, _("The report is given."), CARD, receipt.pk)
    return show_form(
        request, form, title=_("Report the fulfillment"), submit=_("Report"), intro=receipt.text,
        back=reverse(CARD, args=[receipt.pk]),
    )  # fmt: skip


@page("recommendations.check_receipt", Receipt, method="POST")
def check_receipt(request: HttpRequest, receipt: Receipt) -> HttpResponseBase:
    row = services.check_receipt(receipt, by=request.user)
    told = _("The indicator says: %(verdict)s.") % {"verdict": row.get_verdict_display()}
    return done(request, told, CARD, receipt.pk)
