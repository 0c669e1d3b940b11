"""Short signed codes that are shown, printed and photographed: who is let in by them, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from metodika.planning.activities.models import Event, Registration

SALT = "activities.here"
SIGNED, MINUTE = 20, 60
# A photo of the screen that is sent to a friend is of no use after so many minutes.
SCREEN_LASTS, SHEET_LASTS = timedelta(minutes=10), timedelta(days=30)


@dataclass(frozen=True)
class Code:
    """What a code says: the event, and the registration of a row (0 for the code on the screen)."""

    event: int
    registration: int


def screen_code(event: Event, *, now: datetime) -> str:
    """Return the code that lets whoever is there check in himself; it expires."""
    return _written(event.pk, 0, now + SCREEN_LASTS)


def row_code(registration: Registration, *, last_day: date) -> str:
    """Return the code of one row of the sheet: whoever keeps the desk marks that person by it."""
    until = datetime.fromordinal(last_day.toordinal()).astimezone() + SHEET_LASTS
    return _written(registration.event_id, registration.pk, until)


def read_code(code: str, *, now: datetime) -> Code | None:
    """Return what a code says; None for one that was made up or has expired."""
    parts = code.split("-")
    if len(parts) != len(("event", "registration", "minute", "sign")) or not all(
        part.isdigit() for part in parts[:3]
    ):
        return None
    body, sign = "-".join(parts[:3]), parts[3]
    if not constant_time_compare(_sign(body), sign) or int(parts[2]) * MINUTE < now.timestamp():
        return None
    return Code(event=int(parts[0]), registration=int(parts[1]))


def address_of(code: str) -> str:
    """Return the whole address that a square picture says."""
    return f"{settings.ADDRESS}{reverse('activities:check-in', args=[code])}"


def _written(event: int, registration: int, until: datetime) -> str:
    body = f"{event}-{registration}-{int(until.timestamp()) // MINUTE}"
    return f"{body}-{_sign(body)}"


def _sign(body: str) -> str:
    return salted_hmac(SALT, body).hexdigest()[:SIGNED]
