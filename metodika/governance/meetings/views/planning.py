from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import ConfirmForm, Form, ReasonForm, confirm, done, page, show_form
from metodika.governance.assignments.queries import subject_named
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.forms.sessions import (
    AgainForm,
    BeginForm,
    InviteForm,
    PlanForm,
    PostponeForm,
    SessionCardForm,
    moment_on,
)
from metodika.governance.meetings.lifecycle import SessionKind, SessionMode, SessionStatus
from metodika.governance.meetings.models import Attendance, Session
from metodika.governance.meetings.queries.choices import usual_day
from metodika.governance.meetings.services.filling import SOURCES
from metodika.governance.meetings.views.shared import CARD, card_of, crumbs_of, shown

AGENDA = "meetings:edit-agenda"
LONGEST_THEME = 500


@page("meetings.plan_session")
def plan_session(request: HttpRequest) -> HttpResponseBase:
    initial: dict[str, str] = {"mode": SessionMode.IN_PERSON, "kind": SessionKind.ORDINARY}
    body = request.GET.get("body", "")
    if body.isascii() and body.isdigit():
        initial["body"] = body
    subject = _subject(request)
    if subject is not None:
        initial["theme"] = str(subject)[:LONGEST_THEME]
    form = PlanForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            session = _plan(form, request.user, subject)
            return done(request, _("The session is planned. Look through its agenda."), AGENDA, session.pk)
    back = reverse("meetings:list-sessions")
    return show_form(
        request, form, title=_("Plan a session"), submit=_("Plan"), back=back, draft="session",
        intro=_("Item of a plan: %(item)s") % {"item": subject} if subject else "",
        breadcrumbs=[(_("Sessions"), back), (_("Plan a session"), "")],
    )  # fmt: skip


def _subject(request: HttpRequest) -> Model | None:
    """Return the item of a plan from whose card the person has come."""
    name = request.GET.get("about", "")
    subject = subject_named(name, viewer=request.user) if name else None
    if name and subject is None:
        raise Http404
    return subject


def _plan(form: PlanForm, user: Any, subject: Model | None) -> Session:
    said = form.cleaned_data
    body, on, sources = said["body"], said["planned_on"], SOURCES if said["fill"] else ()
    other = said["other"] if said["kind"] == SessionKind.JOINT else None
    return services.draft_session(
        body, on=on, by=user, kind=said["kind"], other=other, subject=subject, card=form.card(body),
        sources=sources,
    )  # fmt: skip


@page("meetings.plan_session", Body, method="POST")
def draft_session(request: HttpRequest, body: Body) -> HttpResponseBase:
    on = usual_day(timezone.localdate())
    session = services.draft_session(body, on=on, by=request.user)
    return done(
        request, _("A draft of the session is ready. Check its day and its agenda."), AGENDA, session.pk
    )


@page("meetings.plan_session", Session)
def change_session(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = SessionCardForm.of(request, initial=SessionCardForm.said(session))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            changes = {"planned_on": form.cleaned_data["planned_on"], **form.card(session.body)}
            services.change_session(session, changes=changes, seen=form.seen, by=request.user)
            return done(request, _("The card is saved."), CARD, session.pk)
    return shown(request, form, session, title=_("Change the card"))


@page("meetings.plan_session", Session)
def convene_session(request: HttpRequest, session: Session) -> HttpResponseBase:
    is_sent = session.status == SessionStatus.CONVENED
    form: Form = AgainForm.of(request) if is_sent else ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.convene_session(session, by=request.user, again=is_sent)
            return done(request, _("The agenda is sent to the members and guests."), CARD, session.pk)
    warned = queries.agenda_warnings(session, today=timezone.localdate())
    return show_form(
        request, form, title=_("Send the agenda?"), submit=_("Send"), back=card_of(session),
        template="meetings/session_convene.html", session=session, warned=warned,
        people=queries.people_told(session), breadcrumbs=crumbs_of(session, (_("Send the agenda?"), "")),
    )  # fmt: skip


@page("meetings.plan_session", Session)
def postpone_session(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = PostponeForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            fresh = services.postpone_session(session, **form.values(), by=request.user)
            return done(request, _("The session is postponed. The new one has its agenda."), CARD, fresh.pk)
    intro = _("The agenda goes over to a new session on the new day; this one keeps its record.")
    return shown(request, form, session, title=_("Postpone the session"), submit=_("Postpone"), intro=intro)


@page("meetings.plan_session", Session)
def cancel_session(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.cancel_session(session, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The session is cancelled."), CARD, session.pk)
    return confirm(
        request,
        form,
        title=_("Cancel the session?"),
        consequences=[
            _("Members and guests are told, with the reason."),
            _("It does not count among the sessions of the year and cannot be opened again."),
        ],
        submit=_("Cancel the session"),
        back=card_of(session),
    )


@page("meetings.run_session", Session)
def declare_no_quorum(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = BeginForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            at = moment_on(session.planned_on, form.cleaned_data["at"], session.body)
            services.declare_no_quorum(session, by=request.user, at=at)
            return done(request, _("It is written down that there was no quorum."), CARD, session.pk)
    intro = _(
        "The session leaves a record and does not count among those of the year. First note on the desk who "
        "has come."
    )
    return shown(request, form, session, title=_("No quorum"), submit=_("Write down"), intro=intro)


@page("meetings.plan_session", Session)
def invite_guest(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = InviteForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.invite(session, **form.values(), by=request.user)
            return done(request, _("The guest is on the list."), CARD, session.pk)
    intro = _("A guest speaks, but does not vote and does not count in the quorum.")
    return shown(request, form, session, title=_("Invite a guest"), submit=_("Invite"), intro=intro)


@page("meetings.plan_session", Attendance, method="POST")
def strike_guest(request: HttpRequest, guest: Attendance) -> HttpResponseBase:
    services.strike_guest(guest, by=request.user)
    return done(request, _("The guest is off the list."), CARD, guest.session_id)
