"""What every act on an event begins and ends with: the lock, the move, the seats."""

from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.planning.activities.events import SeatGiven
from metodika.planning.activities.lifecycle import RegistrationStatus
from metodika.planning.activities.models import Event, Registration, Seats
from metodika.planning.activities.rules.course import may_move
from metodika.planning.activities.rules.seats import Applicant, Limits, admitted


def locked(event: Event) -> Event:
    """Return the event, read anew and kept from others until the end of the transaction.

    Whoever registers waits for this lock, so the order of registrations is the order of arrival.
    """
    return (
        Event.objects.select_for_update(of=("self",), no_key=True)
        .select_related("host__municipality__profile", "body")
        # A whole profile is large, and most acts need none of it.
        .defer("host__municipality__profile__data")
        .get(pk=event.pk)
    )


def locked_for_registration(event: Event) -> Event:
    """Return the event locked like `locked` does, with the few columns that a registration looks at.

    Thousands press at once on the first morning: of a wide row most of the time goes into reading it.
    """
    return (
        Event.objects.select_for_update(of=("self",), no_key=True)
        .select_related("host__municipality")
        .only(
            "title", "status", "form", "is_external", "starts_on", "ends_on", "until",
            "host__timezone", "host__municipality__timezone",
        )
        .get(pk=event.pk)
    )  # fmt: skip


def needed(text: str, sentence: str) -> str:
    """Return the text without blanks around it. Raises RuleBroken with the sentence for nothing."""
    if not text.strip():
        raise RuleBroken(sentence)
    return text.strip()


def move(event: Event, to: str) -> None:
    """Put a locked event into another state. Raises RuleBroken when it does not lead there."""
    if not may_move(event.status, to):
        raise RuleBroken(
            _("This cannot be done now: the event is in the state “%(state)s”.")
            % {"state": event.get_status_display()}
        )
    event.status = to


def keep(event: Event, *fields: str) -> None:
    """Save the fields of a locked event and count the edit."""
    event.version += 1
    event.save(update_fields=[*fields, "version"])


def refuse_past(event: Event) -> None:
    """Raise RuleBroken for an event that has been held or cancelled."""
    if not event.is_ahead:
        raise RuleBroken(
            _("The event is in the state “%(state)s”: its lists and days are changed no longer.")
            % {"state": event.get_status_display()}
        )


def limits_of(seats: Seats) -> Limits:
    """Return the limits that hold for the event."""
    return Limits(seats.quota, seats.per_institution)


def locked_seats(event: Event) -> Seats:
    """Return the seats of a locked event in all."""
    return Seats.objects.select_for_update().get(event=event, organisation=None)


def seats_for_registration(event: Event) -> tuple[Seats, dict[int, int]]:
    """Return the seats of a locked event in all, and how many each institution has taken."""
    rows = {row.organisation_id: row for row in Seats.objects.filter(event=event)}
    return rows[None], {place: row.taken for place, row in rows.items() if place is not None}


def taken_by_institution(event: Event) -> dict[int, int]:
    """Return how many seats each institution has taken."""
    rows = Seats.objects.filter(event=event, organisation__isnull=False)
    return dict(rows.values_list("organisation", "taken"))


def count_seats(
    event: Event,
    seats: Seats,
    changed: dict[int, int],
    *,
    total: int,
    by_institution: dict[int, int] | None = None,
) -> None:
    """Write how many seats are taken, `changed` by institution and `total` in all (plus or minus).

    `by_institution` is what institutions had before, when the caller has read it under the same lock.

    The database refuses more people than seats, whatever the caller has reckoned.
    """
    if changed:
        there = by_institution if by_institution is not None else taken_by_institution(event)
        Seats.objects.bulk_create(
            [
                Seats(
                    event=event,
                    organisation_id=place,
                    quota=seats.per_institution,
                    taken=there.get(place, 0) + changed[place],
                )
                for place in sorted(changed)
            ],
            update_conflicts=True, update_fields=["taken"], unique_fields=["event", "organisation"],
        )  # fmt: skip
    seats.taken += total
    seats.save(update_fields=["taken"])


@atomic
def admit_waiting(event: Event, seats: Seats, *, by: Any) -> list[Registration]:
    """Give the free seats of a locked event to those who wait, in the order of arrival; tell them.

    `seats` are those of the event in all, locked.
    """
    waiting = list(event.registrations.waiting())
    if not waiting:
        return []
    applicants = [Applicant(one.pk, one.organisation_id) for one in waiting]
    chosen = set(
        admitted(applicants, limits_of(seats), taken=seats.taken, by_institution=taken_by_institution(event))
    )
    lucky = [one for one in waiting if one.pk in chosen]
    changed: dict[int, int] = {}
    for one in lucky:
        one.status, one.confirmed_at = RegistrationStatus.CONFIRMED, timezone.now()
        one.save(update_fields=["status", "confirmed_at"])
        if one.organisation_id is not None:
            changed[one.organisation_id] = changed.get(one.organisation_id, 0) + 1
    if lucky:
        count_seats(event, seats, changed, total=len(lucky))
    for one in lucky:
        announce(SeatGiven(event_id=event.pk, person_id=one.person_id), by=by, about=event)
    return lucky
