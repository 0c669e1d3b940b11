"""What keep, copy and close mean for the rows of each register, and how each is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.governance.assignments import services as assignments
from metodika.governance.assignments.lifecycle import OPEN, AssignmentStatus
from metodika.governance.assignments.models import Assignment
from metodika.governance.bodies import services as bodies
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import Standing, standing_of
from metodika.planning.goals import services as goals
from metodika.planning.goals.lifecycle import GoalStatus
from metodika.planning.goals.models import Goal
from metodika.planning.plans import services as plans
from metodika.planning.plans.models import Item, Plan
from metodika.steering.analysis import services as analysis
from metodika.steering.collection import services as collection
from metodika.steering.collection.models import Campaign
from metodika.steering.decisions import services as decisions
from metodika.steering.decisions.lifecycle import DecisionStatus, MeasureStatus
from metodika.steering.decisions.models import Decision, Measure
from metodika.steering.recommendations import services as recommendations
from metodika.steering.turnover import queries
from metodika.steering.turnover.lifecycle import Mark, Register
from metodika.steering.turnover.rules import moved_day, moved_title, years_to_move


@dataclass(frozen=True)
class Hand:
    """Who hands which year of which place over, why a row is closed, and what was copied before."""

    place: Organisation
    year: Period
    reason: str
    by: Any
    copied_goals: Mapping[int, Goal]
    made_plans: frozenset[int]


def _refuse_second() -> None:
    raise RuleBroken(_("There is one for the next year already."))


def copy_goal(goal: Goal, hand: Hand) -> Goal:
    """Propose the goal for the next year with its targets; the reasons go along."""
    years = years_to_move(goal.starts_on, goal.ends_on, coming=hand.year.next())
    card = {
        name: getattr(goal, name)
        for name in ("kind", "level", "text", "act", "clause", "reason", "reason_address")
    } | {
        "parent": hand.copied_goals.get(goal.parent_id or 0, goal.parent),
        "starts_on": moved_day(goal.starts_on, years=years), "ends_on": moved_day(goal.ends_on, years=years),
    }  # fmt: skip
    made = goals.propose_goal(organisation=goal.organisation, card=card, by=hand.by)
    for target in goal.targets.order_by("pk"):
        figure = goals.Figure(
            moved_title(target.title, years=years), moved_day(target.starts_on, years=years),
            moved_day(target.ends_on, years=years), target.value, code=target.code, unit=target.unit,
            direction=target.direction,
        )  # fmt: skip
        goals.set_target(made, figure=figure, by=hand.by)
    return made


def copy_plan(plan: Plan, hand: Hand) -> Plan:
    """Make the draft of the next plan; its sections serve the goals of the next year."""
    following = queries.next_plans(hand.place, hand.year).get(queries.same_of(plan))
    if following and following.starts_on > plan.ends_on and following.pk not in hand.made_plans:
        _refuse_second()
    years = years_to_move(plan.starts_on, plan.ends_on, coming=hand.year.next())
    made = plans.copy_plan(
        plan, title=moved_title(plan.title, years=years),
        starts_on=moved_day(plan.starts_on, years=years), ends_on=moved_day(plan.ends_on, years=years),
        by=hand.by,
    )  # fmt: skip
    for section in made.sections.filter(goal__in=hand.copied_goals).order_by("order", "pk"):
        plans.change_section(section, changes={"goal": hand.copied_goals[section.goal_id or 0]}, by=hand.by)
    return made


def copy_campaign(campaign: Campaign, hand: Hand) -> Campaign:
    """Prepare the campaign of the next year: the same form, days and deadline a year later."""
    ending = queries.Ending(hand.place, hand.year, hand.by)
    if (campaign.form_id, moved_day(campaign.starts_on)) in queries.next_forms(ending):
        _refuse_second()
    due = campaign.due_here
    values = {
        "form": campaign.form, "title": moved_title(campaign.title), "ground": "",
        "starts_on": moved_day(campaign.starts_on), "ends_on": moved_day(campaign.ends_on),
        "as_of": moved_day(campaign.as_of), "remind_before": campaign.remind_before, "kinds": campaign.kinds,
        "due_at": datetime.combine(moved_day(due.date()), due.time(), tzinfo=due.tzinfo),
    }  # fmt: skip
    return collection.make_campaign(
        campaign.organisation, values=values, institutions=campaign.institutions.all(), by=hand.by
    )


def close_goal(goal: Goal, hand: Hand) -> dict[str, Any]:
    """End the goal as its targets say; one that was only proposed is withdrawn."""
    ends = {Mark.REACHED: GoalStatus.ACHIEVED, Mark.MISSED: GoalStatus.MISSED}
    mark = queries.goal_mark(goal, hand.place)
    if not goal.is_proposed and mark is None:
        raise RuleBroken(
            _("No value tells whether the goal is achieved. End it on its page with what came of it.")
        )
    status = GoalStatus.WITHDRAWN if goal.is_proposed else ends[mark or Mark.MISSED]
    before = {"status": goal.status}
    goals.end_goal(goal, status=status, outcome=hand.reason, by=hand.by)
    return before


def close_plan(plan: Plan, hand: Hand) -> dict[str, Any]:
    """End the plan; what is unfinished goes into the draft of the next one, else it is cancelled."""
    following = queries.next_plans(hand.place, hand.year).get(queries.same_of(plan))
    later = following if following and following.starts_on > plan.ends_on and following.is_prepared else None
    ended = plans.wind_up_plan(plan, reason=hand.reason, into=later, by=hand.by)
    return {
        "status": ended.status, "occurrences": {str(pk): state for pk, state in ended.occurrences.items()},
        "carried": list(ended.carried),
    }  # fmt: skip


def close_body(body: Body, hand: Hand) -> dict[str, Any]:
    """Dissolve the body on its last day, or today when that is still to come."""
    today = today_at(body.host)
    on = min(body.ends_on or today, today)
    stood = standing_of(body, on=on)
    bodies.dissolve_body(body, on=on, reason=hand.reason, by=hand.by)
    ends = {str(pk): day.isoformat() if day else "" for pk, day in stood.compositions.items()}
    last = stood.ends_on.isoformat() if stood.ends_on else ""
    return {"status": stood.status, "ends_on": last, "compositions": ends}


def close_campaign(campaign: Campaign, hand: Hand) -> dict[str, Any]:
    """End an open campaign, freeze a closed one."""
    act = collection.close_campaign if campaign.is_open else collection.freeze_campaign
    before = {"status": campaign.status}
    act(campaign, by=hand.by)
    return before


def close_assignment(assignment: Assignment, hand: Hand) -> dict[str, Any]:
    """Take an executed assignment off control, cancel any other with its open parts."""
    states, level = {str(assignment.pk): assignment.status}, [assignment.pk]
    if assignment.status == AssignmentStatus.EXECUTED:
        assignments.remove_from_control(assignment, note=hand.reason, by=hand.by)
        return {"states": states}
    while level:
        parts = Assignment.objects.filter(parent__in=level, status__in=OPEN)
        under = dict(parts.values_list("pk", "status"))
        level = list(under)
        states |= {str(pk): state for pk, state in under.items()}
    assignments.cancel_assignment(assignment, reason=hand.reason, by=hand.by)
    return {"states": states}


def close_measure(measure: Measure, hand: Hand) -> dict[str, Any]:
    """Cancel a measure that was not finished."""
    before = {"status": measure.status}
    decisions.move_measure(measure, to=MeasureStatus.CANCELLED, outcome=hand.reason, by=hand.by)
    return before


def close_decision(decision: Decision, hand: Hand) -> dict[str, Any]:
    """Close a decision in force as carried out, cancel a draft."""
    taken = decision.status == DecisionStatus.TAKEN
    to = DecisionStatus.CARRIED_OUT if taken else DecisionStatus.CANCELLED
    before = {"status": decision.status}
    decisions.end_decision(decision, to=to, outcome=hand.reason, by=hand.by)
    return before


def close_finding(finding: Any, hand: Hand) -> dict[str, Any]:
    """Put a finding aside that nobody has judged."""
    analysis.dismiss_finding(finding, reason=hand.reason, by=hand.by)
    return {}


def close_recommendation(recommendation: Any, hand: Hand) -> dict[str, Any]:
    """Lay a recommendation aside that was never sent."""
    before = {"status": recommendation.status}
    recommendations.withdraw_recommendation(recommendation, reason=hand.reason, by=hand.by)
    return before


def reopen_plan(plan: Plan, before: Mapping[str, Any], hand: Hand) -> None:
    """Take the end of a plan back; carried items that somebody has worked on stay where they are."""
    states = {int(pk): state for pk, state in before["occurrences"].items()}
    plans.reopen_plan(plan, ended=plans.WoundUp(before["status"], states), reason=hand.reason, by=hand.by)
    carried = Item.objects.filter(pk__in=before["carried"], version=1).select_related("plan")
    for item in carried.exclude(occurrences__version__gt=1).order_by("pk"):
        if item.plan.is_prepared and not queries.is_relied_on(item):
            plans.drop_items(item.plan, numbers=[item.pk], by=hand.by)


def reopen_body(body: Body, before: Mapping[str, Any], hand: Hand) -> None:
    """Take the dissolution of a body back."""
    ends = {int(pk): _day(day) for pk, day in before["compositions"].items()}
    stood = Standing(before["status"], _day(before["ends_on"]), ends)
    bodies.restore_body(body, stood=stood, reason=hand.reason, by=hand.by)


def _day(told: str) -> date | None:
    return date.fromisoformat(told) if told else None


def reopen_assignment(assignment: Assignment, before: Mapping[str, Any], hand: Hand) -> None:
    """Put an assignment and its parts under control again."""
    states = {int(pk): state for pk, state in before["states"].items()}
    assignments.reopen_assignment(assignment, states=states, reason=hand.reason, by=hand.by)


COPIES: dict[str, Callable[[Any, Hand], Any]] = {
    Register.GOALS: copy_goal, Register.PLANS: copy_plan, Register.CAMPAIGNS: copy_campaign,
}  # fmt: skip
ENDS: dict[str, Callable[[Any, Hand], dict[str, Any]]] = {
    Register.GOALS: close_goal, Register.PLANS: close_plan, Register.BODIES: close_body,
    Register.CAMPAIGNS: close_campaign, Register.ASSIGNMENTS: close_assignment,
    Register.MEASURES: close_measure, Register.DECISIONS: close_decision, Register.FINDINGS: close_finding,
    Register.RECOMMENDATIONS: close_recommendation,
}  # fmt: skip
REOPENINGS: dict[str, Callable[[Any, Mapping[str, Any], Hand], Any]] = {
    Register.GOALS: lambda goal, before, hand: goals.reopen_goal(
        goal, status=before["status"], reason=hand.reason, by=hand.by
    ),
    Register.PLANS: reopen_plan,
    Register.BODIES: reopen_body,
    Register.CAMPAIGNS: lambda campaign, before, hand: collection.undo_closing(
        campaign, status=before["status"], reason=hand.reason, by=hand.by
    ),
    Register.ASSIGNMENTS: reopen_assignment,
    Register.MEASURES: lambda measure, before, hand: decisions.reopen_measure(
        measure, status=before["status"], by=hand.by
    ),
    Register.DECISIONS: lambda decision, before, hand: decisions.reopen_decision(
        decision, status=before["status"], by=hand.by
    ),
    Register.FINDINGS: lambda finding, _before, hand: analysis.reopen_finding(finding, by=hand.by),
    Register.RECOMMENDATIONS: lambda row, before, hand: recommendations.restore_recommendation(
        row, status=before["status"], by=hand.by
    ),
}
DROPS: dict[str, Callable[..., None]] = {
    Register.GOALS: goals.drop_goal, Register.PLANS: plans.drop_plan,
    Register.CAMPAIGNS: collection.drop_campaign,
}  # fmt: skip
