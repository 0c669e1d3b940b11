from typing import Any

from django.db.models import Model
from django.forms import model_to_dict
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, confirm, done, page, show_form
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.assignments import queries, services
from metodika.governance.assignments.forms import (
    PROOFS,
    AcceptForm,
    ChangeForm,
    GiveForm,
    RemoveForm,
    ReplaceForm,
    ReportForm,
    SendBackForm,
    SplitForm,
)
from metodika.governance.assignments.models import Assignment

CARD = "assignments:show-assignment"


def card_of(assignment: Assignment) -> str:
    return reverse(CARD, args=[assignment.pk])


@page("assignments.give_assignment")
def give_assignment(request: HttpRequest) -> HttpResponseBase:
    subject = _subject(request)
    form = GiveForm.of(request, user=request.user, initial=_proposed(request, subject))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            values = form.values("text", "controller", "due_on", "organisation")
            made = services.give_assignment(
                **values, executor=form.named(), subject=subject, terms=form.terms(), by=request.user
            )
            return done(request, _("The assignment has been given."), CARD, made.pk)
    return show_form(
        request, form, title=_("Give an assignment"), submit=_("Give the assignment"),
        intro=_("About: %(subject)s") % {"subject": subject} if subject else "",
        back=reverse("assignments:list-own"), draft="assignment",
    )  # fmt: skip


def _subject(request: HttpRequest) -> Model | None:
    name = request.GET.get("about", "")
    subject = queries.subject_named(name, viewer=request.user) if name else None
    if name and subject is None:
        raise Http404
    return subject


def _proposed(request: HttpRequest, subject: Model | None) -> dict[str, Any]:
    """Return what follows from the page on which the person pressed the button."""
    own = queries.own_place(request.user, "assignments.give_assignment")
    proposed: dict[str, Any] = {"organisation": own.pk} if own else {}
    if isinstance(subject, Person):
        proposed["person"] = subject
    if isinstance(subject, Organisation):
        proposed["organisation"] = subject.pk
    return proposed


@page("assignments.change_assignment", Assignment)
def change_assignment(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    initial = {
        **model_to_dict(assignment),
        "controller": assignment.controller,
        "version": assignment.version,
    }
    form = ChangeForm.of(
        request, user=request.user, controller=assignment.controller, initial=initial
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_assignment(assignment, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The assignment is saved."), CARD, assignment.pk)
    return show_form(
        request, form, title=_("Change the assignment"), intro=_("The last day is changed by an extension."),
        back=card_of(assignment),
    )  # fmt: skip


@page("assignments.split_assignment", Assignment)
def split_assignment(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = SplitForm.of(
        request, user=request.user, initial={"due_on": assignment.due_on, "place": assignment.organisation}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            values = form.values("text", "controller", "due_on")
            made = services.split_assignment(
                assignment, **values, executor=form.named(), terms=form.terms(), by=request.user
            )
            return done(request, _("The part has been given."), CARD, made.pk)
    return show_form(
        request, form, title=_("Give a part of the assignment"), submit=_("Give the part"),
        intro=str(assignment), back=card_of(assignment),
    )  # fmt: skip


@page("assignments.change_assignment", Assignment)
def replace_executor(request: HttpRequest, assignment: Assignment, executor_pk: int) -> HttpResponseBase:
    executor = queries.present_executor(executor_pk, assignment)
    if executor is None:
        raise Http404
    form = ReplaceForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.replace_executor(executor, **form.values(), by=request.user)
            return done(request, _("Another person does it now."), CARD, assignment.pk)
    return show_form(
        request, form, title=_("Replace the executor: %(executor)s") % {"executor": executor},
        submit=_("Replace"), intro=str(assignment), back=card_of(assignment),
    )  # fmt: skip


@page("assignments.report_execution", Assignment, method="POST")
def start_assignment(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    services.start_assignment(assignment, by=request.user)
    return done(request, _("The work has begun."), CARD, assignment.pk)


@page("assignments.report_execution", Assignment)
def report_execution(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = ReportForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            files = [
                store_upload(one, allowed=PROOFS, by=request.user) for one in form.cleaned_data["attached"]
            ]
            services.report_execution(
                assignment, text=form.cleaned_data["text"], files=files, by=request.user
            )
            return done(request, _("The report has been sent to the controller."), CARD, assignment.pk)
    proof = _("What proves it: %(proof)s") % {"proof": assignment.proof} if assignment.proof else ""
    return show_form(
        request, form, title=_("Report on the execution"), submit=_("Send the report"),
        intro=f"{assignment}. {proof}".strip(), back=card_of(assignment), draft=f"report-{assignment.pk}",
    )  # fmt: skip


@page("assignments.check_report", Assignment)
def accept_report(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = AcceptForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.accept_report(assignment, **form.values(), by=request.user)
            return done(request, _("The execution is accepted."), CARD, assignment.pk)
    return confirm(
        request, form, title=_("Accept the execution?"), submit=_("Accept"), dangerous=False,
        consequences=[
            _("The assignment counts as executed."),
            _("It stays in the control list until it is removed from control."),
        ],
        back=card_of(assignment),
    )  # fmt: skip


@page("assignments.check_report", Assignment)
def send_back(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = SendBackForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.send_back(assignment, **form.values(), by=request.user)
            return done(request, _("The report has been sent back."), CARD, assignment.pk)
    return show_form(
        request, form, title=_("Send the report back"), submit=_("Send back"), intro=str(assignment),
        back=card_of(assignment),
    )  # fmt: skip


@page("assignments.remove_assignment", Assignment)
def remove_assignment(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = RemoveForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.remove_from_control(assignment, **form.values(), by=request.user)
            return done(request, _("The assignment is removed from control."), CARD, assignment.pk)
    return confirm(
        request, form, title=_("Remove the assignment from control?"), submit=_("Remove from control"),
        dangerous=False, consequences=[_("Nothing is asked about it any longer. Its card stays.")],
        back=card_of(assignment),
    )  # fmt: skip


@page("assignments.cancel_assignment", Assignment)
def cancel_assignment(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.cancel_assignment(assignment, **form.values(), by=request.user)
            return done(request, _("The assignment is cancelled."), CARD, assignment.pk)
    return confirm(
        request, form, title=_("Cancel the assignment?"), submit=_("Cancel the assignment"),
        consequences=[
            _("Those who do it are told that it is no longer needed."),
            _("Its open parts are cancelled as well."),
        ],
        back=card_of(assignment),
    )  # fmt: skip
