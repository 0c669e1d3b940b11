from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.web import (
    Choice,
    Column,
    Empty,
    Filter,
    Flag,
    OneOf,
    Period,
    Search,
    Status,
    Table,
)
from metodika.governance.meetings import queries
from metodika.governance.meetings.lifecycle import (
    BEFORE,
    HELD,
    RUNNING,
    DecisionKind,
    DecisionStatus,
    SessionKind,
    SessionStatus,
)
from metodika.governance.meetings.models import Decision, Printing, Session
from metodika.governance.meetings.queries.choices import bodies_alike
from metodika.governance.meetings.queries.registers import (
    bodies_of_decisions,
    bodies_of_sessions,
    found_decisions,
    overdue_decisions,
    own_sessions,
    years_of_sessions,
)

S, D = SessionStatus, DecisionStatus
TONES = {
    S.PLANNED: "waiting", S.CONVENED: "waiting", S.OPENED: "info", S.RECESS: "info", S.CLOSED: "warning",
    S.PRINTED: "waiting", S.DISPUTED: "warning", S.SIGNED: "good", S.FILED: "good", S.NOT_QUORATE: "warning",
    S.POSTPONED: "neutral", S.CANCELLED: "neutral",
}  # fmt: skip
DECISION_TONES = {
    D.PROPOSED: "waiting", D.ADOPTED: "info", D.REJECTED: "neutral", D.DEFERRED: "neutral",
    D.FOR_APPROVAL: "waiting", D.APPROVED: "good", D.PARTLY_APPROVED: "good", D.RETURNED: "warning",
    D.PUBLISHED: "good",
}  # fmt: skip
COMING, UNSIGNED, OVERDUE = "coming", "unsigned", "overdue"
STATES = ((COMING, _("To be held")), (UNSIGNED, _("Minutes not signed")), *SessionStatus.choices)


def status_of(session: Session) -> Status:
    return Status(str(session.get_status_display()), TONES[S(session.status)])  # type: ignore[arg-type]  # tones all


def status_of_decision(decision: Decision) -> Status:
    return Status(
        str(decision.get_status_display()),
        DECISION_TONES[D(decision.status)],  # type: ignore[arg-type]  # as above
    )


def title_of(session: Session) -> str:
    number = {"number": session.number}
    title = str(_("Session No. %(number)s")) % number if session.number else str(_("Session"))
    plain = session.kind == SessionKind.ORDINARY
    return title if plain else f"{title} ({str(session.get_kind_display()).lower()})"


def by_state(rows: "QuerySet[Session]", value: str) -> "QuerySet[Session]":
    if value == COMING:
        return rows.filter(status__in=BEFORE | RUNNING)
    if value == UNSIGNED:
        return rows.filter(status__in=(HELD | {S.NOT_QUORATE}) - {S.SIGNED, S.FILED})
    return rows.filter(status=value)


class SessionTable(Table):
    columns: ClassVar = [
        Column("day", _("Day"), "day", sort="planned_on"),
        Column("session", _("Session"), title_of, url="meetings:show-session", sort=("number", "pk")),
        Column("body", _("Whose session"), "body", sort="body__sort_key"),
        Column("host", _("At which organisation"), "body.host", shown=False),
        Column("theme", _("Theme"), "theme"),
        Column("mode", _("How it is held"), "get_mode_display", shown=False),
        Column("year", _("Year"), "year", sort="year", shown=False),
        Column("items", _("Items"), "items_count", numeric=True),
        Column("decisions", _("Decisions"), "decisions_count", numeric=True),
        Column("state", _("State"), status_of),
    ]
    empty: ClassVar = Empty(
        _("No sessions yet"),
        _("Here are the sessions of councils and associations: planned, going on and held."),
        icon="calendar-event",
    )
    order: ClassVar = "-day"
    key: ClassVar = "sessions"
    export_name: ClassVar = "sessions"

    @property
    def all_filters(self) -> Sequence[Filter]:
        return (
            Search("q", apply=queries.by_words, hint=_("Body or theme")),
            OneOf(
                "body", _("Whose session"), "body", found=bodies_alike,
                rows=lambda: bodies_of_sessions(self.request.user),
            ),
            Choice("state", _("State"), by_state, choices=STATES),
            Choice(
                "year", _("Year"), choices=lambda: years_of_sessions(self.request.user)
            ),
            Flag("mine", _("Mine only"), lambda rows, on: own_sessions(rows, self.request.user)),
            Choice("kind", _("Kind of session"), choices=SessionKind.choices, aside=True),
            Period("days", _("Days"), "planned_on", aside=True),
        )  # fmt: skip


def _state_of_decision(decision: Decision) -> Any:
    late = is_overdue(decision, timezone.localdate())
    return (
        [status_of_decision(decision), Status(_("approval is late"), "bad")]
        if late
        else status_of_decision(decision)
    )


def is_overdue(decision: Decision, day: date) -> bool:
    waits = decision.status in {D.ADOPTED, D.FOR_APPROVAL}
    return waits and decision.approval_due_on is not None and decision.approval_due_on < day


def _day_of_session(decision: Decision) -> date:
    # No link: a published decision is listed for people who may not open its session.
    return decision.session.day


class DecisionTable(Table):
    columns: ClassVar = [
        Column("number", _("No."), "number"),
        Column("text", _("Decision"), "text_in_force", url="meetings:show-decision"),
        Column("body", _("Whose decision"), "session.body", sort="session__body__sort_key"),
        Column("session", _("Session"), _day_of_session, sort="session__planned_on"),
        Column("kind", _("Kind"), "get_kind_display", shown=False),
        Column("responsible", _("Responsible"), lambda row: row.responsible or row.responsible_text),
        Column("due_on", _("By", ), sort="due_on"),
        Column("adopted_on", _("Adopted on"), sort="adopted_on", shown=False),
        Column("approval_due_on", _("To be approved by"), sort="approval_due_on", shown=False),
        Column("approved_on", _("Approved on"), sort="approved_on", shown=False),
        Column("act", _("Act that approves"), "approval_act.requisites", shown=False),
        Column("published_on", _("Published on"), sort="published_on", shown=False),
        Column("state", _("State"), _state_of_decision),
    ]  # fmt: skip
    empty: ClassVar = Empty(
        _("No decisions yet"), _("Here are the decisions of sessions, each with what came of it."),
        icon="list-check",
    )  # fmt: skip
    order: ClassVar = "-session"
    key: ClassVar = "decisions"
    export_name: ClassVar = "decisions"

    @property
    def all_filters(self) -> Sequence[Filter]:
        return (
            Search("q", apply=found_decisions, hint=_("Words of the decision or of the question")),
            OneOf(
                "body", _("Whose decision"), "session__body", found=bodies_alike,
                rows=lambda: bodies_of_decisions(self.request.user),
            ),
            Choice("state", _("State"), "status", choices=DecisionStatus.choices),
            Flag(
                "overdue", _("Approval is late"),
                lambda rows, on: overdue_decisions(rows, timezone.localdate()),
            ),
            Choice("kind", _("Kind"), choices=DecisionKind.choices, aside=True),
            Flag(
                "mine", _("I answer for it"),
                lambda rows, on: rows.filter(responsible=getattr(self.request.user, "person_id", 0)),
                aside=True,
            ),
            Period("adopted", _("Adopted"), "adopted_on", aside=True),
        )  # fmt: skip


def _printed(printing: Any) -> Status:
    if printing.finished_at is None:
        return Status(_("is being printed"), "waiting")
    return Status(_("partly printed"), "warning") if printing.refused_count else Status(_("printed"), "good")


def _year_of(printing: Printing) -> str:
    return printing.period.label


class PrintingTable(Table):
    columns: ClassVar = [
        Column("year", _("School year"), _year_of, url="meetings:show-printing", sort="starts_on"),
        Column("organisation", _("Organisation"), "organisation", sort="organisation__sort_key"),
        Column("body", _("Only of this body"), "body"),
        Column("all", _("Sessions"), "all_count", numeric=True),
        Column("done", _("Gone through"), "done_count", numeric=True),
        Column("started_at", _("Begun at"), sort="pk"),
        Column("by", _("Begun by"), "created_by", shown=False),
        Column("state", _("State"), _printed),
    ]
    filters: ClassVar = ()
    empty: ClassVar = Empty(
        _("Nothing has been printed by the year yet"),
        _("Minutes of all sessions of a school year are printed here at one press."), icon="printer",
    )  # fmt: skip
    order: ClassVar = "-started_at"
    key: ClassVar = "printings"
    export_name: ClassVar = "printings"
