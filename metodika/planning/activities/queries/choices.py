"""What forms offer, and what words mean."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.profiles.queries import base_events, loaded_profiles
from metodika.directory.staff.lifecycle import EmploymentKind
from metodika.directory.staff.models import Employment, Person, Subject
from metodika.governance.bodies.models import Body
from metodika.planning.activities.models import Event
from metodika.planning.plans.models import Item, Plan

MAY_PLAN, MAY_SEND = "activities.plan_event", "activities.register_group"
# What is asked of a place of work: which one it is, and whose unit.
WHERE = tuple(
    f"organisation__{name}"
    for name in ("level", "parent", "short_name", "parent__level", "parent__short_name")
)


def kinds_for(organisation: Organisation) -> dict[str, str]:
    """Return the kinds of events of the organisation's municipality: code -> title."""
    place = organisation.municipality or organisation
    told = (place.profile.data.get("events") if place.profile else None) or base_events()
    return {code: one["title"] for code, one in told.items()}


def kinds_to_choose() -> list[tuple[str, str]]:
    """Return the kinds of events for a form or a filter, by title."""
    return sorted(event_kinds(), key=lambda one: one[1])


def event_kinds() -> list[tuple[str, str]]:
    """Return the kinds of events of all profiles: code and title, each code once."""
    told = [profile.data.get("events") or {} for profile in loaded_profiles()]
    found: dict[str, Any] = reduce(lambda known, one: {**one, **known}, told, base_events())
    return [(code, one["title"]) for code, one in found.items()]


def hosts_to_plan_for(user: Any) -> QuerySet[Organisation]:
    """Return the organisations for which the user may plan events."""
    return organisations_for_choice(user, MAY_PLAN)


def bodies_to_name(user: Any) -> QuerySet[Body]:
    """Return the living councils and associations at the places where the user may plan events."""
    hosts = hosts_to_plan_for(user).values("pk")
    return Body.objects.living().filter(host__in=hosts).order_by("sort_key", "pk")


def all_bodies(user: Any) -> QuerySet[Body]:
    """Return the living councils and associations that the user sees."""
    return Body.objects.visible_to(user).living().order_by("sort_key", "pk")


def places_to_follow(user: Any) -> QuerySet[Organisation]:
    """Return the organisations whose calendar the user may follow."""
    return Organisation.objects.visible_to(user).working().order_by("path")


def organisations_alike(rows: Any, words: str) -> Any:
    """Keep the organisations whose names contain the words."""
    return rows.alike(words)


def subjects() -> QuerySet[Subject]:
    """Return the school subjects by name."""
    return Subject.objects.order_by("title")


def items_to_name(user: Any) -> QuerySet[Item]:
    """Return the living items of the plans in force that the user sees."""
    plans = Plan.objects.visible_to(user).filter(status="approved")
    return Item.objects.filter(plan__in=plans, cancelled_on=None).select_related("plan").order_by("pk")


def items_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the items whose number is the first word, or whose text contains the words."""
    for word in words.split():
        rows = rows.filter(Q(number__istartswith=word) | Q(text__icontains=word))
    return rows


def people_to_choose(user: Any) -> QuerySet[Person]:
    """Return the people whom the user sees, by name."""
    return Person.objects.visible_to(user).filter(merged_into=None).order_by("sort_key", "pk")


def people_to_send(user: Any, *, day: date) -> QuerySet[Person]:
    """Return the people of the institutions for which the user registers, those who work there on the day."""
    places = Organisation.objects.visible_to(user, MAY_SEND).filter(level__in=[Level.INSTITUTION, Level.UNIT])
    jobs = Employment.objects.as_of(day).filter(organisation__in=places)
    return Person.objects.filter(pk__in=jobs.values("person"), merged_into=None).order_by("sort_key", "pk")


def people_around(event: Event) -> QuerySet[Person]:
    """Return the people of the event's municipality, by name: whom the desk may mark."""
    place = event.host.municipality or event.host
    jobs = Employment.objects.filter(organisation__path__startswith=place.path)
    return Person.objects.filter(pk__in=jobs.values("person"), merged_into=None).order_by("sort_key", "pk")


def places_of(people: Iterable[int], *, day: date) -> dict[int, Organisation]:
    """Return where people work on the day: the main job first; units count as their institution."""
    jobs = (
        Employment.objects.as_of(day)
        .filter(person__in=people)
        .select_related("organisation__parent")
        .order_by(Case(When(kind=EmploymentKind.MAIN, then=0), default=1), "pk")
        .only("person_id", *WHERE)
    )
    found: dict[int, Organisation] = {}
    for job in jobs:
        place = job.organisation
        if place.level == Level.UNIT and place.parent is not None:
            place = place.parent
        found.setdefault(job.person_id, place)
    return found


def nobody() -> QuerySet[Person]:
    """Return no person, for a choice that is filled later."""
    return Person.objects.none()


def people_to_register(event: Event, user: Any) -> QuerySet[Person]:
    """Return the people of the user's institutions who are not on the lists of the event yet."""
    there = event.registrations.living().values("person")
    return people_to_send(user, day=event.starts_on).exclude(pk__in=there)


def people_of_sheet(event: Event) -> QuerySet[Person]:
    """Return the people on the sheet of the event: those who have a seat, by name."""
    seated = event.registrations.confirmed().values("person")
    return Person.objects.filter(pk__in=seated).order_by("sort_key", "pk")


def person_behind(user: Any) -> Person:
    """Return the person of an account. Raises RuleBroken for an account without one."""
    person: Person | None = getattr(user, "person", None)
    if person is None:
        raise RuleBroken(_("Your account belongs to no person of the register. Ask at the desk."))
    return person
