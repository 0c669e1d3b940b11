"""What follows from an effect: a conclusion, and next year's goals."""

from collections.abc import Mapping
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.planning.goals.models import Goal
from metodika.planning.goals.services import change_goal, propose_goal
from metodika.steering.decisions import queries
from metodika.steering.decisions.events import EffectConsidered
from metodika.steering.decisions.lifecycle import NextStep
from metodika.steering.decisions.models import Effect
from metodika.steering.decisions.services.ground import keep, locked_effect, needed


@atomic
def consider_effect(effect: Effect, *, next_step: str, conclusion: str, by: Any) -> Effect:
    """Say what follows from the newest effect. Raises RuleBroken without words and for an older one."""
    row = locked_effect(effect)
    _refuse_old(row)
    row.conclusion = needed(conclusion, _("Say in a sentence what you conclude."))
    row.next_step = next_step
    _considered(row, by)
    return row


def _refuse_old(effect: Effect) -> None:
    if not effect.is_latest:
        raise RuleBroken(_("The effect has been computed anew since. Look at the newest one."))


def _considered(row: Effect, by: Any) -> None:
    row.considered_on = today_at(row.expectation.organisation)
    row.considered_by = account_or_none(by)
    keep(row, "next_step", "conclusion", "considered_on", "considered_by", "goal")
    told = EffectConsidered(row.expectation_id, conclusion=row.conclusion[:500])
    announce(told, by=by, about=row.expectation)


@atomic
def lead_to_goal(effect: Effect, *, goal: Goal | None = None, card: Mapping[str, Any], by: Any) -> Goal:
    """Add the effect to the reasons of a goal, or propose a goal by the card whose reason it is.

    Raises RuleBroken for an older effect, for an ended goal, and as propose_goal does.
    """
    row = locked_effect(effect)
    _refuse_old(row)
    reasons = (goal.reason if goal else "", queries.reason_of(row))
    told = {"reason": "\n".join(filter(None, reasons)), "reason_address": queries.address_of(row)}
    place = row.expectation.organisation
    if goal is None:
        goal = propose_goal(organisation=place, card={**card, **told}, by=by)
    else:
        goal = change_goal(goal, changes=told, seen=None, by=by)
    row.goal, row.next_step = goal, NextStep.GOAL
    row.conclusion = row.conclusion or queries.reason_of(row)
    _considered(row, by)
    return goal
