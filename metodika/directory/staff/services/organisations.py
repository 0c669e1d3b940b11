"""What the end of an organisation means for the people who work in it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.db.transaction import atomic
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.events import StaffCarriedOver
from metodika.directory.staff.models import Employment, Leave


@atomic
def refuse_closing_with_staff(organisation: Organisation, *, on: date) -> None:
    """Raise RuleBroken when people work in the organisation after the day."""
    people = (
        Employment.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), organisation=organisation)
        .values("person")
        .distinct()
        .count()
    )
    if people:
        raise RuleBroken(
            ngettext(
                "%(count)d person still works in “%(organisation)s”. "
                "Transfer this person or end the job, then close.",
                "%(count)d people still work in “%(organisation)s”. "
                "Transfer them or end their jobs, then close.",
                people,
            )
            % {"count": people, "organisation": organisation}
        )


@atomic
def carry_staff_over(predecessor: Organisation, *, successor: Organisation, on: date, by: Any = None) -> int:
    """Continue the jobs of a merged organisation in its successor; return how many.

    A job that lasts on the day ends the day before and stays under the old name; a new one with the same
    terms begins in the successor, with its leave. A job planned for later moves as a whole. Where the person
    has the same job in the successor already, nothing is added. Heads do not stay heads.
    """
    jobs = (
        Employment.objects.select_for_update(of=("self",))
        .filter(Q(ended_on=None) | Q(ended_on__gte=on), organisation=predecessor)
        .prefetch_related("subjects")
        .order_by("pk")
    )
    carried = 0
    for job in jobs:
        carried += _carry(job, successor, on)
    announce(StaffCarriedOver(predecessor.pk, successor.pk, carried), by=by, about=successor)
    return carried


def _carry(job: Employment, successor: Organisation, on: date) -> int:
    next_job = Employment(
        person_id=job.person_id, organisation=successor, position_id=job.position_id, kind=job.kind,
        load=job.load, hours=job.hours, ended_on=job.ended_on,
        started_on=max(on, job.started_on) if job.started_on else on,
    )  # fmt: skip
    twin = Employment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=next_job.started_on),
        person=job.person_id, organisation=successor, position=job.position_id, kind=job.kind,
    )  # fmt: skip
    exists = twin.exists()
    if not exists:
        next_job.save(force_insert=True)
        next_job.subjects.set(job.subjects.all())
        _carry_leave(job, next_job, on)
    if job.started_on and job.started_on >= on:
        job.delete()
    else:
        job.leaves.filter(started_on__gte=on).delete()
        job.leaves.filter(Q(ended_on=None) | Q(ended_on__gte=on)).update(ended_on=on - timedelta(days=1))
        job.ended_on, job.version = on - timedelta(days=1), job.version + 1
        job.save(update_fields=["ended_on", "version"])
    return 0 if exists else 1


def _carry_leave(job: Employment, next_job: Employment, on: date) -> None:
    for leave in job.leaves.filter(Q(ended_on=None) | Q(ended_on__gte=on)):
        Leave.objects.create(
            employment=next_job,
            kind=leave.kind,
            started_on=max(on, leave.started_on),
            ended_on=leave.ended_on,
        )
