from django.utils import timezone

from metodika.core.jobs import cron
from metodika.steering.indicators.services import compute_run, start_run


@cron("40 1 * * *", name="indicators.refresh_values")
def refresh_values_daily(timestamp: int) -> None:
    """Count anew what reads tables that have changed since the last run."""
    compute_run(start_run(day=timezone.localdate(), full=False, by=None).pk)
