"""Telling people in time, and heads when it is late; each once a stage."""

from datetime import date, datetime

from django.db.transaction import atomic

from metodika.core.calendar import ProductionCalendar, production_calendar
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.governance.assignments import queries, rules
from metodika.governance.assignments.events import (
    AssignmentEscalated,
    AssignmentFallsDue,
    AssignmentOverdue,
)
from metodika.governance.assignments.lifecycle import Stage
from metodika.governance.assignments.models import Assignment, Reminder


@atomic
def remind(*, now: datetime) -> int:
    """Remind of what falls due and of what is overdue, by each municipality's own clock; return how many.

    Three working days before the last day and on it those who do it are told, after it the controller as
    well, three working days later the head, ten working days later the heads above. Each stage is told once;
    an extension begins them anew.
    """
    calendar = production_calendar()
    return sum(_told(row, now, calendar) for row in queries.to_be_reminded(now.date()))


def _told(row: Assignment, now: datetime, calendar: ProductionCalendar) -> bool:
    today = today_at(row.organisation, now=now)
    stage = rules.stage_of(row.status, due_on=row.due_on, today=today, calendar=calendar)
    told = [one.stage for one in row.reminders.all() if one.due_on == row.due_on]
    if stage is None or not rules.is_new_stage(stage, told):
        return False
    _made, is_new = Reminder.objects.get_or_create(
        assignment=row, stage=stage, due_on=row.due_on, defaults={"told_on": today}
    )
    if is_new:
        _announce(row, stage, today)
    return is_new


def _announce(row: Assignment, stage: Stage, today: date) -> None:
    busy = [one.person_id for one in row.executors.all() if one.until_on is None and one.reported_at is None]
    people = [person for person in busy if person is not None]
    pk, due_on = row.pk, row.due_on.isoformat()
    if stage in {Stage.SOON, Stage.TODAY}:
        announce(AssignmentFallsDue(pk, people=people, due_on=due_on), about=row)
    elif stage == Stage.OVERDUE:
        announce(AssignmentOverdue(pk, people=[*people, row.controller_id], due_on=due_on), about=row)
    else:
        heads = queries.heads_above(row.organisation, day=today, but=people)
        told = [head for level in (heads if stage == Stage.TOP else heads[:1]) for head in level]
        announce(AssignmentEscalated(pk, people=[*told, row.controller_id], due_on=due_on), about=row)
