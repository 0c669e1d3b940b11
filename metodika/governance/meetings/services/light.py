"""A whole session in one form, as associations keep them: who was there, what was heard and decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.staff.models import Person
from metodika.governance.meetings.lifecycle import BEFORE, PassageField
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.governance.meetings.queries.sittings import electorate_for, rules_for
from metodika.governance.meetings.services.agenda import add_item, open_item
from metodika.governance.meetings.services.attendance import note_arrival
from metodika.governance.meetings.services.decisions import adopt_without_vote, record_decision
from metodika.governance.meetings.services.ground import locked_session, refuse_unless_in
from metodika.governance.meetings.services.presiding import SECRETARY, appoint_recorder
from metodika.governance.meetings.services.sessions import close_session, open_session
from metodika.governance.meetings.services.texts import write_passage


@dataclass(frozen=True)
class Lines:
    """What the minutes say of one question; `item` is one of the agenda, else `question` makes a new one."""

    item: AgendaItem | None = None
    question: str = ""
    tag: str = ""
    heard: str = ""
    spoke: str = ""
    decided: str = ""
    responsible: Person | None = None
    due_on: date | None = None


@atomic
def hold_light_session(
    session: Session, *, present: Collection[int], lines: Sequence[Lines], begun_at: datetime,
    ended_at: datetime, by: Any, recorder: Person | None = None,
) -> Session:  # fmt: skip
    """Write down a session that has been held: presence, questions, texts, decisions taken without a count.

    `present` are numbers of attendances. Raises RuleBroken where decisions need an act or where the rules
    refuse the opening (no quorum, nobody to preside), and for swapped hours.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE)
    if rules_for(locked).needs_approval:
        raise RuleBroken(
            _("Decisions of %(body)s are approved by an act, so its session is led on the desk.")
            % {"body": locked.body}
        )
    if ended_at < begun_at:
        raise RuleBroken(_("The session cannot end before it began. Correct the time."))
    for row in locked.attendances.filter(pk__in=present):
        note_arrival(row, at=begun_at, by=by)
    if recorder is not None and not _secretary_is_here(locked, present):
        appoint_recorder(locked, person=recorder, by=by)
    items = [(line, line.item or _added(locked, line, by)) for line in lines]
    opened = open_session(locked, at=begun_at, by=by)
    for line, item in items:
        _write(opened, item, line, by)
    return close_session(opened, at=ended_at, by=by)


def _secretary_is_here(session: Session, present: Collection[int]) -> bool:
    secretaries = electorate_for(session).holders(SECRETARY)
    return session.attendances.filter(pk__in=present, person__in=secretaries).exists()


def _added(session: Session, line: Lines, by: Any) -> AgendaItem:
    return add_item(session, question=line.question, card={"tag": line.tag}, by=by)


def _write(session: Session, item: AgendaItem, line: Lines, by: Any) -> None:
    open_item(item, by=by)
    for field, text in ((PassageField.HEARD, line.heard), (PassageField.SPOKE, line.spoke)):
        if text:
            write_passage(session, item=item, field=field, text=text, seen=0, by=by)
    if line.decided:
        values = {"responsible": line.responsible, "due_on": line.due_on}
        decision = record_decision(item, text=line.decided, values=values, by=by)  # type: ignore[arg-type]  # typed by name
        adopt_without_vote(decision, by=by)
