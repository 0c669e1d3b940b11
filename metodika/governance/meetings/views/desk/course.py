from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.web import confirm, done, page
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.forms.desk import PressForm, TimeForm
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.views.desk.ground import desk_act, desk_address

RUN = "meetings.run_session"


@page(RUN, Session)
@desk_act(TimeForm, title=gettext_lazy("Open the session"))
def begin_session(request: HttpRequest, session: Session, form: TimeForm) -> str:
    services.open_session(session, at=form.moment(), by=request.user)
    return _("The session is open.")


@page(RUN, Session)
@desk_act(TimeForm, title=gettext_lazy("Write down that there is no quorum"))
def give_up_session(request: HttpRequest, session: Session, form: TimeForm) -> str:
    services.declare_no_quorum(session, at=form.moment(), by=request.user)
    return _("It is written down: the session was not held for want of a quorum.")


@page(RUN, Session)
@desk_act(PressForm, title=gettext_lazy("Call a recess"))
def call_recess(request: HttpRequest, session: Session, form: PressForm) -> str:
    services.pause_session(session, by=request.user)
    return _("A recess has been called.")


@page(RUN, Session)
@desk_act(PressForm, title=gettext_lazy("Go on with the session"))
def end_recess(request: HttpRequest, session: Session, form: PressForm) -> str:
    services.resume_session(session, by=request.user)
    return _("The session goes on.")


@page(RUN, Session)
def end_session(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = TimeForm.of(request, session=session, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.close_session(session, at=form.moment(), by=request.user)
            return done(request, _("The session is closed."), desk_address(session))
    warnings = [one.text for one in queries.closing_warnings(session)]
    return confirm(
        request, form, title=_("Close the session?"), submit=_("Close the session"),
        consequences=warnings or [_("Everything is in order: nothing is missing for the minutes.")],
        back=desk_address(session), dangerous=False,
    )  # fmt: skip
