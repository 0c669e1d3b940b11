"""The day of a municipality, by which its clauses are judged."""

from datetime import date

from django.utils import timezone

from metodika.core.calendar import local_today
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.models import Organisation


def today_at(municipality: Organisation) -> date:
    """Return the date on the municipality's own clock."""
    return local_today(zone_of(municipality), timezone.now())
