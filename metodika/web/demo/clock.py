"""The clock of the demo: what happened last winter is written down on its own day, by the same services."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

SATURDAY = 5


def on_weekday(day: date) -> date:
    """Return the day, or the Friday before it when it is a Saturday or a Sunday."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


class Clock:
    """A clock that is set by hand and moves only when told."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.moment = timezone.now()

    def set(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Set the clock to a moment and return it."""
        self.moment = datetime.combine(day, time(hour, minute), self.zone)
        return self.moment

    def later(self, minutes: int) -> datetime:
        """Move the clock on and return the moment."""
        self.moment += timedelta(minutes=minutes)
        return self.moment


@contextmanager
def clock_of(zone: str) -> Iterator[Clock]:
    """Let everything ask this clock what time it is, until the block ends."""
    clock, true_now = Clock(zone), timezone.now
    # One place that all services ask; nothing else runs while a demo is built.
    timezone.now = lambda: clock.moment
    try:
        yield clock
    finally:
        timezone.now = true_now
