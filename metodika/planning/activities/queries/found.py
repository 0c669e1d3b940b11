"""What of events the search box finds."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.planning.activities.models import Event


def _found(event: Event) -> Found:
    note = f"{event.kind_title}, {event.starts_on:%d.%m.%Y}"
    return Found(event.title, reverse("activities:show-event", args=[event.pk]), note)


SEARCHED = (Searched(kind="events", title=_("Events"), model=Event, found=_found, text=("title",), key=None),)
