"""A whole list of staff at once: eighty thousand rows in a dozen statements, history included."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.transaction import atomic

from metodika.core.database.bulk import copy_rows, next_ids, update_rows
from metodika.core.events import announce
from metodika.core.language import sort_key
from metodika.directory.staff.events import RosterApplied
from metodika.directory.staff.lifecycle import EmploymentKind
from metodika.directory.staff.models import Education, Employment, Person, Qualification
from metodika.directory.staff.services.vocabulary import ensure_positions, ensure_subjects

PERSON_FACTS: dict[str, Any] = {
    "last_name": "", "first_name": "", "patronymic": "", "gender": "", "born_on": None, "snils": "",
    "email": "", "phone": "", "total_experience_since": None, "teaching_experience_since": None,
}  # fmt: skip
JOB_FACTS: dict[str, Any] = {
    "kind": EmploymentKind.MAIN.value, "is_head": False, "load": None, "hours": None,
    "started_on": None, "ended_on": None, "end_reason": "",
}  # fmt: skip
EDUCATION_FACTS: dict[str, Any] = {
    "level": "", "institution": "", "speciality": "", "finished_in": None, "is_pedagogical": False,
}  # fmt: skip


@dataclass(slots=True)
class RosterRow:
    """One line of a list: a person, a job, what was earned.

    `person_id` None means a new person, and rows with the same `key` mean the same one; `person` holds all
    known facts of a new person, only the changed ones of a known. `employment_id` None adds a job when
    `organisation_id` and `position` are told; `employment` likewise. `position` and `subjects` are titles
    (subjects None: as they are). `qualification` is (category, assigned on, act), `education` its facts.
    """

    person_id: int | None = None
    key: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    employment_id: int | None = None
    organisation_id: int | None = None
    position: str = ""
    position_category: str = ""
    employment: dict[str, Any] = field(default_factory=dict)
    subjects: tuple[str, ...] | None = None
    qualification: tuple[str, date | None, str] | None = None
    education: dict[str, Any] | None = None


@dataclass(frozen=True)
class RosterResult:
    """What was written; `people` gives the numbers of new people by their keys."""

    people: dict[str, int]
    people_created: int = 0
    people_changed: int = 0
    employments_created: int = 0
    employments_changed: int = 0


@atomic
def apply_roster(rows: Sequence[RosterRow], *, by: Any) -> RosterResult:
    """Write a list of staff with a fixed number of statements; the caller has checked its rows.

    Constraints refuse what the caller overlooked (two people with one SNILS, the same job twice) with
    an IntegrityError, and nothing of the list is written.
    """
    people, created = _add_people(rows)
    changed = _change_people(rows)
    for row in rows:
        row.person_id = row.person_id or people[row.key]
    positions = _numbers(
        ensure_positions({row.position: row.position_category for row in rows if row.position})
    )
    jobs_changed = _change_jobs([row for row in rows if row.employment_id and row.employment], positions)
    jobs_created = _add_jobs([row for row in rows if row.employment_id is None and row.position], positions)
    _set_subjects([row for row in rows if row.employment_id and row.subjects is not None])
    _add_qualifications([row for row in rows if row.qualification])
    _add_educations([row for row in rows if row.education])
    result = RosterResult(people, created, changed, jobs_created, jobs_changed)
    touched = sorted({row.person_id for row in rows if row.person_id})
    announce(RosterApplied(created, changed, jobs_created, jobs_changed, touched), by=by)
    return result


def _add_people(rows: Sequence[RosterRow]) -> tuple[dict[str, int], int]:
    facts: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.person_id is None:
            # A later line of the same person only fills what the first one left empty.
            facts[row.key] = row.person | {k: v for k, v in facts.get(row.key, {}).items() if v}
    numbers = dict(zip(facts, next_ids(Person, len(facts)), strict=True))
    copy_rows(
        Person,
        ["id", "version", "sort_key", *PERSON_FACTS],
        (
            [numbers[key], 1, _key_of(told), *(told.get(name, usual) for name, usual in PERSON_FACTS.items())]
            for key, told in facts.items()
        ),
    )
    return numbers, len(facts)


def _change_people(rows: Sequence[RosterRow]) -> int:
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        if row.person_id is not None and row.person:
            told[row.person_id] |= row.person
    if not told:
        return 0
    staged = []
    for number, version, *values in _locked(Person, told, PERSON_FACTS):
        facts = dict(zip(PERSON_FACTS, values, strict=True)) | told[number]
        staged.append([number, version + 1, _key_of(facts), *(facts[name] for name in PERSON_FACTS)])
    return update_rows(Person, ["version", "sort_key", *PERSON_FACTS], staged)


def _add_jobs(rows: Sequence[RosterRow], positions: dict[str, int]) -> int:
    for row, number in zip(rows, next_ids(Employment, len(rows)), strict=True):
        row.employment_id = number
    copy_rows(
        Employment,
        ["id", "version", "person", "organisation", "position", *JOB_FACTS],
        (
            [
                row.employment_id, 1, row.person_id, row.organisation_id, positions[row.position],
                *(row.employment.get(name, usual) for name, usual in JOB_FACTS.items()),
            ]
            for row in rows
        ),
    )  # fmt: skip
    return len(rows)


def _change_jobs(rows: Sequence[RosterRow], positions: dict[str, int]) -> int:
    told = {row.employment_id: row for row in rows if row.employment_id is not None}
    if not told:
        return 0
    staged = []
    for number, version, position, *values in _locked(Employment, told, ["position_id", *JOB_FACTS]):
        row = told[number]
        facts = dict(zip(JOB_FACTS, values, strict=True)) | row.employment
        position = positions[row.position] if row.position else position
        staged.append([number, version + 1, position, *(facts[name] for name in JOB_FACTS)])
    return update_rows(Employment, ["version", "position", *JOB_FACTS], staged)


def _set_subjects(rows: Sequence[RosterRow]) -> None:
    known = _numbers(ensure_subjects(title for row in rows for title in row.subjects or ()))
    through = Employment.subjects.through
    kept: dict[int, set[int]] = defaultdict(set)
    pairs = through.objects.filter(employment__in=[row.employment_id for row in rows])
    for job, subject in pairs.values_list("employment_id", "subject_id"):
        kept[job].add(subject)
    added, dropped = [], []
    for row in rows:
        number = row.employment_id or 0
        wanted = {known[title] for title in row.subjects or ()}
        added += [(number, subject) for subject in sorted(wanted - kept[number])]
        if kept[number] - wanted:
            dropped.append(number)
            added += [(number, subject) for subject in sorted(wanted & kept[number])]
    if dropped:
        through.objects.filter(employment__in=dropped).delete()
    copy_rows(through, ["employment", "subject"], added)


def _add_qualifications(rows: Sequence[RosterRow]) -> None:
    told = {
        (row.person_id, *row.qualification[:2]): row.qualification[2] for row in rows if row.qualification
    }
    held = Qualification.objects.filter(person__in={person for person, _category, _day in told})
    for key in held.values_list("person_id", "category", "assigned_on"):
        told.pop(key, None)
    copy_rows(
        Qualification,
        ["person", "category", "assigned_on", "act"],
        ([person, category, day, act] for (person, category, day), act in told.items()),
    )


def _add_educations(rows: Sequence[RosterRow]) -> None:
    what = list(EDUCATION_FACTS)
    told = {
        (row.person_id, *(row.education.get(name, usual) for name, usual in EDUCATION_FACTS.items())): None
        for row in rows
        if row.education
    }
    for key in Education.objects.filter(person__in={key[0] for key in told}).values_list("person_id", *what):
        told.pop(key, None)
    copy_rows(Education, ["person", *what], told)


def _key_of(facts: dict[str, Any]) -> str:
    if "sort_key" in facts:
        return str(facts["sort_key"])
    names = (facts.get("last_name"), facts.get("first_name"), facts.get("patronymic"))
    return sort_key(" ".join(filter(None, names)))


def _locked(model: Any, numbers: Iterable[int], facts: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    found: Iterable[tuple[Any, ...]] = (
        model.objects.select_for_update(of=("self",))
        .filter(pk__in=list(numbers))
        .order_by("pk")
        .values_list("pk", "version", *facts)
    )
    return found


def _numbers(rows: dict[str, Any]) -> dict[str, int]:
    return {title: row.pk for title, row in rows.items()}
