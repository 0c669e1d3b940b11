"""Registration: seats first come, first served; a line for the others; a freed seat goes to the next."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities import queries
from metodika.planning.activities.events import PeopleRegistered, RegistrationCancelled
from metodika.planning.activities.lifecycle import EventForm, RegistrationStatus
from metodika.planning.activities.models import Event, Registration
from metodika.planning.activities.rules.course import takes_people
from metodika.planning.activities.rules.seats import has_room
from metodika.planning.activities.services.ground import (
    admit_waiting,
    count_seats,
    limits_of,
    locked,
    locked_for_registration,
    locked_seats,
    refuse_past,
    seats_for_registration,
)


@atomic
def register_people(
    event: Event, *, people: Iterable[Person], remote: bool = False, by: Any
) -> list[Registration]:
    """Register people in the order given: while there is room they get seats, then they wait in line.

    Those who are registered already are left out. Raises RuleBroken when registration is not open, when
    nobody is left to register, and for taking part online in what is held on site only.
    """
    row = locked_for_registration(event)
    _refuse_closed(row)
    wanted = list(dict.fromkeys(people))
    living = row.registrations.living().filter(person__in=wanted)
    there = set(living.values_list("person", flat=True))
    new = [one for one in wanted if one.pk not in there]
    if not new:
        raise RuleBroken(_("Everybody chosen is registered already."))
    places = queries.places_of([one.pk for one in new], day=row.starts_on)
    remote = row.form == EventForm.ONLINE or (remote and row.form == EventForm.MIXED)
    made = _seated(row, new, places, remote=remote, by=by)
    waiting = sum(one.status == RegistrationStatus.WAITING for one in made)
    own = getattr(by, "person_id", None)
    others = [one.person_id for one in made if one.person_id != own]
    told = PeopleRegistered(row.pk, count=len(made) - waiting, waiting=waiting, by_others=others)
    announce(told, by=by, about=row)
    return made


def _refuse_closed(event: Event) -> None:
    if event.is_external:
        raise RuleBroken(_("Others hold this event: only who was there is recorded here."))
    if not takes_people(event.status, until=event.until, today=event.today):
        raise RuleBroken(_("Registration for “%(event)s” is not open.") % {"event": event})


def _seated(
    event: Event, people: list[Person], places: dict[int, Organisation], *, remote: bool, by: Any
) -> list[Registration]:
    (seats, before), now = seats_for_registration(event), timezone.now()
    by_institution, taken = dict(before), seats.taken
    changed: dict[int, int] = {}
    made = []
    for person in people:
        place = places.get(person.pk)
        own = by_institution.get(place.pk, 0) if place else None
        confirmed = has_room(limits_of(seats), taken=taken, of_institution=own)
        if confirmed:
            taken += 1
            if place is not None:
                by_institution[place.pk] = (own or 0) + 1
                changed[place.pk] = changed.get(place.pk, 0) + 1
        made.append(_registration(event, person, place, confirmed=confirmed, now=now, remote=remote, by=by))
    Registration.objects.bulk_create(made)
    if taken > seats.taken:
        count_seats(event, seats, changed, total=taken - seats.taken, by_institution=before)
    return made


def _registration(
    event: Event, person: Person, place: Organisation | None, *, confirmed: bool, now: datetime, remote: bool,
    by: Any,
) -> Registration:  # fmt: skip
    return Registration(
        event=event, person=person, organisation=place, remote=remote, registered_at=now,
        registered_by=account_or_none(by), confirmed_at=now if confirmed else None,
        status=RegistrationStatus.CONFIRMED if confirmed else RegistrationStatus.WAITING,
    )  # fmt: skip


@atomic
def cancel_registration(registration: Registration, *, by: Any) -> Registration:
    """Take a registration back; a seat that becomes free goes to the next in line, who is told.

    Raises RuleBroken for one that is cancelled already, and when the event is over.
    """
    event = locked(registration.event)
    refuse_past(event)
    row = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if row.status == RegistrationStatus.CANCELLED:
        raise RuleBroken(_("The registration is cancelled already."))
    had_seat = row.status == RegistrationStatus.CONFIRMED
    row.status, row.cancelled_at = RegistrationStatus.CANCELLED, timezone.now()
    row.save(update_fields=["status", "cancelled_at"])
    announce(RegistrationCancelled(event_id=event.pk, person_id=row.person_id), by=by, about=event)
    if had_seat:
        seats, freed = locked_seats(event), {row.organisation_id: -1} if row.organisation_id else {}
        count_seats(event, seats, freed, total=-1)
        admit_waiting(event, seats, by=by)
    return row
