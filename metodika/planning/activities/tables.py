from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Choice, Column, Empty, Filter, Flag, Link, Period, Search, Status, Table
from metodika.core.web.values import Tone, trimmed
from metodika.planning.activities import queries
from metodika.planning.activities.lifecycle import (
    EventLevel,
    EventStatus,
    RegistrationStatus,
)
from metodika.planning.activities.models import Attendance, Certificate, Event, Registration

TONES: dict[str, Tone] = {
    EventStatus.PLANNED: "neutral", EventStatus.ANNOUNCED: "info", EventStatus.OPEN: "good",
    EventStatus.CLOSED: "waiting", EventStatus.HELD: "info", EventStatus.REPORTED: "neutral",
    EventStatus.CANCELLED: "bad",
}  # fmt: skip
REGISTRATION_TONES: dict[str, Tone] = {
    RegistrationStatus.CONFIRMED: "good", RegistrationStatus.WAITING: "waiting",
    RegistrationStatus.CANCELLED: "neutral",
}  # fmt: skip


def status_of(event: Event) -> Status:
    return Status(event.get_status_display(), TONES[event.status])


def registration_status(row: Registration) -> Status:
    return Status(row.get_status_display(), REGISTRATION_TONES[row.status])


def hours_of(row: Attendance) -> Any:
    return trimmed(row.hours)


def kind_of(row: Event) -> str:
    return row.kind_title[:1].upper() + row.kind_title[1:]


def seats_taken(row: Any) -> str:
    if row.is_external:
        return ""
    taken = row.taken or 0
    told = (
        gettext("%(taken)d of %(quota)d") % {"taken": taken, "quota": row.quota} if row.quota else str(taken)
    )
    return f"{told} (+{row.waiting})" if row.waiting else told


class StateOfEvent(Choice):
    """Unless another state is chosen, everything but what was cancelled is shown."""

    def narrow(self, rows: Any, value: Any) -> Any:
        if value == "all":
            return rows
        return rows.filter(status=value) if value else rows.exclude(status=EventStatus.CANCELLED)


class EventsTable(Table):
    columns: ClassVar = (
        Column("title", _("Event"), url="activities:show-event", sort="title"),
        Column("kind", _("Kind"), kind_of, sort="kind_title"),
        Column("starts_on", _("First day"), sort="starts_on"),
        Column("host", _("Who holds it"), lambda row: row.body or row.host, sort="host__sort_key"),
        Column("level", _("Level"), "get_level_display", sort="level", shown=False),
        Column("seats", _("Registered"), seats_taken),
        Column("came", _("Was there"), numeric=True, sort="came"),
        Column("status", _("State"), status_of, sort="status"),
    )
    empty: ClassVar = Empty(
        _("No events yet"), _("What is announced appears here with its days and registration."),
        icon="calendar-event",
    )  # fmt: skip
    order: ClassVar = "-starts_on"
    key: ClassVar = "events"
    export_name: ClassVar = "events"

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        return (
            Search("words", apply=queries.events_alike),
            StateOfEvent("state", _("State"), choices=(*EventStatus.choices, ("all", _("All")))),
            Choice("kind", _("Kind"), "kind", choices=queries.kinds_to_choose),
            Choice("level", _("Level"), "level", choices=EventLevel.choices),
            Period("days", _("Days"), "starts_on", aside=True),
            Flag("external", _("Held by others"), lambda rows, on: rows.filter(is_external=on), aside=True),
        )


def feedback_link(row: Any) -> Any:
    if row.answered or row.event.is_external or not row.event.has_happened:
        return None
    return Link(
        gettext("Say what you thought of it"), reverse("activities:give-feedback", args=[row.event_id])
    )


class OwnAttendanceTable(Table):
    columns: ClassVar = (
        Column("event", _("Event"), "event", url="activities:show-event", url_key="event_id"),
        Column("starts_on", _("First day"), "event.starts_on", sort="event__starts_on"),
        Column("hours", _("Academic hours"), hours_of, numeric=True),
        Column("result", _("Result")),
        Column("feedback", _("Feedback"), feedback_link),
    )
    filters: ClassVar = ()
    empty: ClassVar = Empty(
        _("You have been nowhere yet"),
        _("Events at which you were marked appear here."),
        icon="calendar-event",
    )
    order: ClassVar = "-starts_on"
    key: ClassVar = "own-events"


def certificate_link(row: Certificate) -> Link:
    return Link(str(row), reverse("activities:download-certificate", args=[row.pk]))


class OwnCertificateTable(Table):
    columns: ClassVar = (
        Column("paper", _("Paper"), certificate_link),
        Column("event", _("Event"), "event"),
        Column("issued_on", _("Issued on"), sort="issued_on"),
    )
    filters: ClassVar = ()
    empty: ClassVar = Empty(
        _("No certificates yet"), _("They appear here when they are issued."), icon="file-text"
    )
    order: ClassVar = "-issued_on"
    key: ClassVar = "own-certificates"


class RegisteredTable(Table):
    columns: ClassVar = (
        Column("person", _("Person"), "person", sort="person__sort_key"),
        Column("organisation", _("Place of work"), "organisation", sort="organisation__sort_key"),
        Column("status", _("State"), registration_status, sort="status"),
        Column("registered_at", _("Registered at"), sort="registered_at"),
        Column(
            "cancel",
            pgettext_lazy("column", "What can be done"),
            lambda row: Link(gettext("Take back"), cancel_address(row)),
        ),
    )
    filters: ClassVar = ()
    empty: ClassVar = Empty(
        _("Nobody is registered yet"),
        _("Those who register appear here in the order of arrival."),
        icon="users",
    )
    order: ClassVar = ""
    key: ClassVar = "registered"
    export_name: ClassVar = "registered"


def cancel_address(row: Registration) -> str:
    return reverse("activities:cancel-registration", args=[row.pk])


def correct_address(row: Attendance) -> str:
    return reverse("activities:correct-attendance", args=[row.pk])


def presence(row: Attendance) -> Status:
    if row.is_void:
        return Status(gettext("Was not there"), "bad")
    return Status(row.get_way_display(), "good")


class PresentTable(Table):
    columns: ClassVar = (
        Column("person", _("Person"), "person", sort="person__sort_key"),
        Column("organisation", _("Place of work"), "organisation", sort="organisation__sort_key"),
        Column("way", _("How it is known"), presence),
        Column("days", _("Days"), lambda row: [f"{day:%d.%m}" for day in row.on]),
        Column("hours", pgettext_lazy("academic", "Hours"), hours_of, numeric=True),
        Column("result", _("Result"), shown=False),
        Column("reason", _("Why it was corrected"), "corrected_because"),
        Column(
            "correct",
            pgettext_lazy("column", "What can be done"),
            lambda row: Link(gettext("Correct it"), correct_address(row)),
        ),
    )
    filters: ClassVar = ()
    empty: ClassVar = Empty(
        _("Nobody is marked yet"), _("Mark people at the desk, or type the signed sheet back."), icon="users"
    )
    order: ClassVar = ""
    key: ClassVar = "present"
    export_name: ClassVar = "present"


def certificate_state(row: Certificate) -> Status:
    return Status(gettext("Void"), "bad") if row.void_because else Status(gettext("In force"), "good")


class CertificatesTable(Table):
    columns: ClassVar = (
        Column("number", _("Number"), lambda row: Link(row.number, certificate_link(row).url)),
        Column("person", _("Person"), "person", sort="person__sort_key"),
        Column("kind", _("Kind"), "get_kind_display", sort="kind"),
        Column("issued_on", _("Issued on"), sort="issued_on"),
        Column("state", _("State"), certificate_state),
        Column(
            "reissue",
            pgettext_lazy("column", "What can be done"),
            lambda row: None if row.void_because else reissue_link(row),
        ),
    )
    filters: ClassVar = ()
    empty: ClassVar = Empty(
        _("No certificates yet"), _("They are issued when the event has been held."), icon="file-text"
    )
    order: ClassVar = ""
    key: ClassVar = "certificates"
    export_name: ClassVar = "certificates"


def reissue_link(row: Certificate) -> Link:
    return Link(gettext("Issue anew"), reverse("activities:reissue-certificate", args=[row.pk]))
