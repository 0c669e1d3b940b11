from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import send, serve
from metodika.core.files.kinds import KINDS
from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, checked
from metodika.planning.activities import queries, services
from metodika.planning.activities.api.shapes import (
    AnswerOut,
    CertificateOut,
    CertificateRunOut,
    EventAttendanceOut,
    EventCardOut,
    EventListedOut,
    EventOpinionOut,
    EventOut,
    FeedOut,
    ProgrammeLineOut,
    RegistrationOut,
)
from metodika.planning.activities.documents import sheet_file
from metodika.planning.activities.forms import (
    SHEETS,
    CertificatesForm,
    ChangeEventForm,
    CorrectForm,
    DeskForm,
    ExternalForm,
    FeedbackForm,
    FeedForm,
    GroupForm,
    LineForm,
    MoveEventForm,
    OneCertificateForm,
    PlanEventForm,
    ReportForm,
    SheetForm,
    TakePartForm,
    WordForm,
    line_told,
)
from metodika.planning.activities.lifecycle import Way
from metodika.planning.activities.models import (
    Attendance,
    Certificate,
    CertificateRun,
    Event,
    Feed,
    ProgrammeItem,
    Registration,
)
from metodika.planning.activities.tables import EventsTable

area = Area("activities")
PDF = [KINDS["pdf"].content_type]
SEE, CHANGE, RUN = "activities.view_event", "activities.change_event", "activities.run_event"
PAPERS, TAKE_PART = "activities.issue_certificates", "activities.take_part"


@area.list("/events", "activities.list_events", gives=EventListedOut, table=EventsTable)
def list_events(request: HttpRequest, table: Table) -> Any:
    return queries.events_for_list(request.user)


@area.post("/events", "activities.plan_event", form=PlanEventForm, gives=EventOut, status=201)
def plan_event(request: HttpRequest) -> Event:
    form = checked(PlanEventForm.of(request, user=request.user))
    host = form.cleaned_data["host"]
    return services.plan_event(host, values=form.card(), limits=form.limits(), by=request.user)


@area.post("/events/external", "activities.plan_event", form=ExternalForm, gives=EventOut, status=201)
def record_external(request: HttpRequest) -> Event:
    form = checked(ExternalForm.of(request, user=request.user))
    told = form.values("host", "organiser", "people")
    return services.record_external(told.pop("host"), values=form.card(), **told, by=request.user)


@area.get("/events/{int:pk}", SEE, Event, gives=EventCardOut)
def show_event(request: HttpRequest, event: Event) -> Any:
    event = queries.event_card(event)
    return {"event": event, "seats": queries.seats_of(event), "programme": queries.programme_of(event)}


@area.patch("/events/{int:pk}", CHANGE, Event, form=ChangeEventForm, gives=EventOut)
def change_event(request: HttpRequest, event: Event) -> Event:
    initial = ChangeEventForm.initial_of(event)
    form = checked(ChangeEventForm.of(request, user=request.user, initial=initial))
    return services.change_event(
        event, changes=form.card(), limits=form.limits(), seen=form.seen, by=request.user
    )


@area.post("/events/{int:pk}/announce", CHANGE, Event, gives=EventOut)
def announce_event(request: HttpRequest, event: Event) -> Event:
    return services.announce_event(event, is_open=False, by=request.user)


@area.post("/events/{int:pk}/open", CHANGE, Event, gives=EventOut)
def open_registration(request: HttpRequest, event: Event) -> Event:
    return services.announce_event(event, is_open=True, by=request.user)


@area.post("/events/{int:pk}/close", CHANGE, Event, gives=EventOut)
def close_registration(request: HttpRequest, event: Event) -> Event:
    return services.close_registration(event, by=request.user)


@area.post("/events/{int:pk}/hold", CHANGE, Event, gives=EventOut)
def hold_event(request: HttpRequest, event: Event) -> Event:
    return services.hold_event(event, by=request.user)


@area.post("/events/{int:pk}/report", CHANGE, Event, form=ReportForm, gives=EventOut)
def report_event(request: HttpRequest, event: Event) -> Event:
    return services.report_event(event, **checked(ReportForm.of(request)).values(), by=request.user)


@area.post("/events/{int:pk}/reopen", CHANGE, Event, gives=EventOut)
def reopen_event(request: HttpRequest, event: Event) -> Event:
    return services.reopen_event(event, by=request.user)


@area.post("/events/{int:pk}/move", CHANGE, Event, form=MoveEventForm, gives=EventOut)
def move_event(request: HttpRequest, event: Event) -> Event:
    return services.move_event(event, **checked(MoveEventForm.of(request)).values(), by=request.user)


@area.post("/events/{int:pk}/cancel", CHANGE, Event, form=ReasonForm, gives=EventOut)
def cancel_event(request: HttpRequest, event: Event) -> Event:
    return services.cancel_event(event, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post("/events/{int:pk}/programme", CHANGE, Event, form=LineForm, gives=ProgrammeLineOut, status=201)
def add_line(request: HttpRequest, event: Event) -> ProgrammeItem:
    form = checked(LineForm.of(request, user=request.user))
    return services.add_line(event, **line_told(form), by=request.user)


@area.remove("/events/{int:pk}/programme/{int:line_pk}", CHANGE, Event)
def drop_line(request: HttpRequest, event: Event, line_pk: int) -> None:
    line = queries.line_of(event, line_pk)
    if line is None:
        raise Http404
    services.drop_line(line, by=request.user)


@area.list("/events/{int:pk}/registrations", RUN, Event, gives=RegistrationOut)
def list_registrations(request: HttpRequest, event: Event, _table: None) -> Any:
    return queries.registered(event)


@area.post(
    "/events/{int:pk}/register", TAKE_PART, Event, form=TakePartForm, gives=RegistrationOut, status=201
)
def register(request: HttpRequest, event: Event) -> Registration:
    form = checked(TakePartForm.of(request))
    person = queries.person_behind(request.user)
    return services.register_people(event, people=[person], **form.values(), by=request.user)[0]


@area.post(
    "/events/{int:pk}/register-group", "activities.register_group", Event, form=GroupForm,
    gives=list[RegistrationOut], status=201,
)  # fmt: skip
def register_group(request: HttpRequest, event: Event) -> list[Registration]:
    form = checked(GroupForm.of(request, event=event, user=request.user))
    return services.register_people(event, **form.told(), by=request.user)


@area.post(
    "/registrations/{int:pk}/cancel", "activities.cancel_registration", Registration, gives=RegistrationOut
)
def cancel_registration(request: HttpRequest, registration: Registration) -> Registration:
    return services.cancel_registration(registration, by=request.user)


@area.list("/events/{int:pk}/attendances", RUN, Event, gives=EventAttendanceOut)
def list_attendances(request: HttpRequest, event: Event, _table: None) -> Any:
    return queries.people_there(event)


@area.post("/events/{int:pk}/attendances", RUN, Event, form=DeskForm, gives=EventAttendanceOut, status=201)
def mark_present(request: HttpRequest, event: Event) -> Attendance:
    form = checked(DeskForm.of(request, event=event))
    people = [form.cleaned_data["person"]]
    return services.mark_present(event, people=people, way=Way.DESK, by=request.user)[0]


@area.post("/events/{int:pk}/sheet", RUN, Event, form=SheetForm, gives=list[EventAttendanceOut])
def type_sheet(request: HttpRequest, event: Event) -> list[Attendance]:
    form = checked(SheetForm.of(request, event=event))
    people, day = form.cleaned_data["people"], form.cleaned_data["on"]
    return services.type_sheet(event, people=people, on=day, by=request.user)


@area.post(
    "/events/{int:pk}/sheet/with-file", RUN, Event, form=SheetForm, file=True, gives=list[EventAttendanceOut]
)
def type_sheet_with_file(request: HttpRequest, event: Event) -> list[Attendance]:
    form = checked(SheetForm.of(request, event=event))
    people, day = form.cleaned_data["people"], form.cleaned_data["on"]
    file = store_upload(request.FILES["file"], allowed=SHEETS, by=request.user)  # type: ignore[arg-type]  # one file
    return services.type_sheet(event, people=people, on=day, file=file, by=request.user)


@area.download("/events/{int:pk}/sheet.pdf", RUN, Event, kinds=PDF)
def print_sheet(request: HttpRequest, event: Event) -> HttpResponseBase:
    event = queries.event_card(event)
    content = sheet_file(event, day=event.starts_on)
    return send([content], name=f"sheet-{event.pk}.pdf", content_type=PDF[0])


@area.post("/events/{int:pk}/check-in-online", TAKE_PART, Event, form=WordForm, gives=EventAttendanceOut)
def check_in_online(request: HttpRequest, event: Event) -> Attendance:
    return services.check_in_online(event, **checked(WordForm.of(request)).values(), by=request.user)


@area.post("/check-in/{here_code}", TAKE_PART, gives=EventAttendanceOut)
def check_in(request: HttpRequest, here_code: str) -> Attendance:
    return services.check_in(here_code, by=request.user)


@area.post("/attendances/{int:pk}/correct", RUN, Attendance, form=CorrectForm, gives=EventAttendanceOut)
def correct_attendance(request: HttpRequest, attendance: Attendance) -> Attendance:
    told = checked(CorrectForm.of(request)).values()
    return services.correct_attendance(attendance, **told, by=request.user)


@area.post("/events/{int:pk}/feedback", TAKE_PART, Event, form=FeedbackForm, gives=AnswerOut, status=201)
def give_feedback(request: HttpRequest, event: Event) -> Any:
    return services.give_feedback(event, **checked(FeedbackForm.of(request)).values(), by=request.user)


@area.get("/events/{int:pk}/opinion", RUN, Event, gives=EventOpinionOut)
def show_opinion(request: HttpRequest, event: Event) -> Any:
    return vars(queries.opinion_of(event))


@area.list("/events/{int:pk}/certificates", PAPERS, Event, gives=CertificateOut)
def list_certificates(request: HttpRequest, event: Event, _table: None) -> Any:
    return queries.certificates_of(event)


@area.post(
    "/events/{int:pk}/certificates", PAPERS, Event, form=OneCertificateForm, gives=CertificateOut, status=201
)
def issue_one(request: HttpRequest, event: Event) -> Certificate:
    form = checked(OneCertificateForm.of(request, event=event))
    person, kind = form.cleaned_data["person"], form.cleaned_data["kind"]
    return services.issue_certificate(event, person=person, kind=kind, signer=form.signer(), by=request.user)


@area.post(
    "/events/{int:pk}/certificates/all",
    PAPERS,
    Event,
    form=CertificatesForm,
    gives=CertificateRunOut,
    status=201,
)
def issue_certificates(request: HttpRequest, event: Event) -> Any:
    form = checked(CertificatesForm.of(request))
    run = services.start_run(event, kind=form.cleaned_data["kind"], signer=form.signer(), by=request.user)
    return queries.run_counted(run)


@area.get("/certificate-runs/{int:pk}", PAPERS, CertificateRun, gives=CertificateRunOut)
def show_run(request: HttpRequest, run: CertificateRun) -> Any:
    return queries.run_counted(run)


@area.post("/certificate-runs/{int:pk}/resume", PAPERS, CertificateRun, gives=CertificateRunOut)
def resume_run(request: HttpRequest, run: CertificateRun) -> Any:
    services.resume_run(run, now=timezone.now(), by=request.user)
    return queries.run_counted(run)


@area.download("/certificates/{int:pk}/file", "activities.view_certificate", Certificate, kinds=PDF)
def download_certificate(request: HttpRequest, certificate: Certificate) -> HttpResponseBase:
    return serve(certificate.file)


@area.post(
    "/certificates/{int:pk}/reissue", PAPERS, Certificate, form=ReasonForm, gives=CertificateOut, status=201
)
def reissue_certificate(request: HttpRequest, certificate: Certificate) -> Certificate:
    told = checked(ReasonForm.of(request)).values()
    return services.reissue_certificate(certificate, **told, by=request.user)


@area.post("/certificates/{int:pk}/void", PAPERS, Certificate, form=ReasonForm, gives=CertificateOut)
def void_certificate(request: HttpRequest, certificate: Certificate) -> Certificate:
    return services.void_certificate(certificate, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.list("/calendar-feeds", "activities.keep_feed", gives=FeedOut)
def list_feeds(request: HttpRequest, _table: None) -> Any:
    return queries.feeds_of(request.user)


@area.post("/calendar-feeds", "activities.keep_feed", form=FeedForm, gives=FeedOut, status=201)
def open_feed(request: HttpRequest) -> Feed:
    return services.open_feed(**checked(FeedForm.of(request, user=request.user)).values(), by=request.user)


@area.post("/calendar-feeds/{int:pk}/renew", "activities.keep_feed", Feed, gives=FeedOut)
def renew_feed(request: HttpRequest, feed: Feed) -> Feed:
    return services.renew_feed(feed, by=request.user)


@area.remove("/calendar-feeds/{int:pk}", "activities.keep_feed", Feed)
def close_feed(request: HttpRequest, feed: Feed) -> None:
    services.close_feed(feed, by=request.user)
