from datetime import date

import pytest
import time_machine

from metodika.core.access import Access, RuleBroken
from metodika.directory.mandates import services
from metodika.directory.mandates.models import Role
from metodika.directory.mandates.queries import grants_of, mandates_allowing
from metodika.directory.mandates.reactions import make_roles
from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.queries import base_roles
from tests.factories.accounts import give, make_user
from tests.factories.directory import (
    MunicipalityFactory,
    PersonFactory,
    ProfileFactory,
    RegionFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
GIVE = "mandates.give_mandate"


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


def give_by(by, role, at):
    return services.give_mandate(PersonFactory(), role=role, organisation=at, starts_on=TODAY, by=by)


def told_by(profile, **roles):
    type(profile).objects.filter(pk=profile.pk).update(data={**profile.data, "roles": roles})
    make_roles(ProfileLoaded(profile.code, ["roles"]))


def a_role(title="А", *, levels=("municipality",), may=("staff.*",)):
    return {"title": title, "description": "Ведёт", "levels": list(levels), "may": list(may)}


def words(role):
    return role.title, role.levels, role.permissions


def test_role_of_the_base_keeps_its_words_beside_those_of_the_profile():
    profile, base = ProfileFactory(), base_roles()["methodist"]

    told_by(profile, methodist=a_role("Методист центра", may=["staff.view_person"]))
    told_by(profile, methodist=a_role("Методист службы", may=["staff.view_person"]))

    role = Role.objects.get()
    assert words(role) == (base["title"], base["levels"], base["may"])
    assert words(role.worded_for(profile.pk)) == (
        "Методист службы", ["municipality"], ["staff.view_person"],
    )  # fmt: skip
    assert words(role.worded_for(None)) == words(role)


def test_role_that_only_profiles_have_is_that_of_the_first_until_it_differs():
    first, second = ProfileFactory(), ProfileFactory(code="vtoroy")

    told_by(first, tutor=a_role("Тьютор"))
    told_by(second, tutor=a_role("Тьютор района", may=["staff.view_person"]))

    role = Role.objects.get()
    assert words(role.worded_for(first.pk)) == ("Тьютор", ["municipality"], ["staff.*"])
    assert words(role.worded_for(second.pk)) == ("Тьютор района", ["municipality"], ["staff.view_person"])
    assert words(role.worded_for(second.pk).worded_for(first.pk)) == words(role)


def test_profile_that_returns_to_the_base_leaves_no_trace_of_its_own():
    profile, base = ProfileFactory(), base_roles()["methodist"]

    told_by(profile, methodist=a_role("Методист центра"))
    told_by(profile, methodist=base)

    assert Role.objects.get().worded == {}


def test_role_with_an_unknown_permission_is_refused_and_nothing_is_kept():
    roles = {"first": a_role(), "second": a_role(may=["staf.*"])}

    with pytest.raises(RuleBroken, match=r"staf\.\*"):
        services.load_roles(roles, profile=ProfileFactory())

    assert Role.objects.count() == 0


def test_same_roles_twice_change_nothing():
    profile = ProfileFactory()
    services.load_roles({"first": a_role()}, profile=profile)

    assert services.load_roles({"first": a_role()}, profile=profile) == []


def two_municipalities(**own):
    """One region and one role, which the second municipality has its own way."""
    usual, other = ProfileFactory(), ProfileFactory(code="vtoroy", title="Второй район")
    told_by(usual, tutor=a_role("Тьютор"))
    told_by(other, tutor=a_role(**own))
    region = RegionFactory()
    places = [MunicipalityFactory(parent=region), MunicipalityFactory(parent=region)]
    for place, profile in zip(places, (usual, other), strict=True):
        type(place).objects.filter(pk=place.pk).update(profile=profile)
        place.refresh_from_db()
    return Role.objects.get(), *places


def test_each_municipality_calls_and_grants_a_role_by_its_own_profile(django_assert_num_queries):
    role, here, there = two_municipalities(title="Тьютор района", may=["staff.view_person"])
    user = make_user()
    mandates = [give(user.person, role, place) for place in (here, there)]

    with django_assert_num_queries(2):
        access = Access(grants_of(user))

    assert [mandate.role_there.title for mandate in mandates] == ["Тьютор", "Тьютор района"]
    assert {grant.path: grant.permissions for grant in access.grants} == {
        here.path: {"staff.*"}, there.path: {"staff.view_person"},
    }  # fmt: skip
    assert access.paths_for("staff.change_person") == (here.path,)
    assert access.paths_for("staff.view_person") == tuple(sorted([here.path, there.path]))


def test_schools_live_by_the_profile_of_their_municipality():
    role, here, there = two_municipalities(title="Тьютор района", levels=["institution"])
    person = PersonFactory()

    mandate = give(person, role, SchoolFactory(parent=there))
    with pytest.raises(RuleBroken, match="«Тьютор»"):
        give(person, role, SchoolFactory(parent=here))

    assert mandate.role_there.title == "Тьютор района"


def test_nobody_hands_out_what_only_the_profile_of_that_place_adds():
    role, here, there = two_municipalities(may=["staff.*", "accounts.view_journal"])
    givers = [make_user(GIVE, "staff.*", at=place) for place in (here, there)]

    give_by(givers[0], role, here)
    with pytest.raises(services.BeyondOwnRights):
        give_by(givers[1], role, there)


def test_who_may_answer_is_found_where_only_the_profile_allows_it():
    role, here, there = two_municipalities(may=["accounts.answer_data_request"])
    for place in (here, there):
        give(PersonFactory(), role, place)

    paths = [here.path, there.path]
    assert mandates_allowing("accounts.answer_data_request", paths, day=TODAY).count() == 2
    assert mandates_allowing("accounts.view_journal", paths, day=TODAY).count() == 0
