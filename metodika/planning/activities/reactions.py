from typing import Any

from django.utils import timezone

from metodika.core.events import Event, later
from metodika.directory.staff.events import PeopleMerged
from metodika.planning.activities.events import EventHeld, RunStarted, RunWentOn
from metodika.planning.activities.services import issue_next, move_rows, pass_on
from metodika.planning.plans.models import Item
from metodika.planning.plans.services import prove_item

# Half a minute of work: letters and other jobs have their turn in between.
TURNS = 4


def hand_rows_over(event: PeopleMerged) -> None:
    move_rows(source_id=event.dropped_id, target_id=event.kept_id)


def prove_plan(event: EventHeld) -> None:
    if event.plan_item_id is not None:
        item = Item.objects.select_related("plan").get(pk=event.plan_item_id)
        prove_item(item, day=timezone.localdate())


def go_on_issuing(event: RunStarted | RunWentOn) -> None:
    # A few papers are one transaction: what a killed worker has issued is not issued again.
    for _turn in range(TURNS):
        if not issue_next(event.run_id, portion=event.portion):
            break
    pass_on(event.run_id, portion=event.portion)


REACTIONS: dict[type[Event], list[Any]] = {
    PeopleMerged: [hand_rows_over],
    EventHeld: [prove_plan],
    RunStarted: [later(go_on_issuing)],
    RunWentOn: [later(go_on_issuing)],
}
