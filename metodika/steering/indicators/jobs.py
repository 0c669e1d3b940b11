from contextlib import suppress

from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.jobs import cron
from metodika.steering.indicators.services import compute_run, give_up_left_runs, start_run


@cron("40 1 * * *", name="indicators.refresh_values")
def refresh_values_daily(timestamp: int) -> None:
    """Count anew what reads tables that have changed since the last run."""
    # One that goes on at night will soon be finished.
    with suppress(RuleBroken):
        compute_run(start_run(day=timezone.localdate(), full=False, by=None).pk)


@cron("*/15 * * * *", name="indicators.give_up_left_runs")
def give_up_runs(timestamp: int) -> None:
    """Let runs fail whose worker is gone."""
    give_up_left_runs()
