"""What others have held: only the fact, who was there, and with what result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities import queries
from metodika.planning.activities.events import EventHeld
from metodika.planning.activities.lifecycle import EventStatus, Way
from metodika.planning.activities.models import Attendance, Event, Seats
from metodika.planning.activities.services.ground import locked, needed
from metodika.planning.activities.services.planning import new_event


@dataclass(frozen=True)
class Outing:
    """Somebody who was at an event of others, and the result."""

    person: Person
    result: str = ""


@atomic
def record_external(
    host: Organisation, *, values: Mapping[str, Any], organiser: str, people: Iterable[Outing], by: Any
) -> Event:
    """Record an event that others have held, with our people who were there and their results.

    `host` is whose people they are. Raises RuleBroken without who held it, for days ahead, and as
    plan_event does.
    """
    organiser = needed(organiser, _("Say who held the event."))
    event = new_event(host, values, by, is_external=True, status=EventStatus.HELD, organiser=organiser)
    if event.ends_on > event.today:
        raise RuleBroken(_("The event is not over yet. Record it when it has been."))
    Seats.objects.create(event=event)
    add_outings(event, people=people, by=by)
    announce(EventHeld(event.pk, plan_item_id=event.plan_item_id), by=by, about=event)
    return event


@atomic
def add_outings(event: Event, *, people: Iterable[Outing], by: Any) -> list[Attendance]:
    """Add people to an event of others; a result told anew takes the place of the old one."""
    row = locked(event)
    if not row.is_external:
        raise RuleBroken(_("Here people are marked at the desk or from the sheet."))
    wanted = {one.person.pk: one for one in people}
    places = queries.places_of(wanted, day=row.starts_on)
    known = {one.person_id: one for one in row.attendances.select_for_update().filter(person__in=wanted)}
    return [_outing(row, known.get(pk), one, places.get(pk), by) for pk, one in wanted.items()]


def _outing(
    event: Event, known: Attendance | None, told: Outing, place: Organisation | None, by: Any
) -> Attendance:
    row = known or Attendance(
        event=event, person=told.person, organisation=place, way=Way.RECORD, on=event.days, hours=event.hours,
        marked_at=timezone.now(), marked_by=account_or_none(by),
    )  # fmt: skip
    row.result = told.result.strip()[:300]
    row.save()
    return row
