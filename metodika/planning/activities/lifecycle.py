from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("event", "Planned")
    ANNOUNCED = "announced", pgettext_lazy("event", "Announced")
    OPEN = "open", pgettext_lazy("event", "Registration is open")
    CLOSED = "closed", pgettext_lazy("event", "Registration is closed")
    HELD = "held", pgettext_lazy("event", "Held")
    REPORTED = "reported", pgettext_lazy("event", "Report is ready")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


MOVES: dict[str, frozenset[str]] = {
    EventStatus.PLANNED: frozenset({EventStatus.ANNOUNCED, EventStatus.OPEN, EventStatus.CANCELLED}),
    EventStatus.ANNOUNCED: frozenset(
        {EventStatus.OPEN, EventStatus.CLOSED, EventStatus.HELD, EventStatus.CANCELLED}
    ),
    EventStatus.OPEN: frozenset({EventStatus.CLOSED, EventStatus.HELD, EventStatus.CANCELLED}),
    EventStatus.CLOSED: frozenset({EventStatus.OPEN, EventStatus.HELD, EventStatus.CANCELLED}),
    EventStatus.HELD: frozenset({EventStatus.REPORTED}),
    EventStatus.REPORTED: frozenset({EventStatus.HELD}),
    EventStatus.CANCELLED: frozenset(),
}
# Nothing has happened yet: days, places and people may still change.
AHEAD = frozenset({EventStatus.PLANNED, EventStatus.ANNOUNCED, EventStatus.OPEN, EventStatus.CLOSED})
HAPPENED = frozenset({EventStatus.HELD, EventStatus.REPORTED})
# Everybody who is signed in may read of it.
TOLD = frozenset(EventStatus) - {EventStatus.PLANNED}


class EventLevel(TextChoices):
    INSTITUTION = "institution", pgettext_lazy("level of an event", "Institution")
    MUNICIPAL = "municipal", pgettext_lazy("level of an event", "Municipal")
    INTER_MUNICIPAL = "inter_municipal", pgettext_lazy("level of an event", "Inter-municipal")
    REGIONAL = "regional", pgettext_lazy("level of an event", "Regional")
    FEDERAL = "federal", pgettext_lazy("level of an event", "Federal")


class EventForm(TextChoices):
    ONSITE = "onsite", pgettext_lazy("form of an event", "On site")
    ONLINE = "online", pgettext_lazy("form of an event", "Online")
    MIXED = "mixed", pgettext_lazy("form of an event", "On site and online")


class RegistrationStatus(TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("registration", "Has a seat")
    WAITING = "waiting", pgettext_lazy("registration", "On the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")


LIVING = frozenset({RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING})


class Way(TextChoices):
    """How the system learned that somebody was there."""

    SHEET = "sheet", _("from the sheet")
    DESK = "desk", _("marked at the desk")
    PHONE = "phone", _("by the code on the screen")
    ONLINE = "online", _("by the word for those online")
    RECORD = "record", _("recorded afterwards")


class Part(TextChoices):
    """What somebody does in the programme."""

    SPEAKER = "speaker", _("speaks")
    SHOWS = "shows", _("shows a lesson or a master class")
    LEADS = "leads", _("leads")


# Whoever leads a discussion has presented no experience by that.
PRESENTS = frozenset({Part.SPEAKER, Part.SHOWS})


class CertificateKind(TextChoices):
    PARTICIPANT = "participant", _("Certificate of a participant")
    SPEAKER = "speaker", _("Certificate of a speaker")
    THANKS = "thanks", _("Letter of thanks")


class FeedKind(TextChoices):
    """Whose calendar an address carries."""

    PERSON = "person", pgettext_lazy("calendar", "My own")
    BODY = "body", pgettext_lazy("calendar", "Of a council or an association")
    ORGANISATION = "organisation", pgettext_lazy("calendar", "Of an institution or the municipality")
