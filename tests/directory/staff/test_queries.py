from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metodika.directory.organisations.services import change_organisation
from metodika.directory.staff import queries
from metodika.directory.staff.lifecycle import LeaveKind, QualificationCategory
from metodika.directory.staff.models import Person
from metodika.directory.staff.rules.likeness import Likeness
from metodika.directory.staff.rules.young_teachers import Bounds, Reason, Standing
from metodika.directory.staff.services import assign_qualification, merge_people, send_on_leave
from tests.factories.accounts import make_administrator
from tests.factories.directory import (
    EmploymentFactory,
    PersonFactory,
    ProfileFactory,
    SchoolFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def test_name_is_found_despite_mistakes_and_in_any_order():
    person = PersonFactory(last_name="Королёва", first_name="Наталья")
    PersonFactory(last_name="Сидорова", first_name="Ольга")

    for words in ("королева", "Наталья Королёва", "королёв", "каролева", "Ковалёва наталья королева"):
        assert list(queries.people_alike(Person.objects.all(), words)) == [person], words


def test_short_words_are_looked_for_as_they_are():
    PersonFactory(last_name="Сидорова")

    assert not queries.people_alike(Person.objects.all(), "ли")


def test_people_are_kept_by_a_job_of_the_day():
    job = EmploymentFactory(ended_on=date(2026, 6, 1))

    assert list(queries.people_employed(Person.objects.all(), day=date(2026, 6, 1))) == [job.person]
    assert not queries.people_employed(Person.objects.all(), day=date(2026, 6, 2))


@pytest.mark.parametrize(
    ("assigned_on", "until", "holds"),
    [(date(2022, 1, 1), None, True), (date(2021, 1, 1), None, False), (date(2023, 9, 1), None, True),
     (date(2010, 1, 1), date(2027, 1, 1), True), (None, None, True), (date(2027, 1, 1), None, False)],
)  # fmt: skip
def test_category_is_filtered_as_the_rule_says(assigned_on, until, holds):
    person = PersonFactory()
    assign_qualification(
        person, category=QualificationCategory.FIRST, assigned_on=assigned_on, valid_until=until, by=None
    )

    found = queries.people_with_category(Person.objects.all(), QualificationCategory.FIRST, day=DAY)

    assert list(found) == ([person] if holds else [])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    born=st.integers(33, 38), taught=st.integers(700, 1600), shift=st.integers(-3, 3),
    pauses=st.lists(st.tuples(st.integers(1, 900), st.none() | st.integers(0, 400)), max_size=1),
    inclusive=st.booleans(),
)  # fmt: skip
def test_young_people_of_the_database_are_those_of_the_rule(born, taught, shift, pauses, inclusive):
    profile = ProfileFactory()
    profile.data["young_teacher"] |= {"age_inclusive": inclusive, "years_inclusive": not inclusive}
    profile.save()
    person = PersonFactory(
        born_on=DAY.replace(year=DAY.year - born) + timedelta(days=shift),
        teaching_experience_since=DAY - timedelta(days=taught),
    )
    school = SchoolFactory()
    change_organisation(school.municipality, changes={"profile": profile}, by=None)
    for job in [
        EmploymentFactory(person=person, organisation=one)
        for one in (school, SchoolFactory(parent=school.parent))
    ]:
        for ago, length in pauses:
            since = DAY - timedelta(days=ago)
            until = None if length is None else since + timedelta(days=length)
            send_on_leave(job, kind=LeaveKind.PARENTAL, since=since, until=until, by=None)

    found = queries.young_people(Person.objects.filter(pk=person.pk), day=DAY)

    standing = queries.person_card(person, day=DAY).verdict.standing
    assert found.exists() is (standing == Standing.YOUNG)


def test_bounds_are_those_of_the_municipality():
    profile = ProfileFactory()
    profile.data["young_teacher"] |= {"max_age": 30, "as_of": [12, 31], "pausing_leaves": []}
    profile.save()
    school = SchoolFactory()
    change_organisation(school.municipality, changes={"profile": profile}, by=None)
    person = PersonFactory(born_on=date(1993, 1, 1), teaching_experience_since=date(2025, 9, 1))
    EmploymentFactory(person=person, organisation=school)

    card = queries.person_card(person, day=DAY)

    assert card.bounds == Bounds(30, True, 3, False, (), (12, 31))
    assert (card.verdict.standing, card.verdict.reason) == (Standing.NOVICE, Reason.TOO_OLD)
    assert queries.bounds_of_people([person], day=DAY) == {person.pk: card.bounds}


def test_card_costs_the_same_for_one_job_and_three(django_assert_num_queries):
    people = [PersonFactory(), PersonFactory()]
    for person, jobs in zip(people, (1, 3), strict=True):
        for _n in range(jobs):
            EmploymentFactory(person=person)

    for person in people:
        with django_assert_num_queries(2):
            queries.person_card(person, day=DAY, with_duplicates=False)


def test_card_tells_subjects_leaves_educations_and_categories():
    job = EmploymentFactory(subjects=[SubjectFactory(title="Физика"), SubjectFactory(title="Химия")])
    leave = send_on_leave(job, kind=LeaveKind.PARENTAL, since=date(2026, 9, 1), until=None, by=None)
    first = assign_qualification(
        job.person, category=QualificationCategory.FIRST, assigned_on=date(2020, 5, 1), by=None
    )
    highest = assign_qualification(
        job.person, category=QualificationCategory.HIGHEST, assigned_on=date(2024, 5, 1), by=None
    )
    schools = [
        job.person.educations.create(level="higher", institution="МГУ", finished_in=year)
        for year in (2001, 2010)
    ]

    card = queries.person_card(job.person, day=DAY)

    assert [subject.title for subject in card.jobs[0].subjects] == ["Физика", "Химия"]
    assert card.jobs[0].leaves == [leave]
    assert (card.jobs[0].leave, card.jobs[0].leave.started_on) == (leave, date(2026, 9, 1))
    assert (card.qualifications, card.category) == ([highest, first], highest)
    assert card.educations == schools[::-1]


def test_duplicates_are_found_with_their_reason():
    person = PersonFactory(last_name="Иванова", email="a@example.org")
    same = PersonFactory(last_name="Иванова")
    slip = PersonFactory(last_name="Иваннова")
    letter = PersonFactory(last_name="Якова", born_on=None, email="A@example.org")
    PersonFactory(last_name="Иванова", born_on=date(1960, 1, 1))

    found = [(one.person, one.why) for one in queries.possible_duplicates(person)]

    assert found == [
        (same, Likeness.SAME_NAME_AND_BIRTH),
        (letter, Likeness.SAME_EMAIL),
        (slip, Likeness.ALIKE_NAME_AND_BIRTH),
    ]  # fmt: skip
    pairs = {(pair.one, pair.other) for pair in queries.duplicate_pairs(make_administrator())}
    assert pairs == {(person, same), (person, slip), (same, slip)}


def test_merged_record_is_no_duplicate():
    person, same = PersonFactory(last_name="Иванова"), PersonFactory(last_name="Иванова")
    merge_people(person, drop=same, by=None)

    assert queries.possible_duplicates(person) == []
    assert queries.duplicate_pairs(make_administrator()) == []


def test_staff_head_and_count_of_an_organisation():
    school = SchoolFactory()
    head = EmploymentFactory(organisation=school, is_head=True)
    former = EmploymentFactory(organisation=school, is_head=True, ended_on=date(2024, 1, 1))
    job = EmploymentFactory(organisation=school)

    assert set(queries.staff_of(school, as_of=DAY)) == {head, job}
    assert queries.heads_of([school.pk], as_of=DAY) == {school.pk: head.person}
    assert queries.staff_counts([school.pk], as_of=DAY) == {school.pk: 2}
    assert queries.heads_of([school.pk], as_of=date(2023, 1, 1))[school.pk] in {head.person, former.person}
