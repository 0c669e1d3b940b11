"""A municipality's own clock: the same moment is another date in Magadan and in Kaliningrad."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

USUAL_ZONE = "Europe/Moscow"
"""The zone of a place that has told none."""


def local_today(zone: str | tzinfo, now: datetime) -> date:
    """Return the date on the wall calendar of the zone at the moment `now`.

    ValueError when `now` carries no time zone, ZoneInfoNotFoundError for an unknown zone.
    """
    if now.tzinfo is None:
        raise ValueError("The moment has no time zone; read the clock with django.utils.timezone.now().")
    return now.astimezone(_as_zone(zone)).date()


def start_of_day(day: date, zone: str | tzinfo) -> datetime:
    """Return the moment (UTC) at which the day begins in the zone."""
    return datetime.combine(day, time.min, tzinfo=_as_zone(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str | tzinfo) -> datetime:
    """Return the moment (UTC) at which a thing dated up to and including `day` stops.

    It is the midnight that ends the day and no longer belongs to it: compare with `now < end_of_day(...)`.
    Source: Civil Code of the Russian Federation, art. 194.
    """
    return start_of_day(day + timedelta(days=1), zone)


def _as_zone(zone: str | tzinfo) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone
