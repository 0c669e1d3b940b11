"""Trying again what has failed or was left behind."""

from asgiref.sync import async_to_sync
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from metodika.core.access.errors import RuleBroken
from metodika.core.jobs.queries import abandoned_jobs, failed_jobs
from metodika.core.jobs.wiring import MOST_ATTEMPTS


@transaction.atomic
def retry_failed(number: int) -> None:
    """Put a failed job back into its queue. Raises RuleBroken when it is no longer among the failed."""
    if not failed_jobs().filter(pk=number).exists():
        raise RuleBroken(_("This job is no longer among the failed ones."))
    app.job_manager.retry_job_by_id(number, retry_at=timezone.now())


@transaction.atomic
def take_up_abandoned() -> int:
    """Put the jobs of killed workers back into their queues and return how many there were.

    A job that has been tried as often as a job may be is given up: it may be what kills the worker.
    """
    abandoned = list(abandoned_jobs(timezone.now()).select_for_update(of=("self",)))
    for job in abandoned:
        if job.attempts + 1 < MOST_ATTEMPTS:
            app.job_manager.retry_job_by_id(job.pk, retry_at=timezone.now())
        else:
            async_to_sync(app.job_manager.finish_job_by_id_async)(job.pk, Status.FAILED, delete_job=False)
    return len(abandoned)
