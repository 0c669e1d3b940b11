"""Making an agenda out of what is known already."""

from collections.abc import Collection
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.governance.meetings.lifecycle import BEFORE
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.governance.meetings.queries.filling import (
    due_assignments,
    items_sent_to,
    unfinished_items,
    usual_questions,
)
from metodika.governance.meetings.services.agenda import add_item, carry_over, take_item
from metodika.governance.meetings.services.ground import beat, locked_session, refuse_unless_in

USUAL, UNFINISHED, SENT, ASSIGNMENTS = "usual", "unfinished", "sent", "assignments"
SOURCES = (UNFINISHED, SENT, ASSIGNMENTS, USUAL)
# A question has a thousand letters, the words before the text included.
LONGEST_TEXT = 900


@atomic
def fill_agenda(session: Session, *, by: Any, sources: Collection[str] = SOURCES) -> list[AgendaItem]:
    """Add to an agenda what last time was not finished, what was sent to the body, what fell due, the usual.

    `sources` are some of SOURCES. What stands there already is not added twice; returns the new items.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE)
    made: list[AgendaItem] = []
    if UNFINISHED in sources:
        made += carry_over(unfinished_items(locked), locked)
    if SENT in sources:
        made += [take_item(item, session=locked, by=by) for item in items_sent_to(locked)]
    if ASSIGNMENTS in sources:
        made += [
            add_item(
                locked, question=_("How it was done: %(text)s") % {"text": row.text[:LONGEST_TEXT]},
                subject=row, by=by,
            )
            for row in due_assignments(locked)
        ]  # fmt: skip
    if USUAL in sources:
        made += [
            add_item(
                locked, question=told["question"],
                card={"tag": told.get("tag", ""), "source_clause": told.get("clause", "") or ""}, by=by,
            )
            for told in usual_questions(locked)
        ]  # fmt: skip
    beat(locked)
    return made
