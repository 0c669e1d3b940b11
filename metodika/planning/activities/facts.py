"""What can be counted of events: what was held, who came, who presented, what they thought of it."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, Parameter, choice, flag, local_day, number, text
from metodika.directory.staff.queries import subject_choices
from metodika.governance.bodies.lifecycle import Family
from metodika.governance.bodies.models import Body
from metodika.planning.activities.lifecycle import (
    HAPPENED,
    LIVING,
    PRESENTS,
    TOLD,
    CertificateKind,
    EventForm,
    EventLevel,
    EventStatus,
    Part,
    RegistrationStatus,
    Way,
)
from metodika.planning.activities.models import (
    Attendance,
    Certificate,
    Event,
    Feedback,
    Registration,
    Speaker,
)
from metodika.planning.activities.queries import event_kinds

TITLE = _("Events")
CARD = "/events/{0.event_id}/"


def of_event(way: str = "") -> tuple[Parameter, ...]:
    """Return the parameters of an event; `way` leads to it from the row."""
    return (
        choice("kind", _("kind of the event"), f"{way}kind", event_kinds),
        choice("event_level", _("level of the event"), f"{way}level", EventLevel.choices),
        choice("form", _("form of the event"), f"{way}form", EventForm.choices),
        choice("subject", _("subject"), f"{way}subject", subject_choices),
        flag("external", _("held by others"), f"{way}is_external"),
        flag("by_body", _("held by a council or an association"), Q(**{f"{way}body__isnull": False})),
        flag("names_deficits", _("names competences or deficits"), ~Q(**{f"{way}competences": ""})),
        flag("has_reason", _("says what it follows from"), ~Q(**{f"{way}basis": ""})),
        flag("planned", _("belongs to an item of a plan"), Q(**{f"{way}plan_item__isnull": False})),
        number("plan_item", _("number of the plan item"), f"{way}plan_item"),
        text("title", _("words of the title"), f"{way}title"),
        text("topic", _("words of the priority direction"), f"{way}topic"),
    )


OF_EVENT = ((Event, "event"), (Body, "event__body"))
PRESENT = Attendance.objects.present().filter(event=OuterRef("event"), person=OuterRef("person"))
ANSWERED = Exists(Feedback.objects.filter(event=OuterRef("pk")))
HELD = Q(event__status__in=HAPPENED)
FACTS = (
    Fact(
        code="activities.event",
        title=_("Event held"),
        row=_("One event that was held or recorded, on its first day."),
        model=Event,
        rows=lambda: Event.objects.happened(),
        organisation="host", body="body", on="starts_on",
        parameters=(
            *of_event(),
            choice("family", _("family of the body"), "body__kind__family", Family.choices),
            flag("answered", _("those who came have given feedback"), ANSWERED),
            flag("reported", _("has a report"), Q(status=EventStatus.REPORTED)),
            flag("moved", _("was moved"), Q(moved_from__isnull=False)),
            number("hours", _("academic hours"), "hours"),
        ),
        address="/events/{0.pk}/",
        source="VP-5.3",
    ),
    Fact(
        code="activities.announced_event",
        title=_("Event announced"),
        row=_("One event of one's own, on the day it was announced; a cancelled one as well."),
        model=Event,
        rows=lambda: Event.objects.filter(status__in=TOLD, announced_on__isnull=False),
        organisation="host", body="body", on="announced_on",
        parameters=(*of_event(), flag("cancelled", _("was cancelled"), Q(status=EventStatus.CANCELLED))),
        address="/events/{0.pk}/",
        source="PEST-6.2.1",
    ),
    Fact(
        code="activities.registration",
        title=_("Registration for an event"),
        row=_("One person who was registered for one event and did not take it back."),
        model=Registration,
        rows=lambda: Registration.objects.filter(status__in=LIVING),
        person="person", organisation="organisation", body="event__body",
        on=local_day("registered_at", "event__host__municipality__timezone"),
        parameters=(
            *of_event("event__"),
            flag("seated", _("has a seat"), Q(status=RegistrationStatus.CONFIRMED)),
            flag("remote", _("takes part online"), "remote"),
            flag("came", _("was there"), Exists(PRESENT)),
        ),
        related=("event", "person"),
        address=CARD,
    ),
    Fact(
        code="activities.attended",
        title=_("Event attended"),
        row=_("One person at one event, on its first day; placed where the person worked then."),
        model=Attendance,
        rows=lambda: Attendance.objects.present().filter(HELD),
        person="person", organisation="organisation", body="event__body", on="event__starts_on",
        parameters=(
            *of_event("event__"),
            choice("way", _("how it is known"), "way", Way.choices),
            flag("remote", _("took part online"), "remote"),
            flag("result", _("has a result"), ~Q(result="")),
            number("hours", _("academic hours"), "hours"),
        ),
        related=("event", "person"),
        address=CARD,
        source="YAK-1.6.4b",
        made_of=((Attendance, ""), *OF_EVENT),
    ),
    Fact(
        code="activities.presented",
        title=_("Experience presented at an event"),
        row=_("One person who spoke or showed something at an event that was held."),
        model=Speaker,
        rows=lambda: Speaker.objects.filter(HELD, person__isnull=False, part__in=PRESENTS),
        person="person", organisation="organisation", body="event__body", on="event__starts_on",
        parameters=(
            *of_event("event__"),
            choice("part", _("what he did"), "part", [one for one in Part.choices if one[0] in PRESENTS]),
        ),
        seen_through="event",
        related=("event", "person"),
        address=CARD,
        source="YAK-2.4.7",
        made_of=((Speaker, ""), *OF_EVENT),
    ),
    Fact(
        code="activities.certificate",
        title=_("Certificate issued"),
        row=_("One certificate or letter of thanks that is in force."),
        model=Certificate,
        rows=lambda: Certificate.objects.in_force(),
        person="person", organisation="event__host", body="event__body", on="issued_on",
        parameters=(
            *of_event("event__"),
            choice("certificate_kind", _("kind of the paper"), "kind", CertificateKind.choices),
        ),
        related=("event", "person"),
        address=CARD,
    ),
    Fact(
        code="activities.feedback",
        title=_("Feedback on an event"),
        row=_("One answer of somebody who was there; nothing tells who."),
        model=Feedback,
        rows=lambda: Feedback.objects.all(),
        organisation="event__host", body="event__body", on="event__starts_on",
        parameters=(
            *of_event("event__"),
            number("score", _("mark from 1 to 5"), F("score")),
            flag("worded", _("has words"), ~Q(words="")),
        ),
        seen_through="event",
        related=("event",),
        address=CARD,
        source="PERV-5.4",
        made_of=((Feedback, ""), *OF_EVENT),
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "programmeitem": _("A line of a programme; those who present are counted."),
    "seats": _("How many seats are taken; registrations are counted."),
    "sheetfile": _("A picture of a sheet; those who were there are counted."),
    "certificaterun": _("Printing of papers in bulk; the papers are counted."),
    "certificatetask": _("Printing of papers in bulk; the papers are counted."),
    "feedbackgiven": _("That somebody has answered; it must never meet the answer."),
    "feed": _("An address of a calendar, no work."),
}
