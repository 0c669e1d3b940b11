from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.web import page
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.desk import (
    HandsForm,
    NewItemForm,
    OpinionForm,
    PressForm,
    RecusalForm,
    WhyForm,
)
from metodika.governance.meetings.lifecycle import VotePurpose
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.governance.meetings.views.desk.ground import desk_act

RUN = "meetings.run_session"


@page(RUN, AgendaItem)
@desk_act(PressForm, title=gettext_lazy("Go on to the item"))
def take_up(request: HttpRequest, item: AgendaItem, form: PressForm) -> str:
    services.open_item(item, by=request.user)
    return _("Under discussion: %(item)s") % {"item": item}


@page(RUN, AgendaItem)
@desk_act(PressForm, title=gettext_lazy("Finish the item"))
def finish_item(request: HttpRequest, item: AgendaItem, form: PressForm) -> str:
    services.close_item(item, by=request.user)
    return _("Considered: %(item)s") % {"item": item}


@page(RUN, AgendaItem)
@desk_act(WhyForm, title=gettext_lazy("Put the item off"))
def put_off(request: HttpRequest, item: AgendaItem, form: WhyForm) -> str:
    services.defer_item(item, **form.values(), by=request.user)
    return _("Put off: %(item)s") % {"item": item}


@page(RUN, Session)
@desk_act(NewItemForm, title=gettext_lazy("Put a question on the agenda by a vote"))
def agree_item(request: HttpRequest, session: Session, form: NewItemForm) -> str:
    question = form.cleaned_data["question"]
    vote = services.vote_at_once(
        session, question=_("Put on the agenda: %(question)s") % {"question": question},
        totals=form.totals(), chair_choice=form.cleaned_data["chair_choice"], purpose=VotePurpose.AGENDA,
        by=request.user,
    )  # fmt: skip
    if not vote.adopted:
        return _("The members have not agreed: the agenda stays as it is.")
    item = services.add_item(session, question=question, agreed=vote, by=request.user)
    return _("On the agenda: %(item)s") % {"item": item}


@page(RUN, AgendaItem)
@desk_act(HandsForm, title=gettext_lazy("Take the item off the agenda by a vote"))
def agree_removal(request: HttpRequest, item: AgendaItem, form: HandsForm) -> str:
    if item.session is None:
        raise Http404
    vote = services.vote_at_once(
        item.session, question=_("Take off the agenda: %(question)s") % {"question": item.question},
        totals=form.totals(), chair_choice=form.cleaned_data["chair_choice"], purpose=VotePurpose.AGENDA,
        by=request.user,
    )  # fmt: skip
    if not vote.adopted:
        return _("The members have not agreed: the agenda stays as it is.")
    services.remove_item(item, agreed=vote, by=request.user)
    return _("Taken off the agenda: %(item)s") % {"item": item}


@page(RUN, AgendaItem)
@desk_act(RecusalForm, title=gettext_lazy("Write down who does not vote"))
def recuse_member(request: HttpRequest, item: AgendaItem, form: RecusalForm) -> str:
    recusal = services.recuse_member(item, **form.values(), by=request.user)
    return _("Takes no part in the vote: %(person)s") % {"person": recusal.person}


@page(RUN, AgendaItem)
@desk_act(PressForm, title=gettext_lazy("Let the member vote again"))
def withdraw_recusal(request: HttpRequest, item: AgendaItem, form: PressForm, recusal_pk: int) -> str:
    recusal = item.recusals.filter(pk=recusal_pk).first()
    if recusal is None:
        raise Http404
    services.withdraw_recusal(recusal, by=request.user)
    return _("Votes again: %(person)s") % {"person": recusal.person}


@page(RUN, AgendaItem)
@desk_act(OpinionForm, title=gettext_lazy("Write a special opinion"))
def write_opinion(request: HttpRequest, item: AgendaItem, form: OpinionForm) -> str:
    opinion = services.write_opinion(item, **form.values(), by=request.user)
    return _("The special opinion is written down: %(person)s") % {"person": opinion.person}
