"""What became of background work."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

# A worker tells every ten seconds that it lives.
SILENCE = timedelta(seconds=45)


def failed_jobs() -> QuerySet[ProcrastinateJob]:
    """Return the jobs that gave up, newest first."""
    return ProcrastinateJob.objects.filter(status="failed").order_by("-id")


def abandoned_jobs(now: datetime) -> QuerySet[ProcrastinateJob]:
    """Return the jobs whose worker has ended in the middle: it is gone, or silent for 45 seconds."""
    gone = Q(worker=None) | Q(worker__last_heartbeat__lt=now - SILENCE)
    return ProcrastinateJob.objects.filter(gone, status="doing").order_by("id")
