"""What became of background work."""

from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob


def failed_jobs() -> QuerySet[ProcrastinateJob]:
    """Return the jobs that gave up, newest first."""
    return ProcrastinateJob.objects.filter(status="failed").order_by("-id")
