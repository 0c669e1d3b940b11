from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.planning.goals.lifecycle import APPROVED_ONCE
from metodika.planning.goals.models import Goal, Priority


@predicate
def is_open_to_staff(user: Any, target: Any = None) -> bool:
    """Hold for everybody signed in: an approved goal and a priority bind all of them."""
    if not user.is_authenticated:
        return False
    return isinstance(target, Priority) or (isinstance(target, Goal) and target.status in APPROVED_ONCE)


PERMISSIONS = {
    "goals.list_goals": granted,
    "goals.view_goal": granted | is_open_to_staff,
    "goals.propose_goal": granted,
    "goals.approve_goal": granted,
    "goals.view_priority": granted | is_open_to_staff,
    "goals.change_priority": granted,
}

WORDS = {
    "goals.list_goals": _("Open the list of goals and priorities"),
    "goals.view_goal": _("Open goals that are only proposed"),
    "goals.propose_goal": _("Propose goals, their reasons and targets"),
    "goals.approve_goal": _("Approve goals and say what came of them"),
    "goals.view_priority": _("Open priority directions and subject concepts"),
    "goals.change_priority": _("Keep priority directions and subject concepts"),
}
