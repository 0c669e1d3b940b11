from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from metodika.core.web import page
from metodika.core.web.picks import suggest
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.live import desk_beat
from metodika.governance.meetings.views.live import RUN, desk_context, ticket_for, write_ticket


@page(RUN, Session)
def show_desk(request: HttpRequest, session: Session) -> HttpResponseBase:
    ticket = ticket_for(request, session, at_desk=True)
    mark = desk_beat(session.pk).mark
    context = desk_context(request, session)
    suggested = suggest(request, context["decision_form"])
    if suggested is not None:
        return suggested
    live = {"mark": mark, "ticket": write_ticket(request, ticket), "title": str(session)}
    return render(request, "meetings/desk_page.html", {**context, **live})
