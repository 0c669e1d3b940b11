"""Telling those who answer for a body what it owes, before it is late."""

from datetime import date, datetime, timedelta

from django.db.transaction import atomic

from metodika.core.events import announce_many
from metodika.directory.staff.queries import account_holders
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import Duty
from metodika.governance.meetings.events import DutyAnnounced
from metodika.governance.meetings.queries.duties import duties_of_sessions, told_duties

# So long before its day a duty is told; what is overdue is told again so often.
BEFORE_DUE = timedelta(days=30)
AGAIN = timedelta(days=14)
AT_ONCE = frozenset({"sessions_of_year", "session_of_quarter"})


@atomic
def announce_duties(*, now: datetime) -> int:
    """Announce what the sessions of bodies owe, each duty once in a fortnight; return how many.

    A region has thousands of them, so accounts are looked up and announcements written all at once.
    """
    today = now.date()
    found = [duty for duty in duties_of_sessions(Body.objects.all(), today) if _is_near(duty, today)]
    told = told_duties(since=now - AGAIN)
    fresh = [duty for duty in found if (duty.body_id, duty.code, duty.url) not in told]
    bodies = Body.objects.in_bulk([duty.body_id for duty in fresh])
    reached = _with_account(fresh)
    announce_many([(_event(duty, reached), bodies[duty.body_id]) for duty in fresh])
    return len(fresh)


def _with_account(duties: list[Duty]) -> set[int]:
    people = {person for duty in duties for person in duty.responsible}
    return set(account_holders(*people).values_list("person_id", flat=True))


def _is_near(duty: Duty, today: date) -> bool:
    # Sessions are asked for only once their pace is behind, so they need no second look at the day.
    return duty.code in AT_ONCE or duty.due_on is None or duty.due_on <= today + BEFORE_DUE


def _event(duty: Duty, reached: set[int]) -> DutyAnnounced:
    return DutyAnnounced(
        body_id=duty.body_id, code=duty.code, duty=[duty.code, dict(duty.parameters)], url=duty.url,
        people=[person for person in duty.responsible if person in reached],
        due_on=duty.due_on.isoformat() if duty.due_on else None,
    )  # fmt: skip
