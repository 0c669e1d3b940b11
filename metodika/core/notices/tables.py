from collections.abc import Sequence
from typing import ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.models import Letter, LetterStatus
from metodika.core.web import Choice, Column, Empty, Link, Search, Status, Table
from metodika.core.web.filters import Filter
from metodika.core.web.values import Tone

TONES: dict[str, Tone] = {
    LetterStatus.HELD: "waiting",
    LetterStatus.READY: "waiting",
    LetterStatus.SENT: "good",
    LetterStatus.FAILED: "bad",
    LetterStatus.DROPPED: "neutral",
}


def _by_words(rows: QuerySet[Letter], words: str) -> QuerySet[Letter]:
    return rows.filter(Q(address__icontains=words) | Q(subject__icontains=words))


def _again(row: Letter) -> Link | None:
    if row.status != LetterStatus.FAILED:
        return None
    return Link(_("Send again"), reverse("notices:send-again", args=[row.pk]))


class LetterTable(Table):
    """Letters that left, wait or could not be delivered."""

    columns: ClassVar[Sequence[Column]] = (
        Column("address", _("Addressee"), sort="address"),
        Column("subject", _("Letter"), sort="subject"),
        Column(
            "status",
            _("Status"),
            lambda row: Status(row.get_status_display(), TONES[row.status]),
            sort="status",
        ),
        Column("last_error", _("Why it failed")),
        Column("again", _("What can be done"), _again),
        Column("created_at", _("Made at"), sort="created_at"),
        Column("sent_at", _("Sent at"), sort="sent_at"),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Search(label=_("Address or subject"), apply=_by_words),
        Choice("status", _("Status"), "status", choices=LetterStatus.choices),
    )
    order = "-created_at"
    export_name = "letters"
    empty = Empty(_("No letters yet"), _("Letters to people appear here before and after they are sent."))
