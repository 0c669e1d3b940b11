"""What forms offer, and what an address names."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from metodika.core.calendar import Period, dates, school_year
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.regulations.models import Act, Clause
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.planning.plans.models import Item, Occurrence, Plan, PlanQuerySet, Responsible, Section


def organisations_to_plan_for(user: Any) -> QuerySet[Organisation]:
    """Return the organisations for which the user may make plans."""
    return organisations_for_choice(user, "plans.make_plan")


def bodies_to_plan_for(user: Any) -> QuerySet[Body]:
    """Return the living councils and associations at the places where the user may make plans."""
    hosts = organisations_to_plan_for(user).values("pk")
    return Body.objects.living().filter(host__in=hosts).order_by("sort_key", "pk")


def acts_to_name(user: Any) -> QuerySet[Act]:
    """Return the acts that the user may name, the newest first."""
    return Act.objects.visible_to(user).order_by(F("issued_on").desc(nulls_last=True), "-pk")


def acts_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the acts whose number or title contain the words."""
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__iexact=word))
    return rows


def clauses_to_name(user: Any) -> QuerySet[Clause]:
    """Return the clauses of the acts that the user may read."""
    return Clause.objects.filter(edition__act__in=Act.objects.visible_to(user)).select_related("edition__act")


def clauses_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the clauses whose label is the first word, or whose text contains the words."""
    for word in words.split():
        rows = rows.filter(Q(label__istartswith=word) | Q(text__icontains=word))
    return rows.order_by("edition", "order")


def people_to_choose(user: Any) -> QuerySet[Person]:
    """Return the people whom the user sees, by name."""
    return Person.objects.visible_to(user).filter(merged_into=None).order_by("sort_key", "pk")


def bodies_to_choose(user: Any) -> QuerySet[Body]:
    """Return the living councils and associations that the user sees."""
    return Body.objects.visible_to(user).living().order_by("sort_key", "pk")


def institutions_under(plan: Plan) -> QuerySet[Organisation]:
    """Return the institutions to which the plan can be handed down, those that have it left out."""
    given = Plan.objects.alive().filter(handed_from=plan).values("organisation")
    return (
        Organisation.objects.institutions()
        .working()
        .under(plan.organisation)
        .exclude(pk=plan.organisation_id)
        .exclude(pk__in=given)
        .order_by("sort_key", "pk")
    )


def plans_handed_down(plan: Plan, *, viewer: Any) -> PlanQuerySet:
    """Return the plans of institutions that this one was handed down to, as far as the viewer sees them."""
    return Plan.objects.visible_to(viewer).filter(handed_from=plan).select_related("organisation")


def responsible_of(item: Item, number: int) -> Responsible | None:
    """Return somebody responsible for the item by number."""
    return item.responsible.filter(pk=number).first()


def file_of_proof(occurrence: Occurrence, number: int) -> StoredFile | None:
    """Return a file that proves the execution."""
    return occurrence.files.filter(pk=number).first()


def school_quarters(organisation: Organisation, period: Period) -> list[Period]:
    """Return the terms of the municipality's school years that meet the period; none without a profile."""
    place = organisation.municipality or organisation
    if place.profile is None:
        return []
    told = [
        (_month_day(one["starts"]), _month_day(one["ends"]))
        for one in place.profile.data["calendar"]["terms"]
    ]
    return [term for term in _laid_out(told, period) if term.overlaps(period)]


def _laid_out(told: list[tuple[tuple[int, int], tuple[int, int]]], period: Period) -> Iterator[Period]:
    year = school_year(period.starts_on)
    while year.starts_on <= period.ends_on:
        for starts, ends in told:
            yield dates(_in_school_year(starts, year), _in_school_year(ends, year))
        year = year.next()


def _month_day(told: Any) -> tuple[int, int]:
    month, day = told if isinstance(told, list | tuple) else map(int, str(told).removeprefix("--").split("-"))
    return int(month), int(day)


def _in_school_year(day: tuple[int, int], year: Period) -> date:
    first = date(year.starts_on.year, *day)
    return first if first >= year.starts_on else date(year.ends_on.year, *day)


def no_sections() -> QuerySet[Section]:
    """Return no section, for a choice that is filled later."""
    return Section.objects.none()


def section_of(plan: Plan, number: int) -> Section | None:
    """Return a section of the plan by its number in the database."""
    return plan.sections.select_related("plan", "goal").filter(pk=number).first()


def no_items() -> QuerySet[Item]:
    """Return no item, for a choice that is filled later."""
    return Item.objects.none()
