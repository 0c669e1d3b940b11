"""The papers of a session: printed, disputed, signed, put into a case."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.subjects import about
from metodika.core.events import announce
from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.models import Record
from metodika.directory.records.services import (
    Signer,
    ask_signatures,
    draft_record,
    issue_version,
    register_record,
)
from metodika.governance.meetings.documents import AGENDA, EXTRACT, MINUTES, RECOMMENDATIONS, SHEET
from metodika.governance.meetings.events import MinutesDisputed, MinutesPrinted, MinutesSigned
from metodika.governance.meetings.lifecycle import Deviation, SessionStatus
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.governance.meetings.queries.papers import (
    agenda_places,
    extract_places,
    minutes_places,
    recommendations_places,
    sheet_places,
    signers_of,
)
from metodika.governance.meetings.queries.sittings import local_day, rules_for
from metodika.governance.meetings.rules import typed_late
from metodika.governance.meetings.services.decisions import send_for_approval
from metodika.governance.meetings.services.ground import (
    beat,
    locked_session,
    note_deviation,
    refuse_move,
)

SIGN_WITHIN = timedelta(days=3)
DEAD = (RecordStatus.CANCELLED, RecordStatus.DESTROYED)


@atomic
def print_minutes(session: Session, *, by: Any) -> Record:
    """Print the minutes, give them their number and ask those to sign who must by the rules of the body.

    Printed anew after a dispute, earlier signatures no longer count. On a later day than that of the session
    the minutes say so. Raises RuleBroken before the session has ended.
    """
    locked = locked_session(session)
    refuse_move(locked, SessionStatus.PRINTED)
    today = local_day(locked, timezone.now())
    if typed_late(closed_on=_last_day(locked), printed_on=today) and locked.status != SessionStatus.DISPUTED:
        note_deviation(locked, Deviation.TYPED_LATE)
    locked.status = SessionStatus.PRINTED
    locked.save(update_fields=["status", "deviations"])
    record = _record(locked, MINUTES, _("Minutes of the session, %(body)s") % {"body": locked.body}, by=by)
    if record.status == RecordStatus.DRAFT:
        record = register_record(record, by=by)
    issue_version(record, places=minutes_places(locked), reason=locked.status_reason, by=by)
    signing = [
        Signer(one["person_id"], one["capacity"], one["order"], note=one["note"])
        for one in signers_of(locked)
    ]
    if signing:
        ask_signatures(record, signers=signing, due_on=today + SIGN_WITHIN, by=by)
    beat(locked)
    announce(MinutesPrinted(session_id=locked.pk, body_id=locked.body_id), by=by, about=locked)
    record.refresh_from_db()
    return record


def _last_day(session: Session) -> date:
    # A poll begins on one day and ends on another: its minutes are due when it has ended.
    is_over = session.is_poll and session.closed_at is not None
    return local_day(session, session.closed_at) if is_over and session.closed_at else session.day


@atomic
def dispute_minutes(session: Session, *, reason: str, by: Any) -> Session:
    """Write down that a member disputes the printed minutes; they may be corrected and printed anew."""
    locked = locked_session(session)
    refuse_move(locked, SessionStatus.DISPUTED)
    locked.status, locked.status_reason = SessionStatus.DISPUTED, reason
    locked.save(update_fields=["status", "status_reason"])
    beat(locked)
    disputed = MinutesDisputed(session_id=locked.pk, body_id=locked.body_id, reason=reason)
    announce(disputed, by=by, about=locked)
    return locked


@atomic
def print_agenda(session: Session, *, by: Any) -> Record:
    """Print the agenda as it stands."""
    title = _("Agenda of the session, %(body)s") % {"body": session.body}
    return _printed(session, AGENDA, title, agenda_places(session), by)


@atomic
def print_attendance_sheet(session: Session, *, by: Any) -> Record:
    """Print the sheet on which those who come put their names."""
    title = _("Attendance sheet, %(body)s") % {"body": session.body}
    return _printed(session, SHEET, title, sheet_places(session), by)


@atomic
def print_recommendations(session: Session, *, by: Any) -> Record:
    """Print the recommendations that a session has given. Raises RuleBroken when it gave none."""
    places = recommendations_places(session)
    if not places["points"]:
        raise RuleBroken(_("No recommendation has been adopted at this session."))
    title = _("Recommendations, %(body)s") % {"body": session.body}
    return _printed(session, RECOMMENDATIONS, title, places, by)


@atomic
def print_extract(item: AgendaItem, *, by: Any) -> Record:
    """Print an extract on one item. Raises RuleBroken before the minutes have a number."""
    session = item.session
    minutes = minutes_of(session) if session is not None else None
    if session is None or minutes is None or not minutes.number_text:
        raise RuleBroken(_("An extract is made of printed minutes. Print them first."))
    places = {**extract_places(item, session), "minutes_number": minutes.number_text}
    title = _("Extract on the item “%(question)s”") % {"question": item.question[:300]}
    return _printed(session, EXTRACT, title, places, by, about_row=item)


def _printed(
    session: Session,
    kind: str,
    title: str,
    places: Mapping[str, Any],
    by: Any,
    *,
    about_row: models.Model | None = None,
) -> Record:
    record = _record(session, kind, title, by=by, about_row=about_row)
    issue_version(record, places=places, by=by)
    return record


def _record(
    session: Session, kind: str, title: str, *, by: Any, about_row: models.Model | None = None
) -> Record:
    subject = about_row or session
    found = Record.objects.filter(kind=kind, **about(subject)).exclude(status__in=DEAD).first()
    if found is not None:
        return found
    return draft_record(
        kind=kind, organisation=session.body.host, title=title, dated_on=session.day, subject=subject,
        place=session.place, keep_years=rules_for(session).keep_years, by=by,
    )  # fmt: skip


def minutes_of(session: Session) -> Record | None:
    """Return the record of the minutes, None before they were printed."""
    return Record.objects.filter(kind=MINUTES, **about(session)).exclude(status__in=DEAD).first()


@atomic
def note_signed(*, session_id: int) -> None:
    """Pass a session on when everybody has signed its minutes; its decisions go to be approved."""
    locked = locked_session(Session(pk=session_id))
    if locked.status != SessionStatus.PRINTED:
        return
    locked.status = SessionStatus.SIGNED
    locked.save(update_fields=["status"])
    beat(locked)
    announce(MinutesSigned(session_id=locked.pk, body_id=locked.body_id), about=locked)
    if rules_for(locked).needs_approval and locked.decisions.filter(status="adopted").exists():
        send_for_approval(locked, by=None)


@atomic
def note_filed(*, session_id: int) -> None:
    """Pass a session on when its minutes lie in a case."""
    locked = locked_session(Session(pk=session_id))
    if locked.status == SessionStatus.SIGNED:
        locked.status = SessionStatus.FILED
        locked.save(update_fields=["status"])
        beat(locked)
