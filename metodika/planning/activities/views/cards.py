from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.web import ConfirmForm, Link, ReasonForm, confirm, done, page, show_form
from metodika.core.web.values import trimmed
from metodika.planning.activities import queries, services
from metodika.planning.activities.forms import (
    ChangeEventForm,
    ExternalForm,
    LineForm,
    MoveEventForm,
    PlanEventForm,
    ReportForm,
    TakePartForm,
    line_told,
)
from metodika.planning.activities.lifecycle import EventForm, EventStatus, RegistrationStatus
from metodika.planning.activities.models import Event, Registration, Seats
from metodika.planning.activities.rules.course import takes_people
from metodika.planning.activities.tables import registration_status
from metodika.planning.activities.views.shared import CARD, crumbs_of, event_address, event_page


@page("activities.view_event", Event)
def show_event(request: HttpRequest, event: Event) -> HttpResponse:
    event = queries.event_card(event)
    own = queries.registration_of(event, request.user)
    there = queries.attendance_of(event, request.user)
    context = {
        **event_page(event, request.user, "show-event"),
        "facts": _facts(event, own),
        "programme": queries.programme_of(event),
        "own": _own_part(event, own, there, request.user),
        "changes": can(request.user, "activities.change_event", event) and event.is_ahead,
        "take_part": TakePartForm() if event.form == EventForm.MIXED else ConfirmForm(),
    }
    return render(request, "activities/event_card.html", context)


def _facts(event: Event, own: Registration | None) -> list[tuple[str, Any]]:
    seats = queries.seats_of(event)
    told: list[tuple[str, Any]] = [
        (_("When"), days_of(event)), (_("Was planned for"), event.moved_from),
        (_("Why it was moved or cancelled"), event.reason), (_("Place"), event.place),
        (_("Who held it"), event.organiser),
        (_("Address online"), Link(event.link, event.link) if event.link and own else None),
        (pgettext("event", "Form"), event.get_form_display()), (_("Level"), event.get_level_display()),
        (_("For whom"), event.audience), (_("Academic hours"), trimmed(event.hours)),
        (_("Seats"), _taken(seats)),
        (_("Seats for one institution"), seats.per_institution), (_("Register until"), event.until),
        (_("Subject"), event.subject), (_("Priority direction"), event.topic),
        (_("Competences and deficits it works on"), event.competences),
        (_("What it follows from"), event.basis),
        (_("Plan item"), _item(event)),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _taken(seats: Seats) -> str:
    if seats.quota is None:
        return ""
    return _("%(taken)d of %(quota)d") % {"taken": seats.taken, "quota": seats.quota}


def _item(event: Event) -> Link | None:
    item = event.plan_item
    return Link(str(item), reverse("plans:show-item", args=[item.pk])) if item else None


def days_of(event: Event) -> str:
    day = date_format(event.starts_on, "j E Y")
    if event.ends_on != event.starts_on:
        day = f"{day} — {date_format(event.ends_on, 'j E Y')}"
    hours = "–".join(time_format(one, "H:i") for one in (event.begins, event.ends) if one)
    return ", ".join(filter(None, (day, hours)))


def _own_part(event: Event, own: Registration | None, there: Any, user: Any) -> dict[str, Any]:
    """Return what the card says to somebody of his own part in the event."""
    today = event.today
    opened = takes_people(event.status, until=event.until, today=today) and not event.is_external
    running = event.starts_on <= today and event.status not in {EventStatus.CANCELLED, EventStatus.REPORTED}
    waits = own is not None and own.status == RegistrationStatus.WAITING
    return {
        "registration": own,
        "status": registration_status(own) if own else None,
        "place": queries.place_in_line(own) if own and waits else 0,
        "there": there,
        "may_register": opened and own is None and getattr(user, "person_id", None) is not None,
        "may_send": opened and can(user, "activities.register_group"),
        "may_leave": own is not None and event.is_ahead,
        "online": running and event.form != "onsite" and own is not None and there is None,
        "asks_feedback": there is not None
        and event.has_happened
        and not event.is_external
        and not queries.has_answered(event, user.person_id),
    }


@page("activities.plan_event")
def plan_event(request: HttpRequest) -> HttpResponseBase:
    places = queries.hosts_to_plan_for(request.user)
    only = places[0].pk if len(places[:2]) == 1 else None
    form = PlanEventForm.of(request, user=request.user, initial={"host": only})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.plan_event(
                form.cleaned_data["host"], values=form.card(), limits=form.limits(), by=request.user
            )
            return done(request, _("The event is planned. Add the programme and announce it."), CARD, made.pk)
    return show_form(
        request, form, title=_("Plan an event"), submit=_("Plan the event"), draft="event",
        back=reverse("activities:list-events"),
    )  # fmt: skip


@page("activities.plan_event")
def record_external(request: HttpRequest) -> HttpResponseBase:
    form = ExternalForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.record_external(
                form.cleaned_data["host"], values=form.card(), organiser=form.cleaned_data["organiser"],
                people=form.cleaned_data["people"], by=request.user,
            )  # fmt: skip
            return done(request, _("The event is recorded with those who were there."), CARD, made.pk)
    return show_form(
        request, form, title=_("Record an event of others"), submit=_("Record it"), draft="external-event",
        back=reverse("activities:list-events"),
        intro=_("A forum, a conference elsewhere: that it was, who of ours was there, with what result."),
    )  # fmt: skip


@page("activities.change_event", Event)
def change_event(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = ChangeEventForm.of(request, user=request.user, initial=ChangeEventForm.initial_of(event))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_event(
                event, changes=form.card(), limits=form.limits(), seen=form.seen, by=request.user
            )
            return done(request, _("The event is saved."), CARD, event.pk)
    return show_form(request, form, title=_("Change the event"), intro=event.title, back=event_address(event))


def _opened(event: Event, by: Any) -> str:
    services.announce_event(event, is_open=True, by=by)
    return _("Registration is open. Those who register people of institutions have been told.")


def _announced(event: Event, by: Any) -> str:
    services.announce_event(event, is_open=False, by=by)
    return _("The event is announced.")


def _closed(event: Event, by: Any) -> str:
    services.close_registration(event, by=by)
    return _("Registration is closed.")


def _held(event: Event, by: Any) -> str:
    services.hold_event(event, by=by)
    return _("The event is marked as held. Those who were there are asked for feedback.")


def _reopened(event: Event, by: Any) -> str:
    services.reopen_event(event, by=by)
    return _("The lists can be changed again.")


STEPS = {"open": _opened, "announce": _announced, "close": _closed, "hold": _held, "reopen": _reopened}


@page("activities.change_event", Event, method="POST")
def take_step(request: HttpRequest, event: Event, event_step: str) -> HttpResponseBase:
    if event_step not in STEPS:
        raise Http404
    return done(request, STEPS[event_step](event, request.user), CARD, event.pk)


@page("activities.change_event", Event)
def move_event(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = MoveEventForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.move_event(event, **form.values(), by=request.user)
            return done(request, _("The event is moved. Everybody on its lists is told."), CARD, event.pk)
    return show_form(
        request, form, title=_("Move the event"), submit=pgettext("event", "Move"), back=event_address(event),
        intro=f"{event.title}, {days_of(event)}",
    )  # fmt: skip


@page("activities.change_event", Event)
def cancel_event(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.cancel_event(event, **form.values(), by=request.user)
            return done(request, _("The event is cancelled. Everybody on its lists is told."), CARD, event.pk)
    return confirm(
        request, form, title=_("Cancel the event?"), submit=_("Cancel the event"), back=event_address(event),
        consequences=[
            _("Everybody who is registered or speaks is told the reason."),
            _("It cannot be taken back."),
        ],
    )  # fmt: skip


@page("activities.change_event", Event)
def report_event(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = ReportForm.of(request, initial={"result": event.result})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.report_event(event, **form.values(), by=request.user)
            return done(request, _("The report is kept. The lists are final now."), CARD, event.pk)
    return show_form(
        request, form, title=_("What came of the event"), intro=event.title, back=event_address(event)
    )


@page("activities.change_event", Event)
def add_line(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = LineForm.of(request, user=request.user, initial={"on": event.starts_on, "part": "speaker"})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.add_line(event, **line_told(form), by=request.user)
            return done(request, _("The line is added to the programme."), CARD, event.pk)
    return show_form(
        request, form, title=_("Add a line to the programme"), intro=event.title, back=event_address(event),
        breadcrumbs=crumbs_of(event),
    )  # fmt: skip


@page("activities.change_event", Event, method="POST")
def drop_line(request: HttpRequest, event: Event, line_pk: int) -> HttpResponseBase:
    line = queries.line_of(event, line_pk)
    if line is None:
        raise Http404
    services.drop_line(line, by=request.user)
    return done(request, _("The line is taken out of the programme."), CARD, event.pk)
