"""The order that approves decisions: drafted here, signed in the register, an act from then on."""

from collections.abc import Mapping
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.records.models import Record
from metodika.directory.records.queries import order_being_written
from metodika.directory.records.services import draft_order, enter_order
from metodika.directory.staff.models import Person
from metodika.governance.meetings.lifecycle import HELD, DecisionStatus
from metodika.governance.meetings.models import Decision, Session
from metodika.governance.meetings.queries.orders import decisions_order, texts_approved
from metodika.governance.meetings.queries.sittings import rules_for
from metodika.governance.meetings.rules import act_is_too_early
from metodika.governance.meetings.services.decisions import Approval, approve_decisions, send_for_approval
from metodika.governance.meetings.services.ground import locked_session, refuse_unless_in
from metodika.governance.meetings.services.minutes import minutes_of

UNSENT = (DecisionStatus.ADOPTED, DecisionStatus.RETURNED)


@atomic
def draft_decisions_order(
    session: Session,
    *,
    frame: Mapping[str, Any],
    signer: Person,
    position: str,
    controller: Person | None = None,
    by: Any,
) -> Record:
    """Draft the order that approves what a session has decided, or write it anew.

    Decisions that were not sent to be approved are sent by it. `frame` is that of `draft_order`; without a
    `controller`, who signs sees that the order is carried out. Raises
    RuleBroken before the minutes have a number, where decisions need no approval, when none waits for it, and
    for a date before the session.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, HELD)
    minutes = minutes_of(locked)
    if minutes is None or not minutes.number_text:
        raise RuleBroken(_("The order names the minutes by their number. Print the minutes first."))
    if act_is_too_early(act_on=frame["dated_on"], session_on=locked.day):
        raise RuleBroken(_("An order cannot approve what was not decided yet. Give a later date."))
    waiting = waiting_decisions(locked)
    if not rules_for(locked).needs_approval or any(one.status in UNSENT for one in waiting):
        send_for_approval(locked, by=by)
    if not waiting:
        raise RuleBroken(_("No decision of this session waits for approval."))
    known = order_being_written(locked)
    kind = known.kind if known else frame["kind"]
    text = decisions_order(locked, waiting, minutes=minutes, kind=kind, controller=controller)
    return draft_order(locked, text=text, frame=frame, signer=signer, position=position, by=by)


def waiting_decisions(session: Session) -> list[Decision]:
    """Return the decisions that no act has approved yet, in the order of the agenda."""
    rows = session.decisions.filter(status__in=(*UNSENT, DecisionStatus.FOR_APPROVAL))
    return list(rows.select_related("responsible").order_by("item__order", "pk"))


@atomic
def approve_by_order(session: Session, record: Record, *, by: Any) -> list[Decision]:
    """Approve by a signed order, which enters the register of acts, the decisions that it lists.

    The text is that of the order: where a decision has another one by now, it is approved as the order has
    it. Raises RuleBroken when none waits for approval any longer.
    """
    act = enter_order(record, by=by)
    texts = texts_approved(record)
    approvals = [
        Approval(one.pk, texts[one.number]) for one in waiting_decisions(session) if one.number in texts
    ]
    return approve_decisions(session, act=act, approvals=approvals, by=by)
