"""The facts of the staff agree with the rules and the lists that people see."""

from datetime import date

import pytest

from metodika.core.calendar import dates
from metodika.core.facts import Condition, Counting, Of, Scope, count, rows
from metodika.directory.staff.models import Person, Qualification
from metodika.directory.staff.queries import young_people
from metodika.directory.staff.rules.qualifications import Held, holds_on
from metodika.directory.staff.services import send_on_leave
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    ProfileFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOW = dates(TODAY, TODAY)


def test_young_teachers_are_those_of_the_list_each_by_the_bounds_of_his_school() -> None:
    strict = ProfileFactory(code="strict")
    strict.data["young_teacher"] |= {"max_age": 30, "years_inclusive": True}
    strict.save(update_fields=["data"])
    usual, narrow = SchoolFactory(), SchoolFactory(parent=MunicipalityFactory())
    narrow.municipality.profile = strict
    narrow.municipality.save(update_fields=["profile"])
    days = [date(1991, 11, 22), date(1991, 11, 23), date(1996, 1, 1), date(1996, 11, 23), date(1980, 1, 1)]
    for born_on in days:
        for since in (date(2023, 11, 22), date(2024, 1, 1), date(2021, 9, 1)):
            person = PersonFactory(born_on=born_on, teaching_experience_since=since)
            job = EmploymentFactory(person=person, organisation=usual, started_on=date(2023, 1, 1))
            if since.year == 2021:
                send_on_leave(job, kind="parental", since=date(2023, 6, 1), until=date(2026, 6, 1), by=None)
            if born_on <= date(1996, 1, 1):
                EmploymentFactory(person=person, organisation=narrow, kind="external")
    young = Counting("staff.young_teacher", of=Of.PEOPLE)

    listed = set(young_people(Person.objects.all(), day=TODAY).values_list("pk", flat=True))

    assert {row.person_id for row in rows(young, NOW)} == listed
    assert count(young, NOW) == len(listed) == 9
    assert count(young, NOW, Scope.organisation(narrow.pk)) == 3
    assert count(young, NOW, Scope.organisation(usual.pk)) == 8


@pytest.mark.parametrize("category", ["compliance", "first"])
@pytest.mark.parametrize(
    "assigned_on", [date(2020, 2, 29), date(2021, 11, 22), date(2021, 11, 21), date(2023, 9, 1), None]
)
@pytest.mark.parametrize("valid_until", [None, TODAY, date(2026, 11, 21)])
def test_a_category_holds_on_the_days_of_its_rule(
    category: str, assigned_on: date | None, valid_until: date | None
) -> None:
    anna = PersonFactory()
    Qualification.objects.create(
        person=anna, category=category, assigned_on=assigned_on, valid_until=valid_until
    )
    held = Counting("staff.qualification", (Condition("category", "in", (category,)),), of=Of.PEOPLE)
    EmploymentFactory(person=anna)
    asked = [
        date(2025, 2, 28),
        date(2025, 3, 1),
        date(2025, 3, 2),
        date(2026, 11, 21),
        TODAY,
        date(2026, 11, 23),
    ]

    found = [count(held, dates(day, day)) == 1 for day in asked]

    assert found == [holds_on(Held(category, assigned_on, valid_until), day) for day in asked]


def test_a_category_counts_where_its_holder_works_on_that_day() -> None:
    job, other = EmploymentFactory(ended_on=date(2026, 6, 30)), SchoolFactory()
    EmploymentFactory(person=job.person, organisation=other, started_on=date(2026, 7, 1))
    Qualification.objects.create(person=job.person, category="highest", assigned_on=date(2025, 1, 15))
    held = Counting("staff.qualification", of=Of.PEOPLE)
    places = [Scope.organisation(job.organisation_id), Scope.organisation(other.pk)]

    found = [[count(held, dates(day, day), place) for place in places] for day in (date(2026, 6, 1), TODAY)]

    assert found == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("anew", "in_time"),
    [
        (None, 0),
        (date(2020, 9, 1), 0),
        (date(2025, 3, 1), 1),
        (date(2026, 11, 10), 1),
        (date(2026, 11, 11), 0),
    ],
)
def test_a_category_assigned_anew_counts_up_to_the_last_day_of_the_old_one(
    anew: date | None, in_time: int
) -> None:
    anna, boris = PersonFactory(), PersonFactory()
    for person in (anna, boris):
        EmploymentFactory(person=person)
    Qualification.objects.create(person=anna, category="first", assigned_on=date(2021, 11, 10))
    if anew:
        Qualification.objects.create(person=anna, category="highest", assigned_on=anew)
    Qualification.objects.create(person=boris, category="first", assigned_on=date(2024, 1, 1))
    ends = Counting("staff.category_ends", of=Of.PEOPLE)
    renewed = Counting("staff.category_ends", (Condition("renewed", "yes"),), of=Of.PEOPLE)
    autumn = dates(date(2026, 9, 1), date(2026, 11, 30))

    assert (count(ends, autumn), count(renewed, autumn)) == (1, in_time)
