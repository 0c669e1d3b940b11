"""Who is told of a session and of its decisions."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from metodika.directory.staff.models import Employment, Person
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.meetings.lifecycle import CARRIED, Capacity
from metodika.governance.meetings.models import Attendance, Decision, Session


def people_told(session: Session) -> Sequence[Attendance]:
    """Return the members and guests to whom the agenda goes, each with `has_account`."""
    rows = session.attendances.select_related("person").annotate(
        has_account=Exists(Person.objects.filter(pk=OuterRef("person"), user__isnull=False))
    )
    return list(rows.order_by("-capacity", "person__sort_key", "guest_name", "pk"))


def audience_of(session: Session, *, groups: Sequence[str], day: date) -> QuerySet[Person]:
    """Return the people of the groups: members, guests, responsible, heads; each person once."""
    wanted = Q(pk__in=())
    listed = session.attendances.exclude(person=None)
    if "members" in groups:
        wanted |= Q(pk__in=listed.filter(capacity=Capacity.MEMBER).values("person"))
    if "guests" in groups:
        wanted |= Q(pk__in=listed.filter(capacity=Capacity.INVITED).values("person"))
    if "responsible" in groups:
        carried = session.decisions.filter(status__in=CARRIED, responsible__isnull=False)
        wanted |= Q(pk__in=carried.values("responsible"))
    if "heads" in groups:
        jobs = Employment.objects.as_of(day).filter(
            organisation__path__startswith=_root_of(session.body), is_head=True
        )
        wanted |= Q(pk__in=jobs.values("person"))
    return Person.objects.present().filter(wanted).order_by("sort_key", "pk")


def _root_of(body: Body) -> str:
    municipality = body.host.municipality
    return municipality.path if body.level == "municipality" and municipality else body.host.path


def people_asked(session_id: int) -> list[int]:
    """Return the members and guests of a session who have a card here."""
    rows = Attendance.objects.filter(session=session_id, person__isnull=False)
    return list(rows.values_list("person_id", flat=True))


def officers_of(body_id: int) -> list[int]:
    """Return the chair, the deputy and the secretary of a body today."""
    today = timezone.localdate()
    holding = Composition.objects.as_of(today).filter(body=body_id)
    seats = Seat.objects.held_on(today).filter(composition__in=holding).exclude(office=Office.MEMBER)
    return list(seats.values_list("person", flat=True))


def people_responsible(decisions: Sequence[int]) -> list[int]:
    """Return who answers for decisions."""
    rows = Decision.objects.filter(pk__in=decisions, responsible__isnull=False)
    return list(rows.values_list("responsible", flat=True))
