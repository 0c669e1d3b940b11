"""Everything that is done with plans, by whichever way it is asked for."""

from metodika.planning.plans.services.approving import (
    agree_plan,
    approve_plan,
    close_plan,
    follow_responsible,
    move_responsible,
    return_plan,
    withdraw_plan,
)
from metodika.planning.plans.services.execution import (
    cancel_occurrence,
    finish_occurrence,
    move_occurrence,
    reopen_occurrence,
    start_occurrence,
)
from metodika.planning.plans.services.handing import hand_down_plan
from metodika.planning.plans.services.items import (
    add_item,
    add_occurrence,
    add_section,
    cancel_item,
    change_item,
    change_section,
    drop_section,
    explain_responsible,
)
from metodika.planning.plans.services.making import (
    Finished,
    Head,
    Table,
    change_plan,
    copy_plan,
    import_plan,
    imported_from,
    make_plan,
)
from metodika.planning.plans.services.proving import name_fact, prove_by_facts, prove_item
from metodika.planning.plans.services.reminding import remind_of_items
from metodika.planning.plans.services.winding import (
    WoundUp,
    drop_items,
    drop_plan,
    reopen_plan,
    wind_up_plan,
)

__all__ = [
    "Finished",
    "Head",
    "Table",
    "WoundUp",
    "add_item",
    "add_occurrence",
    "add_section",
    "agree_plan",
    "approve_plan",
    "cancel_item",
    "cancel_occurrence",
    "change_item",
    "change_plan",
    "change_section",
    "close_plan",
    "copy_plan",
    "drop_items",
    "drop_plan",
    "drop_section",
    "explain_responsible",
    "finish_occurrence",
    "follow_responsible",
    "hand_down_plan",
    "import_plan",
    "imported_from",
    "make_plan",
    "name_fact",
    "move_occurrence",
    "move_responsible",
    "prove_by_facts",
    "prove_item",
    "remind_of_items",
    "reopen_occurrence",
    "reopen_plan",
    "return_plan",
    "start_occurrence",
    "wind_up_plan",
    "withdraw_plan",
]
