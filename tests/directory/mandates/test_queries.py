from datetime import UTC, date, datetime

import pytest
import time_machine

from metodika.core.access import Grant
from metodika.directory.accounts.models import User
from metodika.directory.mandates import queries
from metodika.directory.mandates.models import Mandate
from metodika.directory.organisations.models import Guest
from metodika.directory.staff.models import Person
from tests.factories.accounts import give, make_administrator, make_role, make_user
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    ProfileFactory,
    RegionFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "last_moment", "first_without"),
    [
        (
            "Asia/Vladivostok",
            datetime(2026, 11, 22, 13, 59, 59, tzinfo=UTC),
            datetime(2026, 11, 22, 14, 0, tzinfo=UTC),
        ),
        (
            "Europe/Moscow",
            datetime(2026, 11, 22, 20, 59, 59, tzinfo=UTC),
            datetime(2026, 11, 22, 21, 0, tzinfo=UTC),
        ),
    ],
    ids=["UTC+10", "UTC+3"],
)
def test_mandate_ends_at_local_midnight_of_its_last_day(zone, last_moment, first_without):
    school = SchoolFactory(parent=MunicipalityFactory(timezone=zone))
    user = make_user()
    give(user.person, make_role("staff.view_person", code="deputy"), school, until=date(2026, 11, 22))

    before = queries.grants_of(user, at=last_moment)
    after = queries.grants_of(user, at=first_without)

    assert before == [Grant("deputy", frozenset({"staff.view_person"}), school.path, until=first_without)]
    assert after == []


def test_mandate_begins_at_local_midnight_of_its_first_day():
    school = SchoolFactory(parent=MunicipalityFactory(timezone="Asia/Vladivostok"))
    user = make_user()
    give(user.person, make_role("staff.view_person"), school, since=date(2026, 11, 22))

    assert queries.grants_of(user, at=datetime(2026, 11, 21, 13, 59, 59, tzinfo=UTC)) == []
    assert len(queries.grants_of(user, at=datetime(2026, 11, 21, 14, 0, tzinfo=UTC))) == 1


def test_role_for_a_region_covers_everything_in_one_query(django_assert_num_queries):
    user = make_user("staff.*", at=RegionFactory())

    with django_assert_num_queries(1):
        grants = queries.grants_of(user)

    assert [grant.path for grant in grants] == ["/"]


def test_grants_cost_two_queries_however_many_mandates(django_assert_num_queries):
    user = make_user()
    for _number in range(3):
        give(user.person, make_role("staff.*"), SchoolFactory())

    with django_assert_num_queries(2):
        grants = queries.grants_of(user)

    assert len(grants) == 3


def test_administrator_may_do_everything_without_a_query(django_assert_num_queries):
    user = make_administrator()

    with django_assert_num_queries(0):
        grants = queries.grants_of(user)

    assert grants == [Grant("administrator", frozenset({"*"}), "/")]


@time_machine.travel("2026-11-22T09:00:00Z")
def test_hub_sees_its_guests_but_changes_nothing_there():
    hub, guest = SchoolFactory(), SchoolFactory()
    there = EmploymentFactory(organisation=guest).person
    user = make_user("staff.view_person", "staff.list_people", "staff.change_person", at=hub)
    Guest.objects.create(
        hub=hub, organisation=guest, valid_from=date(2026, 9, 1), valid_to=date(2026, 11, 22)
    )

    assert there in Person.objects.visible_to(user)
    assert user.access.paths_for("staff.change_person") == (hub.path,)
    assert user.access.paths_for("staff.view_person") == tuple(sorted((hub.path, guest.path)))


@time_machine.travel("2026-11-23T09:00:00Z")
def test_hub_no_longer_sees_a_guest_who_has_left():
    hub, guest = SchoolFactory(), SchoolFactory()
    user = make_user("staff.view_person", at=hub)
    Guest.objects.create(
        hub=hub, organisation=guest, valid_from=date(2026, 9, 1), valid_to=date(2026, 11, 22)
    )

    assert user.access.paths_for("staff.view_person") == (hub.path,)


def test_own_records_role_opens_nobody_elses_rows():
    school = SchoolFactory()
    other = EmploymentFactory(organisation=school).person
    user = make_user()
    give(user.person, make_role("staff.view_person"), school, only_self=True)

    seen = set(Person.objects.visible_to(user))

    assert seen == {user.person}
    assert other not in seen
    assert user.access.allows("staff.view_person")


@time_machine.travel("2026-11-25T09:00:00Z")
def test_person_is_told_that_the_role_has_ended():
    school = SchoolFactory()
    user = make_user()
    give(user.person, make_role("staff.list_people"), school, until=date(2026, 11, 22))

    words = queries.words_of_refusal(user, "staff.list_people")

    assert words is not None
    assert "22 ноября 2026" in words
    assert queries.words_of_refusal(user, "accounts.view_journal") is None


def test_people_are_found_by_the_beginnings_of_their_names():
    school = SchoolFactory()
    user = make_user("staff.view_person", at=school)
    wanted = PersonFactory(last_name="Соловьёва", first_name="Мария")
    EmploymentFactory(person=wanted, organisation=school)
    stranger = PersonFactory(last_name="Соловьёва", first_name="Ольга")
    EmploymentFactory(person=stranger)

    assert list(queries.people_to_choose(user, "соловьев мар")) == [wanted]
    assert list(queries.people_to_choose(user, "")) == []


def test_profile_of_a_user_is_that_of_his_municipality(django_assert_num_queries):

    profile = ProfileFactory()
    place = MunicipalityFactory()
    type(place).objects.filter(pk=place.pk).update(profile=profile)
    user = make_user("staff.list_people", at=SchoolFactory(parent=place))

    with django_assert_num_queries(1):
        assert queries.profile_key_of(user) == profile.pk
    assert queries.profile_key_of(User()) is None


def test_profile_is_that_of_the_latest_role_and_else_of_the_job():
    schools, profiles = [], []
    for _number in range(3):
        place = MunicipalityFactory()
        profiles.append(ProfileFactory().pk)
        type(place).objects.filter(pk=place.pk).update(profile=profiles[-1])
        schools.append(SchoolFactory(parent=place))
    person = make_user(person=PersonFactory()).person
    assert queries.profile_key_of(person.user) is None

    EmploymentFactory(person=person, organisation=schools[0])
    assert queries.profile_key_of(person.user) == profiles[0]

    latest = give(person, make_role("staff.list_people"), schools[1], since=date(2024, 9, 1))
    give(person, make_role("staff.list_people"), schools[2], since=date(2023, 9, 1))
    assert queries.profile_key_of(person.user) == profiles[1]

    Mandate.objects.filter(pk=latest.pk).update(withdrawn=True)
    assert queries.profile_key_of(person.user) == profiles[2]


def test_matrix_tells_everybodys_own_permissions_from_those_of_roles():
    rows = {name: row for name, _words, row in queries.access_matrix({"a": ["mandates.*"], "b": ["staff.*"]})}

    assert rows["mandates.give_mandate"] == [True, False]
    assert rows["accounts.view_own_data"] == [None, None]
