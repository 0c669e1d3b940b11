from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.staff.queries import account_holders
from metodika.governance.meetings.events import (
    AssignmentNotGiven,
    DecisionCorrected,
    DecisionReturned,
    DecisionsApproved,
    DecisionsPublished,
    DecisionsSentForApproval,
    DutyAnnounced,
    ItemAnswered,
    ItemSentOn,
    MinutesDisputed,
    PrintingFinished,
    SessionCancelled,
    SessionConvened,
    SessionNotQuorate,
    SessionPostponed,
)
from metodika.governance.meetings.queries.printings import who_began
from metodika.governance.meetings.queries.telling import officers_of, people_asked, people_responsible

People = Callable[[Any], Iterable[int]]


def _asked(event: Any) -> Iterable[int]:
    return people_asked(event.session_id)


def _officers(event: Any) -> Iterable[int]:
    return officers_of(event.body_id)


def _receivers(event: ItemSentOn) -> Iterable[int]:
    return officers_of(event.target_id)


def _affected(event: DecisionsApproved | DecisionsPublished) -> Iterable[int]:
    return [*officers_of(event.body_id), *people_responsible(event.decisions)]


def _named(event: DutyAnnounced | DecisionCorrected) -> Iterable[int]:
    return event.people


def _session(event: Any) -> str:
    return reverse("meetings:show-session", args=[event.session_id])


def _assignment(event: DecisionCorrected) -> str:
    return reverse("assignments:show-assignment", args=[event.assignment_id])


def _has_people(event: DutyAnnounced) -> bool:
    return bool(event.people)


def _page(event: DutyAnnounced) -> str:
    return event.url


def _body(event: Any) -> str:
    body = event.target_id if isinstance(event, ItemSentOn) else event.body_id
    return reverse("bodies:show-body", args=[body])


def _told(people: People, url: Callable[[Any], str] = _session, how: Channel = Channel.LETTER) -> Told:
    def holders(event: Any) -> Iterable[Any]:
        return account_holders(*people(event))

    def anybody(event: Any) -> bool:
        return account_holders(*people(event)).exists()

    return Told(
        to=holders, group="sessions", group_title=_("Sessions and decisions of bodies"), url=url, how=how,
        anybody=anybody,
    )  # fmt: skip


def _who_began(event: PrintingFinished) -> Iterable[Any]:
    return who_began(event.printing_id)


def _printing(event: PrintingFinished) -> str:
    return reverse("meetings:show-printing", args=[event.printing_id])


NOTICES = {
    SessionConvened: _told(_asked),
    SessionPostponed: _told(_asked),
    SessionCancelled: _told(_asked),
    SessionNotQuorate: _told(_asked, how=Channel.DIGEST),
    MinutesDisputed: _told(_officers),
    DecisionsSentForApproval: _told(_officers, how=Channel.DIGEST),
    DecisionsApproved: _told(_affected),
    DecisionReturned: _told(_officers),
    AssignmentNotGiven: _told(_officers),
    DecisionCorrected: _told(_named, _assignment),
    DecisionsPublished: _told(_affected, how=Channel.DIGEST),
    ItemSentOn: _told(_receivers, _body),
    ItemAnswered: _told(_officers, _body),
    # Thousands are told at once; the event names only people who have an account.
    DutyAnnounced: replace(_told(_named, _page), anybody=_has_people),
    PrintingFinished: Told(
        to=_who_began, group="sessions", group_title=_("Sessions and decisions of bodies"), url=_printing,
        how=Channel.BELL,
    ),
}  # fmt: skip
