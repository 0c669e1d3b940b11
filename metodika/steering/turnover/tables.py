from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Choice, Column, Empty, Filter, Flag, Search, Status, Table
from metodika.core.web.values import Link, Tone
from metodika.steering.decisions.lifecycle import Verdict
from metodika.steering.turnover.lifecycle import Advice, Outcome, Reason, Register, RolloverStatus
from metodika.steering.turnover.lifecycle import Choice as Chosen
from metodika.steering.turnover.models import LineQuerySet

TONES: dict[str, Tone] = {
    RolloverStatus.DRAFT: "neutral", RolloverStatus.APPLYING: "waiting", RolloverStatus.APPLIED: "good",
    RolloverStatus.UNDOING: "waiting", RolloverStatus.UNDONE: "neutral",
}  # fmt: skip
CHOSEN: dict[str, Tone] = {Chosen.KEEP: "neutral", Chosen.COPY: "info", Chosen.CLOSE: "waiting"}
OUTCOMES: dict[str, Tone] = {
    Outcome.WAITING: "neutral", Outcome.KEPT: "neutral", Outcome.COPIED: "good", Outcome.CLOSED: "good",
    Outcome.REFUSED: "bad", Outcome.TAKEN_BACK: "neutral", Outcome.STAYED: "warning",
}  # fmt: skip


def _day(line: Any) -> date | None:
    told = line.note.get("day")
    return date.fromisoformat(told) if told else None


def status_of(rollover: Any) -> Status:
    return Status(rollover.get_status_display(), TONES[rollover.status])


def note_in_words(line: Any) -> str:
    """What stands beside a row, in words."""
    words = []
    if line.note.get("count"):
        words.append(gettext("Without an answer: %(count)s.") % {"count": line.note["count"]})
    if verdicts := line.note.get("verdicts"):
        told = "; ".join(f"{Verdict(code).label}: {count}" for code, count in sorted(verdicts.items()))
        words.append(gettext("Effects: %(verdicts)s.") % {"verdicts": told})
    if line.note.get("advice"):
        words.append(str(Advice(line.note["advice"]).label))
    return " ".join(words)


def reason_in_words(line: Any) -> str:
    return " ".join(filter(None, [str(Reason(line.reason).label), note_in_words(line)]))


class RolloversTable(Table):
    columns = (
        Column(
            "year", _("Year that ends"), lambda row: row.ending.label, sort="ends_on",
            url=lambda row: reverse("turnover:show-rollover", args=[row.pk]),
        ),
        Column("municipality", _("Municipality"), "municipality.short_name", sort="municipality__sort_key"),
        Column("status", pgettext_lazy("roll-over", "State"), status_of, sort="status"),
        Column("begun_at", pgettext_lazy("roll-over", "Begun at"), "begun_at", sort="begun_at"),
        Column("applied_at", _("Carried out at"), "applied_at", sort="applied_at"),
    )  # fmt: skip
    filters = (
        Search(apply="municipality__name__icontains"),
        Choice("status", pgettext_lazy("roll-over", "State"), "status", choices=RolloverStatus.choices),
    )
    order = "-year"
    empty = Empty(
        _("No year has been handed over yet"),
        _("Plans, goals, groups and what is still open go over to the next year here, row by row."),
        icon="calendar",
    )
    export_name = "rollovers"


class LinesTable(Table):
    columns: ClassVar[Sequence[Column]] = (
        Column(
            "title", pgettext_lazy("roll-over", "Row"), lambda row: Link(row.title, row.address), sort="title"
        ),
        Column("kind", _("What it is"), "get_register_display", sort="register"),
        Column("day", _("Last day"), _day),
        Column("reason", _("Why so"), reason_in_words),
        Column(
            "choice", pgettext_lazy("roll-over", "Choice"), sort="choice",
            value=lambda row: Status(row.get_choice_display(), CHOSEN[row.choice]),
        ),
        Column("proposed", _("Proposed"), "get_proposed_display", shown=False),
        Column(
            "outcome", pgettext_lazy("roll-over", "Result"), sort="outcome",
            value=lambda row: Status(row.get_outcome_display(), OUTCOMES[row.outcome]),
        ),
        Column(
            "made", pgettext_lazy("roll-over result", "Copy"),
            lambda row: Link(gettext("Open"), row.made_address) if row.made_address else None,
        ),
        Column("told", _("Why not"), "told"),
    )  # fmt: skip
    filters: ClassVar[Sequence[Filter]] = (
        Search(apply="title__icontains"),
        Choice("kind", _("What it is"), "register", choices=Register.choices),
        Choice("choice", pgettext_lazy("roll-over", "Choice"), "choice", choices=Chosen.choices),
        Choice("outcome", pgettext_lazy("roll-over", "Result"), "outcome", choices=Outcome.choices),
        Flag("warned", _("Only what deserves a look"), LineQuerySet.warned),
    )
    empty = Empty(_("The year leaves nothing to hand over"), icon="calendar")
    export_name = "rollover"


class ChoicesTable(LinesTable):
    """The rows before the press: nothing has come of them yet."""

    columns = LinesTable.columns[:6]
    filters = (*LinesTable.filters[:3], *LinesTable.filters[4:])
