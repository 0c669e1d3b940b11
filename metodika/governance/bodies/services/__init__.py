"""Every change of bodies, their compositions and seats."""

from metodika.governance.bodies.services.bodies import (
    BodyValues,
    change_body,
    found_body,
    resume_body,
    set_own_rules,
    start_body,
    suspend_body,
)
from metodika.governance.bodies.services.compositions import (
    CompositionRefused,
    approve_composition,
    discard_draft,
    propose_composition,
)
from metodika.governance.bodies.services.endings import (
    announce_endings,
    dissolve_body,
    prolong_body,
    restore_body,
)
from metodika.governance.bodies.services.founding import NewBody, NewSeat, found_bodies
from metodika.governance.bodies.services.heads import follow_heads
from metodika.governance.bodies.services.kinds import load_kinds
from metodika.governance.bodies.services.members import (
    admit_member,
    appoint_head,
    count_members,
    give_consent,
    move_seats,
    vacate_seat,
)
from metodika.governance.bodies.services.mergers import merge_bodies
from metodika.governance.bodies.services.orders import approve_by_order, draft_composition_order
from metodika.governance.bodies.services.seats import SeatValues, add_seat, change_seat, remove_seat
from metodika.governance.bodies.services.stages import (
    StageValues,
    announce_stages,
    change_stage,
    finish_stage,
    move_stages,
    plan_stage,
    remove_stage,
)

__all__ = [
    "count_members",
    "merge_bodies",
    "StageValues",
    "announce_stages",
    "change_stage",
    "finish_stage",
    "move_stages",
    "plan_stage",
    "remove_stage",
    "BodyValues",
    "CompositionRefused",
    "NewBody",
    "NewSeat",
    "SeatValues",
    "add_seat",
    "admit_member",
    "announce_endings",
    "appoint_head",
    "approve_by_order",
    "approve_composition",
    "change_body",
    "change_seat",
    "discard_draft",
    "dissolve_body",
    "draft_composition_order",
    "follow_heads",
    "found_bodies",
    "found_body",
    "give_consent",
    "load_kinds",
    "move_seats",
    "prolong_body",
    "propose_composition",
    "remove_seat",
    "restore_body",
    "resume_body",
    "set_own_rules",
    "start_body",
    "suspend_body",
    "vacate_seat",
]
