"""Young teachers as a set of people; the very bounds of rules/young_teachers.py, told to the database."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db.models import (
    Aggregate,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import GreaterThan

from metodika.directory.organisations.models import Days, Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.staff.lifecycle import PositionCategory
from metodika.directory.staff.models import Employment, Leave, Person
from metodika.directory.staff.rules.young_teachers import Bounds, born_after, counting_day, teaching_after


class DaysCovered(Aggregate):
    """How many days any of the ranges covers; a day in two of them counts once."""

    template = "(SELECT sum(upper(one) - lower(one))::integer FROM unnest(range_agg(%(expressions)s)) AS one)"
    output_field: ClassVar[IntegerField] = IntegerField()  # type: ignore[type-arg]  # Django reads it as given


def bounds_of(profile: Profile | None) -> Bounds:
    """Return the bounds of a young teacher in a profile, the usual ones without a profile."""
    if profile is None:
        return Bounds()
    return bounds_told(profile.data["young_teacher"])


def bounds_of_people(people: Iterable[Person], *, day: date) -> dict[int, Bounds]:
    """Return each person's bounds: those of the municipality of the main job of the day; one query."""
    jobs = (
        Employment.objects.as_of(day)
        .filter(person__in=list(people))
        .order_by(F("kind").asc(), "-pk")
        .values_list("person", "organisation__municipality__profile__data__young_teacher")
    )
    return {person: bounds_told(told) if told else Bounds() for person, told in jobs}


def bounds_told(told: dict[str, Any]) -> Bounds:
    """Return the bounds from the section of a profile."""
    counted_on = told.get("as_of")
    return Bounds(
        max_age=told["max_age"],
        age_inclusive=told["age_inclusive"],
        max_years=told["max_years"],
        years_inclusive=told["years_inclusive"],
        pausing_leaves=tuple(told.get("pausing_leaves") or ()),
        counted_on=(counted_on[0], counted_on[1]) if counted_on else None,
    )


def young_people(people: "QuerySet[Person]", *, day: date) -> "QuerySet[Person]":
    """Keep the young teachers of the day, each by the bounds of a municipality where he teaches."""
    wanted = Q(pk__in=())
    for place, bounds in _places():
        teaches = Employment.objects.as_of(day).filter(
            place, person=OuterRef("pk"), position__category=PositionCategory.TEACHING
        )
        wanted |= Q(Exists(teaches)) & _within(bounds, day)
    return people.filter(wanted)


def young_jobs(*, day: date) -> "QuerySet[Employment]":
    """Return the teaching jobs of young teachers on the day, by the bounds of each job's municipality."""
    wanted = Q(pk__in=())
    for place, bounds in _places():
        wanted |= place & _within(bounds, day, person="person__")
    teaching = Employment.objects.as_of(day).filter(position__category=PositionCategory.TEACHING)
    return teaching.filter(wanted)


def _places() -> list[tuple[Q, Bounds]]:
    """Return which jobs go by which bounds. One query."""
    profiles = Profile.objects.filter(pk__in=Organisation.objects.exclude(profile=None).values("profile"))
    return [
        (Q(organisation__municipality__profile=None), Bounds()),
        *(
            (Q(organisation__municipality__profile=pk), bounds_told(told) if told else Bounds())
            for pk, told in profiles.order_by("pk").values_list("pk", "data__young_teacher")
        ),
    ]


def _within(bounds: Bounds, day: date, *, person: str = "") -> Q:
    """Return who keeps the bounds on the day; `person` is the way from the row to the person."""
    counted_on = counting_day(day, bounds)
    since, too_long_ago = f"{person}teaching_experience_since", teaching_after(bounds, counted_on)
    started_late = Q(**{f"{since}__gt": too_long_ago})
    started_late |= Q(
        GreaterThan(
            CombinedExpression(
                F(since), "+", _paused(bounds, counted_on, person=person), output_field=DateField()
            ),
            Value(too_long_ago),
        )
    )
    return started_late & Q(**{f"{person}born_on__gt": born_after(bounds, counted_on)})


def _paused(bounds: Bounds, day: date, *, person: str) -> Coalesce:
    since = OuterRef(f"{person}teaching_experience_since")
    last = Least(Coalesce("ended_on", Value(day)), Value(day), output_field=DateField())
    covered = (
        Leave.objects.filter(
            Q(ended_on=None) | Q(ended_on__gte=since),
            employment__person=OuterRef(f"{person}pk"),
            kind__in=bounds.pausing_leaves,
            started_on__lte=day,
        )
        .order_by()
        .values("employment__person")
        .annotate(days=DaysCovered(Days(Greatest("started_on", since, output_field=DateField()), last)))
        .values("days")
    )
    return Coalesce(Subquery(covered, output_field=IntegerField()), Value(0))
