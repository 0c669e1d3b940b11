from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.charts.figures import figure
from metodika.core.web import Link, Status, done, page, show_form, show_list
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
from metodika.planning.goals.tables import GoalsTable, PrioritiesTable, measured, status_of

GOAL, PRIORITY = "goals:show-goal", "goals:show-priority"


def _goal_address(goal: Goal) -> str:
    return reverse(GOAL, args=[goal.pk])


@page("goals.list_goals")
def list_goals(request: HttpRequest) -> HttpResponseBase:
    actions = []
    if can(request.user, "goals.propose_goal"):
        actions = [{"title": _("Propose a goal"), "url": reverse("goals:propose-goal"), "icon": "plus"}]
    return show_list(
        request, GoalsTable, queries.goals_for_list(request.user), title=_("Goals"), actions=actions,
        intro=_("What is wanted, why, and by which figures it will be seen."),
    )  # fmt: skip


@page("goals.propose_goal")
def propose_goal(request: HttpRequest) -> HttpResponseBase:
    places = queries.organisations_to_set_goals_for(request.user)
    only = places[0].pk if len(places[:2]) == 1 else None
    form = GoalForm.of(request, user=request.user, initial={"organisation": only})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.propose_goal(
                organisation=form.cleaned_data["organisation"], card=form.values(*GOAL_WORDS), by=request.user
            )
            return done(request, _("The goal is proposed. Now set its targets."), GOAL, made.pk)
    return show_form(
        request, form, title=_("Propose a goal"), submit=_("Propose"), back=reverse("goals:list-goals"),
        draft="goal",
    )  # fmt: skip


@page("goals.view_goal", Goal)
def show_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    targets = [
        (one, one.period.label, f"{one.get_direction_display()} {figure(float(one.value), one.unit)}")
        for one in queries.targets_of(goal)
    ]
    signs = [status_of(goal)] + ([] if targets else [Status(_("no target"), "warning")])
    return render(
        request,
        "goals/goal_card.html",
        {
            "goal": goal,
            "status": signs[0],
            "signs": signs[1:],
            "facts": _goal_facts(goal),
            "targets": targets,
            "heads": [_("What is measured"), _("Period"), _("Target"), _("Indicator")],
            "parts": [
                (one, status_of(one), measured(one)) for one in queries.parts_of(goal, viewer=request.user)
            ],
            "crumbs": [(_("Goals"), reverse("goals:list-goals"))],
        },
    )


def _goal_facts(goal: Goal) -> list[tuple[str, Any]]:
    above = goal.parent
    told: list[tuple[str, Any]] = [
        (_("Whose goal it is"), goal.organisation), (_("Kind"), goal.get_kind_display()),
        (_("Level"), goal.get_level_display()), (_("Period"), goal.period.label),
        (_("Serves the goal"), Link(str(above), _goal_address(above)) if above else None),
        (_("Set by the act"), goal.act), (_("Clause it follows from"), goal.clause),
        (_("Approved on"), goal.approved_on), (_("Approved by the act"), goal.approved_by),
        (_("Ended on"), goal.ended_on),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


@page("goals.propose_goal", Goal)
def change_goal(request: HttpRequest, goal: Goal) -> HttpResponseBase:
    form = GoalChangeForm.of(request, user=request.user, initial=GoalChangeForm.initial_of(goal))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_goal(goal, changes=form.values(*GOAL_WORDS), seen=form.seen, by=request.user)
            return done(request, _("The goal is saved."), GOAL, goal.pk)
    return show_form(request, form, title=_("Change the goal"), intro=str(goal), back=_goal_address(goal))


@page("goals.approve_goal", Goal)
def approve_goal(request: HttpRequest, goal: Goal) -> HttpResponseBase:
    form = ApproveForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.approve_goal(goal, **form.values(), by=request.user)
            return done(request, _("The goal is in force."), GOAL, goal.pk)
    return show_form(
        request, form, title=_("Approve the goal"), submit=_("Approve"), intro=str(goal),
        back=_goal_address(goal),
    )  # fmt: skip


@page("goals.approve_goal", Goal)
def end_goal(request: HttpRequest, goal: Goal) -> HttpResponseBase:
    form = EndForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.end_goal(goal, **form.values(), by=request.user)
            return done(request, _("It is written down what came of the goal."), GOAL, goal.pk)
    return show_form(
        request, form, title=_("What came of the goal?"), submit=_("Save"), intro=str(goal),
        back=_goal_address(goal),
    )  # fmt: skip


@page("goals.propose_goal", Goal)
def set_target(request: HttpRequest, goal: Goal) -> HttpResponseBase:
    form = TargetForm.of(request, initial={"starts_on": goal.starts_on, "ends_on": goal.ends_on})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.set_target(goal, figure=form.figure(), by=request.user)
            return done(request, _("The target is set."), GOAL, goal.pk)
    return show_form(request, form, title=_("Set a target"), intro=str(goal), back=_goal_address(goal))


@page("goals.propose_goal", Goal, method="POST")
def drop_target(request: HttpRequest, goal: Goal, target_pk: int) -> HttpResponseBase:
    target: Target | None = queries.targets_of(goal).filter(pk=target_pk).first()
    if target is None:
        raise Http404
    services.drop_target(target, by=request.user)
    return done(request, _("The target is taken off."), GOAL, goal.pk)


@page("goals.list_goals")
def list_priorities(request: HttpRequest) -> HttpResponseBase:
    actions = []
    if can(request.user, "goals.change_priority"):
        actions = [{"title": _("Add a priority"), "url": reverse("goals:add-priority"), "icon": "plus"}]
    return show_list(
        request, PrioritiesTable, queries.priorities_for_list(request.user), title=_("Priorities"),
        actions=actions, intro=_("Priority directions and subject concepts, and when they were considered."),
        template="goals/priority_list.html",
        chart=queries.yearly_considerations(request.user, day=timezone.localdate()),
    )  # fmt: skip


@page("goals.change_priority")
def add_priority(request: HttpRequest) -> HttpResponseBase:
    places = queries.organisations_with_priorities_of(request.user)
    only = places[0].pk if len(places[:2]) == 1 else None
    form = PriorityForm.of(request, user=request.user, initial={"organisation": only})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.add_priority(
                organisation=form.cleaned_data["organisation"], card=form.values(*PRIORITY_WORDS),
                by=request.user,
            )  # fmt: skip
            return done(request, _("It is among the priorities now."), PRIORITY, made.pk)
    return show_form(request, form, title=_("Add a priority"), back=reverse("goals:list-priorities"))


@page("goals.view_priority", Priority)
def show_priority(request: HttpRequest, priority: Priority) -> HttpResponse:
    told: list[tuple[str, Any]] = [
        (_("Kind"), priority.get_kind_display()), (_("Subject"), priority.subject),
        (_("Where it is in force"), priority.organisation), (_("In force from"), priority.starts_on),
        (_("In force until"), priority.ends_on), (_("Set by the act"), priority.act),
    ]  # fmt: skip
    return render(
        request,
        "goals/priority_card.html",
        {
            "priority": priority,
            "facts": [(label, value) for label, value in told if value],
            "considered": queries.considerations_of(priority),
            "crumbs": [(_("Priorities"), reverse("goals:list-priorities"))],
        },
    )


@page("goals.change_priority", Priority)
def change_priority(request: HttpRequest, priority: Priority) -> HttpResponseBase:
    form = PriorityChangeForm.of(request, user=request.user, initial=PriorityChangeForm.initial_of(priority))
    back = reverse(PRIORITY, args=[priority.pk])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_priority(
                priority, changes=form.values(*PRIORITY_WORDS), seen=form.seen, by=request.user
            )
            return done(request, _("It is saved."), PRIORITY, priority.pk)
    return show_form(request, form, title=_("Change the priority"), intro=str(priority), back=back)


@page("goals.change_priority", Priority)
def put_on_agenda(request: HttpRequest, priority: Priority) -> HttpResponseBase:
    form = AgendaForm.of(request, user=request.user, priority=priority)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.put_on_agenda(priority, session=form.cleaned_data["session"], by=request.user)
            return done(request, _("It is on the agenda."), PRIORITY, priority.pk)
    return show_form(
        request, form, title=_("Consider at a session"), submit=_("Put on the agenda"), intro=str(priority),
        back=reverse(PRIORITY, args=[priority.pk]),
    )  # fmt: skip
