from datetime import date
from typing import Any

from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.events import Event, announce
from metodika.directory.organisations.events import OrganisationMerged
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.queries import loaded_profile
from metodika.directory.records.events import RecordSigned
from metodika.directory.records.lifecycle import WRITTEN_KINDS
from metodika.directory.records.models import Record
from metodika.directory.records.services import enter_order
from metodika.directory.staff.events import PeopleMerged
from metodika.governance.bodies.events import (
    BodiesFounded,
    BodyDissolved,
    BodyRestored,
    CompositionApproved,
    HeadAppointed,
    MemberAdmitted,
    OrderApprovedNothing,
    SeatVacated,
)
from metodika.governance.bodies.models import Composition
from metodika.governance.bodies.services import (
    approve_by_order,
    count_members,
    follow_heads,
    load_kinds,
    merge_bodies,
    move_seats,
    move_stages,
)

Seated = BodyDissolved | BodyRestored | CompositionApproved | HeadAppointed | MemberAdmitted | SeatVacated
SEATED: tuple[type[Event], ...] = (
    BodyDissolved, BodyRestored, CompositionApproved, HeadAppointed, MemberAdmitted, SeatVacated,
)  # fmt: skip
# What a profile calls a quarter, and what the rules of a body call it.
QUARTERS = {"term": "terms"}


def make_kinds(event: ProfileLoaded) -> None:
    profile = loaded_profile(event.code)
    if profile is not None and {"bodies", "calendar"} & set(event.changed_sections):
        meant = profile.data["calendar"]["quarter_means"]
        load_kinds(profile.data["bodies"], profile=profile, quarters=QUARTERS.get(meant, meant))


def hand_seats_over(event: PeopleMerged) -> None:
    move_seats(source_id=event.dropped_id, target_id=event.kept_id)
    move_stages(source_id=event.dropped_id, target_id=event.kept_id)


def close_or_carry_bodies(event: OrganisationMerged) -> None:
    both = Organisation.objects.select_related("municipality").in_bulk(
        [event.predecessor_id, event.successor_id]
    )
    merge_bodies(
        both[event.predecessor_id], successor=both[event.successor_id],
        on=date.fromisoformat(event.merged_on),
    )  # fmt: skip


def approve_what_is_signed(event: RecordSigned) -> None:
    if event.kind not in WRITTEN_KINDS or event.subject != "bodies.composition" or event.subject_id is None:
        return
    composition = Composition.objects.select_related("body").filter(pk=event.subject_id).first()
    if composition is None:
        return
    order = Record.objects.get(pk=event.record_id)
    enter_order(order, by=None)
    try:
        approve_by_order(composition, order, by=None)
    except RuleBroken as refusal:
        # A signature stands whatever the composition lacks; it is approved by hand once that is mended.
        told = OrderApprovedNothing(composition.body_id, composition.pk, order.pk, str(refusal))
        announce(told, by=None, about=composition.body)


def give_heads_their_role(event: Seated) -> None:
    follow_heads([event.body_id], now=timezone.now())


def count_body(event: Seated) -> None:
    count_members([event.body_id], day=timezone.localdate())


def count_bodies(event: BodiesFounded) -> None:
    count_members(event.body_ids, day=timezone.localdate())


REACTIONS: dict[type[Event], list[Any]] = {
    ProfileLoaded: [make_kinds],
    PeopleMerged: [hand_seats_over],
    BodiesFounded: [count_bodies],
    OrganisationMerged: [close_or_carry_bodies],
    RecordSigned: [approve_what_is_signed],
    **dict.fromkeys(SEATED, [give_heads_their_role, count_body]),
}
