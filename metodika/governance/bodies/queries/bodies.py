"""Bodies for lists, trees, cards and choices."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse

from metodika.core.language import normalise
from metodika.core.web import Branch
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.queries import acts_for_list
from metodika.directory.staff.models import Employment, Person, Subject
from metodika.directory.staff.queries import people_for_list, present_people
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, BodyKind, BodyQuerySet, Composition, Seat
from metodika.governance.bodies.queries.compositions import members_on


def bodies(user: Any) -> BodyQuerySet:
    """Return the bodies that the user may see, with kinds, hosts and parents."""
    return Body.objects.visible_to(user).with_names()


def bodies_for_list(user: Any, *, day: date) -> BodyQuerySet:
    """Return what `bodies` does, each with `head_name` on the day and `people` as counted last. One query."""
    held = Composition.objects.as_of(day)
    seats = Seat.objects.held_on(day).filter(
        composition__in=held.filter(body=OuterRef(OuterRef("pk"))).values("pk")
    )
    name = Concat("person__last_name", Value(" "), "person__first_name", Value(" "), "person__patronymic")
    head = seats.filter(office=Office.CHAIR).order_by("-number").values(name=name)
    return bodies(user).annotate(
        head_name=Subquery(head[:1]),
        people=F("members_count"),
        subject_titles=ArraySubquery(
            Subject.objects.filter(bodies=OuterRef("pk")).order_by("title").values("title")
        ),
    )


def bodies_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the bodies whose names, short names or hosts contain all the words."""
    for word in normalise(words).split():
        rows = rows.filter(
            Q(sort_key__contains=word) | Q(short_name__icontains=word) | Q(host__sort_key__contains=word)
        )
    return rows


def bodies_at(organisation: Organisation, user: Any, *, day: date) -> BodyQuerySet:
    """Return the living bodies of an organisation, in the order of their kinds."""
    rows = bodies_for_list(user, day=day).living().filter(host=organisation)
    return rows.order_by("kind__order", "sort_key", "pk")


def seats_of_person(person: Person, user: Any) -> QuerySet[Seat]:
    """Return the seats of a person in approved compositions that the user may see, the newest first."""
    return (
        Seat.objects.filter(person=person, composition__in=Composition.objects.approved())
        .filter(composition__body__in=Body.objects.visible_to(user))
        .select_related("person", "composition__body__kind", "composition__body__host")
        .order_by(F("composition__ends_on").desc(nulls_first=True), "-composition__starts_on", "pk")
    )


def bodies_tree(user: Any) -> list[Branch]:
    """Return the living bodies as branches: each under the one that it works under. One query."""
    rows = bodies(user).living().order_by("kind__order", "sort_key", "pk")
    listed = list(rows)
    known = {body.pk for body in listed}
    under: dict[int | None, list[Body]] = defaultdict(list)
    for body in listed:
        under[body.parent_id if body.parent_id in known else None].append(body)
    return [_branch(body, under) for body in under[None]]


def _branch(body: Body, under: dict[int | None, list[Body]]) -> Branch:
    return Branch(
        text=f"{body.name} · {body.host}",
        label=body.kind.short or "",
        url=reverse("bodies:show-body", args=[body.pk]),
        children=[_branch(one, under) for one in under[body.pk]],
    )


def branches_of(body: Body, user: Any) -> BodyQuerySet:
    """Return the living bodies that work under a body and that the user may see."""
    return bodies(user).living().filter(parent=body).order_by("host__sort_key", "sort_key", "pk")


def hosts_for_choice(user: Any) -> QuerySet[Organisation]:
    """Return the organisations at which the user may found bodies."""
    return organisations_for_choice(user, "bodies.found_body")


def hosts_of_bodies(user: Any) -> QuerySet[Organisation]:
    """Return the organisations at which the user sees bodies."""
    seen = Body.objects.visible_to(user).order_by().filter(host=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key", "pk")


def places_for_choice(user: Any) -> QuerySet[Organisation]:
    """Return the organisations whose positions a seat may go with."""
    return Organisation.objects.visible_to(user).working().order_by("sort_key", "pk")


def kinds_for_choice(user: Any) -> QuerySet[BodyKind]:
    """Return the kinds of the municipalities in which the user may found bodies."""
    places = hosts_for_choice(user).values("municipality__profile")
    return BodyKind.objects.in_use().filter(profile__in=places).select_related("profile").order_by("order")


def parents_for_choice(user: Any) -> BodyQuerySet:
    """Return the living bodies that others may work under."""
    codes = BodyKind.objects.exclude(under="").values("under")
    return bodies(user).living().filter(kind__code__in=codes).order_by("sort_key", "pk")


def acts_for_choice(user: Any) -> QuerySet[Act]:
    """Return the acts that the user may name, the newest first."""
    return acts_for_list(user).filter(owner__isnull=False).order_by(F("issued_on").desc(nulls_last=True))


def people_for_choice(user: Any) -> QuerySet[Person]:
    """Return the people whom the user may give seats to: those he sees, and those who sit in what he sees.

    A representative of a trade union often works in no organisation of the municipality.
    """
    seated = Seat.objects.filter(composition__body__in=Body.objects.visible_to(user)).values("person")
    known = Q(pk__in=present_people(user).values("pk")) | Q(pk__in=seated)
    return Person.objects.present().filter(known).order_by("sort_key", "pk")


@dataclass(frozen=True)
class PassportRow:
    """A member in the passport; what the viewer may not see of people is empty."""

    name: str
    office: str
    person_id: int
    place: str = ""
    position: str = ""
    subjects: str = ""
    category: str = ""
    since: date | None = None


def passport_rows(body: Body, user: Any, *, day: date) -> list[PassportRow]:
    """Return the members with where they work, what they teach and which category they hold. Five queries."""
    members = members_on(body, day)
    seen = people_for_list(user, day=day).filter(pk__in=[member.person_id for member in members])
    people = {person.pk: person for person in seen}
    rows = []
    for member in members:
        office = str(Office(member.office).label)
        person = people.get(member.person_id)
        known = _known_of(person) if person else {}
        rows.append(PassportRow(member.name, office, member.person_id, **known))
    return rows


def _known_of(person: Person) -> dict[str, Any]:
    jobs = person.jobs  # type: ignore[attr-defined]  # fetched by people_for_list
    held = person.categories  # type: ignore[attr-defined]  # fetched by people_for_list
    job = jobs[0] if jobs else None
    return {
        "place": str(job.organisation) if job else "",
        "position": str(job.position) if job else "",
        "subjects": ", ".join(dict.fromkeys(title for one in jobs for title in one.subject_titles)),
        "category": str(held[-1].get_category_display()) if held else "",
        "since": person.teaching_experience_since,
    }


def teachers_counted(body: Body, *, day: date) -> int:
    """Count the teachers of the subjects of a body in the part of the tree that it serves. One query.

    A municipal body serves its municipality, any other its host; one without subjects counts nobody.
    """
    root = body.host.municipality if body.level == "municipality" and body.host.municipality else body.host
    jobs = Employment.objects.as_of(day).filter(
        organisation__path__startswith=root.path, subjects__in=body.subjects.all()
    )
    return jobs.values("person").distinct().count()


def own_bodies(user: Any, *, day: date) -> BodyQuerySet:
    """Return the bodies in which the user sits on the day."""
    seats = Seat.objects.held_on(day).filter(
        composition__in=Composition.objects.as_of(day), composition__body=OuterRef("pk"),
        person_id=getattr(user, "person_id", None),
    )  # fmt: skip
    return Body.objects.living().with_names().filter(Exists(seats)).order_by("sort_key", "pk")
