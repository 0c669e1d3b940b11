from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from metodika.core.web import done, page, show_form
from metodika.governance.assignments import services
from metodika.governance.assignments.forms import ProlongForm, RefuseForm
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.views.acts import CARD, card_of


@page("assignments.check_report", Assignment)
def prolong_assignment(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = ProlongForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.prolong(assignment, **form.values(), by=request.user)
            return done(request, _("More time has been given."), CARD, assignment.pk)
    return show_form(
        request, form, title=_("Give more time"), submit=_("Give more time"), intro=str(assignment),
        back=card_of(assignment),
    )  # fmt: skip


@page("assignments.report_execution", Assignment)
def ask_extension(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = ProlongForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.ask_extension(assignment, **form.values(), by=request.user)
            return done(request, _("The controller has been asked for more time."), CARD, assignment.pk)
    return show_form(
        request, form, title=_("Ask for more time"), submit=_("Ask"),
        intro=_("Until the controller answers, the last day stays as it is."), back=card_of(assignment),
    )  # fmt: skip


@page("assignments.check_report", Assignment, method="POST")
def grant_extension(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    services.grant_extension(assignment, by=request.user)
    return done(request, _("More time has been given."), CARD, assignment.pk)


@page("assignments.check_report", Assignment)
def refuse_extension(request: HttpRequest, assignment: Assignment) -> HttpResponseBase:
    form = RefuseForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.refuse_extension(assignment, **form.values(), by=request.user)
            return done(request, _("The executor has been told."), CARD, assignment.pk)
    return show_form(
        request, form, title=_("Refuse more time"), submit=_("Refuse"), intro=str(assignment),
        back=card_of(assignment),
    )  # fmt: skip
