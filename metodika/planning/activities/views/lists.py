from calendar import Calendar
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.calendar import Period, month
from metodika.core.web import page, show_list, show_panel
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.planning.activities import queries
from metodika.planning.activities.models import Event
from metodika.planning.activities.tables import (
    EventsTable,
    OwnAttendanceTable,
    OwnCertificateTable,
    registration_status,
    status_of,
)

IN_PANEL = 8


def _planning(request: HttpRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {
            "title": _("Calendar"),
            "url": reverse("activities:show-calendar"),
            "icon": "calendar-event",
            "look": "plain",
        },
        {
            "title": _("To my calendar"),
            "url": reverse("activities:list-feeds"),
            "icon": "link",
            "look": "plain",
        },
    ]
    if can(request.user, "activities.plan_event"):
        record = reverse("activities:record-external")
        found += [
            {"title": _("Record an event of others"), "url": record, "look": "plain"},
            {"title": _("Plan an event"), "url": reverse("activities:plan-event"), "icon": "plus"},
        ]
    return found


@page("activities.list_events")
def list_events(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request, EventsTable, queries.events_for_list(request.user), title=_("Events"),
        actions=_planning(request),
        intro=_("Seminars, conferences, master classes: what is announced, who comes, who was there."),
    )  # fmt: skip


@page("activities.list_events")
def show_calendar(request: HttpRequest) -> HttpResponse:
    period = _month_asked(request)
    events = queries.events_of_month(request.user, period.starts_on, period.ends_on)
    weeks = [
        [
            (day, [(one, status_of(one)) for one in events if one.starts_on <= day <= one.ends_on])
            if day.month == period.starts_on.month
            else (None, [])
            for day in week
        ]
        for week in Calendar().monthdatescalendar(period.starts_on.year, period.starts_on.month)
    ]
    context = {
        "title": _("Calendar of events"),
        "crumbs": [(_("Events"), reverse("activities:list-events"))],
        "month": date_format(period.starts_on, "F Y"),
        "heads": [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
        "weeks": weeks,
        "count": len(events),
        "before": _other(period.previous()),
        "after": _other(period.next()),
    }
    return render(request, "activities/event_calendar.html", context)


def _month_asked(request: HttpRequest) -> Period:
    try:
        asked = parse_date(f"{request.GET.get('month', '')}-01")
    except ValueError:
        asked = None
    day: date = asked or timezone.localdate()
    return month(day)


def _other(period: Period) -> tuple[str, str]:
    return date_format(period.starts_on, "F"), f"?month={period.starts_on:%Y-%m}"


@page("activities.take_part")
def list_own(request: HttpRequest) -> HttpResponse:
    registered = [
        (one.event, registration_status(one), one) for one in queries.own_registrations(request.user)
        if one.event.is_ahead
    ]  # fmt: skip
    context = {
        "title": _("My events"),
        "registered": registered,
        "attended": OwnAttendanceTable(request, queries.own_attendances(request.user)),
        "certificates": OwnCertificateTable(request, queries.own_certificates(request.user)),
    }
    return render(request, "activities/own_list.html", context)


@page("activities.view_event", Person)
def show_events_of_person(request: HttpRequest, person: Person) -> HttpResponse:
    rows = [(one.event, one.result, one.hours) for one in queries.attended_by(person)[:IN_PANEL]]
    return show_panel(request, "activities/person_panel.html", title=_("Events"), rows=rows)


def _panel(request: HttpRequest, events: Any) -> HttpResponse:
    rows: list[tuple[Event, Any]] = [(one, status_of(one)) for one in events[:IN_PANEL]]
    return show_panel(request, "activities/event_panel.html", title=_("Events"), rows=rows)


@page("activities.list_events", Organisation)
def show_events_of_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return _panel(request, queries.events_of_organisation(organisation, request.user))


@page("activities.list_events", Body)
def show_events_of_body(request: HttpRequest, body: Body) -> HttpResponse:
    return _panel(request, queries.events_of_body(body, request.user))
