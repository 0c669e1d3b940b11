"""The life of a session: planned, convened, opened, paused, closed, and its side branches."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Max
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.subjects import about
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.governance.bodies.lifecycle import BodyStatus
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import rules_of
from metodika.governance.meetings.events import (
    SessionCancelled,
    SessionChanged,
    SessionClosed,
    SessionConvened,
    SessionNotQuorate,
    SessionOpened,
    SessionPaused,
    SessionPlanned,
    SessionPostponed,
    SessionResumed,
)
from metodika.governance.meetings.lifecycle import (
    BEFORE,
    Deviation,
    ItemStatus,
    SessionKind,
    SessionMode,
    SessionStatus,
)
from metodika.governance.meetings.models import Pulse, Session, Stay, Vote
from metodika.governance.meetings.queries.sittings import (
    electorate_for,
    electorate_in,
    holding_composition,
    local_day,
    quorum_at,
    rules_for,
    voters_here,
)
from metodika.governance.meetings.rules import is_short, quorum, year_label
from metodika.governance.meetings.services.agenda import carry_over, defer_rest
from metodika.governance.meetings.services.assigning import assign_decided
from metodika.governance.meetings.services.ground import (
    beat,
    list_members,
    locked_session,
    moment_of,
    note_deviation,
    note_late_notice,
    refuse_move,
    refuse_open_vote,
    refuse_unless_in,
    refuse_without_quorum,
    write_check,
)
from metodika.governance.meetings.services.presiding import settle_officers, settle_poll

# A session is opened on its day, not weeks before it.
EARLY = timedelta(days=1)
CARD = ("planned_on", "starts_at", "poll_until", "mode", "place", "link", "theme")


@atomic
def plan_session(
    body: Body, *, on: date, by: Any, kind: str = SessionKind.ORDINARY, subject: models.Model | None = None,
    card: Mapping[str, Any] | None = None,
) -> Session:  # fmt: skip
    """Plan a session of a body for a day; its members of that day are listed.

    `card` may hold starts_at, poll_until, mode, place, link and theme; `subject` is the item of a plan.
    Raises RuleBroken for a body that does not work, and for a poll or a video meeting that its rules forbid.
    """
    if body.status not in {BodyStatus.ACTIVE, BodyStatus.PROPOSED}:
        raise RuleBroken(
            _("%(body)s is “%(state)s” and holds no sessions.")
            % {"body": body, "state": body.get_status_display().lower()}
        )
    session = Session(body=body, planned_on=on, kind=kind, **about(subject), **dict(card or {}))
    _refuse_mode(session)
    session.year = year_label(rules_of(body), on)
    session.save(force_insert=True)
    Pulse.objects.create(session=session)
    list_members(session)
    announce(SessionPlanned(session_id=session.pk, body_id=body.pk), by=by, about=session)
    return session


def _refuse_mode(session: Session) -> None:
    rules = rules_of(session.body)
    if session.mode == SessionMode.CORRESPONDENCE and not rules.correspondence_allowed:
        raise RuleBroken(_("The rules of %(body)s know no poll by correspondence.") % {"body": session.body})
    if session.mode in {SessionMode.VIDEO, SessionMode.MIXED} and not rules.remote_allowed:
        raise RuleBroken(
            _("The rules of %(body)s know no attendance from afar. Choose a session in person.")
            % {"body": session.body}
        )


@atomic
def plan_joint_session(
    body: Body, *, other: Body, on: date, by: Any, subject: models.Model | None = None,
    card: Mapping[str, Any] | None = None,
) -> tuple[Session, Session]:  # fmt: skip
    """Plan a session of two bodies: two sessions, each with its own quorum and minutes, opened together."""
    if body.pk == other.pk:
        raise RuleBroken(_("A joint session is one of two different bodies."))
    both = [
        plan_session(one, on=on, by=by, kind=SessionKind.JOINT, subject=subject, card=card)
        for one in (body, other)
    ]
    for one, partner in (both, reversed(both)):
        one.joint_with = partner
        one.save(update_fields=["joint_with"])
    return both[0], both[1]


@atomic
def change_session(session: Session, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Session:
    """Change the card of a session that has not begun: day, time, mode, place, link, theme.

    Raises EditedMeanwhile when somebody has saved it since `seen`, RuleBroken for a session that has begun.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE)
    wanted = {name: value for name, value in changes.items() if name in CARD}
    touched = claim_version(locked, seen=seen, changes=wanted)
    if touched:
        _refuse_mode(locked)
        locked.year = year_label(rules_of(locked.body), locked.planned_on)
        locked.save(update_fields=[*touched, "year"])
        list_members(locked)
        beat(locked)
        announce(SessionChanged(session_id=locked.pk, body_id=locked.body_id), by=by, about=locked)
    return locked


@atomic
def convene_session(session: Session, *, by: Any, again: bool = False) -> Session:
    """Send the agenda to the members and guests.

    A second time only with `again`, for a changed agenda. Raises RuleBroken for an empty agenda.
    """
    locked = locked_session(session)
    if locked.status == SessionStatus.CONVENED and not again:
        raise RuleBroken(_("The agenda has been sent out already. Say that it shall go out once more."))
    if locked.status != SessionStatus.CONVENED:
        refuse_move(locked, SessionStatus.CONVENED)
    if not locked.items.exclude(status=ItemStatus.REMOVED).exists():
        raise RuleBroken(_("The agenda is empty. Write at least one item."))
    list_members(locked)
    locked.status, locked.convened_at = SessionStatus.CONVENED, locked.convened_at or timezone.now()
    locked.save(update_fields=["status", "convened_at"])
    beat(locked)
    announce(SessionConvened(session_id=locked.pk, body_id=locked.body_id), by=by, about=locked)
    return locked


@atomic
def postpone_session(session: Session, *, to: date, reason: str, by: Any) -> Session:
    """Put a session off to another day and return the new one, with the agenda of this one.

    One that had no quorum keeps its own record and state. Raises RuleBroken for a session that was held,
    and for one that has been put off already.
    """
    locked = locked_session(session)
    if locked.moved_to_id is not None:
        raise RuleBroken(_("The session has been postponed already."))
    if locked.is_quorate is not False:
        refuse_move(locked, SessionStatus.POSTPONED)
        locked.status = SessionStatus.POSTPONED
    card = {name: getattr(locked, name) for name in ("mode", "place", "link", "theme")}
    fresh = plan_session(locked.body, on=to, kind=locked.kind, card=card, subject=locked.subject, by=by)
    carry_over(list(locked.items.order_by("order")), fresh)
    locked.moved_to, locked.status_reason = fresh, reason
    locked.save(update_fields=["moved_to", "status", "status_reason"])
    beat(locked)
    announce(
        SessionPostponed(session_id=locked.pk, body_id=locked.body_id, new_on=to.isoformat(), reason=reason),
        by=by,
        about=locked,
    )
    return fresh


@atomic
def cancel_session(session: Session, *, reason: str, by: Any) -> Session:
    """Call a session off for good. Raises RuleBroken for one that has begun."""
    locked = locked_session(session)
    refuse_move(locked, SessionStatus.CANCELLED)
    locked.status, locked.status_reason = SessionStatus.CANCELLED, reason
    locked.save(update_fields=["status", "status_reason"])
    beat(locked)
    event = SessionCancelled(session_id=locked.pk, body_id=locked.body_id, reason=reason)
    announce(event, by=by, about=locked)
    return locked


@atomic
def open_session(session: Session, *, by: Any, at: datetime | None = None) -> Session:
    """Open a session, and the one joined with it: count the quorum, settle who presides and who records.

    From here on the composition, the rules and the members are those of this moment. Raises RuleBroken
    without a quorum (with the figures), when nobody may preside, when nobody keeps the minutes.
    """
    moment = moment_of(at)
    both = sorted(pk for pk in (session.pk, session.joint_with_id) if pk)
    opened = [_open_one(locked_session(Session(pk=pk)), moment, by) for pk in both]
    return next(one for one in opened if one.pk == session.pk)


def _open_one(session: Session, moment: datetime, by: Any) -> Session:
    refuse_move(session, SessionStatus.OPENED)
    _freeze(session, moment)
    present = voters_here(session, moment)
    found = quorum_at(session, present)
    if session.is_poll:
        settle_poll(session)
    else:
        refuse_without_quorum(found)
        session.is_quorate = True
        settle_officers(session, moment)
    session.status, session.opened_at = SessionStatus.OPENED, moment
    session.save()
    if not session.is_poll:
        write_check(session, found, moment)
    beat(session)
    opened = SessionOpened(
        session_id=session.pk, body_id=session.body_id, present=found.present, base=found.base
    )
    announce(opened, by=by, about=session)
    return session


def _freeze(session: Session, moment: datetime) -> None:
    """Keep with the session what it is counted by; the caller saves it."""
    day = local_day(session, moment)
    if session.planned_on > day + EARLY:
        raise RuleBroken(
            _("The session is planned for %(day)s. Change its day first.")
            % {"day": session.planned_on.strftime("%d.%m.%Y")}
        )
    rules = rules_of(session.body)
    # A session typed in afterwards has its composition of its own day.
    session.composition = holding_composition(session, day)
    electorate = electorate_in(session.composition, day)
    session.rules = rules.data()
    session.electorate = electorate.data()
    session.held_on = day
    session.year = year_label(rules, day)
    # The number is taken under a lock of the body: two sessions of a day never get the same.
    Body.objects.select_for_update(no_key=True).get(pk=session.body_id)
    taken = Session.objects.filter(body=session.body_id, year=session.year).aggregate(last=Max("number"))
    session.number = (taken["last"] or 0) + 1
    note_late_notice(session)
    if is_short(rules, filled=electorate.filled):
        note_deviation(session, Deviation.SHORT)


@atomic
def declare_no_quorum(session: Session, *, by: Any, at: datetime | None = None) -> Session:
    """Write down that too few have come: the session is not held and leaves its record.

    It does not count among those that a year asks for. Raises RuleBroken when there is a quorum after all.
    """
    locked, moment = locked_session(session), moment_of(at)
    refuse_move(locked, SessionStatus.NOT_QUORATE)
    _freeze(locked, moment)
    found = quorum_at(locked, voters_here(locked, moment))
    if found.ok:
        raise RuleBroken(
            _("There is a quorum: %(present)s members are here, %(required)s are needed. Open the session.")
            % {"present": found.present, "required": found.required}
        )
    locked.status, locked.is_quorate = SessionStatus.NOT_QUORATE, False
    locked.opened_at = locked.closed_at = moment
    locked.save()
    write_check(locked, found, moment)
    defer_rest(locked, _("There was no quorum."), by)
    beat(locked)
    told = SessionNotQuorate(
        session_id=locked.pk, body_id=locked.body_id, present=found.present, required=found.required
    )
    announce(told, by=by, about=locked)
    return locked


@atomic
def pause_session(session: Session, *, by: Any) -> Session:
    """Call a recess. Raises RuleBroken while a vote is open."""
    locked = locked_session(session)
    refuse_move(locked, SessionStatus.RECESS)
    refuse_open_vote(locked)
    return _moved(locked, SessionStatus.RECESS, SessionPaused, by)


@atomic
def resume_session(session: Session, *, by: Any) -> Session:
    """Go on after a recess. Raises RuleBroken when the quorum is gone."""
    locked = locked_session(session)
    refuse_move(locked, SessionStatus.OPENED)
    moment = timezone.now()
    found = quorum_at(locked, voters_here(locked, moment))
    if not locked.is_poll:
        refuse_without_quorum(found)
        write_check(locked, found, moment)
    return _moved(locked, SessionStatus.OPENED, SessionResumed, by)


def _moved(session: Session, status: str, event: type[SessionPaused | SessionResumed], by: Any) -> Session:
    session.status = status
    session.save(update_fields=["status"])
    beat(session)
    announce(event(session_id=session.pk, body_id=session.body_id), by=by, about=session)
    return session


@atomic
def close_session(session: Session, *, by: Any, at: datetime | None = None) -> Session:
    """Close a session: the item under discussion is done, those not reached are put off.

    A poll is quorate when enough members have sent their sheets. Raises RuleBroken while a vote is open,
    and when the session is closed already.
    """
    locked, moment = locked_session(session), moment_of(at)
    refuse_move(locked, SessionStatus.CLOSED)
    refuse_open_vote(locked)
    if locked.opened_at and moment < locked.opened_at:
        raise RuleBroken(_("The session cannot end before it began. Correct the time."))
    if locked.is_poll:
        locked.is_quorate = _poll_is_quorate(locked, moment)
    elif not quorum_at(locked, voters_here(locked, moment)).ok:
        note_deviation(locked, Deviation.QUORUM_LOST)
    lost = Deviation.QUORUM_LOST in locked.deviations
    defer_rest(locked, _("The quorum was lost.") if lost else _("It was not reached."), by)
    staying = Stay.objects.filter(attendance__session=locked, left_at=None, arrived_at__lte=moment)
    staying.update(left_at=moment)
    locked.status, locked.closed_at = SessionStatus.CLOSED, moment
    locked.save(update_fields=["status", "closed_at", "is_quorate", "deviations"])
    beat(locked)
    assign_decided(locked, by=by)
    announce(SessionClosed(session_id=locked.pk, body_id=locked.body_id), by=by, about=locked)
    return locked


def _poll_is_quorate(session: Session, moment: datetime) -> bool:
    took_part = {
        person
        for vote in Vote.objects.counted().filter(session=session)
        for person in (vote.frozen or {}).get("present", [])
    }
    electorate = electorate_for(session)
    found = quorum(
        rules_for(session), listed=electorate.listed, filled=electorate.filled, present=len(took_part)
    )
    write_check(session, found, moment)
    return found.ok
