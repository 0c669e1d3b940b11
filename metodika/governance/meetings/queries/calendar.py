"""A session as a calendar of the phone or of the office program reads it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from metodika.governance.meetings.lifecycle import SessionStatus
from metodika.governance.meetings.models import Session

USUAL_LENGTH = timedelta(hours=2)
LONGEST_LINE = 75
OFF = frozenset({SessionStatus.CANCELLED, SessionStatus.POSTPONED})


def calendar_text(session: Session, *, url: str, now: datetime) -> str:
    """Return the session as one event of a calendar file; without an hour it takes the whole day.

    Source: RFC 5545, clauses 3.1 (folding), 3.3.11 (escaping), 3.6.1 (event).
    """
    agenda = "\n".join(str(item) for item in session.items.exclude(status="removed").order_by("order"))
    status = "CANCELLED" if session.status in OFF else "CONFIRMED"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Metodika//Sessions//RU", "BEGIN:VEVENT",
        f"UID:session-{session.pk}@{urlsplit(url).hostname}", f"DTSTAMP:{_utc(now)}",
        f"SEQUENCE:{session.version}", *_times(session), f"SUMMARY:{_escaped(str(session.body))}",
        f"LOCATION:{_escaped(session.place or session.link)}", f"DESCRIPTION:{_escaped(agenda)}",
        f"URL:{url}", f"STATUS:{status}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _times(session: Session) -> list[str]:
    start = session.opened_at or session.starts_at
    if start is None:
        after = session.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{session.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    return [f"DTSTART:{_utc(start)}", f"DTEND:{_utc(session.closed_at or start + USUAL_LENGTH)}"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in parts of at most 75 bytes, each but the first after a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += sign
    yield part
