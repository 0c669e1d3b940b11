"""Everything that the card of a person shows, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F

from metodika.core.audit.tracking import history_of
from metodika.directory.staff.lifecycle import EmploymentStatus, PositionCategory
from metodika.directory.staff.models import Education, Employment, Leave, Person, Qualification, Subject
from metodika.directory.staff.queries.attachments import Attachments, attached_to
from metodika.directory.staff.queries.duplicates import Duplicate, possible_duplicates
from metodika.directory.staff.queries.young import bounds_told
from metodika.directory.staff.rules.employments import status_on
from metodika.directory.staff.rules.experience import Length, length_of
from metodika.directory.staff.rules.qualifications import Held, highest
from metodika.directory.staff.rules.young_teachers import Bounds, Verdict, young_teacher


@dataclass(frozen=True)
class Job:
    """One employment with its state on the day."""

    employment: Employment
    status: EmploymentStatus
    subjects: list[Subject]
    leaves: list[Leave]
    leave: Leave | None

    @property
    def is_current(self) -> bool:
        """Tell whether the job lasts on the day, on leave or not."""
        return self.status in {EmploymentStatus.ACTIVE, EmploymentStatus.ON_LEAVE}


@dataclass(frozen=True)
class PersonCard:
    """A person as of a day: jobs (present ones first), records, experience, the young teacher's verdict."""

    person: Person
    day: date
    jobs: list[Job]
    educations: list[Education]
    qualifications: list[Qualification]
    category: Qualification | None
    total: Length
    teaching: Length
    verdict: Verdict
    bounds: Bounds
    duplicates: list[Duplicate]


def person_card(person: Person, *, day: date, with_duplicates: bool = True) -> PersonCard:
    """Gather the card as of the day; duplicates are looked for only when asked."""
    employments = list(
        person.employments.select_related("organisation", "position")
        # Of the profile only the bounds: its words alone are longer than the rest of the card.
        .annotate(bounds=F("organisation__municipality__profile__data__young_teacher"))
    )
    more = attached_to(person)
    jobs = sorted((_job(one, more, day) for one in employments), key=_by_importance)
    bounds = _bounds(jobs)
    return PersonCard(
        person=person,
        day=day,
        jobs=jobs,
        educations=more.educations,
        qualifications=more.qualifications,
        category=_highest(more.qualifications, day),
        total=length_of(person.total_experience_since, day),
        teaching=length_of(person.teaching_experience_since, day),
        verdict=_verdict(person, jobs, bounds, day),
        bounds=bounds,
        duplicates=possible_duplicates(person) if with_duplicates else [],
    )


@dataclass(frozen=True)
class Edit:
    """One change of one field, as a page shows it."""

    when: datetime
    who: str
    field: str
    before: Any
    after: Any


def history_of_person(person: Person) -> list[Edit]:
    """Return who changed what in the person's own record, newest first; three queries."""
    changes = [change for change in history_of(person) if change.field != "sort_key"]
    users = (
        get_user_model()
        ._default_manager.select_related("person")
        .in_bulk({change.user_id for change in changes if change.user_id})
    )
    return [
        Edit(change.at, str(users.get(change.user_id, "")), change.label, change.before, change.after)
        for change in changes
    ]


def _job(employment: Employment, more: Attachments, day: date) -> Job:
    leaves = more.leaves[employment.pk]
    present = [one for one in leaves if one.started_on <= day and (not one.ended_on or one.ended_on >= day)]
    status = status_on(
        day, started_on=employment.started_on, ended_on=employment.ended_on, on_leave=bool(present)
    )
    return Job(employment, status, more.subjects[employment.pk], leaves, present[0] if present else None)


def _by_importance(job: Job) -> tuple[bool, bool, int]:
    started = job.employment.started_on
    return not job.is_current, job.employment.kind != "main", -(started.toordinal() if started else 0)


def _bounds(jobs: list[Job]) -> Bounds:
    for job in jobs:
        told = job.employment.bounds  # type: ignore[attr-defined]  # annotated by person_card
        if told:
            return bounds_told(told)
    return Bounds()


def _verdict(person: Person, jobs: list[Job], bounds: Bounds, day: date) -> Verdict:
    pauses = [
        (leave.started_on, leave.ended_on)
        for job in jobs
        for leave in job.leaves
        if leave.kind in bounds.pausing_leaves
    ]
    teaches = any(
        job.is_current and job.employment.position.category == PositionCategory.TEACHING for job in jobs
    )
    return young_teacher(
        born_on=person.born_on,
        teaching_since=person.teaching_experience_since,
        teaches=teaches,
        pauses=pauses,
        bounds=bounds,
        as_of=day,
    )


def _highest(rows: list[Qualification], day: date) -> Qualification | None:
    held = {Held(one.category, one.assigned_on, one.valid_until): one for one in rows}
    found = highest(held, day)
    return held[found] if found else None
