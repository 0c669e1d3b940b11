"""Failed background jobs for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from metodika.core.jobs import queries, services
from metodika.core.jobs.tables import FailedJobTable
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Schema

area = Area("jobs")


class FailedJobOut(Schema):
    """A job that gave up."""

    id: int
    task_name: str
    args: dict[str, Any]
    attempts: int
    scheduled_at: datetime | None


@area.list("/jobs/failed", "jobs.view_failed", gives=FailedJobOut, table=FailedJobTable)
def list_failed(request: HttpRequest, table: Table) -> Any:
    return queries.failed_jobs()


@area.post("/jobs/failed/{int:job_pk}/retry", "jobs.retry_failed", status=204)
def retry(request: HttpRequest, job_pk: int) -> None:
    services.retry_failed(job_pk)
