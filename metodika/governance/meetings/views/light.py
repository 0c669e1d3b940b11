from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.web import done, page, show_form
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.forms.light import LightForm, YearForm
from metodika.governance.meetings.lifecycle import Capacity
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.views.shared import CARD, shown


@page("meetings.run_session", Session)
def write_light(request: HttpRequest, session: Session) -> HttpResponseBase:
    people = [row for row in queries.people_told(session) if row.capacity == Capacity.MEMBER]
    form = LightForm.of(
        request, user=request.user, session=session, items=list(queries.items_of(session)), people=people,
        initial={"present": [row.pk for row in people]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.hold_light_session(session, **form.told(), by=request.user)
            return done(request, _("The session is written down. Now print its minutes."), CARD, session.pk)
    intro = _("For a session that has been held: who was there and four lines on every question.")
    return shown(
        request, form, session, title=_("Minutes in four lines"), intro=intro,
        template="meetings/session_light.html",
    )  # fmt: skip


@page("meetings.plan_session", Body)
def plan_year(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = YearForm.of(request, body=body)
    back, sessions = reverse("bodies:show-body", args=[body.pk]), reverse("meetings:list-sessions")
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            planned = services.plan_year(body, lines=form.lines(), by=request.user)
            words = ngettext("%(count)d session is planned.", "%(count)d sessions are planned.", len(planned))
            return done(
                request,
                words % {"count": len(planned)},
                f"{sessions}?body={body.pk}",
            )
    return show_form(
        request, form, title=_("Plan of the year"), submit=_("Plan"), back=back, intro=str(body),
        template="meetings/session_year.html",
        breadcrumbs=[(_("Sessions"), sessions), (str(body), back), (_("Plan of the year"), "")],
    )  # fmt: skip


PAPERS = {"passport": services.print_passport, "year-report": services.print_year_report}


@page("meetings.print_minutes", Body, method="POST")
def print_body_paper(request: HttpRequest, body: Body, body_paper: str) -> HttpResponseBase:
    if body_paper not in PAPERS:
        raise Http404
    record = PAPERS[body_paper](body, on=timezone.localdate(), by=request.user)
    return done(
        request, _("The paper is printed and stands in the register."), "records:show-record", record.pk
    )
