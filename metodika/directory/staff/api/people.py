from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.access import can
from metodika.core.imports.exporting import CONTENT_TYPES, Format, export_response
from metodika.core.web.endpoints import Area, Ref, With, as_text, checked
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.staff import queries, services
from metodika.directory.staff.api.shapes import (
    EditOut,
    EmploymentOut,
    ListedPerson,
    PersonCardOut,
    PersonOut,
)
from metodika.directory.staff.forms import AdmitForm, PersonForm
from metodika.directory.staff.models import Person
from metodika.directory.staff.tables import STAFF_LIST, PeopleTable, StaffTable, exported_rows

area = Area("staff")
NAMES = ("last_name", "first_name", "patronymic")
DETAILS = (
    "gender", "born_on", "snils", "email", "phone", "total_experience_since", "teaching_experience_since",
)  # fmt: skip
JOB = ("organisation", "position", "started_on", "kind", "is_head", "load", "hours", "subjects")


@area.list("/people", "staff.list_people", gives=ListedPerson, table=PeopleTable)
def list_people(request: HttpRequest, table: PeopleTable) -> Any:
    return queries.people_for_list(request.user, day=table.day, permission="staff.list_people")


@area.post("/people", "staff.create_person", form=AdmitForm, gives=PersonOut, status=201)
def add_person(request: HttpRequest) -> Person:
    places = organisations_for_choice(request.user, "staff.hire_person")
    form = checked(AdmitForm.of(request, organisations=places))
    return services.admit_person(
        names=form.values(*NAMES),
        details=services.PersonDetails(**form.values(*DETAILS)),  # type: ignore[typeddict-item]  # the names are its keys
        by=request.user,
        **form.values(*JOB),
    )


@area.get("/people/{int:pk}", "staff.view_person", Person, gives=PersonCardOut)
def show_person(request: HttpRequest, person: Person) -> With:
    card = queries.person_card(person, day=timezone.localdate(), with_duplicates=False)
    private = can(request.user, "staff.view_private", person)
    return With(
        person,
        jobs=[_job(person, job) for job in card.jobs],
        educations=card.educations,
        qualifications=card.qualifications,
        category=card.category,
        total=card.total,
        teaching=card.teaching,
        private=_private(person, card) if private else None,
    )


def _job(person: Person, job: queries.Job) -> With:
    job.employment.person = person
    return With(job.employment, status=job.status, leaves=job.leaves, taught=job.subjects)


def _private(person: Person, card: queries.PersonCard) -> dict[str, Any]:
    facts = {name: getattr(person, name) for name in ("born_on", "snils", "email", "phone")}
    return {**facts, "young_teacher": card.verdict.standing}


@area.patch("/people/{int:pk}", "staff.change_person", Person, form=PersonForm, gives=PersonOut)
def change_person(request: HttpRequest, person: Person) -> Person:
    private = can(request.user, "staff.view_private", person)
    facts = {name: getattr(person, name) for name in (*NAMES, *DETAILS)}
    form = checked(PersonForm.of(request, initial=facts, private=private))
    return services.change_person(person, changes=form.values(), seen=form.seen, by=request.user)


@area.list("/people/{int:pk}/history", "staff.view_private", Person, gives=EditOut)
def list_edits(request: HttpRequest, person: Person, _table: None) -> list[dict[str, Any]]:
    return [
        {
            "when": one.when, "who": one.who, "field": one.field,
            "before": as_text(one.before), "after": as_text(one.after),
        }
        for one in queries.history_of_person(person)
    ]  # fmt: skip


@area.export("/people/file", "staff.export_people", kinds=CONTENT_TYPES)
def export_people(request: HttpRequest, form: Format) -> HttpResponseBase:
    day = timezone.localdate()
    paths = request.user.access.paths_for("staff.export_people")  # type: ignore[union-attr]  # the guard lets only people in
    people = queries.people_for_export(paths, day=day).iterator(chunk_size=2000)
    rows = exported_rows(people, today=day, private=can(request.user, "staff.view_private"))
    return export_response(STAFF_LIST, rows, form=form)


@area.list(
    "/organisations/{int:pk}/staff", "staff.list_people", Organisation, gives=EmploymentOut, table=StaffTable
)
def list_staff_of_organisation(request: HttpRequest, organisation: Organisation, table: StaffTable) -> Any:
    return queries.staff_of(organisation, as_of=timezone.localdate()).select_related("organisation")


@area.list("/positions", "staff.list_people", gives=Ref)
def list_positions(request: HttpRequest, _table: None) -> list[dict[str, Any]]:
    return [{"id": number, "name": title} for number, title in queries.position_choices()]


@area.list("/subjects", "staff.list_people", gives=Ref)
def list_subjects(request: HttpRequest, _table: None) -> list[dict[str, Any]]:
    return [{"id": number, "name": title} for number, title in queries.subject_choices()]
