"""What is looked over before an agenda goes out and before a session ends: it warns, it forbids nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.calendar import production_calendar
from metodika.governance.bodies.queries import vacancies_on
from metodika.governance.meetings.lifecycle import DecisionStatus, ItemStatus
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.governance.meetings.queries.lists import items_of
from metodika.governance.meetings.queries.sittings import electorate_for, rules_for
from metodika.governance.meetings.rules import is_short, latest_notice


@dataclass(frozen=True)
class Warned:
    """One thing to look at, in words, with the item that it is about."""

    code: str
    text: str
    item_id: int | None = None


def agenda_warnings(session: Session, *, today: date) -> list[Warned]:
    """Return what is missing before the agenda goes out: place and time, papers, rapporteurs, the notice."""
    items = list(items_of(session))
    return [*_card_warnings(session), *_notice_warnings(session, today), *_item_warnings(items)]


def _card_warnings(session: Session) -> Iterator[Warned]:
    rules, electorate = rules_for(session), electorate_for(session)
    if not session.place and not session.link and not session.is_poll:
        yield Warned("no_place", _("It is not said where the session is held."))
    if session.starts_at is None and not session.is_poll:
        yield Warned("no_time", _("It is not said at what time the session begins."))
    if session.is_poll and session.poll_until is None:
        yield Warned("no_term", _("It is not said until when opinions are taken."))
    if is_short(rules, filled=electorate.filled):
        yield Warned(
            "short",
            _("The composition has %(count)s members, %(least)s are needed: renew the act.")
            % {"count": electorate.filled, "least": rules.min_members},
        )
    vacant = vacancies_on(session.body, session.planned_on)
    if vacant:
        yield Warned("vacant", _("Vacant seats: %(count)s.") % {"count": len(vacant)})


def _notice_warnings(session: Session, today: date) -> Iterator[Warned]:
    last = latest_notice(rules_for(session), session.planned_on, production_calendar().add_working_days)
    if last is not None and today > last and session.convened_at is None:
        yield Warned(
            "late_notice",
            _("By the rules the agenda was to be sent by %(day)s. The minutes will say that it is late.")
            % {"day": date_format(last)},
        )


def _item_warnings(items: list[AgendaItem]) -> Iterator[Warned]:
    if not items:
        yield Warned("empty", _("The agenda is empty."))
    for item in items:
        words = {"number": item.order}
        if not item.materials.all():
            yield Warned("no_materials", _("Item %(number)s has no materials.") % words, item.pk)
        if item.rapporteur_id is None and not item.rapporteur_text:
            yield Warned("no_rapporteur", _("Item %(number)s has no rapporteur.") % words, item.pk)
        if not item.draft_decision:
            yield Warned("no_draft", _("Item %(number)s has no draft of a decision.") % words, item.pk)


def closing_warnings(session: Session) -> list[Warned]:
    """Return what is missing before the session ends: presence, decisions, people and days, quorum."""
    return [*_presence_warnings(session), *_decision_warnings(session)]


def _presence_warnings(session: Session) -> Iterator[Warned]:
    if not session.is_poll and not session.attendances.filter(stays__isnull=False).exists():
        yield Warned("nobody", _("Nobody is noted as present."))
    if not session.is_poll and not session.quorum_checks.exists():
        yield Warned("no_quorum_check", _("The quorum has not been counted."))
    unexplained = session.attendances.filter(capacity="member", stays=None, absence_reason="").count()
    if unexplained:
        yield Warned(
            "absent", _("Members absent without a reason written down: %(count)s.") % {"count": unexplained}
        )


def _decision_warnings(session: Session) -> Iterator[Warned]:
    rows = list(session.decisions.order_by("pk"))
    with_decision = {row.item_id for row in rows}
    for item in session.items.order_by("order"):
        words = {"number": item.order}
        if item.status in {ItemStatus.DONE, ItemStatus.OPEN} and item.pk not in with_decision:
            yield Warned("no_decision", _("Item %(number)s has no decision.") % words, item.pk)
        if item.status == ItemStatus.WAITING:
            yield Warned(
                "not_reached", _("Item %(number)s was not reached and will be put off.") % words, item.pk
            )
    for row in rows:
        said = {"number": row.number}
        if row.status == DecisionStatus.PROPOSED:
            yield Warned("not_voted", _("Decision %(number)s was not put to the vote.") % said, row.item_id)
        elif row.status == DecisionStatus.ADOPTED and not (
            row.due_on and (row.responsible_id or row.responsible_text)
        ):
            yield Warned(
                "nobody_responsible", _("Decision %(number)s has no person or no day.") % said, row.item_id
            )
