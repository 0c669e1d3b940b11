"""What the clock says to those who have not signed or acknowledged yet; each day at most once."""

from datetime import date, datetime

from django.db.transaction import atomic

from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.records import rules
from metodika.directory.records.events import AcknowledgementsReminded, SignaturesReminded
from metodika.directory.records.models import Dispatch, Record
from metodika.directory.records.queries.reminders import late_dispatches, late_records
from metodika.directory.records.services.standing import event_facts


@atomic
def remind_of_acknowledgements(*, now: datetime) -> int:
    """Remind those who have not acknowledged, a day before the last one and weekly after it.

    Return how many people were told.
    """
    count = 0
    for dispatch in late_dispatches(now):
        today = today_at(dispatch.organisation, now=now)
        if dispatch.due_on is None or not rules.is_reminder_due(
            due_on=dispatch.due_on, reminded_on=dispatch.reminded_on, today=today
        ):
            continue
        people = sorted(item.person_id for item in dispatch.items.all())
        _note_reminder(dispatch, today)
        told = AcknowledgementsReminded(
            dispatch_id=dispatch.pk, people=people, due_on=dispatch.due_on.isoformat()
        )
        announce(told, about=dispatch)
        count += len(people)
    return count


def _note_reminder(row: Dispatch | Record, today: date) -> None:
    row.reminded_on = today
    row.save(update_fields=["reminded_on"])


@atomic
def remind_of_signatures(*, now: datetime) -> int:
    """Remind those whose turn it is to sign, a day before the last one and weekly after it.

    Return how many people were told.
    """
    count = 0
    for record in late_records(now):
        today = today_at(record.organisation, now=now)
        missing = list(record.signatures.all())
        turn = min(one.order for one in missing)
        due_on = min((one.due_on for one in missing if one.due_on), default=None)
        if due_on is None or not rules.is_reminder_due(
            due_on=due_on, reminded_on=record.reminded_on, today=today
        ):
            continue
        people = sorted({one.person_id for one in missing if one.order == turn})
        _note_reminder(record, today)
        told = SignaturesReminded(**event_facts(record), people=people, due_on=due_on.isoformat())
        announce(told, about=record)
        count += len(people)
    return count
