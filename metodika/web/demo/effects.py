"""What was done last year about what had been found, whether it moved what it should, and what follows."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from metodika.core.calendar import Period, school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.models import Organisation
from metodika.governance.assignments.services import accept_report, report_execution
from metodika.planning.goals.lifecycle import GoalKind
from metodika.planning.goals.models import Goal
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.services import observe
from metodika.steering.decisions.models import Decision, Effect, Measure
from metodika.steering.decisions.services import (
    Said,
    assign_decision,
    compute_effects,
    consider_effect,
    draft_decision,
    end_decision,
    lead_to_goal,
    move_measure,
    plan_measure,
    say_expectation,
    take_decision,
)
from metodika.steering.indicators.models import Indicator
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.cycles import CYCLES, Cycle
from metodika.web.demo.past import Watched, own_indicator, watched
from metodika.web.demo.tree import Municipality

DAY, MONTH = timedelta(days=1), timedelta(days=30)
ENOUGH = Decimal(10)


@dataclass(frozen=True)
class Desk:
    """Who acts in a municipality, about what, in which year."""

    home: Municipality
    accounts: dict[str, User]
    cycle: Cycle
    indicator: Indicator
    today: date
    clock: Clock

    @property
    def town(self) -> Organisation:
        """Return the municipality."""
        return self.home.node

    @property
    def methodist(self) -> User:
        """Return who plans and looks."""
        return self.accounts["demo-methodist"]

    @property
    def year(self) -> Period:
        """Return the last finished school year."""
        return school_year(self.today).previous()

    @property
    def begun(self) -> date:
        """Return the day on which last year's work began."""
        return on_weekday(self.year.starts_on + MONTH)

    def says(self, subject: Measure | Decision, look_on: date) -> None:
        """Say beforehand what it should move."""
        said = Said(self.indicator, look_on, size=ENOUGH)
        say_expectation(subject, said=said, by=self.methodist)


def act_and_look(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Lead the measures and the decision of last year to their effects, and plan this year's measure."""
    mine = own_indicator(home.node)
    if mine is None:
        return
    with clock_of(zone_of(home.node)) as clock:
        desk = Desk(home, accounts, CYCLES[home.node.code], mine, today, clock)
        told, found = watched(home), _found(desk)
        clock.set(desk.begun - DAY, 12)
        _measures(desk, told, found)
        decision = _decision(desk, found)
        _carry_out(desk, decision)
        clock.set(desk.year.ends_on, 17)
        compute_effects(desk.town, year=desk.year.ends_on, by=desk.methodist)
        _conclude(desk)
        _plan_this_year(desk, told)


def _found(desk: Desk) -> Finding:
    """Write down what the reports of the year before say."""
    before = desk.year.previous()
    desk.clock.set(before.ends_on - MONTH, 12)
    return observe(desk.town, by=desk.methodist, values={
        "scope": "whole", "severity": "high", "indicator": desk.indicator,
        "text": desk.cycle.finding, "period_kind": before.kind, "starts_on": before.starts_on,
        "ends_on": before.ends_on,
    })  # fmt: skip


def _measures(desk: Desk, told: Watched, found: Finding) -> None:
    for words, place in ((desk.cycle.help, told.helped), (desk.cycle.visit, told.smallest)):
        made = _planned(desk, words, place.organisation, desk.begun, finding=found)
        desk.says(made, desk.year.ends_on)
        move_measure(made, to="going", by=desk.methodist)
        if words == desk.cycle.help or "measure" not in desk.cycle.left:
            move_measure(made, to="done", outcome=desk.cycle.came_of_help, by=desk.methodist)
    if "effect" in desk.cycle.left:
        made = _planned(desk, f"{desk.cycle.help}: второй выезд", told.others[0].organisation, desk.begun)
        # It may be looked at, and nobody has done so yet.
        desk.says(made, desk.year.ends_on + DAY)


def _planned(desk: Desk, words: str, place: Organisation, begun: date, **more: Any) -> Measure:
    card = {
        "kind": "help", "text": words, "starts_on": begun, "ends_on": begun + 7 * MONTH,
        "responsible": desk.methodist.person, **more,
    }  # fmt: skip
    return plan_measure(organisation=desk.town, card=card, places=[place], by=desk.methodist)


def _decision(desk: Desk, found: Finding) -> Decision:
    basis = None if "basis" in desk.cycle.left else found
    card = {
        "kind": "order", "text": desk.cycle.order, "finding": basis,
        "controller": desk.accounts["demo-head"].person, "due_on": desk.year.ends_on,
    }  # fmt: skip
    made = draft_decision(organisation=desk.town, card=card, by=desk.methodist)
    desk.says(made, desk.year.ends_on)
    signed_on = desk.begun - DAY
    act_words = f"Приказ от {signed_on:%d.%m.%Y} № {desk.cycle.number}"
    return take_decision(made, taken_on=signed_on, act_words=act_words, by=desk.accounts["demo-head"])


def _carry_out(desk: Desk, decision: Decision) -> None:
    director = desk.accounts["demo-director"]
    if director.person is None:
        return
    made = assign_decision(
        decision, text=desk.cycle.task, executor=director.person, controller=desk.methodist.person,
        due_on=desk.begun + MONTH, by=desk.accounts["demo-head"],
    )  # fmt: skip
    desk.clock.set(on_weekday(desk.begun + MONTH), 11)
    report_execution(made, text=desk.cycle.report, by=director)
    accept_report(made, note="Принято.", by=desk.methodist)
    desk.clock.set(desk.year.ends_on - MONTH, 11)
    end_decision(decision, to="carried_out", outcome=desk.cycle.report, by=desk.accounts["demo-head"])


def _conclude(desk: Desk) -> None:
    """Let the effect of the help revise a goal, and say what follows from the others, unless it is left."""
    effects = list(Effect.objects.newest().filter(expectation__organisation=desk.town).order_by("pk"))
    goals = Goal.objects.filter(organisation=desk.town, kind=GoalKind.GOAL, ends_on__gt=desk.today)
    goal = goals.order_by("pk").first()
    if goal is not None:
        lead_to_goal(effects[0], goal=goal, card={}, by=desk.methodist)
    for one in effects[1:] if "conclusion" not in desk.cycle.left else ():
        consider_effect(one, next_step="change", conclusion=desk.cycle.concluded, by=desk.methodist)


def _plan_this_year(desk: Desk, told: Watched) -> None:
    """Plan a measure of this year, of which it is too early to say anything."""
    this = school_year(desk.today)
    begun = min(this.starts_on + MONTH, desk.today)
    desk.clock.set(begun - DAY, 12)
    made = _planned(desk, desk.cycle.this_year, told.helped.organisation, begun)
    if "expectation" not in desk.cycle.left:
        desk.says(made, this.ends_on)
    desk.clock.set(begun, 12)
    move_measure(made, to="going", by=desk.methodist)
