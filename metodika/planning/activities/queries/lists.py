"""Lists and cards of events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Avg, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.planning.activities.lifecycle import PRESENTS, RegistrationStatus
from metodika.planning.activities.models import (
    Attendance,
    AttendanceQuerySet,
    Certificate,
    CertificateQuerySet,
    CertificateRun,
    CertificateTask,
    Event,
    EventQuerySet,
    Feedback,
    FeedbackGiven,
    ProgrammeItem,
    Registration,
    RegistrationQuerySet,
    Seats,
    Speaker,
)

QUIET = timedelta(minutes=15)
CHEAP = ("host", "host__municipality", "body")


def events_for_list(user: Any) -> EventQuerySet:
    """Return the events that the user may see, each with its seats and who came."""
    return with_figures(Event.objects.visible_to(user))


def with_figures(rows: EventQuerySet) -> EventQuerySet:
    """Add to events `quota`, `taken`, `waiting` and `came`."""
    seats = Seats.objects.filter(event=OuterRef("pk"), organisation=None)
    waiting = Registration.objects.filter(event=OuterRef("pk"), status=RegistrationStatus.WAITING)
    came = Attendance.objects.present().filter(event=OuterRef("pk"))
    return rows.select_related(*CHEAP).annotate(
        quota=Subquery(seats.values("quota")[:1]),
        taken=Subquery(seats.values("taken")[:1]),
        waiting=Subquery(_counted(waiting)),
        came=Subquery(_counted(came)),
    )


def _counted(rows: Any) -> Any:
    return rows.order_by().values("event").annotate(count=Count("pk")).values("count")


def events_alike(rows: EventQuerySet, words: str) -> EventQuerySet:
    """Keep the events whose title, kind or place contain all the words."""
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(kind_title__icontains=word) | Q(place__icontains=word)
        )
    return rows


def events_of_month(user: Any, first: date, last: date) -> list[Event]:
    """Return the events of which a day lies between two days, by day."""
    rows = Event.objects.visible_to(user).between(first, last)
    return list(rows.order_by("starts_on", "begins", "pk"))


def events_of_organisation(organisation: Organisation, viewer: Any) -> EventQuerySet:
    """Return the events that the organisation holds, the newest first, as far as the viewer sees them."""
    return with_figures(Event.objects.visible_to(viewer).filter(host=organisation)).order_by(
        "-starts_on", "-pk"
    )


def events_of_body(body: Body, viewer: Any) -> EventQuerySet:
    """Return the events of a council or an association, the newest first, as far as the viewer sees them."""
    return with_figures(Event.objects.visible_to(viewer).filter(body=body)).order_by("-starts_on", "-pk")


def attended_by(person: Person) -> AttendanceQuerySet:
    """Return where a person was, the newest first."""
    rows = Attendance.objects.present().filter(person=person)
    return rows.select_related("event").order_by("-event__starts_on", "-pk")


def own_registrations(user: Any) -> RegistrationQuerySet:
    """Return for what the user is registered, the nearest first."""
    rows = Registration.objects.living().filter(person=getattr(user, "person_id", None))
    return rows.select_related("event__host__municipality").order_by("event__starts_on", "pk")


def own_attendances(user: Any) -> AttendanceQuerySet:
    """Return where the user was, the newest first, with whether he has said what he thought of it."""
    person = getattr(user, "person_id", None)
    given = FeedbackGiven.objects.filter(event=OuterRef("event"), person=person)
    rows = Attendance.objects.present().filter(person=person)
    return rows.select_related("event").annotate(answered=Exists(given)).order_by("-event__starts_on", "-pk")


def own_certificates(user: Any) -> CertificateQuerySet:
    """Return the user's certificates in force, the newest first."""
    rows = Certificate.objects.in_force().filter(person=getattr(user, "person_id", None))
    return rows.select_related("event").order_by("-issued_on", "-pk")


def event_card(event: Event) -> Event:
    """Return the event with what its card needs."""
    rows: EventQuerySet = Event.objects.select_related(*CHEAP, "subject", "plan_item__plan")
    return rows.get(pk=event.pk)


def programme_of(event: Event) -> list[ProgrammeItem]:
    """Return the programme in order, each line with its `speakers`."""
    speakers = Prefetch("speakers", Speaker.objects.select_related("person", "organisation").order_by("pk"))
    return list(event.programme.order_by("on", "order", "pk").prefetch_related(speakers))


def line_of(event: Event, number: int) -> ProgrammeItem | None:
    """Return a line of the programme by number."""
    return event.programme.filter(pk=number).first()


def seats_of(event: Event) -> Seats:
    """Return the seats of the event in all."""
    return Seats.objects.get(event=event, organisation=None)


def registration_of(event: Event, user: Any) -> Registration | None:
    """Return the user's own living registration."""
    return event.registrations.living().filter(person=getattr(user, "person_id", None)).first()


def attendance_of(event: Event, user: Any) -> Attendance | None:
    """Return the mark that the user was there."""
    return event.attendances.present().filter(person=getattr(user, "person_id", None)).first()


def has_answered(event: Event, person: int | None) -> bool:
    """Tell whether the person has given feedback."""
    return FeedbackGiven.objects.filter(event=event, person=person).exists()


def registered(event: Event) -> RegistrationQuerySet:
    """Return who has a seat or waits, in the order of arrival."""
    rows = event.registrations.living().select_related("person", "organisation", "event")
    return rows.order_by("status", "pk")


def seated(event: Event) -> RegistrationQuerySet:
    """Return who has a seat, by name."""
    rows = event.registrations.confirmed().select_related("person", "organisation", "event")
    return rows.order_by("person__sort_key", "pk")


def place_in_line(registration: Registration) -> int:
    """Return how many stand in the waiting list up to this one, himself included."""
    return registration.event.registrations.waiting().filter(pk__lte=registration.pk).count()


def people_there(event: Event) -> AttendanceQuerySet:
    """Return who was there, by name."""
    rows = event.attendances.select_related("person", "organisation")
    return rows.order_by("is_void", "person__sort_key", "pk")


@dataclass(frozen=True)
class Expected:
    """One row of the desk: a person, whether he has a seat, and how he was marked."""

    person: Person
    organisation: Organisation | None
    registration: Registration | None
    attendance: Attendance | None


def expected_at(event: Event) -> list[Expected]:
    """Return everybody who has a seat or was marked, by name. Two queries."""
    there = {one.person_id: one for one in people_there(event) if not one.is_void}
    rows = [
        Expected(one.person, one.organisation, one, there.pop(one.person_id, None)) for one in seated(event)
    ]
    rows += [Expected(one.person, one.organisation, None, one) for one in there.values()]
    return sorted(rows, key=lambda one: (one.person.sort_key, one.person.pk))


@dataclass(frozen=True)
class Opinion:
    """Feedback in figures: how many, the mean, how many gave each mark, and the words."""

    count: int
    mean: float | None
    marks: list[tuple[int, int]]
    words: list[tuple[int, str]]


def opinion_of(event: Event) -> Opinion:
    """Return the feedback of an event; words come in an order that tells nothing of who wrote them."""
    told = Feedback.objects.filter(event=event)
    sums = told.aggregate(count=Count("pk"), mean=Avg("score"))
    by_mark = dict(told.values_list("score").annotate(count=Count("pk")).order_by("score"))
    words = list(told.exclude(words="").order_by("-score", "pk").values_list("score", "words"))
    marks = [(mark, by_mark.get(mark, 0)) for mark in range(5, 0, -1)]
    return Opinion(sums["count"], sums["mean"], marks, words)


def certificates_of(event: Event) -> CertificateQuerySet:
    """Return the certificates of an event, by name, those that are void last."""
    rows = event.certificates.select_related("person", "event")
    return rows.order_by(F("void_because").asc(), "person__sort_key", "pk")


def certificate_by_code(code: str) -> Certificate | None:
    """Return a certificate by the code on it."""
    return Certificate.objects.select_related("event__host").filter(code=code).first()


def runs_of(event: Event) -> Any:
    """Return the printings of an event, counted, the latest first."""
    return event.runs.counted().order_by("-pk")


def run_counted(run: CertificateRun) -> Any:
    """Return a printing with how far it has come. One query."""
    return CertificateRun.objects.counted().select_related("event").get(pk=run.pk)


def refusals_of(run: CertificateRun) -> list[CertificateTask]:
    """Return who got nothing in a printing, and why."""
    return list(run.tasks.exclude(refusal="").select_related("person").order_by("place"))


def files_of(run: CertificateRun) -> Iterator[tuple[str, StoredFile]]:
    """Yield the certificates of a printing under the names of their files."""
    tasks = run.tasks.exclude(certificate=None).select_related("certificate__file").order_by("place")
    for task in tasks.iterator(chunk_size=200):
        if task.certificate is not None:
            yield task.certificate.file.name, task.certificate.file


def who_began(run_id: int) -> Any:
    """Return the account of who has begun a printing."""
    begun = CertificateRun.objects.filter(pk=run_id).values("created_by")
    return get_user_model()._default_manager.filter(pk__in=begun)


def deserving(event: Event, kind: str) -> list[int]:
    """Return the people who may have a paper of the kind and have none in force, by name."""
    has = event.certificates.in_force().filter(kind=kind).values("person")
    there = event.attendances.present().values("person")
    speaking = event.speakers.filter(person__isnull=False)
    if kind == "participant":
        wanted = Q(pk__in=there)
    elif kind == "speaker":
        wanted = Q(pk__in=there) & Q(pk__in=speaking.filter(part__in=PRESENTS).values("person"))
    else:
        wanted = Q(pk__in=speaking.values("person"))
    rows = Person.objects.filter(wanted).exclude(pk__in=has).order_by("sort_key", "pk")
    return list(rows.values_list("pk", flat=True))


def file_of_sheet(event: Event, number: int) -> StoredFile | None:
    """Return a photo or a scan of a sheet."""
    one = event.sheets.filter(pk=number).select_related("file").first()
    return one.file if one else None


def people_of(event_id: int) -> QuerySet[Any, int]:
    """Return the numbers of the people who have a seat, wait, or stand in the programme."""
    rows = Registration.objects.living().filter(event=event_id).values_list("person", flat=True)
    speaking = Speaker.objects.filter(event=event_id, person__isnull=False)
    return rows.union(speaking.values_list("person", flat=True))


def people_who_came(event_id: int) -> QuerySet[Attendance, int]:
    """Return the numbers of the people who were there."""
    return Attendance.objects.present().filter(event=event_id).values_list("person", flat=True)


def sheets_of(event: Event) -> QuerySet[Any]:
    """Return the pictures of sheets of an event, in the order in which they came."""
    return event.sheets.select_related("file").order_by("pk")


def event_numbered(number: int) -> Event | None:
    """Return an event by number."""
    return Event.objects.select_related("host__municipality").filter(pk=number).first()


def registration_numbered(number: int) -> Registration | None:
    """Return a registration with its person by number."""
    return Registration.objects.select_related("person").filter(pk=number).first()


def is_stuck(run: CertificateRun, now: datetime) -> bool:
    """Tell whether nothing has been heard of a printing for so long that it may be given to a new job."""
    return run.finished_at is None and now - run.moved_at >= QUIET
