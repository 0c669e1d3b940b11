"""Trying again what has failed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from metodika.core.access.errors import RuleBroken
from metodika.core.jobs.queries import failed_jobs


@transaction.atomic
def retry_failed(number: int) -> None:
    """Put a failed job back into its queue. Raises RuleBroken when it is no longer among the failed."""
    if not failed_jobs().filter(pk=number).exists():
        raise RuleBroken(_("This job is no longer among the failed ones."))
    app.job_manager.retry_job_by_id(number, retry_at=timezone.now())
