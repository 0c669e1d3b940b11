"""What the forms of sessions offer to choose from."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from metodika.core.calendar import production_calendar
from metodika.core.language import normalise
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.queries import acts_for_list
from metodika.directory.staff.models import Person
from metodika.directory.staff.queries import present_people
from metodika.governance.bodies.lifecycle import BodyStatus, Office
from metodika.governance.bodies.models import Body, Composition, Seat

# Time enough to send the agenda and to read it.
AHEAD = timedelta(days=14)
WORKING = (BodyStatus.ACTIVE, BodyStatus.PROPOSED)
OFFICERS = (Office.CHAIR, Office.DEPUTY, Office.SECRETARY)


def bodies_led_by_office(user: Any) -> QuerySet[Body]:
    """Return the working bodies of which the person is chair, deputy or secretary today."""
    day = timezone.localdate()
    seats = Seat.objects.held_on(day).filter(
        composition__in=Composition.objects.as_of(day), office__in=OFFICERS,
        person_id=getattr(user, "person_id", None) or 0,
    )  # fmt: skip
    return Body.objects.filter(pk__in=seats.values("composition__body"), status__in=WORKING)


def bodies_led_by(user: Any, permission: str = "meetings.plan_session") -> QuerySet[Body]:
    """Return the working bodies that the user answers for: by a role with the permission, or by an office."""
    by_role = Body.objects.visible_to(user, permission).values("pk")
    mine = Q(pk__in=by_role) | Q(pk__in=bodies_led_by_office(user).values("pk"))
    rows = Body.objects.filter(mine, status__in=WORKING)
    return rows.with_names().order_by("sort_key", "pk")


def bodies_to_send_to(user: Any, *, but: Body) -> QuerySet[Body]:
    """Return the working bodies that a question may be sent on to: those that the user sees, but this one."""
    rows = Body.objects.visible_to(user) | Body.objects.filter(pk=but.parent_id or 0)
    return rows.filter(status=BodyStatus.ACTIVE).exclude(pk=but.pk).with_names().order_by("sort_key", "pk")


def bodies_alike(rows: QuerySet[Body], words: str) -> QuerySet[Body]:
    """Keep the bodies whose names or hosts contain all the words."""
    for word in normalise(words).split():
        rows = rows.filter(
            Q(sort_key__contains=word) | Q(short_name__icontains=word) | Q(host__sort_key__contains=word)
        )
    return rows


def people_to_name(user: Any) -> QuerySet[Person]:
    """Return the people who may be named as rapporteurs, guests and responsible."""
    return present_people(user).order_by("sort_key", "pk")


def acts_to_approve_by(user: Any) -> QuerySet[Act]:
    """Return the acts that may approve decisions, the newest first."""
    return acts_for_list(user).filter(owner__isnull=False).order_by(F("issued_on").desc(nulls_last=True))


def usual_day(today: date) -> date:
    """Return the day for which a session is drafted at once: the first working day two weeks ahead."""
    return production_calendar().add_working_days(today + AHEAD - timedelta(days=1), 1)
