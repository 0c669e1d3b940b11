from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from metodika.core.access import RuleBroken, can
from metodika.core.web import Link, page, show_list
from metodika.directory.records.models import Record
from metodika.steering.recommendations import queries
from metodika.steering.recommendations.documents import text_for_anybody
from metodika.steering.recommendations.lifecycle import Status
from metodika.steering.recommendations.models import Recommendation
from metodika.steering.recommendations.tables import (
    OwnTable,
    ReceiptsTable,
    RecommendationsTable,
    UnansweredTable,
    status_of,
)

LIST, SEND = "recommendations:list-recommendations", "recommendations.send_recommendation"
ACTS: dict[str, tuple[tuple[str, str, str, Any], ...]] = {
    Status.DRAFT: (
        ("approve_recommendation", "approve-recommendation", "check", lambda: _("Approve")),
        ("make_recommendation", "change-recommendation", "pencil", lambda: _("Change")),
        ("approve_recommendation", "withdraw-recommendation", "x", lambda: _("Withdraw")),
    ),
    Status.APPROVED: (
        ("send_recommendation", "send-recommendation", "send", lambda: _("Send")),
        ("approve_recommendation", "return-recommendation", "pencil", lambda: _("Take back")),
        ("approve_recommendation", "withdraw-recommendation", "x", lambda: _("Withdraw")),
    ),
}


@page("recommendations.list_recommendations")
def list_recommendations(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "recommendations.make_recommendation"):
        url = reverse("recommendations:make-recommendation")
        actions = [{"title": _("Make a recommendation"), "url": url, "icon": "plus"}]
    rows = queries.recommendations_for_list(request.user)
    return show_list(request, RecommendationsTable, rows, title=_("Recommendations"), actions=actions)


@page("recommendations.list_recommendations")
def list_unanswered(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request, UnansweredTable, queries.unanswered_for(request.user), title=_("Unanswered recommendations"),
        breadcrumbs=[(_("Recommendations"), reverse(LIST))],
    )  # fmt: skip


@page("recommendations.list_own")
def list_own(request: HttpRequest) -> HttpResponseBase:
    return show_list(request, OwnTable, queries.own_receipts(request.user), title=_("Recommended to me"))


@page("recommendations.view_recommendation", Recommendation)
def show_recommendation(request: HttpRequest, row: Recommendation) -> HttpResponseBase:
    row = queries.recommendation_card(row)
    findings = list(row.findings.select_related("about").order_by("pk"))
    acts = [
        (words(), reverse(f"recommendations:{name}", args=[row.pk]), icon)
        for permission, name, icon, words in ACTS.get(row.status, ())
        if can(request.user, f"recommendations.{permission}", row)
    ]
    record, lost = queries.record_of(row), queries.unread_letters(row)
    if row.status == Status.SENT and record is None and can(request.user, SEND, row):
        url = reverse("recommendations:register-recommendation", args=[row.pk])
        acts.append((_("Register"), url, "file-text"))
    return show_list(
        request, ReceiptsTable, queries.receipts_of(row), title=str(row),
        template="recommendations/recommendation_card.html", row=row, acts=acts,
        facts=_facts(row, record), text=text_for_anybody(row), links=row.links, same=same_words(row),
        lost=_lost(len(lost), sorted(set(lost.values()))[:3]),
        findings=[Link(str(one), reverse("analysis:show-finding", args=[one.pk])) for one in findings],
        breadcrumbs=[(_("Recommendations"), reverse(LIST))],
    )  # fmt: skip


def same_words(row: Recommendation) -> str:
    """Return the warning that many read the very same text, empty when they do not."""
    if row.status == Status.WITHDRAWN:
        return ""
    try:
        count = queries.same_text(row)
    except RuleBroken as refusal:
        return str(refusal)
    if not count:
        return ""
    return ngettext(
        "%(count)d addressee reads the very same text. Put {value} or {target} into it, or split it.",
        "%(count)d addressees read the very same text: an assessor does not count that as addressed. "
        "Put {value} or {target} into it, or split it.",
        count,
    ) % {"count": count}  # fmt: skip


def _lost(count: int, why: list[str]) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d letter did not reach its address: %(why)s",
        "%(count)d letters did not reach their addresses: %(why)s",
        count,
    ) % {"count": count, "why": "; ".join(why)}  # fmt: skip


def _facts(row: Recommendation, record: Record | None) -> list[tuple[str, Any]]:
    paper = Link(str(record), reverse("records:show-record", args=[record.pk])) if record else None
    told: list[tuple[str, Any]] = [
        (_("State"), status_of(row)), (_("Municipality"), row.organisation),
        (pgettext("recommendation", "To whom"), row.get_addressed_to_display()),
        (_("Indicator that should change"), row.indicator), (_("Expected change"), row.change),
        (_("To be done by"), row.due_on), (_("Made by"), row.made_by),
        (pgettext("recommendation", "Approved by"), row.approved_by), (_("Sent"), row.sent_at),
        (_("Registered as"), paper), (_("Why it was withdrawn"), row.withdrawn_because),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]
