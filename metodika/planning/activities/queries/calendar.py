"""What a calendar holds: events, sessions and terms of plans, as far as its owner sees them today."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from metodika.core.calendar import Entry, calendar_file
from metodika.governance.bodies.models import Seat
from metodika.governance.meetings.lifecycle import SessionStatus
from metodika.governance.meetings.models import Session
from metodika.planning.activities.lifecycle import EventStatus, FeedKind
from metodika.planning.activities.models import Event, Feed, Registration, Speaker
from metodika.planning.plans.lifecycle import OccurrenceStatus, PlanStatus
from metodika.planning.plans.models import Occurrence

BEFORE, AFTER = timedelta(days=92), timedelta(days=400)
USUAL_LENGTH = timedelta(hours=2)
MOST = 1000
OFF = frozenset({SessionStatus.CANCELLED, SessionStatus.POSTPONED})


def feeds_of(user: Any) -> QuerySet[Feed]:
    """Return the addresses of calendars that the user keeps."""
    return Feed.objects.filter(owner=user).select_related("body", "organisation").order_by("kind", "pk")


def feed_by_secret(secret: str) -> Feed | None:
    """Return the feed of an address whose owner may still sign in; None for any other."""
    found = Feed.objects.select_related("owner__person", "body", "organisation").filter(secret=secret).first()
    return found if found is not None and found.owner.is_active else None


def calendar_of(feed: Feed, *, now: datetime) -> str:
    """Return the calendar of a feed as a file: three months back, thirteen ahead. Three queries."""
    first, last = now.date() - BEFORE, now.date() + AFTER
    entries = [*_events(feed, first, last), *_sessions(feed, first, last), *_terms(feed, first, last)]
    host = urlsplit(settings.ADDRESS).hostname or "metodika"
    return calendar_file(str(feed), entries, host=host, now=now)


def _events(feed: Feed, first: date, last: date) -> Iterator[Entry]:
    rows = Event.objects.visible_to(feed.owner).between(first, last).filter(_whose_events(feed))
    for one in rows.select_related("host__municipality").order_by("starts_on", "pk")[:MOST]:
        starts, ends = _times(one)
        yield Entry(
            f"event-{one.pk}", one.title, starts, ends, place=one.place or one.link, text=one.about,
            url=_address("activities:show-event", one.pk), off=one.status == EventStatus.CANCELLED,
            edition=one.version,
        )  # fmt: skip


def _whose_events(feed: Feed) -> Q:
    if feed.kind == FeedKind.BODY:
        return Q(body=feed.body_id)
    if feed.organisation is not None:
        # A teacher of the school who comes to an event of another host is no event of the school.
        return Q(host__path__startswith=feed.organisation.path)
    person = feed.owner.person_id or 0
    registered = Registration.objects.living().filter(event=OuterRef("pk"), person=person)
    speaking = Speaker.objects.filter(event=OuterRef("pk"), person=person)
    return Q(Exists(registered)) | Q(Exists(speaking)) | Q(made_by=feed.owner)


def _times(event: Event) -> tuple[date | datetime, date | datetime]:
    if event.begins is None:
        return event.starts_on, event.ends_on
    starts = datetime.combine(event.starts_on, event.begins, event.zone)
    if event.ends is None:
        return starts, starts + USUAL_LENGTH
    return starts, datetime.combine(event.ends_on, event.ends, event.zone)


def _sessions(feed: Feed, first: date, last: date) -> Iterator[Entry]:
    rows = Session.objects.visible_to(feed.owner).filter(planned_on__range=(first, last))
    rows = rows.filter(_whose_sessions(feed)).with_names()
    for one in rows.order_by("planned_on", "pk")[:MOST]:
        starts: date | datetime = one.opened_at or one.starts_at or one.day
        ends = one.day
        if isinstance(starts, datetime):
            ends = one.closed_at or starts + USUAL_LENGTH
        yield Entry(
            f"session-{one.pk}", str(one.body), starts, ends, place=one.place or one.link, text=one.theme,
            url=_address("meetings:show-session", one.pk), off=one.status in OFF, edition=one.version,
        )  # fmt: skip


def _whose_sessions(feed: Feed) -> Q:
    if feed.kind == FeedKind.BODY:
        return Q(body=feed.body_id)
    if feed.organisation is not None:
        return Q(body__host__path__startswith=feed.organisation.path)
    seats = Seat.objects.filter(person=feed.owner.person_id or 0, composition__body=OuterRef("body"))
    return Q(Exists(seats))


def _terms(feed: Feed, first: date, last: date) -> Iterator[Entry]:
    rows = Occurrence.objects.visible_to(feed.owner).filter(
        due_on__range=(first, last), item__plan__status=PlanStatus.APPROVED, item__cancelled_on=None
    )
    if feed.kind == FeedKind.BODY:
        rows = rows.filter(item__plan__body=feed.body_id)
    elif feed.organisation is not None:
        rows = rows.filter(item__plan__organisation__path__startswith=feed.organisation.path)
    else:
        rows = rows.of_person(feed.owner.person_id or 0)
    for one in rows.select_related("item__plan").order_by("due_on", "pk")[:MOST]:
        yield Entry(
            f"term-{one.pk}", str(one.item), one.due_on, one.due_on, text=one.item.plan.title,
            url=_address("plans:show-item", one.item_id), off=one.status == OccurrenceStatus.CANCELLED,
            edition=one.version,
        )  # fmt: skip


def _address(name: str, number: int) -> str:
    return f"{settings.ADDRESS}{reverse(name, args=[number])}"
