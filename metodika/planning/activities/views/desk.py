from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.documents.codes import code_as_png
from metodika.core.files.downloads import send, serve
from metodika.core.files.uploads import store_upload
from metodika.core.web import done, page, show_form
from metodika.planning.activities import queries, services
from metodika.planning.activities.documents import sheet_file
from metodika.planning.activities.forms import SHEETS, DeskForm, SheetForm, WordForm
from metodika.planning.activities.lifecycle import Way
from metodika.planning.activities.models import Event, Registration
from metodika.planning.activities.views.shared import CARD, crumbs_of, event_address, event_page

DESK, PRESENT = "activities:show-desk", "activities:show-present"
GONE = 410


def day_now(event: Event) -> Any:
    """Return the day of the event that is meant today: the nearest of its days."""
    return max(event.starts_on, min(event.ends_on, event.today))


@page("activities.run_event", Event)
def show_desk(request: HttpRequest, event: Event) -> HttpResponseBase:
    event = queries.event_card(event)
    form = DeskForm.of(request, event=event)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.mark_present(event, people=[form.cleaned_data["person"]], way=Way.DESK, by=request.user)
            return redirect(DESK, event.pk)
    expected = queries.expected_at(event)
    context = {
        **event_page(event, request.user, "show-desk"),
        "form": form,
        "heads": [_("Person"), _("Presence")],
        "expected": expected,
        "came": sum(one.attendance is not None for one in expected),
        "word": event.online_word if event.form != "onsite" else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "activities/event_desk.html", context, status=status)


@page("activities.run_event", Event)
def draw_code(request: HttpRequest, event: Event) -> HttpResponse:
    address = queries.address_of(queries.screen_code(event, now=timezone.now()))
    response = HttpResponse(code_as_png(address), content_type="image/png")
    response["Cache-Control"] = "no-store"
    return response


@page("activities.run_event", Registration, method="POST")
def mark_registered(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    services.mark_present(registration.event, people=[registration.person], way=Way.DESK, by=request.user)
    return redirect(DESK, registration.event_id)


@page("activities.take_part")
def check_in(request: HttpRequest, here_code: str) -> HttpResponseBase:
    read = queries.read_code(here_code, now=timezone.now())
    event = queries.event_numbered(read.event) if read else None
    registration = queries.registration_numbered(read.registration) if read else None
    context: dict[str, Any] = {"title": _("Check in"), "event": event, "registration": registration}
    if request.method == "POST":
        try:
            context["marked"] = services.check_in(here_code, by=request.user)
        except RuleBroken as refusal:
            context["refusal"] = str(refusal)
            return render(request, "activities/check_in.html", context, status=409)
    return render(request, "activities/check_in.html", context, status=200 if event else GONE)


@page("activities.take_part", Event)
def check_in_online(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = WordForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.check_in_online(event, word=form.cleaned_data["word"], by=request.user)
            return done(request, _("You are marked as present."), CARD, event.pk)
    return show_form(
        request, form, title=_("Check in online"), submit=_("I am here"), intro=event.title,
        back=event_address(event),
    )  # fmt: skip


@page("activities.run_event", Event)
def print_sheet(request: HttpRequest, event: Event) -> HttpResponseBase:
    event = queries.event_card(event)
    content = sheet_file(event, day=day_now(event))
    return send([content], name=f"sheet-{event.pk}.pdf", content_type="application/pdf")


@page("activities.run_event", Event)
def type_sheet(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = SheetForm.of(request, event=event, initial={"on": day_now(event)})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            uploaded = form.cleaned_data["file"]
            file = store_upload(uploaded, allowed=SHEETS, by=request.user) if uploaded else None
            services.type_sheet(
                event,
                people=form.cleaned_data["people"],
                on=form.cleaned_data["on"],
                file=file,
                by=request.user,
            )
            return done(request, _("The sheet is typed back."), PRESENT, event.pk)
    return show_form(
        request, form, title=_("Type the sheet back"), submit=_("Keep"), back=event_address(event),
        intro=_("Tick those who have signed. People without a seat are marked at the desk."),
        breadcrumbs=crumbs_of(event),
    )  # fmt: skip


@page("activities.run_event", Event)
def download_sheet(request: HttpRequest, event: Event, file_pk: int) -> HttpResponseBase:
    stored = queries.file_of_sheet(event, file_pk)
    if stored is None:
        raise Http404
    return serve(stored, inline=True)
