from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest

from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.governance.meetings.models import AgendaItem
from metodika.planning.goals import queries, services
from metodika.planning.goals.forms import (
    GOAL_WORDS,
    PRIORITY_WORDS,
    AgendaForm,
    ApproveForm,
    EndForm,
    GoalChangeForm,
    GoalForm,
    PriorityChangeForm,
    PriorityForm,
    TargetForm,
)
from metodika.planning.goals.models import Goal, Priority, Target
from metodika.planning.goals.tables import GoalsTable, PrioritiesTable

area = Area("goals")


class GoalOut(Schema):
    id: int
    organisation: Ref
    kind: str
    level: str
    text: str
    parent: Ref | None
    act: Ref | None
    reason: str
    reason_address: str
    starts_on: date
    ends_on: date
    status: str
    approved_on: date | None
    ended_on: date | None
    outcome: str
    version: int


class GoalTargetOut(Schema):
    id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    direction: str
    value: Decimal
    unit: str


class GoalCardOut(GoalOut):
    targets: list[GoalTargetOut]

    @staticmethod
    def resolve_targets(goal: Goal) -> list[Target]:
        return list(queries.targets_of(goal))


class PriorityOut(Schema):
    id: int
    organisation: Ref
    kind: str
    title: str
    subject: Ref | None
    act: Ref | None
    note: str
    starts_on: date
    ends_on: date | None
    version: int


class ConsiderationOut(Schema):
    id: int
    question: str
    session: Ref
    held_on: date

    @staticmethod
    def resolve_held_on(item: Any) -> date:
        day: date = item.session.day
        return day


@area.list("/goals", "goals.list_goals", gives=GoalOut, table=GoalsTable)
def list_goals(request: HttpRequest, table: Table) -> Any:
    return queries.goals_for_list(request.user).select_related("organisation", "parent", "act")


@area.post("/goals", "goals.propose_goal", form=GoalForm, gives=GoalOut, status=201)
def propose_goal(request: HttpRequest) -> Goal:
    form = checked(GoalForm.of(request, user=request.user))
    return services.propose_goal(
        organisation=form.cleaned_data["organisation"], card=form.values(*GOAL_WORDS), by=request.user
    )


@area.get("/goals/{int:pk}", "goals.view_goal", Goal, gives=GoalCardOut)
def show_goal(request: HttpRequest, goal: Goal) -> Goal:
    return goal


@area.patch("/goals/{int:pk}", "goals.propose_goal", Goal, form=GoalChangeForm, gives=GoalOut)
def change_goal(request: HttpRequest, goal: Goal) -> Goal:
    initial = GoalChangeForm.initial_of(goal)
    form = checked(GoalChangeForm.of(request, user=request.user, initial=initial))
    return services.change_goal(goal, changes=form.values(*GOAL_WORDS), seen=form.seen, by=request.user)


@area.post("/goals/{int:pk}/approve", "goals.approve_goal", Goal, form=ApproveForm, gives=GoalOut)
def approve_goal(request: HttpRequest, goal: Goal) -> Goal:
    form = checked(ApproveForm.of(request, user=request.user))
    return services.approve_goal(goal, **form.values(), by=request.user)


@area.post("/goals/{int:pk}/end", "goals.approve_goal", Goal, form=EndForm, gives=GoalOut)
def end_goal(request: HttpRequest, goal: Goal) -> Goal:
    return services.end_goal(goal, **checked(EndForm.of(request)).values(), by=request.user)


@area.post(
    "/goals/{int:pk}/targets", "goals.propose_goal", Goal, form=TargetForm, gives=GoalTargetOut, status=201
)
def set_target(request: HttpRequest, goal: Goal) -> Target:
    return services.set_target(goal, figure=checked(TargetForm.of(request)).figure(), by=request.user)


@area.post("/goals/{int:pk}/targets/{int:target_pk}/drop", "goals.propose_goal", Goal, gives=GoalCardOut)
def drop_target(request: HttpRequest, goal: Goal, target_pk: int) -> Goal:
    target = queries.targets_of(goal).filter(pk=target_pk).first()
    if target is None:
        raise Http404
    services.drop_target(target, by=request.user)
    return goal


@area.list("/priorities", "goals.list_goals", gives=PriorityOut, table=PrioritiesTable)
def list_priorities(request: HttpRequest, table: Table) -> Any:
    return queries.priorities_for_list(request.user)


@area.post("/priorities", "goals.change_priority", form=PriorityForm, gives=PriorityOut, status=201)
def add_priority(request: HttpRequest) -> Priority:
    form = checked(PriorityForm.of(request, user=request.user))
    return services.add_priority(
        organisation=form.cleaned_data["organisation"], card=form.values(*PRIORITY_WORDS), by=request.user
    )


@area.get("/priorities/{int:pk}", "goals.view_priority", Priority, gives=PriorityOut)
def show_priority(request: HttpRequest, priority: Priority) -> Priority:
    return priority


@area.patch(
    "/priorities/{int:pk}", "goals.change_priority", Priority, form=PriorityChangeForm, gives=PriorityOut
)
def change_priority(request: HttpRequest, priority: Priority) -> Priority:
    initial = PriorityChangeForm.initial_of(priority)
    form = checked(PriorityChangeForm.of(request, user=request.user, initial=initial))
    changes = form.values(*PRIORITY_WORDS)
    return services.change_priority(priority, changes=changes, seen=form.seen, by=request.user)


@area.list("/priorities/{int:pk}/considerations", "goals.view_priority", Priority, gives=ConsiderationOut)
def list_considerations(request: HttpRequest, priority: Priority, _table: None) -> Any:
    return queries.considerations_of(priority)


@area.post(
    "/priorities/{int:pk}/agenda", "goals.change_priority", Priority, form=AgendaForm, gives=Ref, status=201
)
def put_on_agenda(request: HttpRequest, priority: Priority) -> AgendaItem:
    form = checked(AgendaForm.of(request, user=request.user, priority=priority))
    return services.put_on_agenda(priority, session=form.cleaned_data["session"], by=request.user)
