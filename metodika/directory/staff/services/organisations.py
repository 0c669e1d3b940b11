"""What the end of an organisation means for the people who work in it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
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
    jobs = list(
        Employment.objects.select_for_update(of=("self",))
        .filter(Q(ended_on=None) | Q(ended_on__gte=on), organisation=predecessor)
        .prefetch_related("subjects", "leaves")
        .order_by("pk")
    )
    twins = _jobs_in(successor, jobs, on)
    carried = [(job, _continued(job, successor, on)) for job in jobs if _key(job) not in twins]
    Employment.objects.bulk_create([after for _before, after in carried])
    _end_jobs(jobs, on)
    _carry_subjects(carried)
    _carry_leaves(carried, on)
    announce(StaffCarriedOver(predecessor.pk, successor.pk, len(carried)), by=by, about=successor)
    return len(carried)


def _key(job: Employment) -> tuple[int, int, str]:
    return job.person_id, job.position_id, job.kind


def _jobs_in(successor: Organisation, jobs: list[Employment], on: date) -> set[tuple[int, int, str]]:
    same = Employment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=on),
        organisation=successor,
        person__in=[job.person_id for job in jobs],
    )
    return {_key(job) for job in same}


def _continued(job: Employment, successor: Organisation, on: date) -> Employment:
    return Employment(
        person_id=job.person_id, organisation=successor, position_id=job.position_id, kind=job.kind,
        load=job.load, hours=job.hours, ended_on=job.ended_on,
        started_on=max(on, job.started_on) if job.started_on else on,
    )  # fmt: skip


def _end_jobs(jobs: list[Employment], on: date) -> None:
    numbers = [job.pk for job in jobs]
    last = on - timedelta(days=1)
    Employment.objects.filter(pk__in=numbers, started_on__gte=on).delete()
    Leave.objects.filter(employment__in=numbers, started_on__gte=on).delete()
    Leave.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), employment__in=numbers).update(ended_on=last)
    Employment.objects.filter(pk__in=numbers).update(ended_on=last, version=F("version") + 1)


def _carry_subjects(carried: list[tuple[Employment, Employment]]) -> None:
    through = Employment.subjects.through
    through.objects.bulk_create(
        through(employment=after, subject=subject)
        for before, after in carried
        for subject in before.subjects.all()
    )


def _carry_leaves(carried: list[tuple[Employment, Employment]], on: date) -> None:
    Leave.objects.bulk_create(
        Leave(employment=after, kind=one.kind, started_on=max(on, one.started_on), ended_on=one.ended_on)
        for before, after in carried
        for one in before.leaves.all()
        if one.ended_on is None or one.ended_on >= on
    )
