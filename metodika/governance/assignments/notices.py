from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event
from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.staff.queries import account_holders
from metodika.governance.assignments.events import (
    AssignmentCancelled,
    AssignmentChanged,
    AssignmentEscalated,
    AssignmentFallsDue,
    AssignmentGiven,
    AssignmentOverdue,
    AssignmentProlonged,
    AssignmentReopened,
    ExecutionReported,
    ExecutorReplaced,
    ExtensionAsked,
    ExtensionRefused,
    PostFoundVacant,
    ReportAccepted,
    ReportSentBack,
)


def _people(event: Any) -> list[int]:
    """Whom it concerns: those who do it; of a gift and a replacement the controller as well."""
    if isinstance(event, ExecutorReplaced):
        return [event.person_id, *([event.before_id] if event.before_id else []), event.controller_id]
    controller = [event.controller_id] if isinstance(event, AssignmentGiven) else []
    return [*event.people, *controller]


def _controllers(event: Any) -> list[int]:
    return event.people if isinstance(event, AssignmentEscalated) else [event.controller_id]


def _doing(event: Any) -> Iterable[Any]:
    return account_holders(*_people(event))


def _any_doing(event: Any) -> bool:
    return account_holders(*_people(event)).exists()


def _controlling(event: Any) -> Iterable[Any]:
    found = account_holders(*_controllers(event))
    giver = event.giver_id if isinstance(event, PostFoundVacant) else None
    return found | found.model._default_manager.filter(pk=giver) if giver else found


def _any_controlling(event: Any) -> bool:
    if isinstance(event, ExecutionReported) and not event.is_complete:
        return False
    return account_holders(*_controllers(event)).exists() or isinstance(event, PostFoundVacant)


def _assignment(event: Any) -> str:
    return reverse("assignments:show-assignment", args=[event.assignment_id])


OWN = (
    AssignmentGiven, AssignmentChanged, ReportAccepted, ReportSentBack, AssignmentProlonged,
    ExtensionRefused, ExecutorReplaced, AssignmentCancelled, AssignmentFallsDue, AssignmentOverdue,
    AssignmentReopened,
)  # fmt: skip
CONTROLLED = (ExecutionReported, ExtensionAsked, PostFoundVacant, AssignmentEscalated)
NOTICES: dict[type[Event], Told] = {
    **{
        kind: Told(
            to=_doing, group="assignments", group_title=_("Assignments that I do"), url=_assignment,
            how=Channel.LETTER, anybody=_any_doing,
        )
        for kind in OWN
    },
    **{
        kind: Told(
            to=_controlling, group="assignments_control", group_title=_("Assignments that I control"),
            url=_assignment, how=Channel.LETTER, anybody=_any_controlling,
        )
        for kind in CONTROLLED
    },
}  # fmt: skip
