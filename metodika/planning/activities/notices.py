from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.staff.queries import account_holders
from metodika.planning.activities import queries
from metodika.planning.activities.events import (
    EventAnnounced,
    EventCancelled,
    EventHeld,
    EventMoved,
    PeopleRegistered,
    RunFinished,
    SeatGiven,
)
from metodika.planning.activities.models import CertificateRun

People = Callable[[Any], Any]


def _senders(event: EventAnnounced) -> Any:
    return queries.senders_about(event.event_id)


def _on_lists(event: EventMoved | EventCancelled) -> Any:
    return queries.accounts_on_lists(event.event_id)


def _those_there(event: EventHeld) -> Any:
    return queries.accounts_of_those_there(event.event_id)


def _lucky(event: SeatGiven) -> Any:
    return account_holders(event.person_id)


def _registered(event: PeopleRegistered) -> Any:
    return account_holders(*event.by_others)


def _who_began(event: RunFinished) -> Any:
    return queries.who_began(event.run_id)


def _event(event: Any) -> str:
    return reverse("activities:show-event", args=[event.event_id])


def _feedback(event: EventHeld) -> str:
    return reverse("activities:give-feedback", args=[event.event_id])


def _run(event: RunFinished) -> str:
    return reverse(
        "activities:show-certificates", args=[CertificateRun.objects.get(pk=event.run_id).event_id]
    )


def _told(people: People, url: Callable[[Any], str] = _event, how: Channel = Channel.LETTER) -> Told:
    def holders(event: Any) -> Iterable[Any]:
        found: Iterable[Any] = people(event)
        return found

    def anybody(event: Any) -> bool:
        return bool(people(event).exists())

    return Told(to=holders, group="events", group_title=_("Events"), url=url, how=how, anybody=anybody)


NOTICES: dict[type, Told] = {
    EventAnnounced: _told(_senders, how=Channel.DIGEST),
    EventMoved: _told(_on_lists),
    EventCancelled: _told(_on_lists),
    EventHeld: _told(_those_there, _feedback, Channel.DIGEST),
    SeatGiven: _told(_lucky),
    PeopleRegistered: _told(_registered, how=Channel.DIGEST),
    RunFinished: _told(_who_began, _run, Channel.BELL),
}
