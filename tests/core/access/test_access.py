import pytest
from django.core.exceptions import ImproperlyConfigured

from metodika.core.access import Access, Grant, can, needs_role, permission_table, permission_words
from metodika.directory.staff.models import Person
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory


def grant(path, *permissions, **more):
    return Grant("role", frozenset(permissions), path, **more)


def test_paths_are_the_shortest_that_cover_all():
    access = Access([grant("/1/2/", "a.see"), grant("/1/2/3/", "a.see"), grant("/1/20/", "a.see")])

    assert access.paths_for("a.see") == ("/1/2/", "/1/20/")


@pytest.mark.parametrize(
    ("path", "covered"), [("/1/2/", True), ("/1/2/7/", True), ("/1/20/", False), ("/1/", False)]
)
def test_grant_covers_what_lies_under_it_and_no_neighbour(path, covered):
    assert Access([grant("/1/2/", "a.see")]).covers("a.see", [path]) is covered


@pytest.mark.parametrize(
    ("pattern", "allows"), [("a.*", True), ("*", True), ("a.see", True), ("a.se", False), ("b.*", False)]
)
def test_pattern_stands_for_permissions(pattern, allows):
    assert grant("/", pattern).allows("a.see") is allows


@pytest.mark.parametrize(
    ("path", "allows"), [("/", True), ("/1/", True), ("/1/2/", False), ("/1/2/7/", False)]
)
def test_only_a_whole_tree_opens_what_lies_in_no_part_of_it(path, allows):
    assert Access([grant(path, "a.see")]).allows_at_top("a.see") is allows


def test_own_records_grant_allows_but_covers_nothing():
    access = Access([grant("/1/", "a.see", only_self=True)])

    assert access.allows("a.see")
    assert access.paths_for("a.see") == ()


def test_limit_cuts_off_whatever_the_roles_say():
    access = Access([grant("/", "*")], limit=lambda permission: permission == "a.see")

    assert (access.allows("a.see"), access.allows("a.change")) == (True, False)
    assert (access.paths_for("a.see"), access.paths_for("a.change")) == (("/",), ())


def test_everybodys_permission_asks_for_no_role():
    assert needs_role("staff.view_person")
    assert needs_role("profiles.load_profile")
    assert not needs_role("accounts.view_own_data")


def test_every_permission_is_called_in_words():
    assert permission_words().keys() == permission_table().keys()
    assert str(permission_words()["mandates.give_mandate"]) == "Давать роли"


@pytest.mark.django_db
def test_unknown_permission_is_an_error_and_not_a_no():
    with pytest.raises(ImproperlyConfigured, match=r"staff\.veiw_person"):
        can(make_administrator(), "staff.veiw_person")


@pytest.mark.django_db
def test_person_with_three_jobs_is_one_row():
    school = SchoolFactory()
    person = PersonFactory()
    for _number in range(3):
        EmploymentFactory(person=person, organisation=SchoolFactory(parent=school.parent))
    user = make_user("staff.view_person", at=school.parent)

    assert list(Person.objects.visible_to(user).exclude(pk=user.person_id)) == [person]


@pytest.mark.django_db
def test_stranger_sees_no_row_and_the_administrator_all_without_a_condition():
    person = EmploymentFactory().person
    stranger = make_user("staff.view_person", at=SchoolFactory())

    assert person not in Person.objects.visible_to(stranger)
    assert "WHERE" not in str(Person.objects.visible_to(make_administrator()).query)


@pytest.mark.django_db
def test_own_row_is_seen_but_not_by_another_permission():
    user = make_user()

    assert list(Person.objects.visible_to(user)) == [user.person]
    assert list(Person.objects.visible_to(user, "staff.change_person")) == []
