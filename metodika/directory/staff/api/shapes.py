from datetime import date, datetime
from typing import Any

from metodika.core.web.endpoints import Ref, Schema
from metodika.directory.staff.models import Employment


class EmploymentOut(Schema):
    id: int
    version: int
    person: Ref
    organisation: Ref
    position: Ref
    kind: str
    is_head: bool
    load: float | None
    hours: float | None
    started_on: date | None
    ended_on: date | None
    end_reason: str
    subjects: list[Ref]

    @staticmethod
    def resolve_subjects(job: Employment) -> list[Any]:
        return list(job.subjects.all())


class LeaveOut(Schema):
    id: int
    kind: str
    started_on: date
    ended_on: date | None


class JobOut(EmploymentOut):
    status: str
    leaves: list[LeaveOut]

    @staticmethod
    def resolve_subjects(job: Any) -> list[Any]:
        return list(job.taught)


class QualificationOut(Schema):
    id: int
    category: str
    position: Ref | None
    assigned_on: date | None
    valid_until: date | None
    act: str


class EducationOut(Schema):
    id: int
    level: str
    institution: str
    speciality: str
    finished_in: int | None
    is_pedagogical: bool


class LengthOut(Schema):
    years: int
    months: int


class PersonOut(Schema):
    id: int
    version: int
    last_name: str
    first_name: str
    patronymic: str
    gender: str
    total_experience_since: date | None
    teaching_experience_since: date | None


class ListedJob(Schema):
    id: int
    organisation: Ref
    position: Ref
    kind: str
    is_head: bool
    load: float | None
    subjects: list[str]

    @staticmethod
    def resolve_subjects(job: Employment) -> list[str]:
        return list(job.subject_titles)  # type: ignore[attr-defined]  # annotated by people_for_list


class ListedCategory(Schema):
    category: str
    assigned_on: date | None
    valid_until: date | None


class ListedPerson(PersonOut):
    jobs: list[ListedJob]
    categories: list[ListedCategory]


class PrivateOut(Schema):
    born_on: date | None
    snils: str
    email: str
    phone: str
    young_teacher: str


class PersonCardOut(PersonOut):
    jobs: list[JobOut]
    educations: list[EducationOut]
    qualifications: list[QualificationOut]
    category: QualificationOut | None
    total: LengthOut
    teaching: LengthOut
    private: PrivateOut | None


class EditOut(Schema):
    when: datetime
    who: str
    field: str
    before: str
    after: str


class PairOut(Schema):
    one: Ref
    other: Ref
    why: str


class ApartOut(Schema):
    one: Ref
    other: Ref
    told_at: datetime
