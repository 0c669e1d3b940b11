from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import confirm, done, page, show_form
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.staff import services
from metodika.directory.staff.forms import (
    EmploymentForm,
    EndForm,
    HireForm,
    LeaveForm,
    ReturnForm,
    TransferForm,
)
from metodika.directory.staff.models import Employment, Leave, Person

TERMS = ("kind", "is_head", "load", "hours", "subjects")
FACTS = ("position", "kind", "is_head", "load", "hours", "started_on", "ended_on", "end_reason")


def _card(number: int) -> str:
    return reverse("staff:show-person", args=[number])


@page("staff.hire_person", Person)
def hire_person(request: HttpRequest, person: Person) -> HttpResponse:
    form = HireForm.of(request, organisations=organisations_for_choice(request.user, "staff.hire_person"))
    if form.is_valid():
        with form.refusals():
            told = form.cleaned_data
            services.hire_person(
                person,
                organisation=told["organisation"],
                position=told["position"],
                started_on=told["started_on"],
                by=request.user,
                **form.values(*TERMS),
            )
            return done(request, _("The job is added."), _card(person.pk))
    return show_form(
        request, form, title=_("Add a job"), intro=str(person), back=_card(person.pk), submit=_("Add")
    )


@page("staff.hire_person", Employment)
def change_employment(request: HttpRequest, employment: Employment) -> HttpResponse:
    facts = {name: getattr(employment, name) for name in FACTS}
    initial = {**facts, "subjects": employment.subjects.all(), "version": employment.version}
    form = EmploymentForm.of(request, initial=initial)
    back = _card(employment.person_id)
    if form.is_valid():
        with form.refusals():
            services.change_employment(
                employment,
                changes=form.values(*FACTS),
                subjects=form.cleaned_data["subjects"],
                seen=form.seen,
                by=request.user,
            )
            return done(request, _("The job is saved."), back)
    return show_form(request, form, title=_("Change the job"), intro=str(employment.organisation), back=back)


@page("staff.end_employment", Employment)
def end_employment(request: HttpRequest, employment: Employment) -> HttpResponseBase:
    form = EndForm.of(request, initial={"on": timezone.localdate()})
    back = _card(employment.person_id)
    if form.is_valid():
        with form.refusals():
            told = form.cleaned_data
            services.end_employment(employment, on=told["on"], reason=told["reason"], by=request.user)
            return done(request, _("The job has ended."), back)
    return confirm(
        request, form, title=_("End the job?"), submit=_("End the job"), back=back,
        consequences=[
            f"{employment.person}: {employment.position}, {employment.organisation}",
            _("The day you name is the last one worked; a leave that lasts longer ends with the job."),
            _("Everything that the person did in the organisation stays in its history."),
        ],
    )  # fmt: skip


@page("staff.transfer_person", Employment)
def transfer_person(request: HttpRequest, employment: Employment) -> HttpResponse:
    places = organisations_for_choice(request.user, "staff.transfer_person").exclude(
        pk=employment.organisation_id
    )
    form = TransferForm.of(request, organisations=places)
    back = _card(employment.person_id)
    if form.is_valid():
        with form.refusals():
            services.transfer_person(employment, **form.values(), by=request.user)
            return done(request, _("The transfer is recorded."), back)
    intro = f"{employment.person}: {employment.position}, {employment.organisation}"
    return show_form(request, form, title=_("Transfer"), intro=intro, back=back, submit=_("Transfer"))


@page("staff.hire_person", Employment)
def send_on_leave(request: HttpRequest, employment: Employment) -> HttpResponse:
    form = LeaveForm.of(request)
    back = _card(employment.person_id)
    if form.is_valid():
        with form.refusals():
            services.send_on_leave(employment, **form.values(), by=request.user)
            return done(request, _("The leave is recorded."), back)
    intro = f"{employment.person}: {employment.position}, {employment.organisation}"
    return show_form(request, form, title=_("Long leave"), intro=intro, back=back)


@page("staff.hire_person", Leave)
def return_from_leave(request: HttpRequest, leave: Leave) -> HttpResponse:
    form = ReturnForm.of(request, initial={"on": timezone.localdate()})
    back = _card(leave.employment.person_id)
    if form.is_valid():
        with form.refusals():
            services.return_from_leave(leave, **form.values(), by=request.user)
            return done(request, _("The return is recorded."), back)
    intro = f"{leave.employment.person}: {leave.get_kind_display()}"
    return show_form(request, form, title=_("Return from leave"), intro=intro, back=back)
