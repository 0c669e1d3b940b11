"""Sessions of past years written down together, as papers tell: a start of a municipality, or a demo."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.bulk import next_ids
from metodika.core.events import announce
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import rules_of
from metodika.governance.meetings.events import PastSessionsEntered
from metodika.governance.meetings.lifecycle import DecisionStatus, ItemStatus, SessionStatus
from metodika.governance.meetings.models import AgendaItem, Decision, Pulse, Session
from metodika.governance.meetings.queries.sittings import (
    compositions_of_bodies,
    electorate_among,
    local_day,
)
from metodika.governance.meetings.rules import MeetingRules, year_label

BATCH = 2000


@dataclass(frozen=True)
class PastItem:
    """One question of a past session and what was decided on it, if anything."""

    question: str
    decided: str = ""
    tag: str = ""


@dataclass(frozen=True)
class PastSession:
    """A session that was held with a quorum; its body comes with its kind, host and municipality."""

    body: Body
    begun_at: datetime
    ended_at: datetime
    theme: str = ""
    items: tuple[PastItem, ...] = ()
    is_signed: bool = True


@atomic
def enter_past_sessions(rows: Sequence[PastSession], *, by: Any) -> list[Session]:
    """Write past sessions with their questions and decisions in a handful of statements; return them by day.

    They follow the numbers that the body has given in the year. Who came stays in the paper minutes. Raises
    RuleBroken for a body whose decisions are approved by an act, and for a day without a composition.
    """
    entered = sorted(rows, key=lambda row: row.begun_at)
    numbers, rules = next_ids(Session, len(entered)), _rules({row.body.pk: row.body for row in entered})
    sessions = [_session(row, rules[row.body.pk]) for row in entered]
    for session, number in zip(sessions, numbers, strict=True):
        session.pk = number
    _number(sessions)
    _freeze(sessions)
    Session.objects.bulk_create(sessions, batch_size=BATCH)
    Pulse.objects.bulk_create([Pulse(session_id=number) for number in numbers], batch_size=BATCH)
    _write_items(zip(entered, sessions, strict=True))
    if sessions:
        announce(PastSessionsEntered(session_ids=numbers), by=by)
    return sessions


def _rules(bodies: dict[int, Body]) -> dict[int, MeetingRules]:
    found: dict[int, MeetingRules] = {number: rules_of(body) for number, body in bodies.items()}
    for number, rules in found.items():
        if rules.needs_approval:
            raise RuleBroken(
                _("Decisions of %(body)s are approved by an act, so its session is led on the desk.")
                % {"body": bodies[number]}
            )
    return found


def _session(row: PastSession, rules: MeetingRules) -> Session:
    session = Session(
        body=row.body, theme=row.theme, opened_at=row.begun_at, closed_at=row.ended_at, is_quorate=True,
        status=SessionStatus.SIGNED if row.is_signed else SessionStatus.CLOSED,
    )  # fmt: skip
    session.held_on = session.planned_on = local_day(session, row.begun_at)
    session.year, session.rules = year_label(rules, session.planned_on), rules.data()
    return session


def _number(sessions: Iterable[Session]) -> None:
    """Give each session its number in the year of its body, after those that have one."""
    asked = {session.body_id for session in sessions}
    taken = Session.objects.filter(body__in=asked).values("body_id", "year").annotate(last=Max("number"))
    last: dict[tuple[int, str], int] = defaultdict(int)
    last |= {(body, year): number or 0 for body, year, number in taken.values_list("body_id", "year", "last")}
    for session in sessions:
        last[session.body_id, session.year] += 1
        session.number = last[session.body_id, session.year]


def _freeze(sessions: Iterable[Session]) -> None:
    """Keep with each session its members of that day."""
    known = compositions_of_bodies({session.body_id for session in sessions})
    for session in sessions:
        day = session.planned_on
        own = known.get(session.body_id, {})
        session.composition = next((one for one in own if one.holds_on(day)), None)
        if session.composition is None:
            raise RuleBroken(
                _("%(body)s has no composition on %(day)s. Approve one first.")
                % {"body": session.body, "day": day.strftime("%d.%m.%Y")}
            )
        session.electorate = electorate_among(own[session.composition], day).data()


def _write_items(rows: Iterable[tuple[PastSession, Session]]) -> None:
    asked = [(item, session, place) for row, session in rows for place, item in enumerate(row.items, start=1)]
    items = [
        AgendaItem(
            pk=number, body_id=session.body_id, session=session, order=place, question=item.question,
            tag=item.tag, status=ItemStatus.DONE, opened_at=session.opened_at, closed_at=session.closed_at,
        )
        for number, (item, session, place) in zip(next_ids(AgendaItem, len(asked)), asked, strict=True)
    ]  # fmt: skip
    AgendaItem.objects.bulk_create(items, batch_size=BATCH)
    decisions = [
        Decision(
            session=session, item=item, number=f"{place}.1", text=asked_item.decided,
            status=DecisionStatus.ADOPTED, adopted_on=session.held_on,
        )
        for item, (asked_item, session, place) in zip(items, asked, strict=True)
        if asked_item.decided
    ]  # fmt: skip
    Decision.objects.bulk_create(decisions, batch_size=BATCH)
