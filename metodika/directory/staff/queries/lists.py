"""Lists of people and of the staff of an organisation."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, JSONField, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from metodika.core.language import normalise
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.lifecycle import QualificationCategory
from metodika.directory.staff.models import Employment, Person, Qualification, Subject
from metodika.directory.staff.rules.qualifications import TERM_BEFORE_2023, WITHOUT_TERM_SINCE

SHORTEST_FUZZY = 4
HELD = ("person_id", "category", "assigned_on", "valid_until", "act")
# A page of a hundred people has as many jobs, each with an organisation of thirty columns: rows of the mapper
# for all of them cost more than the rest of the page, so the database writes what is shown into one value.
JOBS = """(
    SELECT json_agg(json_build_array(
        job.id, place.id, coalesce(nullif(place.short_name, ''), place.name), post.id, post.title, job.kind,
        job.is_head, job.load, ARRAY(
            SELECT subject.title FROM staff_employment_subjects AS taught
            JOIN staff_subject AS subject ON subject.id = taught.subject_id
            WHERE taught.employment_id = job.id ORDER BY subject.id
        )
    ) ORDER BY job.kind DESC, job.id)::text
    FROM staff_employment AS job
    JOIN organisations_organisation AS place ON place.id = job.organisation_id
    JOIN staff_position AS post ON post.id = job.position_id
    WHERE job.person_id = staff_person.id AND coalesce(job.started_on, %s) <= %s
        AND coalesce(job.ended_on, %s) >= %s
)"""
CATEGORIES = """(
    SELECT json_agg(
        json_build_array(held.category, held.assigned_on, held.valid_until) ORDER BY held.assigned_on
    )::text
    FROM staff_qualification AS held WHERE held.person_id = staff_person.id
)"""


@dataclass(frozen=True)
class Named:
    """A row of another list by its number and name."""

    id: int
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class ListedJob:
    """A job as lists show it."""

    id: int
    organisation: Named
    position: Named
    kind: str
    is_head: bool
    load: Decimal | None
    subject_titles: list[str]

    @classmethod
    def of(cls, told: Sequence[Any]) -> Self:
        """Return the job of a row that the database wrote."""
        number, place, place_name, post, post_title, kind, is_head, load, titles = told
        load = None if load is None else Decimal(load)
        return cls(number, Named(place, place_name), Named(post, post_title), kind, is_head, load, titles)


@dataclass(frozen=True)
class ListedCategory:
    """A qualification category as lists show it."""

    category: str
    assigned_on: date | None
    valid_until: date | None

    @classmethod
    def of(cls, told: Sequence[Any]) -> Self:
        """Return the category of a row that the database wrote."""
        category, *days = told
        return cls(category, *(day and date.fromisoformat(day) for day in days))

    def get_category_display(self) -> str:
        """Return the category in words."""
        return str(QualificationCategory(self.category).label)


class Told(JSONField):
    """Rows that the database wrote into one value, each read by `row.of`."""

    def __init__(self, row: type[ListedJob | ListedCategory]) -> None:
        super().__init__()
        self.row = row

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> list[Any]:
        """Return the rows, none for nobody."""
        return [self.row.of(told) for told in json.loads(value, parse_float=Decimal)] if value else []


def people_for_list(user: Any, *, day: date, permission: str | None = None) -> "QuerySet[Person]":
    """Return the people whom the user may see, with what a list shows of them as of the day.

    Each has `jobs` (ListedJob of the day, the main one first) and `categories` (ListedCategory, the latest
    last). No query besides the people's own.
    """
    return (
        Person.objects.present()
        .visible_to(user, permission)
        .annotate(
            jobs=RawSQL(JOBS, [day] * 4, Told(ListedJob)),  # noqa: S611 - only the day is from outside
            categories=RawSQL(CATEGORIES, [], Told(ListedCategory)),  # noqa: S611 - nothing is from outside
        )
    )


def present_people(user: Any) -> "QuerySet[Person]":
    """Return the people whom the user may see, without records merged into others."""
    return Person.objects.present().visible_to(user)


def people_for_export(paths: tuple[str, ...], *, day: date) -> "QuerySet[Person]":
    """Return the people who have ever worked under the paths, by name.

    Each has `jobs` (employments of the day with organisation, position and `subject_titles`, the main one
    first) and `categories` (all qualifications): two queries besides the people's own for each portion.
    """
    people = Person.objects.present()
    if "/" not in paths:
        under = Q(pk__in=())
        for path in paths:
            under |= Q(organisation__path__startswith=path)
        people = people.filter(pk__in=Employment.objects.filter(under).values("person"))
    titles = Subject.objects.filter(employments=OuterRef("pk")).order_by("pk").values("title")
    jobs = (
        Employment.objects.as_of(day)
        .select_related("organisation", "position")
        .annotate(subject_titles=ArraySubquery(titles))
        .order_by(F("kind").desc(), "pk")
    )
    categories = Qualification.objects.order_by("assigned_on").only(*HELD)
    return people.order_by("sort_key", "pk").prefetch_related(
        Prefetch("employments", jobs, to_attr="jobs"),
        Prefetch("qualifications", categories, to_attr="categories"),
    )


def people_alike(people: "QuerySet[Person]", words: str) -> "QuerySet[Person]":
    """Keep the people whose names contain all the words, or resemble them despite slips of the keyboard."""
    wanted = normalise(words)
    exact = Q()
    for word in wanted.split():
        exact &= Q(sort_key__contains=word)
    if len(wanted) < SHORTEST_FUZZY:
        return people.filter(exact)
    return people.filter(exact | Q(sort_key__trigram_word_similar=wanted))


def people_employed(people: "QuerySet[Person]", *, day: date, **job: Any) -> "QuerySet[Person]":
    """Keep the people who have a job on the day, one that fits the lookups of an employment."""
    return people.filter(pk__in=Employment.objects.as_of(day).filter(**job).values("person"))


def people_with_category(people: "QuerySet[Person]", category: str, *, day: date) -> "QuerySet[Person]":
    """Keep the people who hold the category on the day; see rules/qualifications.py for its term."""
    ended = date(day.year - TERM_BEFORE_2023, day.month, min(day.day, 28))
    lasts = Q(valid_until__gte=day) | Q(valid_until=None, assigned_on=None)
    lasts |= Q(valid_until=None, assigned_on__gte=ended)
    if category != QualificationCategory.COMPLIANCE:
        lasts |= Q(valid_until=None, assigned_on__gte=WITHOUT_TERM_SINCE)
    begun = Q(assigned_on=None) | Q(assigned_on__lte=day)
    return people.filter(
        pk__in=Qualification.objects.filter(begun, lasts, category=category).values("person")
    )


def staff_of(organisation: Organisation, *, as_of: date) -> "QuerySet[Employment]":
    """Return the jobs in an organisation on the day, by name, with persons, positions and subjects."""
    return (
        Employment.objects.as_of(as_of)
        .filter(organisation=organisation)
        .select_related("person", "position")
        .prefetch_related("subjects", "leaves")
        .order_by("person__sort_key", "pk")
    )


def staff_counts(organisations: Iterable[int], *, as_of: date) -> dict[int, int]:
    """Return how many people work in each organisation on the day; one query."""
    counted = (
        Employment.objects.as_of(as_of)
        .filter(organisation__in=list(organisations))
        .values("organisation")
        .annotate(people=Count("person", distinct=True))
    )
    return dict(counted.values_list("organisation", "people"))


def heads_of(organisations: Iterable[int], *, as_of: date) -> dict[int, Person]:
    """Return who heads each organisation on the day, those without a head left out; one query."""
    jobs = (
        Employment.objects.as_of(as_of)
        .filter(organisation__in=list(organisations), is_head=True)
        .select_related("person")
        .order_by("organisation", "-started_on")
    )
    return {job.organisation_id: job.person for job in jobs.reverse()}
