from datetime import date

from django.utils import timezone

from metodika.core.jobs import cron, job
from metodika.steering.decisions.queries import families_due, place_of
from metodika.steering.decisions.services import compute_effects


@job()
def compute_place(place: int, year: str) -> None:
    """Compute the effects of one place and school year together."""
    compute_effects(place_of(place), year=date.fromisoformat(year), by=None)


@cron("10 3 * * *", name="decisions.compute_effects")
def compute_effects_daily(timestamp: int) -> None:
    """Compute what is over, after the indicators of the night; each place by a job of its own."""
    for place, year in families_due(timezone.localdate()):
        compute_place.defer(place=place, year=year.isoformat())
