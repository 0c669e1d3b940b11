"""What every act on a session begins and ends with: the row under lock, the move, the pulse."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.access import RuleBroken
from metodika.core.calendar import production_calendar
from metodika.governance.meetings.lifecycle import (
    MOVES,
    RUNNING,
    Capacity,
    Deviation,
    SessionStatus,
)
from metodika.governance.meetings.models import Attendance, Pulse, QuorumCheck, Session, Vote
from metodika.governance.meetings.queries.sittings import electorate_on, local_day, rules_for
from metodika.governance.meetings.rules import Quorum, latest_notice

ALREADY = {
    SessionStatus.CONVENED: gettext_lazy("The agenda has been sent out already."),
    SessionStatus.OPENED: gettext_lazy("The session is open already."),
    SessionStatus.CLOSED: gettext_lazy("The session is closed already."),
    SessionStatus.CANCELLED: gettext_lazy("The session has been cancelled."),
    SessionStatus.POSTPONED: gettext_lazy("The session has been postponed."),
}


def locked_session(session: Session) -> Session:
    """Return the session locked until the transaction ends, with its body and host.

    Its quorum, its votes and its end are decided under this lock; ballots do not take it.
    """
    return (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("body__kind", "body__host__municipality")
        .get(pk=session.pk)
    )


def refuse_move(session: Session, status: str) -> None:
    """Raise RuleBroken when the session cannot pass into the state from where it stands."""
    if status not in MOVES[session.status]:
        if session.status == status and status in ALREADY:
            raise RuleBroken(ALREADY[SessionStatus(status)])
        raise RuleBroken(
            _("This cannot be done now: the session is “%(state)s”.")
            % {"state": session.get_status_display().lower()}
        )


def refuse_unless_running(session: Session) -> None:
    """Raise RuleBroken unless the session is going on."""
    if session.status not in RUNNING:
        raise RuleBroken(
            _("The session is not going on: it is “%(state)s”. Open it first.")
            % {"state": session.get_status_display().lower()}
        )


def refuse_unless_in(session: Session, statuses: frozenset[str]) -> None:
    """Raise RuleBroken unless the session stands in one of the states."""
    if session.status not in statuses:
        raise RuleBroken(
            _("This cannot be done now: the session is “%(state)s”.")
            % {"state": session.get_status_display().lower()}
        )


def refuse_open_vote(session: Session) -> None:
    """Raise RuleBroken while a question is being voted on."""
    if Vote.objects.open().filter(session=session).exists():
        raise RuleBroken(_("A vote is open. Close it or call it off first."))


def beat(session: Session) -> None:
    """Count a change, so that every page that follows the session sees it within its next question."""
    Pulse.objects.filter(session=session).update(revision=F("revision") + 1)


def list_members(session: Session) -> None:
    """Bring the list of members at the session into line with the composition of its day.

    Guests stay; a former member who has come stays as a guest, one who has not is struck off.
    """
    wanted = electorate_on(session, session.planned_on).members
    known = {row.person_id: row for row in Attendance.objects.filter(session=session, person__isnull=False)}
    Attendance.objects.bulk_create(
        Attendance(session=session, person_id=person) for person in sorted(wanted - known.keys())
    )
    for person, row in known.items():
        if person in wanted and row.capacity != Capacity.MEMBER:
            row.capacity = Capacity.MEMBER
            row.save(update_fields=["capacity"])
        elif person not in wanted and row.capacity == Capacity.MEMBER:
            _leave_list(row)


def _leave_list(row: Attendance) -> None:
    if row.stays.exists():
        row.capacity = Capacity.INVITED
        row.save(update_fields=["capacity"])
    else:
        row.delete()


def write_check(session: Session, found: Quorum, at: datetime, vote: Vote | None = None) -> QuorumCheck:
    """Keep a count of those present for the minutes."""
    return QuorumCheck.objects.create(
        session=session, vote=vote, at=at, base=found.base, listed=found.listed, filled=found.filled,
        present=found.present, required=found.required, ok=found.ok,
    )  # fmt: skip


def refuse_without_quorum(found: Quorum) -> None:
    """Raise RuleBroken with the figures when too few members are here."""
    if not found.ok:
        raise RuleBroken(
            _(
                "There is no quorum: %(present)s of %(base)s members are here, %(required)s are needed. "
                "Wait for the others, or put the items off."
            )
            % {"present": found.present, "base": found.base, "required": found.required}
        )


def note_deviation(session: Session, deviation: Deviation) -> None:
    """Remember that something went otherwise than the rules ask; the caller saves the session."""
    if deviation not in session.deviations:
        session.deviations = [*session.deviations, str(deviation)]


def note_late_notice(session: Session) -> None:
    """Remember that the agenda was sent late or not at all; the caller saves the session."""
    last = latest_notice(rules_for(session), session.planned_on, production_calendar().add_working_days)
    if last is None:
        return
    if session.convened_at is None:
        note_deviation(session, Deviation.NO_NOTICE)
    elif local_day(session, session.convened_at) > last:
        note_deviation(session, Deviation.LATE_NOTICE)


def moment_of(at: datetime | None) -> datetime:
    """Return the moment that the secretary names, or now; RuleBroken for one that is yet to come."""
    now = timezone.now()
    if at is not None and at > now:
        raise RuleBroken(_("This time has not come yet. Correct it."))
    return at or now
