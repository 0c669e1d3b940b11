from typing import Any

from django.utils import timezone

from metodika.core.events import Event, later
from metodika.directory.mandates.events import MandateEnded, MandateGiven, MandateWithdrawn
from metodika.directory.organisations.events import OrganisationMerged
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.events import (
    EmploymentChanged,
    EmploymentEnded,
    PeopleMerged,
    PersonHired,
    PersonTransferred,
    RosterApplied,
    StaffCarriedOver,
)
from metodika.governance.assignments.queries import is_anything_followed
from metodika.governance.assignments.services import carry_assignments, follow_holders, move_assignments


def hand_assignments_over(event: PeopleMerged) -> None:
    move_assignments(source_id=event.dropped_id, target_id=event.kept_id)


def carry_assignments_over(event: OrganisationMerged) -> None:
    both = Organisation.objects.in_bulk([event.predecessor_id, event.successor_id])
    carry_assignments(both[event.predecessor_id], successor=both[event.successor_id])


def follow_posts(event: object) -> None:
    follow_holders(day=timezone.localdate())


def concerns_assignments(event: object) -> bool:
    return is_anything_followed(getattr(event, "organisation_id", None))


FOLLOWED = (
    EmploymentChanged, EmploymentEnded, PersonHired, PersonTransferred, RosterApplied, StaffCarriedOver,
    MandateEnded, MandateGiven, MandateWithdrawn,
)  # fmt: skip
REACTIONS: dict[type[Event], list[Any]] = {
    PeopleMerged: [hand_assignments_over],
    OrganisationMerged: [carry_assignments_over],
    **{kind: [later(follow_posts, wanted=concerns_assignments)] for kind in FOLLOWED},
}
