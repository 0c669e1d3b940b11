"""What of sessions waits for one person today: where to be, what to approve, what one's bodies owe."""

from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import Duty
from metodika.governance.meetings.lifecycle import BEFORE, RUNNING, DecisionStatus
from metodika.governance.meetings.models import Attendance, Decision, Session
from metodika.governance.meetings.queries.choices import bodies_led_by_office
from metodika.governance.meetings.queries.duties import duties


def coming_sessions_of(user: Any) -> QuerySet[Session]:
    """Return the sessions to which the person is asked and that are not over, the nearest first."""
    listed = Attendance.objects.filter(person=getattr(user, "person_id", None) or 0)
    rows = Session.objects.filter(status__in=BEFORE | RUNNING, pk__in=listed.values("session"))
    return rows.select_related("body").order_by("planned_on", "pk")


def sessions_to_approve(user: Any) -> QuerySet[Session]:
    """Return the sessions whose decisions wait for the person's act, each with `waiting` and `due_on`."""
    waits = Q(decisions__status=DecisionStatus.FOR_APPROVAL)
    rows = Session.objects.visible_to(user, "meetings.approve_decisions").select_related("body")
    counted = rows.annotate(
        waiting=Count("decisions", filter=waits), due_on=Min("decisions__approval_due_on", filter=waits)
    )
    return counted.filter(waiting__gt=0).order_by("due_on", "pk")


def duties_by_office(user: Any, *, day: date) -> list[Duty]:
    """Return what the bodies owe of which the person is chair, deputy or secretary; nothing for others.

    One query when there is no such body, some twenty otherwise.
    """
    numbers = list(bodies_led_by_office(user).values_list("pk", flat=True))
    return duties(Body.objects.filter(pk__in=numbers), day) if numbers else []


def session_figures(user: Any) -> dict[str, int]:
    """Count the sessions to be held and the decisions that wait for approval, of those that the user sees."""
    today = timezone.localdate()
    coming = Session.objects.visible_to(user).filter(status__in=BEFORE, planned_on__gte=today)
    waiting = Decision.objects.visible_to(user).filter(status=DecisionStatus.FOR_APPROVAL)
    return {"coming": coming.count(), "waiting": waiting.count()}
