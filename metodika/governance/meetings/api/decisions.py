from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from metodika.core.access import can
from metodika.core.web.endpoints import Area, Body, Id, With, checked
from metodika.directory.records.models import Record
from metodika.directory.records.queries import dispatches_of
from metodika.governance.assignments.queries import assignments_about
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.api.shapes import DecisionCardOut, DecisionOut, RecordRef
from metodika.governance.meetings.forms.decisions import OrderForm, PublishForm, ReturnForm
from metodika.governance.meetings.forms.desk import ChangeDecisionForm, DecisionForm
from metodika.governance.meetings.models import AgendaItem, Decision, Session
from metodika.governance.meetings.queries.assigned import departures, execution_of
from metodika.governance.meetings.queries.choices import acts_to_approve_by
from metodika.governance.meetings.queries.lists import unnamed_decision

area = Area("meetings")
VIEW, RUN, APPROVE = "meetings.view_session", "meetings.run_session", "meetings.approve_decisions"


class ApprovedIn(Body):
    """One decision that the act approves; `text` when the act words it otherwise."""

    decision: Id
    text: str = ""


class ApproveIn(Body):
    act: Id
    decisions: list[ApprovedIn]


class ByVoteIn(Body):
    vote: Id


def _entered(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.entered  # type: ignore[attr-defined]  # put there by the guard
    return found


@area.post(
    "/agenda-items/{int:pk}/decisions", RUN, AgendaItem, form=DecisionForm, gives=DecisionOut, status=201
)
def record_decision(request: HttpRequest, item: AgendaItem) -> Decision:
    form = checked(DecisionForm.of(request, session=item.session, user=request.user))
    return services.record_decision(
        item, text=form.cleaned_data["text"], values=form.details(), by=request.user
    )


@area.get("/decisions/{int:pk}", VIEW, Decision, gives=DecisionCardOut)
def show_decision(request: HttpRequest, decision: Decision) -> Any:
    decision = queries.decision_of(decision)
    execution = execution_of(decision, today=timezone.localdate())
    # Who answers is read by those who may know how the session went; what came of it, by every reader.
    if not can(request.user, "meetings.view_course", decision.session):
        named = unnamed_decision(decision)
        return With(named, assignments=[], is_corrected=False, execution=execution, told=None)
    assignments = list(assignments_about(decision, viewer=request.user))
    return With(
        decision, assignments=assignments, is_corrected=departures(decision, assignments),
        execution=execution, told=dispatches_of(decision.session, request.user).first(),
    )  # fmt: skip


@area.patch("/decisions/{int:pk}", RUN, Decision, form=ChangeDecisionForm, gives=DecisionOut)
def change_decision(request: HttpRequest, decision: Decision) -> Decision:
    names = ("text", "kind", "responsible", "responsible_text", "due_on", "version")
    initial = {name: getattr(decision, name) for name in names}
    form = checked(
        ChangeDecisionForm.of(request, session=decision.session, user=request.user, initial=initial)
    )
    return services.change_decision(decision, changes=form.values(), seen=form.seen, by=request.user)


@area.post("/decisions/{int:pk}/settle", RUN, Decision, takes=ByVoteIn, gives=DecisionOut)
def settle_decision(request: HttpRequest, decision: Decision) -> Decision:
    vote = get_object_or_404(decision.session.votes, pk=_entered(request)["vote"])
    return services.settle_decision(decision, vote=vote, by=request.user)


@area.post("/decisions/{int:pk}/adopt", RUN, Decision, gives=DecisionOut)
def adopt_decision(request: HttpRequest, decision: Decision) -> Decision:
    return services.adopt_without_vote(decision, by=request.user)


@area.remove("/decisions/{int:pk}", RUN, Decision)
def drop_decision(request: HttpRequest, decision: Decision) -> None:
    services.drop_decision(decision, by=request.user)


@area.post(
    "/sessions/{int:pk}/order", "meetings.print_minutes", Session, form=OrderForm, gives=RecordRef, status=201
)
def draft_order(request: HttpRequest, session: Session) -> Record:
    form = checked(OrderForm.of(request, user=request.user))
    return services.draft_decisions_order(session, **form.order(), by=request.user)


@area.post("/sessions/{int:pk}/approve", APPROVE, Session, takes=ApproveIn, gives=list[DecisionOut])
def approve_decisions(request: HttpRequest, session: Session) -> list[Decision]:
    said = _entered(request)
    act = get_object_or_404(acts_to_approve_by(request.user), pk=said["act"])
    approvals = [services.Approval(one["decision"], one.get("text", "")) for one in said["decisions"]]
    return services.approve_decisions(session, act=act, approvals=approvals, by=request.user)


@area.post("/decisions/{int:pk}/return", APPROVE, Decision, form=ReturnForm, gives=DecisionOut)
def return_decision(request: HttpRequest, decision: Decision) -> Decision:
    form = checked(ReturnForm.of(request))
    return services.return_decision(decision, **form.values(), by=request.user)


@area.post(
    "/sessions/{int:pk}/publish", "meetings.publish_decisions", Session, form=PublishForm,
    gives=list[DecisionOut],
)  # fmt: skip
def publish_decisions(request: HttpRequest, session: Session) -> list[Decision]:
    form = checked(PublishForm.of(request))
    return services.publish_decisions(session, **form.values(), by=request.user)
