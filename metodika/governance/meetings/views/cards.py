from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.files.downloads import serve
from metodika.core.web import Link, page, show_panel
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.queries import dispatches_of
from metodika.governance.assignments.queries import address_of_subject
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import rules_of
from metodika.governance.meetings import queries
from metodika.governance.meetings.lifecycle import BEFORE, Deviation, PresidingGround
from metodika.governance.meetings.models import Material, Session
from metodika.governance.meetings.queries import SessionCard
from metodika.governance.meetings.queries.assigned import not_given
from metodika.governance.meetings.queries.calendar import calendar_text
from metodika.governance.meetings.queries.items import agenda_rows
from metodika.governance.meetings.queries.minutes import minutes_shown, papers_of
from metodika.governance.meetings.queries.registers import duties_at, duties_of_body, origin_of
from metodika.governance.meetings.tables import status_of, status_of_decision, title_of
from metodika.governance.meetings.views.shared import card_of, crumbs_of
from metodika.governance.meetings.views.steps import Standing, acts_of, path_of

ROWS_IN_PANEL = 6
MAY = ("plan_session", "send_item_on", "print_minutes", "view_course", "read_minutes")


@page("meetings.view_session", Session)
def show_session(request: HttpRequest, session: Session) -> HttpResponseBase:
    session = queries.sessions_for_list(request.user).with_names().defer(None).get(pk=session.pk)
    card, user = queries.card_for(session, viewer=request.user), request.user
    may = {name: can(user, f"meetings.{name}", session) for name in MAY}
    context = {
        **_course(session, card, user),
        "may_write": may["plan_session"],
        "may_send": may["send_item_on"],
        "may_print": may["print_minutes"],
        "title": title_of(session),
        "session": session,
        "card": card,
        "status": status_of(session),
        "facts": _facts(session, user),
        "deviations": [Deviation(code).label for code in session.deviations],
        "items": agenda_rows(card, viewer=user),
        "is_before": session.status in BEFORE,
        "people": _people(card),
        "people_heads": [_("Person"), _("Capacity"), _("Came and left"), _("Note")],
        "checks": list(session.quorum_checks.select_related("vote").order_by("at")),
        "check_heads": [_("Time"), _("Members here"), _("Needed"), _("Counted from"), _("Quorum")],
        "sees_course": may["view_course"],
        "reads_minutes": may["read_minutes"],
        "minutes": minutes_shown(session, viewer=user),
        "papers": papers_of(session, viewer=user) if may["view_course"] else [],
        "told": dispatches_of(session, user),
        "decisions": [(row, status_of_decision(row)) for row in card.decisions],
        "decision_heads": _decision_heads(),
        "not_given": not_given(session, needs_approval=queries.rules_for(session).needs_approval)
        if may["plan_session"]
        else [],
        "warned": queries.agenda_warnings(session, today=timezone.localdate())
        if may["plan_session"] and session.status in BEFORE
        else [],
        "history": story_of(session) if may["view_course"] else [],
        "breadcrumbs": crumbs_of(session),
    }  # fmt: skip
    return render(request, "meetings/session_card.html", context)


def _course(session: Session, card: SessionCard, user: Any) -> dict[str, Any]:
    """Where the session stands, and what this person may do with it."""
    needs_approval = queries.rules_for(session).needs_approval and session.is_quorate is not False
    front, more = acts_of(Standing(session, {row.status for row in card.decisions}, needs_approval), user)
    steps, current = path_of(session)
    return {"front": front, "more": more, "steps": steps, "step": current}


def _decision_heads() -> list[str]:
    dates = [
        pgettext("decision date", "Adopted"), pgettext("decision date", "Approved"),
        pgettext("decision date", "Published"),
    ]  # fmt: skip
    return [_("No."), _("Decision"), *dates, _("State")]


def _facts(session: Session, viewer: Any) -> list[tuple[str, Any]]:
    ground = PresidingGround(session.presiding_ground).label if session.presiding_ground else ""
    presiding = f"{session.presiding} ({str(ground).lower()})" if session.presiding and ground else None
    recorder = str(session.recorder) if session.recorder else ""
    if recorder and session.recorder_is_temporary:
        recorder = _("%(person)s (in place of the secretary)") % {"person": recorder}
    partner, moved, origin = session.joint_with, session.moved_to, origin_of(session)
    subject = session.subject
    address = address_of_subject(subject, viewer=viewer)
    facts: list[tuple[str, Any]] = [
        (_("Whose session"), Link(str(session.body), reverse("bodies:show-body", args=[session.body_id]))),
        (_("Day"), session.day),
        (_("Begins at"), session.starts_at),
        (_("How it is held"), session.get_mode_display()),
        (_("Place of the session"), session.place),
        (_("Address of the video meeting"), session.link and Link(session.link, session.link)),
        (_("Sheets are taken until"), session.poll_until),
        (_("Theme"), session.theme),
        (_("Together with"), partner and Link(str(partner), card_of(partner))),
        (_("Postponed to"), moved and Link(str(moved), card_of(moved))),
        (_("In place of"), origin and Link(str(origin), card_of(origin))),
        (_("Item of a plan"), subject and (Link(str(subject), address) if address else str(subject))),
        (_("Year"), session.year),
        (_("Agenda sent at"), session.convened_at),
        (_("Presided"), presiding),
        (_("Kept the minutes"), recorder),
        (_("Opened at"), session.opened_at),
        (_("Closed at"), session.closed_at),
        (_("Why"), session.status_reason),
    ]
    return [fact for fact in facts if fact[1]]


def _people(card: SessionCard) -> list[dict[str, Any]]:
    return [
        {"row": row, "stays": list(row.stays.all()), "is_guest": is_guest}
        for rows, is_guest in ((card.members, False), (card.guests, True))
        for row in rows
    ]


@page("meetings.view_session", Session)
def download_calendar(request: HttpRequest, session: Session) -> HttpResponseBase:
    answer = HttpResponse(
        calendar_text(session, url=request.build_absolute_uri(card_of(session)), now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="session-{session.day:%Y-%m-%d}.ics"'
    return answer


@page("meetings.view_session", Material)
def download_material(request: HttpRequest, material: Material) -> HttpResponseBase:
    return serve(material.file)


@page("meetings.list_sessions", Body)
def show_sessions_of_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    rows = list(queries.sessions_of_body(body, viewer=request.user)[: ROWS_IN_PANEL + 1])
    return show_panel(
        request, "meetings/session_panel.html", title=_("Sessions"), body=body,
        rows=[(row, title_of(row), status_of(row)) for row in rows[:ROWS_IN_PANEL]],
        more=len(rows) > ROWS_IN_PANEL,
        is_light=not rules_of(body).needs_approval,
        duties=duties_of_body(body, timezone.localdate()),
        waiting=list(queries.items_waiting_for(body)),
    )  # fmt: skip


@page("meetings.list_sessions", Organisation)
def show_duties_of_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    return show_panel(
        request, "meetings/duty_panel.html", title=_("What its councils and associations owe"),
        duties=duties_at(organisation, request.user, timezone.localdate()),
    )  # fmt: skip
