from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.planning.goals.events import GoalApproved, GoalEnded
from metodika.planning.goals.queries import makers_of


def _makers(event: GoalApproved | GoalEnded) -> Iterable[Any]:
    return makers_of(event.goal_id)


def _any_makers(event: GoalApproved | GoalEnded) -> bool:
    return makers_of(event.goal_id).exists()


def _goal(event: GoalApproved | GoalEnded) -> str:
    return reverse("goals:show-goal", args=[event.goal_id])


OWN = _("Goals that I have proposed")
NOTICES: dict[type, Told] = {
    kind: Told(to=_makers, group="goals", group_title=OWN, url=_goal, how=Channel.LETTER, anybody=_any_makers)
    for kind in (GoalApproved, GoalEnded)
}
