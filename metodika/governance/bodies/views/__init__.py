"""Pages of bodies: lists, cards, compositions, seats."""

from metodika.governance.bodies.views.acts import (
    change_body,
    dissolve_body,
    found_body,
    prolong_body,
    resume_body,
    set_own_rules,
    start_body,
    suspend_body,
)
from metodika.governance.bodies.views.cards import (
    list_bodies,
    show_bodies_of_organisation,
    show_body,
    show_kinds_of_profile,
    show_passport,
    show_seats_of_person,
    show_tree,
)
from metodika.governance.bodies.views.compositions import (
    add_seat,
    approve_composition,
    change_seat,
    discard_draft,
    propose_composition,
    remove_seat,
    show_composition,
)
from metodika.governance.bodies.views.members import (
    admit_member,
    appoint_head,
    download_consent,
    give_consent,
    vacate_seat,
)
from metodika.governance.bodies.views.orders import draft_order
from metodika.governance.bodies.views.stages import (
    change_stage,
    download_product,
    finish_stage,
    plan_stage,
    remove_stage,
)

__all__ = [
    "draft_order",
    "change_stage",
    "download_product",
    "finish_stage",
    "plan_stage",
    "remove_stage",
    "add_seat",
    "admit_member",
    "appoint_head",
    "approve_composition",
    "change_body",
    "change_seat",
    "discard_draft",
    "dissolve_body",
    "download_consent",
    "found_body",
    "give_consent",
    "list_bodies",
    "prolong_body",
    "propose_composition",
    "remove_seat",
    "resume_body",
    "set_own_rules",
    "show_bodies_of_organisation",
    "show_body",
    "show_kinds_of_profile",
    "show_composition",
    "show_passport",
    "show_seats_of_person",
    "show_tree",
    "start_body",
    "suspend_body",
    "vacate_seat",
]
