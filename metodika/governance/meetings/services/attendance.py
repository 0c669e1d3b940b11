"""Who came, when, and when he left."""

from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.staff.models import Person
from metodika.governance.meetings.lifecycle import BEFORE, RUNNING, WRITABLE, Capacity
from metodika.governance.meetings.models import AgendaItem, Attendance, Ballot, Recusal, Session, Stay
from metodika.governance.meetings.queries.sittings import electorate_for, rules_for
from metodika.governance.meetings.services.ground import (
    beat,
    locked_session,
    moment_of,
    refuse_unless_in,
)


@atomic
def invite(
    session: Session, *, by: Any, person: Person | None = None, name: str = "", guest_of: str = ""
) -> Attendance:
    """Ask somebody to a session as a guest: a person with a card here, or only a name.

    A guest never counts in a quorum and never votes, also one who stands in for a member. Raises RuleBroken
    for a member and for who is on the list already.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE | WRITABLE)
    if person is not None and locked.attendances.filter(person=person).exists():
        raise RuleBroken(_("%(person)s is on the list of this session already.") % {"person": person})
    if person is None and not name.strip():
        raise RuleBroken(_("Give the name of the guest."))
    guest = Attendance.objects.create(
        session=locked, person=person, capacity=Capacity.INVITED, guest_name="" if person else name.strip(),
        guest_of=guest_of,
    )  # fmt: skip
    beat(locked)
    return guest


@atomic
def strike_guest(guest: Attendance, *, by: Any) -> None:
    """Take a guest off the list. Raises RuleBroken for a member and for who has come."""
    session = locked_session(guest.session)
    refuse_unless_in(session, BEFORE | WRITABLE)
    if guest.capacity == Capacity.MEMBER:
        raise RuleBroken(_("A member stays on the list; write the reason of absence instead."))
    if guest.stays.exists():
        raise RuleBroken(_("The guest has been here, so the list keeps the name."))
    guest.delete()
    beat(session)


@atomic
def note_absence(attendance: Attendance, *, reason: str, by: Any) -> Attendance:
    """Write down why somebody is absent; an empty reason takes it back."""
    session = locked_session(attendance.session)
    refuse_unless_in(session, BEFORE | WRITABLE)
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    row.absence_reason = reason
    row.save(update_fields=["absence_reason"])
    beat(session)
    return row


@atomic
def note_arrival(
    attendance: Attendance, *, by: Any, at: datetime | None = None, remote: bool = False
) -> Stay:
    """Write down that somebody has come, or is on the line; he counts from then on.

    Noting it twice changes nothing. Raises RuleBroken for a member from afar where the rules of the body know
    no such attendance, and for a time before he last left.
    """
    session, row = _locked(attendance)
    refuse_unless_in(session, BEFORE | RUNNING)
    moment = moment_of(at)
    if remote and row.capacity == Capacity.MEMBER and not rules_for(session).remote_allowed:
        raise RuleBroken(
            _("The rules of %(body)s know no attendance from afar: the member does not count as present.")
            % {"body": session.body}
        )
    last = row.stays.order_by("arrived_at").last()
    if last is not None and last.left_at is None and last.remote == remote:
        return last
    if last is not None:
        _refuse_before(moment, last.left_at or last.arrived_at)
        if last.left_at is None:
            # From the line into the room, or back: one stay ends, the next begins.
            last.left_at = moment
            last.save(update_fields=["left_at"])
    stay = Stay.objects.create(attendance=row, arrived_at=moment, remote=remote)
    if row.absence_reason:
        row.absence_reason = ""
        row.save(update_fields=["absence_reason"])
    beat(session)
    return stay


@atomic
def note_leaving(attendance: Attendance, *, by: Any, at: datetime | None = None) -> Stay:
    """Write down that somebody has left, or that the connection is lost; the quorum is counted anew.

    Raises RuleBroken for who is not here and for a time before he came.
    """
    session, row = _locked(attendance)
    refuse_unless_in(session, BEFORE | RUNNING)
    moment = moment_of(at)
    stay = row.stays.filter(left_at=None).first()
    if stay is None:
        raise RuleBroken(_("%(person)s is not here.") % {"person": row})
    _refuse_before(moment, stay.arrived_at)
    stay.left_at = moment
    stay.save(update_fields=["left_at"])
    beat(session)
    return stay


@atomic
def correct_stay(stay: Stay, *, arrived_at: datetime, left_at: datetime | None, by: Any) -> Stay:
    """Set right when somebody came or left. Votes that are closed keep what they were counted from.

    Raises RuleBroken for swapped times, for the future, and when two stays would overlap.
    """
    session, row = _locked(stay.attendance)
    refuse_unless_in(session, BEFORE | RUNNING)
    moment_of(arrived_at)
    if left_at is not None:
        moment_of(left_at)
        _refuse_before(left_at, arrived_at)
    others = row.stays.exclude(pk=stay.pk)
    if left_at is not None:
        others = others.filter(arrived_at__lt=left_at)
    if any(other.left_at is None or other.left_at > arrived_at for other in others):
        raise RuleBroken(_("At this time %(person)s is noted as present already.") % {"person": row})
    stay.arrived_at, stay.left_at = arrived_at, left_at
    stay.save(update_fields=["arrived_at", "left_at"])
    beat(session)
    return stay


def _refuse_before(moment: datetime, earlier: datetime) -> None:
    if moment < earlier:
        raise RuleBroken(_("This time is earlier than what is noted already. Correct it."))


def _locked(attendance: Attendance) -> tuple[Session, Attendance]:
    session = locked_session(Session(pk=attendance.session_id))
    row = Attendance.objects.select_for_update(of=("self",)).select_related("person").get(pk=attendance.pk)
    return session, row


@atomic
def recuse_member(item: AgendaItem, *, person: Person, reason: str, by: Any) -> Recusal:
    """Let a member take no part in the votes on an item that is about himself or his own.

    Raises RuleBroken for who is no member, and for who has voted in a vote that is open.
    """
    if item.session_id is None:
        raise RuleBroken(_("The item stands on no agenda."))
    session = locked_session(Session(pk=item.session_id))
    refuse_unless_in(session, BEFORE | RUNNING)
    if person.pk not in electorate_for(session).members:
        raise RuleBroken(_("%(person)s is not a member and does not vote anyway.") % {"person": person})
    if Ballot.objects.filter(
        vote__item=item, vote__closed_at=None, vote__voided_at=None, person=person
    ).exists():
        raise RuleBroken(
            _("%(person)s has voted in the vote that is open. Call it off first.") % {"person": person}
        )
    found, _made = Recusal.objects.update_or_create(item=item, person=person, defaults={"reason": reason})
    beat(session)
    return found


@atomic
def withdraw_recusal(recusal: Recusal, *, by: Any) -> None:
    """Let a member vote again. Raises RuleBroken once the item has been put to the vote."""
    session = locked_session(recusal.item.session or Session(pk=0))
    refuse_unless_in(session, BEFORE | RUNNING)
    if recusal.item.votes.filter(voided_at=None).exists():
        raise RuleBroken(_("The item has been put to the vote. What it was counted from stays."))
    recusal.delete()
    beat(session)
