from typing import Any

from django.utils import timezone

from metodika.core.events import Event, later
from metodika.directory.mandates.events import MandateEnded, MandateGiven, MandateWithdrawn
from metodika.directory.staff.events import EmploymentEnded, PeopleMerged, PersonHired, PersonTransferred
from metodika.planning.plans.queries import is_anything_followed
from metodika.planning.plans.services import follow_responsible, move_responsible


def hand_plans_over(event: PeopleMerged) -> None:
    move_responsible(source_id=event.dropped_id, target_id=event.kept_id)


def follow_posts(event: object) -> None:
    follow_responsible(day=timezone.localdate())


def concerns_plans(event: object) -> bool:
    return is_anything_followed()


FOLLOWED = (EmploymentEnded, PersonHired, PersonTransferred, MandateEnded, MandateGiven, MandateWithdrawn)
REACTIONS: dict[type[Event], list[Any]] = {
    PeopleMerged: [hand_plans_over],
    **{kind: [later(follow_posts, wanted=concerns_plans)] for kind in FOLLOWED},
}
