from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.web import page, show_form
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.desk import (
    ChangeDecisionForm,
    DecisionForm,
    DecisionTextForm,
    PressForm,
)
from metodika.governance.meetings.models import AgendaItem, Decision
from metodika.governance.meetings.views.desk.ground import answered, desk_act, desk_address
from metodika.governance.meetings.views.desk.texts import text_answer

RUN = "meetings.run_session"


@page(RUN, AgendaItem)
@desk_act(DecisionForm, title=gettext_lazy("Write down the decision"))
def record_decision(request: HttpRequest, item: AgendaItem, form: DecisionForm) -> str:
    decision = services.record_decision(
        item, text=form.cleaned_data["text"], values=form.details(), by=request.user
    )
    return _("Decision %(number)s is written down. Put it to the vote.") % {"number": decision.number}


@page(RUN, Decision)
def change_decision(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    initial = {
        "text": decision.text, "kind": decision.kind, "responsible": decision.responsible,
        "responsible_text": decision.responsible_text, "due_on": decision.due_on, "version": decision.version,
    }  # fmt: skip
    form = ChangeDecisionForm.of(request, session=decision.session, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_decision(decision, changes=form.values(), seen=form.seen, by=request.user)
            return answered(request, decision.session, _("The decision is saved."))
    return show_form(
        request,
        form,
        title=_("Change the decision"),
        back=desk_address(decision.session),
        intro=str(decision),
    )


@page(RUN, Decision)
def write_decision(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    initial = {"text": decision.text, "version": decision.version}
    form = DecisionTextForm.of(request, session=decision.session, user=request.user, initial=initial)

    def write() -> int:
        changes = form.values("text")
        return services.change_decision(decision, changes=changes, seen=form.seen, by=request.user).version

    return text_answer(request, decision.session, form, write)


@page(RUN, Decision)
@desk_act(PressForm, title=gettext_lazy("Adopt without a vote"))
def adopt_decision(request: HttpRequest, decision: Decision, form: PressForm) -> str:
    services.adopt_without_vote(decision, by=request.user)
    return _("Decision %(number)s is adopted, nobody objected.") % {"number": decision.number}


@page(RUN, Decision)
@desk_act(PressForm, title=gettext_lazy("Take the decision back"))
def drop_decision(request: HttpRequest, decision: Decision, form: PressForm) -> str:
    services.drop_decision(decision, by=request.user)
    return _("The decision has been taken back.")
