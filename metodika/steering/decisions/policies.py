from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import can, granted, predicate
from metodika.steering.decisions.models import Expectation


@predicate
def makes_its_subject(user: Any, target: Any = None) -> bool:
    """Hold for those who plan the measure, or take the decision, of which it is said."""
    if not isinstance(target, Expectation):
        return False
    of_measure = target.measure_id is not None
    return can(user, "decisions.plan_measure" if of_measure else "decisions.take_decision", target)


PERMISSIONS = {
    "decisions.list_measures": granted,
    "decisions.view_measure": granted,
    "decisions.plan_measure": granted,
    "decisions.list_decisions": granted,
    "decisions.view_decision": granted,
    "decisions.take_decision": granted,
    "decisions.list_effects": granted,
    "decisions.view_effect": granted,
    "decisions.change_expectation": makes_its_subject,
    "decisions.consider_effect": granted,
}

WORDS = {
    "decisions.list_measures": _("Open the list of measures"),
    "decisions.view_measure": _("Open measures"),
    "decisions.plan_measure": _("Plan and carry out measures, say what they should move"),
    "decisions.list_decisions": _("Open the list of managerial decisions"),
    "decisions.view_decision": _("Open managerial decisions"),
    "decisions.take_decision": _("Draft and take managerial decisions, say what they should move"),
    "decisions.list_effects": _("Open the list of effects"),
    "decisions.view_effect": _("Open effects, their numbers and methods"),
    "decisions.change_expectation": _("Change what is expected of one's measures and decisions"),
    "decisions.consider_effect": _("Compute effects and conclude what follows from them"),
}
