"""Secret addresses of calendars."""

from secrets import token_urlsafe
from typing import Any

from django.db.transaction import atomic

from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.planning.activities.lifecycle import FeedKind
from metodika.planning.activities.models import Feed

SECRET_BYTES = 32


@atomic
def open_feed(*, body: Body | None = None, organisation: Organisation | None = None, by: Any) -> Feed:
    """Give the person an address of a calendar: of a body, of an organisation, or his own without either.

    Whoever asks a second time gets the address that there is.
    """
    kind = FeedKind.PERSON
    if body is not None:
        kind, organisation = FeedKind.BODY, None
    elif organisation is not None:
        kind = FeedKind.ORGANISATION
    feed, _made = Feed.objects.get_or_create(
        owner=by, kind=kind, body=body, organisation=organisation,
        defaults={"secret": token_urlsafe(SECRET_BYTES)},
    )  # fmt: skip
    return feed


@atomic
def renew_feed(feed: Feed, *, by: Any) -> Feed:
    """Give a calendar another address; the old one shows nothing from now on."""
    row = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    row.secret = token_urlsafe(SECRET_BYTES)
    row.save(update_fields=["secret"])
    return row


@atomic
def close_feed(feed: Feed, *, by: Any) -> None:
    """Close an address; calendars that follow it show nothing new."""
    Feed.objects.filter(pk=feed.pk).delete()
