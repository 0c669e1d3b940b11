from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from metodika.core.files.downloads import content_types, serve
from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.directory.staff.models import Person
from metodika.governance.assignments import queries, services
from metodika.governance.assignments.forms import (
    PROOFS,
    AcceptForm,
    ChangeForm,
    GiveForm,
    ProlongForm,
    RefuseForm,
    RemoveForm,
    ReplaceForm,
    ReportForm,
    SendBackForm,
    SplitForm,
)
from metodika.governance.assignments.models import Assignment, Executor, Extension, Report
from metodika.governance.assignments.tables import ControlTable, OwnTable, checks_own_work

area = Area("assignments")


class ExecutorOut(Schema):
    id: int
    kind: str
    title: str
    person: Ref | None
    is_responsible: bool
    since_on: date
    until_on: date | None
    reported_at: datetime | None


class AssignmentOut(Schema):
    id: int
    number: str
    text: str
    proof: str
    organisation: Ref
    controller: Ref
    given_on: date
    due_on: date
    first_due_on: date
    status: str
    reported_on: date | None
    executed_on: date | None
    closed_on: date | None
    closed_because: str
    about: str
    version: int

    @staticmethod
    def resolve_about(row: Assignment) -> str:
        return row.subject_name


class AssignmentListedOut(AssignmentOut):
    executors: list[ExecutorOut]
    asks_for_time: bool
    controls_itself: bool

    @staticmethod
    def resolve_controls_itself(row: Any) -> bool:
        return checks_own_work(row)

    @staticmethod
    def resolve_executors(row: Any) -> list[Executor]:
        found: list[Executor] = row.doing
        return found


class ReportOut(Schema):
    id: int
    executor: Ref
    text: str
    files: list[Ref]
    made_at: datetime
    verdict: str
    note: str
    checked_at: datetime | None

    @staticmethod
    def resolve_files(report: Report) -> list[Any]:
        return list(report.files.all())


class ExtensionOut(Schema):
    id: int
    from_on: date
    to_on: date
    reason: str
    status: str
    note: str
    asked_at: datetime
    decided_at: datetime | None


class AssignmentCardOut(Schema):
    assignment: AssignmentListedOut
    former: list[ExecutorOut]
    reports: list[ReportOut]
    extensions: list[ExtensionOut]
    parts: list[AssignmentListedOut]


@area.list("/assignments/own", "assignments.list_own", gives=AssignmentListedOut, table=OwnTable)
def list_own(request: HttpRequest, table: Table) -> Any:
    return queries.own_assignments(request.user)


@area.list("/assignments", "assignments.list_assignments", gives=AssignmentListedOut, table=ControlTable)
def list_assignments(request: HttpRequest, table: Table) -> Any:
    return queries.control_list(request.user)


@area.post("/assignments", "assignments.give_assignment", form=GiveForm, gives=AssignmentOut, status=201)
def give_assignment(request: HttpRequest) -> Assignment:
    return _give(request, None)


@area.post(
    "/assignments/about/{name}", "assignments.give_assignment", form=GiveForm, gives=AssignmentOut, status=201
)
def give_assignment_about(request: HttpRequest, name: str) -> Assignment:
    subject = queries.subject_named(name, viewer=request.user)
    if subject is None:
        raise Http404
    return _give(request, subject)


def _give(request: HttpRequest, subject: Any) -> Assignment:
    form = checked(GiveForm.of(request, user=request.user))
    values = form.values("text", "controller", "due_on", "organisation")
    return services.give_assignment(
        **values, executor=form.named(), subject=subject, terms=form.terms(), by=request.user
    )


@area.get("/assignments/{int:pk}", "assignments.view_assignment", Assignment, gives=AssignmentCardOut)
def show_assignment(request: HttpRequest, assignment: Assignment) -> Any:
    return queries.assignment_card(assignment, viewer=request.user)


@area.patch(
    "/assignments/{int:pk}", "assignments.change_assignment", Assignment, form=ChangeForm, gives=AssignmentOut
)
def change_assignment(request: HttpRequest, assignment: Assignment) -> Assignment:
    initial = {"text": assignment.text, "proof": assignment.proof, "controller": assignment.controller}
    form = checked(
        ChangeForm.of(request, user=request.user, controller=assignment.controller, initial=initial)
    )
    return services.change_assignment(assignment, changes=form.values(), seen=form.seen, by=request.user)


@area.post(
    "/assignments/{int:pk}/parts", "assignments.split_assignment", Assignment, form=SplitForm,
    gives=AssignmentOut, status=201,
)  # fmt: skip
def split_assignment(request: HttpRequest, assignment: Assignment) -> Assignment:
    form = checked(SplitForm.of(request, user=request.user))
    values = form.values("text", "controller", "due_on")
    return services.split_assignment(
        assignment, **values, executor=form.named(), terms=form.terms(), by=request.user
    )


@area.post(
    "/assignments/{int:pk}/executors/{int:executor_pk}/replace", "assignments.change_assignment", Assignment,
    form=ReplaceForm, gives=ExecutorOut,
)  # fmt: skip
def replace_executor(request: HttpRequest, assignment: Assignment, executor_pk: int) -> Executor:
    executor = queries.present_executor(executor_pk, assignment)
    if executor is None:
        raise Http404
    form = checked(ReplaceForm.of(request, user=request.user))
    return services.replace_executor(executor, **form.values(), by=request.user)


@area.post("/assignments/{int:pk}/start", "assignments.report_execution", Assignment, gives=AssignmentOut)
def start_assignment(request: HttpRequest, assignment: Assignment) -> Assignment:
    return services.start_assignment(assignment, by=request.user)


@area.post(
    "/assignments/{int:pk}/reports", "assignments.report_execution", Assignment, form=ReportForm,
    gives=ReportOut, status=201,
)  # fmt: skip
def report_execution(request: HttpRequest, assignment: Assignment) -> Report:
    form = checked(ReportForm.of(request))
    return services.report_execution(assignment, text=form.cleaned_data["text"], by=request.user)


@area.post(
    "/assignments/{int:pk}/reports/with-file", "assignments.report_execution", Assignment, form=ReportForm,
    file=True, gives=ReportOut, status=201,
)  # fmt: skip
def report_with_file(request: HttpRequest, assignment: Assignment) -> Report:
    form = checked(ReportForm.of(request))
    file = store_upload(request.FILES["file"], allowed=PROOFS, by=request.user)  # type: ignore[arg-type]  # one file
    return services.report_execution(
        assignment, text=form.cleaned_data["text"], files=[file], by=request.user
    )


@area.download(
    "/assignments/{int:pk}/files/{int:file_pk}", "assignments.view_assignment", Assignment,
    kinds=content_types(PROOFS),
)  # fmt: skip
def download_file(request: HttpRequest, assignment: Assignment, file_pk: int) -> HttpResponseBase:
    stored = queries.file_of_report(assignment, file_pk)
    if stored is None:
        raise Http404
    return serve(stored)


@area.post(
    "/assignments/{int:pk}/accept", "assignments.check_report", Assignment, form=AcceptForm,
    gives=AssignmentOut,
)  # fmt: skip
def accept_report(request: HttpRequest, assignment: Assignment) -> Assignment:
    form = checked(AcceptForm.of(request))
    return services.accept_report(assignment, **form.values(), by=request.user)


@area.post(
    "/assignments/{int:pk}/send-back", "assignments.check_report", Assignment, form=SendBackForm,
    gives=AssignmentOut,
)  # fmt: skip
def send_back(request: HttpRequest, assignment: Assignment) -> Assignment:
    form = checked(SendBackForm.of(request))
    return services.send_back(assignment, **form.values(), by=request.user)


@area.post(
    "/assignments/{int:pk}/prolong", "assignments.check_report", Assignment, form=ProlongForm,
    gives=ExtensionOut,
)  # fmt: skip
def prolong_assignment(request: HttpRequest, assignment: Assignment) -> Extension:
    form = checked(ProlongForm.of(request))
    return services.prolong(assignment, **form.values(), by=request.user)


@area.post(
    "/assignments/{int:pk}/more-time", "assignments.report_execution", Assignment, form=ProlongForm,
    gives=ExtensionOut, status=201,
)  # fmt: skip
def ask_extension(request: HttpRequest, assignment: Assignment) -> Extension:
    form = checked(ProlongForm.of(request))
    return services.ask_extension(assignment, **form.values(), by=request.user)


@area.post(
    "/assignments/{int:pk}/more-time/grant", "assignments.check_report", Assignment, gives=ExtensionOut
)
def grant_extension(request: HttpRequest, assignment: Assignment) -> Extension:
    return services.grant_extension(assignment, by=request.user)


@area.post(
    "/assignments/{int:pk}/more-time/refuse", "assignments.check_report", Assignment, form=RefuseForm,
    gives=ExtensionOut,
)  # fmt: skip
def refuse_extension(request: HttpRequest, assignment: Assignment) -> Extension:
    form = checked(RefuseForm.of(request))
    return services.refuse_extension(assignment, **form.values(), by=request.user)


@area.post(
    "/assignments/{int:pk}/remove", "assignments.remove_assignment", Assignment, form=RemoveForm,
    gives=AssignmentOut,
)  # fmt: skip
def remove_assignment(request: HttpRequest, assignment: Assignment) -> Assignment:
    form = checked(RemoveForm.of(request))
    return services.remove_from_control(assignment, **form.values(), by=request.user)


@area.post(
    "/assignments/{int:pk}/cancel", "assignments.cancel_assignment", Assignment, form=ReasonForm,
    gives=AssignmentOut,
)  # fmt: skip
def cancel_assignment(request: HttpRequest, assignment: Assignment) -> Assignment:
    form = checked(ReasonForm.of(request))
    return services.cancel_assignment(assignment, **form.values(), by=request.user)


@area.list("/people/{int:pk}/assignments", "assignments.list_assignments", Person, gives=AssignmentListedOut)
def list_assignments_of_person(request: HttpRequest, person: Person, _table: None) -> Any:
    return queries.assignments_of_person(person.pk, viewer=request.user)
