from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.web import page
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.desk import CastForm
from metodika.governance.meetings.models import Session, Vote
from metodika.governance.meetings.queries.live import beat_of
from metodika.governance.meetings.queries.sittings import rules_for
from metodika.governance.meetings.views.desk.ground import UNFIT, by_script, words_told
from metodika.governance.meetings.views.live import (
    VIEW,
    Ticket,
    member_context,
    refuse_to_follow,
    write_ticket,
)


@page(VIEW, Session)
def follow(request: HttpRequest, session: Session) -> HttpResponseBase:
    refuse_to_follow(request, session)
    ticket = Ticket(session.pk, getattr(request.user, "person_id", None) or 0, at_desk=False)
    beat = beat_of(session.pk, person=ticket.person)
    context = member_context(session, ticket, beat)
    live = {"mark": ticket.mark(beat), "ticket": write_ticket(request, ticket), "title": str(session)}
    return render(request, "meetings/member_page.html", {**context, **live})


@page("meetings.vote", Vote, method="POST")
def cast_vote(request: HttpRequest, vote: Vote) -> HttpResponseBase:
    if not rules_for(vote.session).members_vote:
        raise PermissionDenied(_("By the rules of this body votes are noted by the secretary."))
    form = CastForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(form.non_field_errors()[0])
    person = request.user.person  # type: ignore[union-attr]  # the permission asks for a member
    try:
        ballot = services.cast_ballot(
            vote, person=person, choice=form.cleaned_data["choice"], by=request.user
        )
    except RuleBroken as refusal:
        if by_script(request):
            return HttpResponse(words_told(str(refusal)), status=UNFIT)
        raise
    if by_script(request):
        return HttpResponse(words_told(_("Your vote: %(choice)s") % {"choice": ballot.get_choice_display()}))
    return redirect("meetings:follow", vote.session_id)
