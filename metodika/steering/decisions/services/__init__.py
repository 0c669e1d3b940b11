"""Everything that is done with measures, decisions, what is expected of them and what came of it."""

from metodika.steering.decisions.services.considering import (
    consider_effect,
    lead_to_goal,
)
from metodika.steering.decisions.services.decisions import (
    assign_decision,
    change_decision,
    draft_decision,
    end_decision,
    reopen_decision,
    take_decision,
)
from metodika.steering.decisions.services.effects import compute_effect, compute_effects
from metodika.steering.decisions.services.expectations import Said, change_expectation, say_expectation
from metodika.steering.decisions.services.measures import (
    change_measure,
    make_event,
    move_measure,
    plan_measure,
    put_into_plan,
    reopen_measure,
)
from metodika.steering.decisions.services.rounds import ask_effects, compute_round

__all__ = [
    "Said",
    "ask_effects",
    "assign_decision",
    "change_decision",
    "change_expectation",
    "change_measure",
    "compute_effect",
    "compute_effects",
    "compute_round",
    "consider_effect",
    "draft_decision",
    "end_decision",
    "lead_to_goal",
    "move_measure",
    "plan_measure",
    "make_event",
    "put_into_plan",
    "reopen_decision",
    "reopen_measure",
    "say_expectation",
    "take_decision",
]
