"""A session as a calendar of the phone or of the office program reads it."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from metodika.core.calendar import Entry, calendar_file
from metodika.governance.meetings.lifecycle import SessionStatus
from metodika.governance.meetings.models import Session

USUAL_LENGTH = timedelta(hours=2)
OFF = frozenset({SessionStatus.CANCELLED, SessionStatus.POSTPONED})


def calendar_text(session: Session, *, url: str, now: datetime) -> str:
    """Return the session as a calendar file with one entry; without an hour it takes the whole day."""
    title = str(session.body)
    start = session.opened_at or session.starts_at
    entry = Entry(
        key=f"session-{session.pk}",
        title=title,
        starts=start or session.day,
        ends=(session.closed_at or start + USUAL_LENGTH) if start else session.day,
        place=session.place or session.link,
        text="\n".join(str(item) for item in session.items.exclude(status="removed").order_by("order")),
        url=url,
        off=session.status in OFF,
        edition=session.version,
    )
    return calendar_file(title, [entry], host=urlsplit(url).hostname or "", now=now)
