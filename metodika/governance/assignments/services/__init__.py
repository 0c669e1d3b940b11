"""Everything that is done with assignments, by whichever way it is asked for."""

from metodika.governance.assignments.services.carrying import carry_assignments
from metodika.governance.assignments.services.control import (
    accept_report,
    cancel_assignment,
    remove_from_control,
    reopen_assignment,
    send_back,
)
from metodika.governance.assignments.services.execution import report_execution, start_assignment
from metodika.governance.assignments.services.executors import Group, Named, Post, RoleThere
from metodika.governance.assignments.services.following import (
    follow_holders,
    move_assignments,
    replace_executor,
)
from metodika.governance.assignments.services.giving import (
    Terms,
    change_assignment,
    give_assignment,
    split_assignment,
)
from metodika.governance.assignments.services.reminding import remind
from metodika.governance.assignments.services.terms import (
    ask_extension,
    grant_extension,
    prolong,
    refuse_extension,
)

__all__ = [
    "carry_assignments",
    "Group",
    "Named",
    "Post",
    "RoleThere",
    "Terms",
    "accept_report",
    "ask_extension",
    "cancel_assignment",
    "change_assignment",
    "follow_holders",
    "give_assignment",
    "grant_extension",
    "move_assignments",
    "prolong",
    "refuse_extension",
    "remind",
    "remove_from_control",
    "reopen_assignment",
    "replace_executor",
    "report_execution",
    "send_back",
    "split_assignment",
    "start_assignment",
]
