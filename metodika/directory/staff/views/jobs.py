from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.access import can
from metodika.core.web import Status
from metodika.core.web.values import Text, Tone, shown
from metodika.directory.staff.lifecycle import EmploymentStatus
from metodika.directory.staff.models import Person
from metodika.directory.staff.queries.cards import Job

TONES: dict[EmploymentStatus, Tone] = {
    EmploymentStatus.ACTIVE: "good",
    EmploymentStatus.ON_LEAVE: "waiting",
    EmploymentStatus.PLANNED: "info",
    EmploymentStatus.ENDED: "neutral",
}
# Title, permission for the person, and whether only a job that lasts can be so changed.
ACTS: tuple[tuple[Text, str, str, bool], ...] = (
    (gettext_lazy("Change"), "staff:change-employment", "staff.hire_person", False),
    (gettext_lazy("Long leave"), "staff:send-on-leave", "staff.hire_person", True),
    (gettext_lazy("Return from leave"), "staff:return-from-leave", "staff.hire_person", False),
    (gettext_lazy("Transfer"), "staff:transfer-person", "staff.transfer_person", True),
    (gettext_lazy("End the job"), "staff:end-employment", "staff.end_employment", True),
)


@dataclass(frozen=True)
class JobLine:
    """One job in the words of the card: the template only lays them out."""

    job: Job
    state: Status
    subjects: str
    address: str
    days: str
    leave: str
    acts: list[tuple[Text, str]]


def state_of(job: Job) -> Status:
    return Status(job.status.label, TONES[job.status])


def job_lines(user: Any, person: Person, jobs: Sequence[Job]) -> list[JobLine]:
    allowed = {permission for permission in {act[2] for act in ACTS} if can(user, permission, person)}
    return [_line(user, job, allowed) for job in jobs]


def _line(user: Any, job: Job, allowed: set[str]) -> JobLine:
    place = job.employment.organisation
    visible = can(user, "organisations.view_organisation", place)
    leave = job.leave
    return JobLine(
        job,
        state_of(job),
        ", ".join(subject.title for subject in job.subjects),
        reverse("organisations:show-organisation", args=[place.pk]) if visible else "",
        _span(job.employment.started_on, job.employment.ended_on),
        f"{leave}: {_span(leave.started_on, leave.ended_on)}" if leave else "",
        [(title, url) for title, name, permission, lasting in ACTS if permission in allowed
         for url in [_address(job, name, lasting=lasting)] if url],
    )  # fmt: skip


def _address(job: Job, name: str, *, lasting: bool) -> str:
    if name == "staff:return-from-leave":
        return reverse(name, args=[job.leave.pk]) if job.leave else ""
    if (lasting and not job.is_current) or (name == "staff:send-on-leave" and job.leave):
        return ""
    return reverse(name, args=[job.employment.pk])


def _span(first: date | None, last: date | None) -> str:
    since = _("since %(day)s") % {"day": shown(first, long_dates=True)} if first else ""
    until = _("until %(day)s") % {"day": shown(last, long_dates=True)} if last else ""
    return f"{since} {until}".strip()
