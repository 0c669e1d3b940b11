from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.web import ListColumn, Panel
from metodika.planning.goals.models import Goal
from metodika.steering.indicators import queries
from metodika.steering.indicators.tables import shown_reached


def _reached(goals: Sequence[Goal], user: Any) -> Mapping[int, object]:
    told = queries.reached_of(goals, viewer=user)
    return {number: shown_reached(rows) for number, rows in told.items()}


PANELS = [
    Panel("goals.goal", _("What has been reached"), "indicators:show-reached", "goals.view_goal", place=10)
]
COLUMNS = [ListColumn("goals", "reached", _("Reached"), _reached)]
