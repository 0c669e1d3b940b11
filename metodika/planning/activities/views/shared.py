from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.web import MenuItem
from metodika.planning.activities.lifecycle import EventStatus
from metodika.planning.activities.models import Event
from metodika.planning.activities.rules.course import may_move
from metodika.planning.activities.tables import kind_of, status_of

CARD = "activities:show-event"


def event_address(event: Event) -> str:
    return reverse(CARD, args=[event.pk])


def crumbs_of(event: Event) -> list[tuple[str, str]]:
    return [(_("Events"), reverse("activities:list-events")), (event.title, event_address(event))]


@dataclass(frozen=True)
class EventAct:
    """A button of an event: what it is called, where it leads, whether it posts at once."""

    title: str
    url: str
    icon: str = ""
    post: bool = False


def acts_of(event: Event, user: Any) -> tuple[list[EventAct], list[EventAct]]:
    """Return what the user may do with the event now: the main acts and the rest."""

    def act(title: str, name: str, icon: str = "", **more: Any) -> EventAct:
        return EventAct(title, reverse(f"activities:{name}", args=[event.pk]), icon, **more)

    def step(title: str, name: str, icon: str = "") -> EventAct:
        return EventAct(title, reverse("activities:take-step", args=[event.pk, name]), icon, post=True)

    changes, runs = can(user, "activities.change_event", event), can(user, "activities.run_event", event)
    planned, held = event.status == EventStatus.PLANNED, event.status == EventStatus.HELD
    listed = event.status in {EventStatus.ANNOUNCED, EventStatus.OPEN, EventStatus.CLOSED}
    opens = changes and may_move(event.status, EventStatus.OPEN)
    main = [
        (
            opens,
            step(_("Announce and open registration") if planned else _("Open registration"), "open", "check"),
        ),
        (runs and (listed or held) and not event.is_external, act(_("Desk"), "show-desk", "users")),
        (changes and held, act(_("Write what came of it"), "report-event", "pencil")),
    ]
    rest = [
        (changes and planned, step(_("Announce without registration"), "announce")),
        (
            changes and event.status in {EventStatus.OPEN, EventStatus.ANNOUNCED},
            step(_("Close registration"), "close"),
        ),
        (changes and listed, step(_("Mark as held"), "hold")),
        (changes and event.is_ahead, act(pgettext("event", "Change"), "change-event")),
        (changes and event.is_ahead, act(pgettext("event", "Move"), "move-event")),
        (changes and event.is_ahead, act(pgettext("event", "Cancel"), "cancel-event")),
        (changes and event.status == EventStatus.REPORTED, step(_("Open the lists again"), "reopen")),
        (runs and not event.is_external, EventAct(_("Sheet to be signed (PDF)"), _sheet(event))),
        (runs and (listed or held) and not event.is_external, act(_("Type the sheet back"), "type-sheet")),
    ]
    return [one for allowed, one in main if allowed], [one for allowed, one in rest if allowed]


def _sheet(event: Event) -> str:
    return reverse("activities:print-sheet", args=[event.pk])


def event_page(event: Event, user: Any, active: str) -> dict[str, Any]:
    """Return what every page of an event shows: heading, tabs, acts."""
    runs = can(user, "activities.run_event", event)
    tabs = [("show-event", _("Card"), True), ("show-people", _("Registered"), runs and not event.is_external)]
    tabs += [
        ("show-present", _("Presence"), runs),
        ("show-opinion", _("Feedback"), runs and not event.is_external),
        ("show-certificates", _("Certificates"), can(user, "activities.issue_certificates", event)),
    ]  # fmt: skip
    main, rest = acts_of(event, user)
    shown = [(name, title) for name, title, allowed in tabs if allowed]
    return {
        "event": event,
        "acts": main,
        "more": rest,
        "status": status_of(event),
        "crumbs": [(_("Events"), reverse("activities:list-events"))],
        "lead": f"{kind_of(event)} · {event.body or event.host}",
        "tabs": [
            MenuItem(title, reverse(f"activities:{name}", args=[event.pk]), active=name == active)
            for name, title in shown
        ]
        if len(shown) > 1
        else [],
    }
