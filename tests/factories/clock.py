"""The day in the municipalities that factories make; it is not always that of the server."""

from datetime import date

from django.utils import timezone

from metodika.core.calendar import local_today

ZONE = "Europe/Moscow"


def today_there() -> date:
    """Return the date on the wall calendar of such a municipality."""
    return local_today(ZONE, timezone.now())
