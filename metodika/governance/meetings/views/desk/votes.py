from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.web import page, show_form
from metodika.directory.staff.models import Person
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.desk import BallotsForm, HandsForm, PressForm, WhyForm
from metodika.governance.meetings.lifecycle import DecisionStatus, VoteMethod
from metodika.governance.meetings.models import Decision, Vote
from metodika.governance.meetings.queries.live import people_at
from metodika.governance.meetings.views.desk.ground import (
    answered,
    by_script,
    desk_act,
    desk_address,
    unfit,
)

RUN = "meetings.run_session"


@page(RUN, Decision)
@desk_act(PressForm, title=gettext_lazy("Put the decision to the vote by name"))
def put_to_vote(request: HttpRequest, decision: Decision, form: PressForm) -> str:
    session = decision.session
    method = VoteMethod.CORRESPONDENCE if session.is_poll else VoteMethod.NAMED
    services.open_vote(session, question=decision.text, item=decision.item, method=method, by=request.user)
    return _("The vote is open.")


@page(RUN, Decision)
@desk_act(HandsForm, title=gettext_lazy("Count hands for the decision"))
def count_hands(request: HttpRequest, decision: Decision, form: HandsForm) -> str:
    vote = services.vote_at_once(
        decision.session, question=decision.text, item=decision.item, totals=form.totals(),
        chair_choice=form.cleaned_data["chair_choice"], by=request.user,
    )  # fmt: skip
    services.settle_decision(decision, vote=vote, by=request.user)
    return words_of(vote)


@page(RUN, Vote)
def note_ballots(request: HttpRequest, vote: Vote) -> HttpResponseBase:
    people = {person.pk: person for person in people_at(vote.session) if person.pk in vote.asked}
    known = dict(vote.ballots.values_list("person_id", "choice"))
    form = BallotsForm.of(
        request, session=vote.session, user=request.user, vote=vote,
        names={number: str(person) for number, person in people.items()},
        initial={f"choice_{number}": choice for number, choice in known.items()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _note(vote, people, form, request.user)
            words = _("The votes are noted.")
            if form.cleaned_data["finish"]:
                words = words_of(_close(vote, request.user))
            return answered(request, vote.session, words)
    if by_script(request):
        return unfit(form)
    return show_form(request, form, title=_("Note the votes"), back=desk_address(vote.session))


def _note(vote: Vote, people: dict[int, Person], form: BallotsForm, user: Any) -> None:
    rows = {row.person_id: row for row in vote.ballots.select_related("cast_by")}
    recused = set(vote.item.recusals.values_list("person_id", flat=True)) if vote.item else set()
    for number, choice in form.choices().items():
        row = rows.get(number)
        # What a member has sent from his own device is his; the secretary sets only own slips right.
        if number in recused or (row and row.cast_by and row.cast_by.person_id == number):
            continue
        if row is None:
            services.cast_ballot(vote, person=people[number], choice=choice, by=user)
        elif row.choice != choice:
            services.correct_ballot(vote, person=people[number], choice=choice, by=user)


def _close(vote: Vote, user: Any) -> Vote:
    closed = services.close_vote(vote, by=user)
    _settle(closed, user)
    return closed


def _settle(vote: Vote, user: Any) -> None:
    """Let the vote decide the proposed decision whose text was put to it."""
    waiting = vote.session.decisions.filter(item=vote.item_id, status=DecisionStatus.PROPOSED)
    for decision in waiting.filter(text=vote.question)[:1]:
        services.settle_decision(decision, vote=vote, by=user)


@page(RUN, Vote)
@desk_act(WhyForm, title=gettext_lazy("Call the vote off"))
def call_off(request: HttpRequest, vote: Vote, form: WhyForm) -> str:
    if vote.voided_at is not None:
        raise Http404
    services.void_vote(vote, **form.values(), by=request.user)
    return _("The vote has been called off.")


def words_of(vote: Vote) -> str:
    figures = {"for": vote.for_count, "against": vote.against_count, "abstained": vote.abstained_count}
    if vote.adopted:
        return _("Adopted: %(for)s for, %(against)s against, %(abstained)s abstained.") % figures
    return _("Not adopted: %(for)s for, %(against)s against, %(abstained)s abstained.") % figures
