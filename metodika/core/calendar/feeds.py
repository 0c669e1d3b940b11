"""A calendar as phones and office programs read it (iCalendar)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar: on days (the last one included) or from a moment to a moment."""

    key: str
    title: str
    starts: date | datetime
    ends: date | datetime
    place: str = ""
    text: str = ""
    url: str = ""
    off: bool = False
    edition: int = 0


def calendar_file(name: str, entries: Iterable[Entry], *, host: str, now: datetime) -> str:
    """Return the calendar as one file; `host` makes the names of its entries one of a kind in the world.

    Source: RFC 5545, clauses 3.1 (folding), 3.3.11 (escaping), 3.6.1 (event); RFC 7986, 5.1 (name), 5.7.
    """
    head = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Metodika//Calendar//RU", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    )  # fmt: skip
    body = (line for entry in entries for line in _lines(entry, host=host, now=now))
    lines = (*head, *body, "END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _lines(entry: Entry, *, host: str, now: datetime) -> Iterator[str]:
    """Yield the lines of one entry. Source: RFC 5545, clause 3.6.1."""
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@{host}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"SEQUENCE:{entry.edition}"
    yield f"DTSTART{_moment(entry.starts)}"
    # A day in a calendar ends where the next one begins.
    yield f"DTEND{_moment(entry.ends if isinstance(entry.ends, datetime) else entry.ends + DAY)}"
    for label, text in (
        ("SUMMARY", entry.title),
        ("LOCATION", entry.place),
        ("DESCRIPTION", entry.text),
    ):
        if text:
            yield f"{label}:{_escaped(text)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.off else 'CONFIRMED'}"
    yield "END:VEVENT"


def _moment(moment: date | datetime) -> str:
    """Return a day or a moment as a value of its property. Source: RFC 5545, clauses 3.3.4 and 3.3.5."""
    if isinstance(moment, datetime):
        return f":{_utc(moment)}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def _utc(moment: datetime) -> str:
    """Return a moment of the world's time. Source: RFC 5545, clause 3.3.5, form 2."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Return a text as a value. Source: RFC 5545, clause 3.3.11."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in parts of at most 75 bytes, each but the first after a space.

    Source: RFC 5545, clause 3.1.
    """
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += sign
    yield part
