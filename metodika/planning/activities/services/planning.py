"""Planning an event, telling of it, moving, cancelling, holding; recording what others have held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from random import SystemRandom
from typing import Any

from django.db.models import F, Max
from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities import queries
from metodika.planning.activities.events import (
    EventAnnounced,
    EventCancelled,
    EventHeld,
    EventMoved,
    EventPlanned,
    RegistrationClosed,
)
from metodika.planning.activities.lifecycle import EventForm, EventStatus
from metodika.planning.activities.models import Event, ProgrammeItem, Seats, Speaker
from metodika.planning.activities.rules import codes
from metodika.planning.activities.rules.course import is_out_of_order
from metodika.planning.activities.rules.seats import Limits, smallest_limits
from metodika.planning.activities.services.ground import (
    admit_waiting,
    keep,
    locked,
    locked_seats,
    move,
    needed,
    refuse_past,
    taken_by_institution,
)
from metodika.planning.plans.services import name_fact

CARD = frozenset(
    {
        "body", "kind", "title", "about", "level", "form", "starts_on", "ends_on", "begins", "ends", "place",
        "link", "hours", "audience", "topic", "competences", "subject", "basis", "plan_item", "until",
    }
)  # fmt: skip
TIMES = frozenset({"starts_on", "ends_on", "begins", "ends"})
PROVES = "activities.event"


@dataclass(frozen=True)
class Named:
    """Somebody in the programme: a person of the register or a guest by name."""

    part: str
    person: Person | None = None
    guest: str = ""


@atomic
def plan_event(
    host: Organisation, *, values: Mapping[str, Any], limits: Limits | None = None, by: Any
) -> Event:
    """Plan an event of an organisation or of its council; nobody is told yet.

    `values` are columns of its card. Raises RuleBroken for no title, a kind that the municipality does not
    know, days or hours out of order, and a council that belongs elsewhere.
    """
    event = new_event(host, values, by)
    limits = limits or Limits()
    Seats.objects.create(event=event, quota=limits.seats, per_institution=limits.per_institution)
    announce(EventPlanned(event.pk), by=by, about=event)
    _link_to_plan(event, by=by)
    return event


@atomic
def new_event(host: Organisation, values: Mapping[str, Any], by: Any, **more: Any) -> Event:
    """Store an event with its card checked. Raises RuleBroken as plan_event does."""
    if unknown := values.keys() - CARD:
        raise ValueError(f"An event has no {', '.join(sorted(unknown))}.")
    told = {**values}
    told["ends_on"] = told.get("ends_on") or told.get("starts_on")
    event = Event(host=host, made_by=account_or_none(by), **told, **more)
    _check_card(event)
    event.online_word = codes.drawn(SystemRandom().choice, codes.ONLINE_SIGNS)
    event.save()
    return event


def _check_card(event: Event) -> None:
    event.title = needed(event.title, _("Give the event a title."))
    kinds = queries.kinds_for(event.host)
    if event.kind not in kinds:
        raise RuleBroken(
            _("The municipality has no kind of events “%(kind)s”. Choose one of the list.")
            % {"kind": event.kind}
        )
    event.kind_title = kinds[event.kind]
    _check_times(event)
    if event.body is not None and event.body.host_id != event.host_id:
        raise RuleBroken(
            _("“%(body)s” works at another place. Choose a council of %(organisation)s.")
            % {"body": event.body, "organisation": event.host}
        )
    if event.hours is not None and event.hours <= 0:
        raise RuleBroken(_("Academic hours are more than zero."))


def _check_times(event: Event) -> None:
    if is_out_of_order(event.starts_on, event.ends_on, begins=event.begins, ends=event.ends):
        raise RuleBroken(_("The event ends before it begins. Check its days and hours."))
    if event.until is not None and event.until > event.ends_on:
        raise RuleBroken(_("Registration cannot last longer than the event. Check its last day."))


def _link_to_plan(event: Event, *, by: Any) -> None:
    """Let the item be done by the fact of this event, unless a fact proves it already."""
    item = event.plan_item
    if item is None or item.fact_code:
        return
    name_fact(
        item, code=PROVES, conditions=[
            {"code": "plan_item", "is": "at_least", "value": item.pk},
            {"code": "plan_item", "is": "at_most", "value": item.pk},
        ],
        reason=_("The event “%(event)s” of the calendar belongs to it.") % {"event": event.title[:300]},
        by=by,
    )  # fmt: skip


@atomic
def change_event(
    event: Event, *, changes: Mapping[str, Any], limits: Limits | None = None, seen: int | None, by: Any
) -> Event:
    """Change the card of an event that is ahead; more seats go to those who wait.

    `seen` is the version on the person's screen. What is announced keeps its days: those are changed by
    move_event. Raises EditedMeanwhile when somebody saved in between, RuleBroken as plan_event does and for
    fewer seats than are taken.
    """
    if unknown := changes.keys() - CARD:
        raise ValueError(f"An event has no {', '.join(sorted(unknown))}.")
    row = locked(event)
    refuse_past(row)
    moved = {name for name in TIMES & changes.keys() if getattr(row, name) != changes[name]}
    if moved and row.status != EventStatus.PLANNED:
        raise RuleBroken(_("The event is announced: its days and hours are changed by moving it."))
    if fields := claim_version(row, seen=seen, changes=changes):
        _check_card(row)
        row.save(update_fields=sorted({*fields, "kind_title"}))
        if "plan_item" in fields:
            _link_to_plan(row, by=by)
    if limits is not None:
        _change_limits(row, limits, by=by)
    return row


def _change_limits(event: Event, limits: Limits, *, by: Any) -> None:
    seats, by_institution = locked_seats(event), taken_by_institution(event)
    least = smallest_limits(taken=seats.taken, most_of_one=max(by_institution.values(), default=0))
    if limits.seats is not None and limits.seats < (least.seats or 0):
        raise RuleBroken(
            _("%(count)d people have a seat already; there cannot be fewer seats.") % {"count": least.seats}
        )
    if limits.per_institution is not None and limits.per_institution < (least.per_institution or 0):
        raise RuleBroken(
            _("One institution has %(count)d seats already; it cannot have fewer.")
            % {"count": least.per_institution}
        )
    seats.quota, seats.per_institution = limits.seats, limits.per_institution
    seats.save(update_fields=["quota", "per_institution"])
    Seats.objects.filter(event=event, organisation__isnull=False).update(quota=limits.per_institution)
    admit_waiting(event, seats, by=by)


@atomic
def announce_event(event: Event, *, is_open: bool = True, by: Any) -> Event:
    """Tell of the event; people may register from now on unless `is_open` is False.

    Raises RuleBroken for one that has no place or no address, or whose days are over.
    """
    row = locked(event)
    if row.form != EventForm.ONLINE and not row.place:
        raise RuleBroken(_("Say where the event is held before it is announced."))
    if row.form != EventForm.ONSITE and not row.link:
        raise RuleBroken(_("Give the address online before the event is announced."))
    if row.ends_on < row.today:
        raise RuleBroken(_("The days of the event are over. Move it, or record it as held."))
    first = row.announced_on is None
    move(row, EventStatus.OPEN if is_open else EventStatus.ANNOUNCED)
    row.announced_on = row.announced_on or row.today
    keep(row, "status", "announced_on")
    if first or is_open:
        announce(EventAnnounced(row.pk, is_open=is_open), by=by, about=row)
    return row


@atomic
def close_registration(event: Event, *, by: Any) -> Event:
    """Take nobody else; those who wait still get the seats that become free."""
    row = locked(event)
    move(row, EventStatus.CLOSED)
    keep(row, "status")
    announce(RegistrationClosed(row.pk), by=by, about=row)
    return row


@atomic
def move_event(
    event: Event, *, starts_on: date, ends_on: date | None = None, begins: time | None = None,
    ends: time | None = None, place: str = "", reason: str, by: Any,
) -> Event:  # fmt: skip
    """Move an event that is ahead to other days; everybody on its lists is told.

    Without a last day it lasts as long as before; the programme moves along. Raises RuleBroken without a
    reason and for days out of order.
    """
    row = locked(event)
    refuse_past(row)
    reason = needed(reason, _("Say why the event is moved: everybody on its lists is told."))
    length, shift = row.ends_on - row.starts_on, starts_on - row.starts_on
    row.moved_from = row.moved_from or row.starts_on
    row.starts_on, row.ends_on = starts_on, ends_on or starts_on + length
    row.begins, row.ends, row.place = begins or row.begins, ends or row.ends, place.strip() or row.place
    row.until = row.until + shift if row.until else None
    row.reason = reason
    _check_times(row)
    keep(row, *TIMES, "place", "until", "moved_from", "reason")
    row.programme.update(on=F("on") + shift)
    day = date_format(row.starts_on, "j E Y")
    announce(EventMoved(row.pk, day=day, reason=reason), by=by, about=row)
    return row


@atomic
def cancel_event(event: Event, *, reason: str, by: Any) -> Event:
    """Cancel an event that is ahead; everybody on its lists is told. Raises RuleBroken without a reason."""
    row = locked(event)
    reason = needed(reason, _("Say why the event is cancelled: everybody on its lists is told."))
    move(row, EventStatus.CANCELLED)
    row.reason = reason
    keep(row, "status", "reason")
    announce(EventCancelled(row.pk, reason=reason), by=by, about=row)
    return row


@atomic
def hold_event(event: Event, *, by: Any) -> Event:
    """Mark an event as held; the plan item that it belongs to is done by this fact.

    Raises RuleBroken before its first day.
    """
    row = locked(event)
    if row.starts_on > row.today:
        raise RuleBroken(
            _("The event begins on %(day)s. Mark it as held when it has been.")
            % {"day": date_format(row.starts_on, "j E Y")}
        )
    move(row, EventStatus.HELD)
    keep(row, "status")
    announce(EventHeld(row.pk, plan_item_id=row.plan_item_id), by=by, about=row)
    return row


@atomic
def report_event(event: Event, *, result: str, by: Any) -> Event:
    """Write what came of a held event; its lists are final from then on. Raises RuleBroken for no words."""
    row = locked(event)
    row.result = needed(result, _("Write what came of the event."))
    move(row, EventStatus.REPORTED)
    keep(row, "status", "result")
    return row


@atomic
def reopen_event(event: Event, *, by: Any) -> Event:
    """Take the mark of a ready report off, so that lists can be filled again."""
    row = locked(event)
    move(row, EventStatus.HELD)
    keep(row, "status")
    return row


@atomic
def add_line(
    event: Event, *, on: date, title: str, begins: time | None = None, speakers: Iterable[Named] = (), by: Any
) -> ProgrammeItem:
    """Add a line to the programme with those who speak; a person may speak and listen as well.

    Raises RuleBroken for no words, a day outside the event and an event that is reported or cancelled.
    """
    row = locked(event)
    if row.status in {EventStatus.REPORTED, EventStatus.CANCELLED}:
        refuse_past(row)
    if on not in row.days:
        raise RuleBroken(_("The day of the line lies outside the event. Check it."))
    last = row.programme.aggregate(last=Max("order"))["last"] or 0
    words = needed(title, _("Say what is done."))
    line = ProgrammeItem.objects.create(event=row, on=on, begins=begins, title=words, order=last + 1)
    told = list(speakers)
    places = queries.places_of([one.person.pk for one in told if one.person], day=on)
    Speaker.objects.bulk_create(
        Speaker(
            event=row, line=line, person=one.person, guest="" if one.person else one.guest.strip(),
            organisation=places.get(one.person.pk) if one.person else None, part=one.part,
        )
        for one in told
    )  # fmt: skip
    return line


@atomic
def drop_line(line: ProgrammeItem, *, by: Any) -> None:
    """Take a line with its speakers out of the programme of an event that is ahead."""
    row = locked(line.event)
    refuse_past(row)
    line.delete()
