"""What may be done with a session as it stands, and what comes next."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.access import can
from metodika.core.web.values import Text
from metodika.governance.meetings.lifecycle import BEFORE, HELD, RUNNING, SessionStatus
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries import rules_for

S = SessionStatus
MAIN = (S.PLANNED, S.CONVENED, S.OPENED, S.CLOSED, S.PRINTED, S.SIGNED, S.FILED)
ALIKE = {S.RECESS: S.OPENED, S.DISPUTED: S.PRINTED}
TO_PRINT = frozenset({S.CLOSED, S.DISPUTED, S.NOT_QUORATE})
READY = frozenset({"approved", "partly_approved"})


@dataclass(frozen=True)
class Standing:
    """A session with what decides about the acts on it."""

    session: Session
    decisions: Collection[str]
    needs_approval: bool

    def is_in(self, statuses: Collection[str]) -> bool:
        return self.session.status in statuses

    def has(self, *statuses: str) -> bool:
        return self.is_in(HELD) and any(status in self.decisions for status in statuses)


@dataclass(frozen=True)
class Act:
    """A button on the card of a session: where it leads, who may press it, and when."""

    title: Text
    page: str
    permission: str
    when: Callable[[Standing], bool]
    icon: str = ""
    look: str = "plain"
    post: bool = False
    front: bool = False
    paper: str = ""


def _before(standing: Standing) -> bool:
    return standing.is_in(BEFORE)


def _meets(standing: Standing) -> bool:
    return standing.is_in(BEFORE) and not standing.session.is_poll


def _lost(standing: Standing) -> bool:
    return standing.is_in({S.NOT_QUORATE}) and standing.session.moved_to_id is None


def _followed(standing: Standing) -> bool:
    return standing.is_in(RUNNING) and rules_for(standing.session).members_follow


PLAN, RUN, PRINT = "plan_session", "run_session", "print_minutes"
ACTS = (
    Act(_("Agenda"), "edit-agenda", PLAN, _before, "list-check", front=True),
    Act(_("Convene"), "convene-session", PLAN, lambda s: s.is_in({S.PLANNED}), "send", "primary", front=True),
    Act(_("Send again"), "convene-session", PLAN, lambda s: s.is_in({S.CONVENED}), "send", front=True),
    Act(_("Lead the session"), "show-desk", RUN, lambda s: s.is_in(BEFORE | RUNNING), "gavel", "primary",
        front=True),
    Act(_("Follow the session"), "follow", "vote", _followed, "eye", front=True),
    Act(_("Go on with the text"), "show-desk", RUN, lambda s: s.is_in(TO_PRINT), "pencil", front=True),
    Act(
        _("Print the minutes"), "print-paper", PRINT, lambda s: s.is_in(TO_PRINT), "printer", "primary",
        post=True, front=True, paper="minutes",
    ),
    Act(
        _("Send for approval"), "send-for-approval", PRINT,
        lambda s: s.needs_approval and s.has("adopted", "returned"), "send", post=True, front=True,
    ),
    Act(
        _("Draft the order"), "draft-order", PRINT,
        lambda s: s.needs_approval and s.has("adopted", "for_approval", "returned"), "file-text", front=True,
    ),
    Act(
        _("Approve by an act"), "approve-decisions", "approve_decisions",
        lambda s: s.needs_approval and s.has("adopted", "for_approval", "returned"), "check", "primary",
        front=True,
    ),
    Act(
        _("Publish"), "publish-decisions", "publish_decisions",
        lambda s: s.has(*READY) or (not s.needs_approval and s.has("adopted")), "world", front=True,
    ),
    Act(_("Tell"), "tell-decisions", "publish_decisions", lambda s: s.is_in({S.SIGNED, S.FILED, S.PRINTED}),
        "mail", front=True),
    Act(_("Write minutes in four lines"), "write-light", RUN, _meets),
    Act(_("Change the card"), "change-session", PLAN, _before),
    Act(_("Invite a guest"), "invite-guest", PLAN, _before),
    Act(_("Postpone"), "postpone-session", PLAN, _before),
    Act(_("Put it off to another day"), "postpone-session", PLAN, _lost),
    Act(_("No quorum"), "declare-no-quorum", RUN, _meets),
    Act(_("Cancel the session"), "cancel-session", PLAN, _before),
    Act(_("Dispute the minutes"), "dispute-minutes", "dispute_minutes", lambda s: s.is_in({S.PRINTED})),
    Act(_("Print the agenda"), "print-paper", PRINT, lambda s: not s.is_in({S.POSTPONED, S.CANCELLED}),
        post=True, paper="agenda"),
    Act(_("Print the attendance sheet"), "print-paper", PRINT,
        lambda s: not s.is_in({S.POSTPONED, S.CANCELLED}), post=True, paper="sheet"),
    Act(_("Print the recommendations"), "print-paper", PRINT, lambda s: s.is_in(HELD), post=True,
        paper="recommendations"),
)  # fmt: skip


def path_of(session: Session) -> tuple[list[str], int]:
    """Return the steps of a session and the number of the one where it stands; 0 off the main way."""
    status = ALIKE.get(S(session.status), S(session.status))
    return [str(step.label) for step in MAIN], MAIN.index(status) + 1 if status in MAIN else 0


def acts_of(standing: Standing, user: Any) -> tuple[list[tuple[Act, str]], list[tuple[Act, str]]]:
    """Return what the person may do now, with addresses: the foremost in sight, the rest behind a menu."""
    session = standing.session
    may = {name: can(user, f"meetings.{name}", session) for name in {act.permission for act in ACTS}}
    found = [
        (act, reverse(f"meetings:{act.page}", args=[session.pk, act.paper] if act.paper else [session.pk]))
        for act in ACTS
        if may[act.permission] and act.when(standing)
    ]
    return [one for one in found if one[0].front], [one for one in found if not one[0].front]
