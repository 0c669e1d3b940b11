"""Who was there: by the sheet, at the desk, by the code on the screen, by the word for those online."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none, can
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities import queries
from metodika.planning.activities.events import AttendanceCorrected
from metodika.planning.activities.lifecycle import EventForm, EventStatus, Way
from metodika.planning.activities.models import Attendance, Event, Registration, SheetFile
from metodika.planning.activities.rules import codes
from metodika.planning.activities.rules.course import hours_attended
from metodika.planning.activities.services.certificates import void_papers
from metodika.planning.activities.services.ground import locked, needed

FILLED = frozenset({EventStatus.ANNOUNCED, EventStatus.OPEN, EventStatus.CLOSED, EventStatus.HELD})


@atomic
def mark_present(
    event: Event, *, people: Iterable[Person], way: str, on: date | None = None, remote: bool = False, by: Any
) -> list[Attendance]:
    """Mark people as present on a day of the event, today unless told; people without a seat may have come.

    Whoever is marked already stays one row: another day is added to it. Raises RuleBroken before the event
    and outside its days, when its report is ready, and for somebody who was corrected to be absent.
    """
    row = locked(event)
    day = on or min(row.today, row.ends_on)
    _refuse_day(row, day)
    wanted = {person.pk: person for person in people}
    known = {one.person_id: one for one in row.attendances.select_for_update().filter(person__in=wanted)}
    registered = {one.person_id: one for one in row.registrations.living().filter(person__in=wanted)}
    places = queries.places_of([pk for pk in wanted if pk not in known], day=day)
    return [
        _again(row, known[pk], day)
        if pk in known
        else _marked(row, person, registered.get(pk), places, way=way, day=day, remote=remote, by=by)
        for pk, person in wanted.items()
    ]


def _refuse_day(event: Event, day: date) -> None:
    if event.status not in FILLED:
        raise RuleBroken(
            _("Presence cannot be marked now: the event is in the state “%(state)s”.")
            % {"state": event.get_status_display()}
        )
    if day not in event.days or day > event.today:
        raise RuleBroken(_("Presence is marked on the days of the event, not before it and not after it."))


def _marked(
    event: Event, person: Person, registration: Registration | None, places: dict[int, Organisation], *,
    way: str, day: date, remote: bool, by: Any,
) -> Attendance:  # fmt: skip
    place = registration.organisation_id if registration else None
    if place is None and person.pk in places:
        place = places[person.pk].pk
    return Attendance.objects.create(
        event=event, person=person, organisation_id=place, way=way, on=[day],
        remote=remote or bool(registration and registration.remote),
        hours=hours_attended(event.hours, days=len(event.days), attended=1),
        marked_at=timezone.now(), marked_by=account_or_none(by),
    )  # fmt: skip


def _again(event: Event, known: Attendance, day: date) -> Attendance:
    if known.is_void:
        raise RuleBroken(
            _("%(person)s was corrected to be absent: %(reason)s. Correct it there.")
            % {"person": known.person, "reason": known.corrected_because}
        )
    if day not in known.on:
        known.on = sorted([*known.on, day])
        known.hours = hours_attended(event.hours, days=len(event.days), attended=len(known.on))
        known.save(update_fields=["on", "hours"])
    return known


@atomic
def check_in(code: str, *, by: Any) -> Attendance:
    """Mark somebody by a code: the one on the screen marks whoever shows it, that of a row its person.

    Raises RuleBroken for a code that has expired, for a row in the hands of somebody who does not keep the
    desk, and for somebody without a seat where seats are counted.
    """
    read = queries.read_code(code, now=timezone.now())
    event = Event.objects.select_related("host__municipality").filter(pk=read.event if read else 0).first()
    if read is None or event is None:
        raise RuleBroken(_("The code has expired. Take the one that is on the screen now."))
    if not read.registration:
        return _by_oneself(event, way=Way.PHONE, by=by)
    if not can(by, "activities.run_event", event):
        raise RuleBroken(_("This code is for those who keep the desk. Show it to them."))
    registration = event.registrations.select_related("person").filter(pk=read.registration).first()
    if registration is None:
        raise RuleBroken(_("The code has expired. Take the one that is on the screen now."))
    return mark_present(event, people=[registration.person], way=Way.DESK, by=by)[0]


@atomic
def check_in_online(event: Event, *, word: str, by: Any) -> Attendance:
    """Mark whoever takes part online by the word that was said. Raises RuleBroken for another word."""
    if event.form == EventForm.ONSITE:
        raise RuleBroken(_("The event is held on site: check in by the code on the screen."))
    if codes.tidy(word) != event.online_word:
        raise RuleBroken(_("This is another word. Listen for the one that is said at the event."))
    return _by_oneself(event, way=Way.ONLINE, by=by)


def _by_oneself(event: Event, *, way: str, by: Any) -> Attendance:
    person = queries.person_behind(by)
    has_seat = event.registrations.confirmed().filter(person=person).exists()
    if not has_seat and queries.seats_of(event).quota is not None:
        raise RuleBroken(_("You have no seat at this event. Ask at the desk."))
    return mark_present(event, people=[person], way=way, remote=way == Way.ONLINE, by=by)[0]


@atomic
def type_sheet(
    event: Event, *, people: Iterable[Person], on: date, file: StoredFile | None = None, by: Any
) -> list[Attendance]:
    """Type a signed sheet back: who has signed on the day; a photo or a scan stays with the event.

    Raises RuleBroken as mark_present does, and for a sheet with nobody and no picture.
    """
    wanted = list(people)
    if not wanted and file is None:
        raise RuleBroken(_("Tick those who have signed, or attach a picture of the sheet."))
    marked = mark_present(event, people=wanted, way=Way.SHEET, on=on, by=by) if wanted else []
    if file is not None:
        SheetFile.objects.create(event=event, file=file)
    return marked


@atomic
def correct_attendance(
    attendance: Attendance, *, was_there: bool, hours: Decimal | None = None, reason: str, by: Any
) -> Attendance:
    """Correct whether somebody was there, or for how many hours; the reason stays.

    The certificates of somebody who was not there become void. Raises RuleBroken without a reason.
    """
    event = locked(attendance.event)
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    row.corrected_because = needed(reason, _("Say why the presence is corrected: the reason stays."))
    row.is_void = not was_there
    row.hours = row.hours if hours is None else hours
    row.save(update_fields=["is_void", "hours", "corrected_because"])
    told = AttendanceCorrected(event_id=event.pk, person_id=row.person_id, reason=row.corrected_because)
    announce(told, by=by, about=event)
    if row.is_void:
        void_papers(event, row.person_id, reason=row.corrected_because, by=by)
    return row
