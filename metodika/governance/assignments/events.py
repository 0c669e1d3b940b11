from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, fields_of

ASSIGNMENT = {"assignment_id": "assignments.Assignment"}


@dataclass(frozen=True)
class AssignmentGiven(Event):
    """`people` are the numbers of those who do it; `parent_id` tells of what it is a part."""

    sentence: ClassVar = _("An assignment has been given: %(assignment)s, due on %(due_on)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    parent_id: int | None
    controller_id: int
    people: list[int]
    due_on: str


@dataclass(frozen=True)
class PostFoundVacant(Event):
    """Nobody holds the post or the role that was named, so nobody does the work."""

    sentence: ClassVar = _("Nobody is there to do the assignment %(assignment)s: %(post)s is vacant")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    controller_id: int
    giver_id: int | None
    post: str


@dataclass(frozen=True)
class AssignmentChanged(Event):
    sentence: ClassVar = _("The assignment %(assignment)s has been changed: %(fields)s")
    names: ClassVar = ASSIGNMENT
    words: ClassVar = {"fields": fields_of("assignments.Assignment")}

    assignment_id: int
    people: list[int]
    fields: list[str]


@dataclass(frozen=True)
class AssignmentStarted(Event):
    sentence: ClassVar = _("Work on the assignment %(assignment)s has begun")
    names: ClassVar = ASSIGNMENT

    assignment_id: int


@dataclass(frozen=True)
class ExecutionReported(Event):
    """`is_complete`: everybody who answers for it has reported, and the controller may check."""

    sentence: ClassVar = _("%(person)s has reported on the assignment %(assignment)s")
    names: ClassVar = {**ASSIGNMENT, "person_id": "staff.Person"}

    assignment_id: int
    person_id: int | None
    controller_id: int
    is_complete: bool


@dataclass(frozen=True)
class ReportAccepted(Event):
    sentence: ClassVar = _("The execution of the assignment %(assignment)s has been accepted")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]


@dataclass(frozen=True)
class ReportSentBack(Event):
    sentence: ClassVar = _("The assignment %(assignment)s has been sent back for more work: %(reason)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    reason: str


@dataclass(frozen=True)
class ExtensionAsked(Event):
    sentence: ClassVar = _("More time is asked for %(assignment)s, until %(to_on)s: %(reason)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    controller_id: int
    to_on: str
    reason: str


@dataclass(frozen=True)
class AssignmentProlonged(Event):
    sentence: ClassVar = _(
        "The assignment %(assignment)s is due on %(to_on)s now instead of %(from_on)s: %(reason)s"
    )
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    from_on: str
    to_on: str
    reason: str


@dataclass(frozen=True)
class ExtensionRefused(Event):
    sentence: ClassVar = _("No more time has been given for %(assignment)s: %(note)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    note: str


@dataclass(frozen=True)
class ExecutorReplaced(Event):
    sentence: ClassVar = _("%(person)s does the assignment %(assignment)s instead of %(before)s: %(reason)s")
    names: ClassVar = {**ASSIGNMENT, "person_id": "staff.Person", "before_id": "staff.Person"}

    assignment_id: int
    person_id: int
    before_id: int | None
    controller_id: int
    reason: str


@dataclass(frozen=True)
class AssignmentRemoved(Event):
    """Taken off control: nothing is asked about it any longer."""

    sentence: ClassVar = _("The assignment %(assignment)s has been removed from control")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]


@dataclass(frozen=True)
class AssignmentCancelled(Event):
    sentence: ClassVar = _("The assignment %(assignment)s has been cancelled: %(reason)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    reason: str


@dataclass(frozen=True)
class AssignmentReopened(Event):
    """The end of an assignment has been taken back: it is under control again."""

    sentence: ClassVar = _("The assignment %(assignment)s is under control again: %(reason)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    reason: str


@dataclass(frozen=True)
class AssignmentFallsDue(Event):
    """Three working days are left, or it is the last day."""

    sentence: ClassVar = _("The assignment %(assignment)s is due on %(due_on)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    due_on: str


@dataclass(frozen=True)
class AssignmentOverdue(Event):
    """The last day is over; `people` are those who do it and the controller."""

    sentence: ClassVar = _("The assignment %(assignment)s is overdue: it was due on %(due_on)s")
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    due_on: str


@dataclass(frozen=True)
class AssignmentEscalated(Event):
    """It has been overdue for days; `people` are the heads who are told."""

    sentence: ClassVar = _(
        "The assignment %(assignment)s was due on %(due_on)s and is not executed: please step in"
    )
    names: ClassVar = ASSIGNMENT

    assignment_id: int
    people: list[int]
    due_on: str


@dataclass(frozen=True)
class AssignmentCarriedOver(Event):
    """Its organisation was merged into another: it goes on there under a number of that one."""

    sentence: ClassVar = _("%(assignment)s was No. %(before)s of %(organisation)s before the merger")
    names: ClassVar = {**ASSIGNMENT, "organisation_id": "organisations.Organisation"}

    assignment_id: int
    organisation_id: int
    before: str
