from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentStatus(TextChoices):
    GIVEN = "given", _("Given")
    IN_PROGRESS = "in_progress", _("In progress")
    REPORTED = "reported", _("Reported, waits for the check")
    SENT_BACK = "sent_back", _("Sent back for more work")
    EXECUTED = "executed", _("Executed")
    REMOVED = "removed", _("Removed from control")
    CANCELLED = "cancelled", _("Cancelled")


MOVES: dict[str, frozenset[str]] = {
    AssignmentStatus.GIVEN: frozenset(
        {AssignmentStatus.IN_PROGRESS, AssignmentStatus.REPORTED, AssignmentStatus.CANCELLED}
    ),
    AssignmentStatus.IN_PROGRESS: frozenset({AssignmentStatus.REPORTED, AssignmentStatus.CANCELLED}),
    AssignmentStatus.REPORTED: frozenset(
        {AssignmentStatus.EXECUTED, AssignmentStatus.SENT_BACK, AssignmentStatus.CANCELLED}
    ),
    AssignmentStatus.SENT_BACK: frozenset({AssignmentStatus.REPORTED, AssignmentStatus.CANCELLED}),
    AssignmentStatus.EXECUTED: frozenset({AssignmentStatus.REMOVED}),
    AssignmentStatus.REMOVED: frozenset(),
    AssignmentStatus.CANCELLED: frozenset(),
}
# The executor has still to do something.
AWAITED = frozenset({AssignmentStatus.GIVEN, AssignmentStatus.IN_PROGRESS, AssignmentStatus.SENT_BACK})
# Somebody has: the executor, or the controller with the report before him.
OPEN = AWAITED | {AssignmentStatus.REPORTED}
UNDER_CONTROL = OPEN | {AssignmentStatus.EXECUTED}


class ExecutorKind(TextChoices):
    """How the executor was named; a post and a role follow whoever holds them."""

    PERSON = "person", _("person")
    POST = "post", _("post")
    ROLE = "role", _("role")
    GROUP = "group", _("group")


FOLLOWED = frozenset({ExecutorKind.POST, ExecutorKind.ROLE})


class ExtensionStatus(TextChoices):
    ASKED = "asked", _("Asked")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


class Verdict(TextChoices):
    WAITING = "waiting", _("Waits for the check")
    ACCEPTED = "accepted", _("Accepted")
    SENT_BACK = "sent_back", _("Sent back")


class Stage(TextChoices):
    """When people are reminded of an assignment, in this order."""

    SOON = "soon", _("Due soon")
    TODAY = "today", _("Due today")
    OVERDUE = "overdue", _("Overdue")
    HEAD = "head", _("Overdue, the head is told")
    TOP = "top", _("Overdue, the heads above are told")
