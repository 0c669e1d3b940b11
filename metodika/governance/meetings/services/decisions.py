"""What was decided: recorded, adopted by a vote, approved by an act, published; special opinions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.regulations.lifecycle import ActStatus
from metodika.directory.regulations.models import Act
from metodika.directory.staff.models import Person
from metodika.governance.meetings.events import (
    DecisionAdopted,
    DecisionRejected,
    DecisionReturned,
    DecisionsApproved,
    DecisionsPublished,
    DecisionsSentForApproval,
)
from metodika.governance.meetings.lifecycle import (
    DECISION_MOVES,
    HELD,
    WRITABLE,
    DecisionKind,
    DecisionStatus,
)
from metodika.governance.meetings.models import AgendaItem, Decision, Session, SpecialOpinion, Vote
from metodika.governance.meetings.queries.sittings import electorate_for, rules_for
from metodika.governance.meetings.rules import act_is_too_early, approval_due
from metodika.governance.meetings.services.assigning import assign_decided, tell_correction
from metodika.governance.meetings.services.ground import beat, locked_session, refuse_unless_in

CARD = ("text", "kind", "responsible", "responsible_text", "due_on")


class DecisionValues(TypedDict, total=False):
    """What may be told of a decision beside its text."""

    kind: str
    responsible: Person | None
    responsible_text: str
    due_on: date | None


@dataclass(frozen=True)
class Approval:
    """What an act does with one decision: approves it as it is, or with another text."""

    decision_id: int
    text: str = ""


@atomic
def record_decision(
    item: AgendaItem, *, text: str, by: Any, vote: Vote | None = None, values: DecisionValues | None = None
) -> Decision:
    """Write a decision on an item; with a closed vote it is adopted or not at once.

    Raises RuleBroken for a vote that is open, called off or about something else.
    """
    session = _session(item)
    refuse_unless_in(session, WRITABLE)
    count = session.decisions.filter(item=item).count() + 1
    numbers = set(session.decisions.values_list("number", flat=True))
    while f"{item.order}.{count}" in numbers:
        count += 1
    decision = Decision(
        session=session, item=item, text=text.strip(), number=f"{item.order}.{count}",
        **{"kind": DecisionKind.DECISION, **(values or {})},
    )  # fmt: skip
    if vote is not None:
        _settle(decision, session, vote)
    decision.save(force_insert=True)
    beat(session)
    if vote is not None:
        _announce_outcome(session, decision, by)
    return decision


@atomic
def change_decision(decision: Decision, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Decision:
    """Change the wording, the responsible or the day of a decision while the minutes are written.

    Once a vote has carried it its text stays. Raises EditedMeanwhile for a stale `seen`.
    """
    session, locked = _locked(decision)
    refuse_unless_in(session, WRITABLE)
    wanted = {name: value for name, value in changes.items() if name in CARD}
    text = str(wanted.get("text", locked.text)).strip()
    if locked.vote_id is not None and text != locked.text:
        raise RuleBroken(_("The vote was on this very text. Put the new wording to the vote."))
    touched = claim_version(locked, seen=seen, changes=wanted)
    if touched:
        locked.save(update_fields=touched)
        beat(session)
        tell_correction(locked, fields=set(touched) - {"version"}, by=by)
        if session.status in HELD:
            assign_decided(session, by=by)
    return locked


@atomic
def drop_decision(decision: Decision, *, by: Any) -> None:
    """Take back a decision on which nobody has voted."""
    session, locked = _locked(decision)
    refuse_unless_in(session, WRITABLE)
    if locked.status != DecisionStatus.PROPOSED:
        raise RuleBroken(_("It has been voted on, so it stays in the minutes."))
    locked.delete()
    beat(session)


@atomic
def settle_decision(decision: Decision, *, vote: Vote, by: Any) -> Decision:
    """Take the result of a vote over to a proposed decision."""
    session, locked = _locked(decision)
    refuse_unless_in(session, WRITABLE)
    _settle(locked, session, vote)
    locked.save(update_fields=["vote", "status", "adopted_on"])
    beat(session)
    _announce_outcome(session, locked, by)
    return locked


@atomic
def adopt_without_vote(decision: Decision, *, by: Any) -> Decision:
    """Adopt a decision to which nobody objected, as light bodies do; RuleBroken where an act approves it."""
    session, locked = _locked(decision)
    refuse_unless_in(session, WRITABLE)
    if rules_for(session).needs_approval:
        raise RuleBroken(
            _("Decisions of %(body)s are approved by an act. Put it to the vote.") % {"body": session.body}
        )
    _move(locked, DecisionStatus.ADOPTED)
    locked.adopted_on = session.day
    locked.save(update_fields=["status", "adopted_on"])
    beat(session)
    _announce_outcome(session, locked, by)
    return locked


def _settle(decision: Decision, session: Session, vote: Vote) -> None:
    # The caller may hold the vote as it was before it was counted.
    vote = Vote.objects.get(pk=vote.pk)
    if vote.session_id != session.pk or vote.item_id != decision.item_id:
        raise RuleBroken(_("The vote was on another item."))
    if vote.adopted is None or vote.voided_at is not None:
        raise RuleBroken(_("The vote has no result yet. Close it first."))
    _move(decision, DecisionStatus.ADOPTED if vote.adopted else DecisionStatus.REJECTED)
    decision.vote = vote
    # A sheet may come later than the poll began, the decision is of the day when votes were counted.
    decision.adopted_on = session.day if vote.adopted else None


def _announce_outcome(session: Session, decision: Decision, by: Any) -> None:
    kind = decision.item.subject_type
    outcome = DecisionRejected if decision.status == DecisionStatus.REJECTED else DecisionAdopted
    told = outcome(
        session_id=session.pk, body_id=session.body_id, decision_id=decision.pk,
        subject=f"{kind.app_label}.{kind.model}" if kind else "", subject_id=decision.item.subject_id,
    )  # fmt: skip
    announce(told, by=by, about=decision)


@atomic
def send_for_approval(session: Session, *, by: Any) -> int:
    """Send the adopted decisions to be approved, and return how many; the term runs from the session.

    Raises RuleBroken where the body's decisions need no approval, and when none waits for it.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, HELD)
    rules = rules_for(locked)
    if not rules.needs_approval:
        raise RuleBroken(_("Decisions of %(body)s need no approval.") % {"body": locked.body})
    rows = list(
        locked.decisions.select_for_update(no_key=True).filter(
            status__in=[DecisionStatus.ADOPTED, DecisionStatus.RETURNED]
        )
    )
    if not rows:
        raise RuleBroken(_("No decision of this session waits to be sent for approval."))
    for row in rows:
        _move(row, DecisionStatus.FOR_APPROVAL)
        row.approval_due_on = approval_due(rules, locked.day)
        row.save(update_fields=["status", "approval_due_on"])
    beat(locked)
    sent = DecisionsSentForApproval(session_id=locked.pk, body_id=locked.body_id, count=len(rows))
    announce(sent, by=by, about=locked)
    return len(rows)


@atomic
def approve_decisions(session: Session, *, act: Act, approvals: list[Approval], by: Any) -> list[Decision]:
    """Approve decisions by an act, each as it is or with another text; both texts are kept.

    Raises RuleBroken for an act without a date, a draft, or one dated before the session (with both dates),
    and for a decision that does not wait for approval.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, HELD)
    approved_on = _date_of(act, locked)
    rows = {row.pk: row for row in locked.decisions.select_for_update(of=("self",), no_key=True)}
    done = []
    for approval in approvals:
        row = rows.get(approval.decision_id)
        if row is None:
            raise RuleBroken(_("This decision belongs to another session."))
        text = approval.text.strip()
        partly = bool(text) and text != row.text
        _move(row, DecisionStatus.PARTLY_APPROVED if partly else DecisionStatus.APPROVED)
        row.approved_on, row.approval_act = approved_on, act
        row.approved_text = text if partly else ""
        row.save(update_fields=["status", "approved_on", "approval_act", "approved_text"])
        done.append(row)
    if not done:
        raise RuleBroken(_("Choose the decisions that the act approves."))
    beat(locked)
    assign_decided(locked, by=by)
    approved = DecisionsApproved(
        session_id=locked.pk, body_id=locked.body_id, act_id=act.pk,
        decisions=[row.pk for row in done], count=len(done),
    )  # fmt: skip
    announce(approved, by=by, about=locked)
    return done


def _date_of(act: Act, session: Session) -> date:
    if act.status == ActStatus.DRAFT or act.issued_on is None:
        raise RuleBroken(_("The act has no date or is a draft yet. First let it be signed."))
    if act_is_too_early(act_on=act.issued_on, session_on=session.day):
        raise RuleBroken(
            _(
                "The act is dated %(act_on)s, before the session of %(session_on)s. It cannot approve what "
                "was not decided yet: choose the right act or correct its date."
            )
            % {"act_on": date_format(act.issued_on), "session_on": date_format(session.day)}
        )
    return act.issued_on


@atomic
def return_decision(decision: Decision, *, reason: str, on: date, by: Any) -> Decision:
    """Return a decision without approval, with the reason. Raises RuleBroken for a day before the session."""
    session, locked = _locked(decision)
    refuse_unless_in(session, HELD)
    if act_is_too_early(act_on=on, session_on=session.day):
        raise RuleBroken(_("A decision cannot be returned before the session that made it. Correct the day."))
    _move(locked, DecisionStatus.RETURNED)
    locked.returned_on, locked.return_reason = on, reason
    locked.save(update_fields=["status", "returned_on", "return_reason"])
    beat(session)
    tell_correction(locked, fields=["status"], by=by)
    returned = DecisionReturned(
        session_id=session.pk, body_id=session.body_id, decision_id=locked.pk, reason=reason
    )
    announce(returned, by=by, about=locked)
    return locked


@atomic
def publish_decisions(session: Session, *, on: date, by: Any) -> list[Decision]:
    """Publish what was approved, or what was adopted where no approval is needed.

    Raises RuleBroken when nothing is ready, and for a day before the approval.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, HELD)
    ready = [DecisionStatus.APPROVED, DecisionStatus.PARTLY_APPROVED]
    if not rules_for(locked).needs_approval:
        ready.append(DecisionStatus.ADOPTED)
    rows = list(locked.decisions.select_for_update(of=("self",), no_key=True).filter(status__in=ready))
    if not rows:
        raise RuleBroken(_("No decision of this session is ready to be published."))
    for row in rows:
        if on < (row.approved_on or row.adopted_on or on):
            raise RuleBroken(_("The day is before the decision came into force. Correct it."))
        _move(row, DecisionStatus.PUBLISHED)
        row.published_on = on
        row.save(update_fields=["status", "published_on"])
    beat(locked)
    published = DecisionsPublished(
        session_id=locked.pk, body_id=locked.body_id, decisions=[row.pk for row in rows], count=len(rows)
    )
    announce(published, by=by, about=locked)
    return rows


@atomic
def write_opinion(item: AgendaItem, *, person: Person, text: str, by: Any) -> SpecialOpinion:
    """Write a member's special opinion on an item into the minutes; a second one replaces the first.

    Raises RuleBroken for who is no member at this session.
    """
    session = _session(item)
    refuse_unless_in(session, WRITABLE)
    if person.pk not in electorate_for(session).members:
        raise RuleBroken(_("%(person)s is no member of the body at this session.") % {"person": person})
    found, _made = SpecialOpinion.objects.update_or_create(
        item=item, person=person, defaults={"session": session, "text": text}
    )
    beat(session)
    return found


def _move(decision: Decision, status: str) -> None:
    if status not in DECISION_MOVES[decision.status]:
        raise RuleBroken(
            _("Decision %(number)s is “%(state)s”, this cannot be done with it now.")
            % {"number": decision.number, "state": decision.get_status_display().lower()}
        )
    decision.status = status


def _session(item: AgendaItem) -> Session:
    if item.session_id is None:
        raise RuleBroken(_("The item stands on no agenda."))
    return locked_session(Session(pk=item.session_id))


def _locked(decision: Decision) -> tuple[Session, Decision]:
    session = locked_session(Session(pk=decision.session_id))
    rows = Decision.objects.select_for_update(of=("self",), no_key=True)
    return session, rows.select_related("item__subject_type").get(pk=decision.pk)
