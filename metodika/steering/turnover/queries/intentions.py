"""Goals with their targets and effects, plans, and bodies at the end of a year."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from metodika.core.calendar import Period
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.lifecycle import LIVING
from metodika.governance.bodies.models import Body, Composition
from metodika.planning.goals.lifecycle import Direction
from metodika.planning.goals.models import Goal, Target
from metodika.planning.plans.lifecycle import PlanKind
from metodika.planning.plans.models import Plan
from metodika.steering.decisions.models import Effect
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.queries import reaches
from metodika.steering.turnover.lifecycle import Mark, Register
from metodika.steering.turnover.queries.ground import Ending, Found
from metodika.steering.turnover.rules import Row, advice, without_numbers

Same = tuple[int, str, int | None, str]


def goals_ending(ending: Ending) -> list[Found]:
    """Return the living goals that have begun, with what their targets and the effects say."""
    rows = Goal.objects.visible_to(ending.viewer, "goals.propose_goal").alive().filter(ending.own())
    begun = rows.filter(starts_on__lte=ending.year.ends_on).prefetch_related("targets")
    goals = list(begun.order_by("ends_on", "pk"))
    reached = _reached([target for goal in goals for target in goal.targets.all()], ending.place)
    verdicts = _verdicts(ending.place, ending.year)
    found = []
    for goal in goals:
        mark = mark_of([reached.get(one.pk) for one in goal.targets.all()])
        said = Counter(
            verdict for code in {one.code for one in goal.targets.all()} for verdict in verdicts[code]
        )
        hint = advice(said, is_reached=mark == Mark.REACHED)
        note = {"day": goal.ends_on.isoformat(), "verdicts": dict(said), "advice": hint or ""}
        marks = frozenset({mark} if mark else ())
        found.append(Found(goal, Row(Register.GOALS, goal.status, goal.ends_on, marks), note))
    return found


def mark_of(reached: list[bool | None]) -> Mark | None:
    """Return whether a goal is reached by all of its targets or missed by one; None when nobody knows."""
    if any(one is False for one in reached):
        return Mark.MISSED
    return Mark.REACHED if reached and all(reached) else None


def goal_mark(goal: Goal, place: Organisation) -> Mark | None:
    """Return `mark_of` one goal. Two queries."""
    reached = _reached(list(goal.targets.all()), place)
    return mark_of(list(reached.values()))


def _reached(targets: list[Target], place: Organisation) -> dict[int, bool | None]:
    """Return whether each target is reached by the newest value of the place for its days."""
    codes = {one.code for one in targets if one.code}
    rows = Value.objects.newest().filter(organisation=place, version__indicator__code__in=codes)
    values: dict[tuple[str, date, date], Decimal | None] = {
        (one.version.indicator.code, one.starts_on, one.ends_on): one.exact
        for one in rows.select_related("version__indicator").order_by("version__number")
    }
    return {
        one.pk: reaches(
            values.get((one.code, one.starts_on, one.ends_on)), one.value,
            more_is_better=one.direction == Direction.AT_LEAST,
        )
        for one in targets
    }  # fmt: skip


def _verdicts(place: Organisation, year: Period) -> dict[str, list[str]]:
    """Return the verdicts of the newest effects on each indicator, of what began by the end of the year."""
    rows = Effect.objects.newest().filter(
        expectation__organisation__path__startswith=place.path, expectation__starts_on__lte=year.ends_on
    )
    found: dict[str, list[str]] = defaultdict(list)
    for code, verdict in rows.values_list("expectation__indicator__code", "verdict").order_by("pk"):
        found[code].append(verdict)
    return found


def plans_ending(ending: Ending) -> list[Found]:
    """Return the living plans that have begun; of each whether the next year has one already."""
    rows = Plan.objects.visible_to(ending.viewer, "plans.make_plan").alive().filter(ending.own())
    begun = list(rows.filter(starts_on__lte=ending.year.ends_on).order_by("ends_on", "pk"))
    there = next_plans(ending.place, ending.year)
    found = []
    for plan in begun:
        marks = {Mark.OF_MONTH} if plan.kind == PlanKind.MONTH else set()
        following = there.get(same_of(plan))
        marks |= {Mark.HAS_NEXT} if following and following.starts_on > plan.ends_on else set()
        row = Row(Register.PLANS, plan.status, plan.ends_on, frozenset(marks))
        found.append(Found(plan, row, {"day": plan.ends_on.isoformat()}))
    return found


def same_of(plan: Plan) -> Same:
    """Return what the plan of the next year has in common with this one: all but the years in its title."""
    return plan.organisation_id, plan.kind, plan.body_id, without_numbers(plan.title)


def next_plans(place: Organisation, year: Period) -> dict[Same, Plan]:
    """Return the living plans of the municipality that reach into the year after this one. One query."""
    rows = Plan.objects.alive().filter(
        organisation__path__startswith=place.path, ends_on__gte=year.next().starts_on
    )
    return {same_of(one): one for one in rows.order_by("starts_on", "-pk")}


def bodies_ending(ending: Ending) -> list[Found]:
    """Return the bodies of the municipality that live, with the last day of each, or of its composition."""
    rows = Body.objects.visible_to(ending.viewer, "bodies.end_body").filter(status__in=LIVING)
    bodies = list(rows.filter(ending.own("host")).order_by("ends_on", "sort_key", "pk"))
    last = _last_days(bodies)
    found = []
    for body in bodies:
        day = last.get(body.pk)
        ends = day is not None and day <= ending.year.ends_on
        marks = frozenset({Mark.COMPOSITION_ENDS} if ends else ())
        row = Row(Register.BODIES, body.status, body.ends_on, marks)
        shown = body.ends_on or day
        found.append(Found(body, row, {"day": shown.isoformat() if shown else ""}))
    return found


def _last_days(bodies: list[Body]) -> dict[int, Any]:
    """Return the last day of the newest approved composition of each body; None for one without end."""
    rows = Composition.objects.approved().filter(body__in=bodies).order_by("starts_on", "pk")
    return dict(rows.values_list("body_id", "ends_on"))
