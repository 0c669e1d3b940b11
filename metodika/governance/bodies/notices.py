from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.staff.queries import account_holders
from metodika.governance.bodies.events import (
    BodyDissolved,
    BodyEndAnnounced,
    CompositionApproved,
    CompositionEndAnnounced,
    HeadAppointed,
    MemberAdmitted,
    SeatVacated,
    StageEndAnnounced,
)
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.queries import members_of_bodies

Personal = HeadAppointed | MemberAdmitted | SeatVacated
Ending = BodyEndAnnounced | CompositionEndAnnounced


def _named(event: Personal) -> list[int]:
    return [event.person_id]


def _approved(event: CompositionApproved) -> list[int]:
    return event.person_ids


def _officers(event: Ending) -> list[int]:
    members = members_of_bodies([event.body_id], timezone.localdate()).get(event.body_id, [])
    return [one.person_id for one in members if one.office != Office.MEMBER]


def _everybody(event: BodyDissolved) -> list[int]:
    members = members_of_bodies([event.body_id], timezone.localdate()).get(event.body_id, [])
    return [one.person_id for one in members]


def _concerned(event: StageEndAnnounced) -> list[int]:
    return event.people


def _body(event: Any) -> str:
    return reverse("bodies:show-body", args=[event.body_id])


def _told(people: Any, how: Channel) -> Told:
    def holders(event: Any) -> Iterable[Any]:
        return account_holders(*people(event))

    def has_account(event: Any) -> bool:
        return bool(holders(event))

    return Told(
        to=holders, group="bodies", group_title=_("My councils and associations"), url=_body, how=how,
        anybody=has_account,
    )  # fmt: skip


NOTICES = {
    HeadAppointed: _told(_named, Channel.LETTER),
    MemberAdmitted: _told(_named, Channel.DIGEST),
    SeatVacated: _told(_named, Channel.DIGEST),
    CompositionApproved: _told(_approved, Channel.LETTER),
    BodyEndAnnounced: _told(_officers, Channel.LETTER),
    CompositionEndAnnounced: _told(_officers, Channel.LETTER),
    StageEndAnnounced: _told(_concerned, Channel.LETTER),
    BodyDissolved: _told(_everybody, Channel.DIGEST),
}
