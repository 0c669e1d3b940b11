from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.web import page
from metodika.directory.staff.models import Person
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.desk import CastForm
from metodika.governance.meetings.lifecycle import Choice
from metodika.governance.meetings.models import Ballot, Session, Vote
from metodika.governance.meetings.queries.phones import phone_beat
from metodika.governance.meetings.queries.sittings import rules_for
from metodika.governance.meetings.views.desk.ground import UNFIT, by_script, words_told
from metodika.governance.meetings.views.live import (
    VIEW,
    marked,
    member_context,
    phone_parts,
    read_ticket,
    refuse_to_follow,
    ticket_for,
    ticket_page,
    write_ticket,
)


@page(VIEW, Session)
def follow(request: HttpRequest, session: Session) -> HttpResponseBase:
    refuse_to_follow(request, session)
    ticket = ticket_for(request, session)
    beat = phone_beat(session.pk, person=ticket.person)
    context = member_context(session, beat)
    live = {"mark": beat.mark, "ticket": write_ticket(request, ticket), "title": str(session)}
    return render(request, "meetings/member_page.html", {**context, **live})


@ticket_page("meetings.vote")
def cast_vote(request: HttpRequest, pk: int) -> HttpResponseBase:
    # Twenty members press within two seconds: the ticket of their page spares the check that it stands for.
    answer = _cast_by_ticket(request, pk) if request.method == "POST" else None
    return answer or _checked(request, pk=pk)  # type: ignore[call-arg]  # @page loads the row by pk


def _cast_by_ticket(request: HttpRequest, vote: int) -> HttpResponse | None:
    ticket = read_ticket(request, None)
    choice = request.POST.get("choice", "")
    person = getattr(request.user, "person_id", None)
    if ticket is None or not ticket.votes or person != ticket.person or choice not in Choice.values:
        return None
    try:
        ballot = services.cast_ballot(
            Vote(pk=vote, session_id=ticket.session), person=Person(pk=person), choice=choice, by=request.user
        )
    except (RuleBroken, Vote.DoesNotExist):
        # The whole check follows and finds the words.
        return None
    # The answer brings what the phone shows from now on: it need not ask again at the busiest moment.
    beat = phone_beat(ticket.session, person=ticket.person)
    return marked(_words_of(ballot) + phone_parts(ticket.session, beat), beat.mark)


@page("meetings.vote", Vote, method="POST")
def _checked(request: HttpRequest, vote: Vote) -> HttpResponseBase:
    if not rules_for(vote.session).members_vote:
        raise PermissionDenied(_("By the rules of this body votes are noted by the secretary."))
    form = CastForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(str(form.non_field_errors()[0]))
    person: Any = getattr(request.user, "person", None)
    choice = form.cleaned_data["choice"]
    try:
        ballot = services.cast_ballot(vote, person=person, choice=choice, by=request.user)
    except RuleBroken as refusal:
        if by_script(request):
            return HttpResponse(words_told(str(refusal)), status=UNFIT)
        raise
    if by_script(request):
        return HttpResponse(_words_of(ballot))
    return redirect("meetings:follow", vote.session_id)


def _words_of(ballot: Ballot) -> str:
    return words_told(_("Your vote: %(choice)s") % {"choice": ballot.get_choice_display()})
