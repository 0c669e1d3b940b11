"""A session with its agenda by one press, and a year of sessions at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.lifecycle import SessionKind
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.services.agenda import add_item
from metodika.governance.meetings.services.filling import SOURCES, fill_agenda
from metodika.governance.meetings.services.sessions import plan_joint_session, plan_session


@dataclass(frozen=True)
class YearLine:
    """One session of a year's plan: its day, its theme and its questions with their marks."""

    on: date
    theme: str = ""
    questions: tuple[tuple[str, str], ...] = ()


@atomic
def draft_session(
    body: Body, *, on: date, by: Any, kind: str = SessionKind.ORDINARY, other: Body | None = None,
    subject: Model | None = None, card: Mapping[str, Any] | None = None, sources: Collection[str] = SOURCES,
) -> Session:  # fmt: skip
    """Plan a session and write its agenda out of what is known; a joint one with `other`.

    `subject` is the item of a plan by which they meet; `sources` are those of `fill_agenda`, none for an
    empty agenda. Raises RuleBroken as `plan_session` does.
    """
    if other is not None:
        session, _partner = plan_joint_session(body, other=other, on=on, by=by, subject=subject, card=card)
    else:
        session = plan_session(body, on=on, by=by, kind=kind, subject=subject, card=card)
    if sources:
        fill_agenda(session, by=by, sources=sources)
    return session


@atomic
def plan_year(body: Body, *, lines: Sequence[YearLine], by: Any) -> list[Session]:
    """Plan the sessions of a year, each with its theme and questions. RuleBroken for two of one day."""
    days = [line.on for line in lines]
    if len(days) != len(set(days)):
        raise RuleBroken(_("Two sessions stand on one day. Give each its own."))
    planned = []
    for line in lines:
        session = plan_session(body, on=line.on, by=by, card={"theme": line.theme})
        for question, tag in line.questions:
            add_item(session, question=question, card={"tag": tag}, by=by)
        planned.append(session)
    return planned
