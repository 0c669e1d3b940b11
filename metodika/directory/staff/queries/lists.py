"""Lists of people and of the staff of an organisation."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet

from metodika.core.language import normalise
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.lifecycle import QualificationCategory
from metodika.directory.staff.models import Employment, Person, Qualification, Subject
from metodika.directory.staff.rules.qualifications import TERM_BEFORE_2023, WITHOUT_TERM_SINCE

SHORTEST_FUZZY = 4
# An organisation has thirty columns, and a list of a hundred people reads as many organisations.
LISTED = (
    "person_id", "kind", "is_head", "load", "organisation__name", "organisation__short_name",
    "position__title",
)  # fmt: skip
HELD = ("person_id", "category", "assigned_on", "valid_until", "act")


def people_for_list(user: Any, *, day: date, permission: str | None = None) -> "QuerySet[Person]":
    """Return the people whom the user may see, with what a list shows of them as of the day.

    Each has `jobs` (employments of the day with organisation, position and `subject_titles`, the main
    one first) and `categories` (all qualifications). Two queries besides the people's own, whatever
    their number.
    """
    return _with_jobs(Person.objects.present().visible_to(user, permission), day, LISTED)


def present_people(user: Any) -> "QuerySet[Person]":
    """Return the people whom the user may see, without records merged into others."""
    return Person.objects.present().visible_to(user)


def people_for_export(paths: tuple[str, ...], *, day: date) -> "QuerySet[Person]":
    """Return the people who have ever worked under the paths, as in `people_for_list`, by name."""
    people = Person.objects.present()
    if "/" not in paths:
        under = Q(pk__in=())
        for path in paths:
            under |= Q(organisation__path__startswith=path)
        people = people.filter(pk__in=Employment.objects.filter(under).values("person"))
    return _with_jobs(people, day).order_by("sort_key", "pk")


def _with_jobs(people: "QuerySet[Person]", day: date, columns: tuple[str, ...] = ()) -> "QuerySet[Person]":
    titles = Subject.objects.filter(employments=OuterRef("pk")).order_by("pk").values("title")
    jobs = (
        Employment.objects.as_of(day)
        .select_related("organisation", "position")
        .annotate(subject_titles=ArraySubquery(titles))
        .order_by(F("kind").desc(), "pk")
        .only(*columns)
    )
    categories = Qualification.objects.order_by("assigned_on").only(*HELD)
    return people.prefetch_related(
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
