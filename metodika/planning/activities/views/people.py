from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.web import ConfirmForm, confirm, done, page, show_form
from metodika.planning.activities import queries, services
from metodika.planning.activities.forms import CorrectForm, GroupForm, TakePartForm
from metodika.planning.activities.lifecycle import RegistrationStatus
from metodika.planning.activities.models import Attendance, Event, Registration
from metodika.planning.activities.tables import PresentTable, RegisteredTable
from metodika.planning.activities.views.shared import CARD, crumbs_of, event_address, event_page

PEOPLE, PRESENT = "activities:show-people", "activities:show-present"


@page("activities.run_event", Event)
def show_people(request: HttpRequest, event: Event) -> HttpResponse:
    event = queries.event_card(event)
    context = {
        **event_page(event, request.user, "show-people"),
        "table": RegisteredTable(request, queries.registered(event)),
        "caption": _("Registered"),
    }
    return render(request, "activities/event_people.html", context)


@page("activities.run_event", Event)
def show_present(request: HttpRequest, event: Event) -> HttpResponse:
    event = queries.event_card(event)
    context = {
        **event_page(event, request.user, "show-present"),
        "table": PresentTable(request, queries.people_there(event)),
        "caption": _("Was there"),
        "sheets": [(one.pk, one.file.name) for one in queries.sheets_of(event)],
    }
    return render(request, "activities/event_people.html", context)


@page("activities.take_part", Event, method="POST")
def register(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = TakePartForm(request.POST)
    person = queries.person_behind(request.user)
    remote = form.is_valid() and form.cleaned_data["remote"]
    made = services.register_people(event, people=[person], remote=remote, by=request.user)
    return done(request, _words(made), CARD, event.pk)


def _words(made: list[Registration]) -> str:
    waiting = sum(one.status == RegistrationStatus.WAITING for one in made)
    seated = len(made) - waiting
    told = []
    if seated:
        told.append(
            ngettext("%(count)d person has a seat.", "%(count)d people have a seat.", seated)
            % {"count": seated}
        )
    if waiting:
        told.append(
            ngettext(
                "%(count)d person is on the waiting list and will be told when a seat becomes free.",
                "%(count)d people are on the waiting list and will be told when a seat becomes free.",
                waiting,
            )
            % {"count": waiting}
        )
    return " ".join(told)


@page("activities.register_group", Event)
def register_group(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = GroupForm.of(request, event=event, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.register_people(event, **form.told(), by=request.user)
            return done(request, _words(made), CARD, event.pk)
    return show_form(
        request, form, title=_("Register people of my institution"), submit=_("Register them"),
        intro=event.title, back=event_address(event), breadcrumbs=crumbs_of(event),
    )  # fmt: skip


@page("activities.cancel_registration", Registration)
def cancel_registration(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    event = registration.event
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.cancel_registration(registration, by=request.user)
            return done(request, _("The registration is taken back."), CARD, event.pk)
    return confirm(
        request, form, title=_("Take the registration back?"), submit=_("Take it back"),
        consequences=[str(registration), _("The seat goes to the next on the waiting list.")],
        back=event_address(event),
    )  # fmt: skip


@page("activities.run_event", Attendance)
def correct_attendance(request: HttpRequest, attendance: Attendance) -> HttpResponseBase:
    initial = {"was_there": not attendance.is_void, "hours": attendance.hours}
    form = CorrectForm.of(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.correct_attendance(attendance, **form.values(), by=request.user)
            return done(request, _("The presence is corrected."), PRESENT, attendance.event_id)
    return show_form(
        request, form, title=_("Correct the presence"), intro=str(attendance),
        back=event_address(attendance.event), breadcrumbs=crumbs_of(attendance.event),
    )  # fmt: skip
