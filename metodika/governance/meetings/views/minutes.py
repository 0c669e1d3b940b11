from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from metodika.core.files.downloads import serve
from metodika.core.web import ReasonForm, done, page
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.minutes import minutes_file
from metodika.governance.meetings.views.shared import CARD, shown

PAPERS = {
    "agenda": services.print_agenda,
    "sheet": services.print_attendance_sheet,
    "minutes": services.print_minutes,
    "recommendations": services.print_recommendations,
}


@page("meetings.print_minutes", Session, method="POST")
def print_paper(request: HttpRequest, session: Session, paper: str) -> HttpResponseBase:
    if paper not in PAPERS:
        raise Http404
    PAPERS[paper](session, by=request.user)
    said = _("The paper is printed; it stands among the papers of the session.")
    if paper == "minutes":
        said = _("The minutes have their number. Those who sign have been told.")
    return done(request, said, CARD, session.pk)


@page("meetings.dispute_minutes", Session)
def dispute_minutes(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.dispute_minutes(session, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("It is written down that the minutes are disputed."), CARD, session.pk)
    intro = _("The secretary corrects the text and prints it anew; then all sign again.")
    return shown(request, form, session, title=_("Dispute the minutes"), submit=_("Dispute"), intro=intro)


@page("meetings.read_minutes", Session)
def download_minutes(request: HttpRequest, session: Session) -> HttpResponseBase:
    return serve(minutes_file(session))


@page("meetings.read_minutes", Session)
def download_minutes_word(request: HttpRequest, session: Session) -> HttpResponseBase:
    return serve(minutes_file(session, word=True))
