from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import content_types, serve
from metodika.core.web import Form, ReasonForm, Table
from metodika.core.web.endpoints import Area, checked
from metodika.directory.records.models import Record
from metodika.governance.assignments.queries import subject_named
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.api.shapes import (
    AttendanceOut,
    CountOut,
    ItemOut,
    ListedDecision,
    RecordRef,
    SessionCardOut,
    SessionDutyOut,
    SessionOut,
    StateOut,
    WarnedOut,
)
from metodika.governance.meetings.forms.sessions import (
    BeginForm,
    FillForm,
    InviteForm,
    PlanForm,
    PostponeForm,
    SessionCardForm,
    moment_on,
)
from metodika.governance.meetings.lifecycle import SessionKind, SessionStatus
from metodika.governance.meetings.models import AgendaItem, Attendance, Session
from metodika.governance.meetings.queries.minutes import minutes_file
from metodika.governance.meetings.services.filling import SOURCES
from metodika.governance.meetings.tables import DecisionTable, SessionTable

area = Area("meetings")
VIEW, PLAN, RUN, PRINT = (
    "meetings.view_session", "meetings.plan_session", "meetings.run_session", "meetings.print_minutes",
)  # fmt: skip
PRINTERS = {
    "agenda": services.print_agenda,
    "sheet": services.print_attendance_sheet,
    "minutes": services.print_minutes,
    "recommendations": services.print_recommendations,
}


@area.list("/sessions", "meetings.list_sessions", gives=SessionOut, table=SessionTable)
def list_sessions(request: HttpRequest, table: Table) -> Any:
    return queries.sessions_for_list(request.user).with_names()


@area.list("/decisions", "meetings.list_sessions", gives=ListedDecision, table=DecisionTable)
def list_decisions(request: HttpRequest, table: Table) -> Any:
    return queries.decisions_for_list(request.user)


@area.post("/sessions", PLAN, form=PlanForm, gives=SessionOut, status=201)
def plan_session(request: HttpRequest) -> Session:
    return _plan(request, None)


@area.post("/sessions/about/{name}", PLAN, form=PlanForm, gives=SessionOut, status=201)
def plan_session_about(request: HttpRequest, name: str) -> Session:
    subject = subject_named(name, viewer=request.user)
    if subject is None:
        raise Http404
    return _plan(request, subject)


def _plan(request: HttpRequest, subject: Model | None) -> Session:
    form = checked(PlanForm.of(request, user=request.user))
    said = form.cleaned_data
    return services.draft_session(
        said["body"], on=said["planned_on"], kind=said["kind"], card=form.card(said["body"]),
        other=said["other"] if said["kind"] == SessionKind.JOINT else None, subject=subject,
        sources=SOURCES if said["fill"] else (), by=request.user,
    )  # fmt: skip


@area.get("/sessions/{int:pk}", VIEW, Session, gives=SessionCardOut)
def show_session(request: HttpRequest, session: Session) -> Any:
    return queries.card_for(session, viewer=request.user)


@area.download(
    "/sessions/{int:pk}/minutes/pdf", "meetings.read_minutes", Session, kinds=content_types({"pdf"})
)
def download_minutes(request: HttpRequest, session: Session) -> HttpResponseBase:
    return serve(minutes_file(session))


@area.download(
    "/sessions/{int:pk}/minutes/word", "meetings.read_minutes", Session, kinds=content_types({"docx"})
)
def download_minutes_word(request: HttpRequest, session: Session) -> HttpResponseBase:
    return serve(minutes_file(session, word=True))


@area.get("/sessions/{int:pk}/state", "meetings.view_course", Session, gives=StateOut)
def show_state(request: HttpRequest, session: Session) -> Any:
    return queries.desk_state(session, request.user).as_dict()


@area.get("/sessions/{int:pk}/warnings", PLAN, Session, gives=list[WarnedOut])
def show_warnings(request: HttpRequest, session: Session) -> Any:
    if session.status in {SessionStatus.PLANNED, SessionStatus.CONVENED}:
        return queries.agenda_warnings(session, today=timezone.localdate())
    return queries.closing_warnings(session)


@area.patch("/sessions/{int:pk}", PLAN, Session, form=SessionCardForm, gives=SessionOut)
def change_session(request: HttpRequest, session: Session) -> Session:
    form = checked(SessionCardForm.of(request, initial=SessionCardForm.said(session)))
    changes = {"planned_on": form.cleaned_data["planned_on"], **form.card(session.body)}
    return services.change_session(session, changes=changes, seen=form.seen, by=request.user)


@area.post("/sessions/{int:pk}/convene", PLAN, Session, gives=SessionOut)
def convene_session(request: HttpRequest, session: Session) -> Session:
    return services.convene_session(session, by=request.user)


@area.post("/sessions/{int:pk}/convene-again", PLAN, Session, gives=SessionOut)
def convene_again(request: HttpRequest, session: Session) -> Session:
    return services.convene_session(session, again=True, by=request.user)


@area.post("/sessions/{int:pk}/postpone", PLAN, Session, form=PostponeForm, gives=SessionOut, status=201)
def postpone_session(request: HttpRequest, session: Session) -> Session:
    form = checked(PostponeForm.of(request))
    return services.postpone_session(session, **form.values(), by=request.user)


@area.post("/sessions/{int:pk}/cancel", PLAN, Session, form=ReasonForm, gives=SessionOut)
def cancel_session(request: HttpRequest, session: Session) -> Session:
    form = checked(ReasonForm.of(request))
    return services.cancel_session(session, reason=form.cleaned_data["reason"], by=request.user)


def _moment(form: Form, session: Session) -> Any:
    return moment_on(session.planned_on, form.cleaned_data["at"], session.body)


@area.post("/sessions/{int:pk}/open", RUN, Session, form=BeginForm, gives=SessionOut)
def open_session(request: HttpRequest, session: Session) -> Session:
    form = checked(BeginForm.of(request))
    return services.open_session(session, at=_moment(form, session), by=request.user)


@area.post("/sessions/{int:pk}/no-quorum", RUN, Session, form=BeginForm, gives=SessionOut)
def declare_no_quorum(request: HttpRequest, session: Session) -> Session:
    form = checked(BeginForm.of(request))
    return services.declare_no_quorum(session, at=_moment(form, session), by=request.user)


@area.post("/sessions/{int:pk}/recess", RUN, Session, gives=SessionOut)
def pause_session(request: HttpRequest, session: Session) -> Session:
    return services.pause_session(session, by=request.user)


@area.post("/sessions/{int:pk}/resume", RUN, Session, gives=SessionOut)
def resume_session(request: HttpRequest, session: Session) -> Session:
    return services.resume_session(session, by=request.user)


@area.post("/sessions/{int:pk}/close", RUN, Session, form=BeginForm, gives=SessionOut)
def close_session(request: HttpRequest, session: Session) -> Session:
    form = checked(BeginForm.of(request))
    return services.close_session(session, at=_moment(form, session), by=request.user)


@area.post("/sessions/{int:pk}/guests", PLAN, Session, form=InviteForm, gives=AttendanceOut, status=201)
def invite_guest(request: HttpRequest, session: Session) -> Attendance:
    form = checked(InviteForm.of(request, user=request.user))
    return services.invite(session, **form.values(), by=request.user)


@area.post("/sessions/{int:pk}/agenda/fill", PLAN, Session, form=FillForm, gives=list[ItemOut], status=201)
def fill_agenda(request: HttpRequest, session: Session) -> list[AgendaItem]:
    form = checked(FillForm.of(request))
    return services.fill_agenda(session, sources=form.cleaned_data["sources"], by=request.user)


@area.post("/sessions/{int:pk}/print/{paper}", PRINT, Session, gives=RecordRef, status=201)
def print_paper(request: HttpRequest, session: Session, paper: str) -> Record:
    if paper not in PRINTERS:
        raise Http404
    return PRINTERS[paper](session, by=request.user)


@area.post(
    "/sessions/{int:pk}/dispute", "meetings.dispute_minutes", Session, form=ReasonForm, gives=SessionOut
)
def dispute_minutes(request: HttpRequest, session: Session) -> Session:
    form = checked(ReasonForm.of(request))
    return services.dispute_minutes(session, reason=form.cleaned_data["reason"], by=request.user)


@area.post("/sessions/{int:pk}/send-for-approval", PRINT, Session, gives=CountOut)
def send_for_approval(request: HttpRequest, session: Session) -> dict[str, int]:
    return {"count": services.send_for_approval(session, by=request.user)}


@area.get("/bodies/{int:pk}/duties", "meetings.list_sessions", Body, gives=list[SessionDutyOut])
def show_duties(request: HttpRequest, body: Body) -> Any:
    return queries.duties_of_body(body, timezone.localdate())


@area.list("/bodies/{int:pk}/sessions", "meetings.list_sessions", Body, gives=SessionOut)
def list_sessions_of_body(request: HttpRequest, body: Body, _table: None) -> Any:
    return queries.sessions_of_body(body, viewer=request.user).with_names()


@area.list("/bodies/{int:pk}/waiting-items", PLAN, Body, gives=ItemOut)
def list_waiting_items(request: HttpRequest, body: Body, _table: None) -> Any:
    return queries.items_waiting_for(body)
