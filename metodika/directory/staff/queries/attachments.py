"""What hangs on a person and on the person's jobs, gathered by one statement."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, models

from metodika.directory.staff.models import Education, Leave, Person, Position, Qualification, Subject

Row = TypeVar("Row", bound=models.Model)
# Four short lists: putting four statements together takes Django longer than the whole page's answers.
EVERYTHING = """
    SELECT 'subject', taught.employment_id, to_jsonb(subject)::text, NULL
    FROM staff_employment AS job
    JOIN staff_employment_subjects AS taught ON taught.employment_id = job.id
    JOIN staff_subject AS subject ON subject.id = taught.subject_id
    WHERE job.person_id = %(person)s
    UNION ALL
    SELECT 'leave', job.id, to_jsonb(leave)::text, NULL
    FROM staff_employment AS job JOIN staff_leave AS leave ON leave.employment_id = job.id
    WHERE job.person_id = %(person)s
    UNION ALL
    SELECT 'education', NULL, to_jsonb(education)::text, NULL
    FROM staff_education AS education WHERE education.person_id = %(person)s
    UNION ALL
    SELECT 'qualification', NULL, to_jsonb(held)::text, to_jsonb(position)::text
    FROM staff_qualification AS held LEFT JOIN staff_position AS position ON position.id = held.position_id
    WHERE held.person_id = %(person)s
"""


@dataclass
class Attachments:
    """Subjects and leaves by the number of the job; educations and qualifications, the latest first."""

    subjects: dict[int, list[Subject]] = field(default_factory=lambda: defaultdict(list))
    leaves: dict[int, list[Leave]] = field(default_factory=lambda: defaultdict(list))
    educations: list[Education] = field(default_factory=list)
    qualifications: list[Qualification] = field(default_factory=list)


def attached_to(person: Person) -> Attachments:
    """Return everything that is recorded of the person besides the jobs; one query."""
    found = Attachments()
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING, {"person": person.pk})
        for kind, job, told, position in cursor.fetchall():
            if kind == "subject":
                found.subjects[job].append(_row(Subject, told))
            elif kind == "leave":
                found.leaves[job].append(_row(Leave, told))
            elif kind == "education":
                found.educations.append(_row(Education, told))
            else:
                held = _row(Qualification, told)
                held.position = _row(Position, position) if position else None
                found.qualifications.append(held)
    for rows in (*found.subjects.values(), *found.leaves.values()):
        rows.sort(key=lambda row: row.pk)  # type: ignore[attr-defined]  # subjects and leaves are rows
    found.educations.sort(
        key=lambda one: (one.finished_in is None, one.finished_in or 0, one.pk), reverse=True
    )
    found.qualifications.sort(key=_assigned, reverse=True)
    return found


def _assigned(held: Qualification) -> tuple[bool, str, int]:
    # As the database sorts downwards: a day that nobody knows stands first.
    return held.assigned_on is None, str(held.assigned_on or ""), held.pk


def _row(model: type[Row], told: str) -> Row:
    values: dict[str, Any] = json.loads(told)
    columns = model._meta.concrete_fields
    return model(**{column.attname: column.to_python(values[str(column.column)]) for column in columns})
