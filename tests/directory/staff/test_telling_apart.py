import pytest
from django.urls import reverse

from metodika.core.access import RuleBroken
from metodika.directory.staff import queries
from metodika.directory.staff.models import DifferentPeople
from metodika.directory.staff.services import doubt_people_again, merge_people, tell_people_apart
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    return [PersonFactory(last_name="Иванова") for _n in range(3)]


def alike(user=None):
    return {(pair.one, pair.other) for pair in queries.duplicate_pairs(user or make_administrator())}


def test_people_told_apart_are_no_duplicates_until_they_are_doubted_again(twins):
    one, other, third = twins
    tell_people_apart(other, other=one, by=None)
    tell_people_apart(one, other=other, by=None)

    chief = make_administrator()
    assert alike(chief) == {(one, third), (other, third)}
    assert [found.person for found in queries.possible_duplicates(one)] == [third]
    assert [(pair.one, pair.other) for pair in queries.pairs_told_apart(chief)] == [(one, other)]

    doubt_people_again(one, other=other, by=None)
    assert alike(chief) == {(one, other), (one, third), (other, third)}
    assert queries.pairs_told_apart(chief) == []


def test_kept_record_differs_from_those_from_whom_the_merged_one_differed(twins):
    one, other, third = twins
    tell_people_apart(other, other=third, by=None)
    tell_people_apart(one, other=other, by=None)

    merge_people(one, drop=other, by=None)

    assert DifferentPeople.objects.values_list("one", "other").get() == (one.pk, third.pk)
    assert alike() == set()


@pytest.mark.parametrize("who", ["itself", "merged"])
def test_nobody_is_told_apart_from_himself_or_from_a_merged_record(twins, who):
    one, other, third = twins
    merge_people(third, drop=other, by=None)

    with pytest.raises(RuleBroken):
        tell_people_apart(one, other={"itself": one, "merged": other}[who], by=None)
    with pytest.raises(RuleBroken, match="не были признаны"):
        doubt_people_again(one, other=third, by=None)


@pytest.mark.parametrize("pairs", [1, 3])
def test_list_of_pairs_told_apart_costs_the_same(twins, pairs, django_assert_num_queries):
    one, other, third = twins
    for first, second in [(one, other), (one, third), (other, third)][:pairs]:
        tell_people_apart(first, other=second, by=None)
    chief = make_administrator()
    chief.access  # noqa: B018 - read once a request

    with django_assert_num_queries(1):
        assert len(queries.pairs_told_apart(chief)) == pairs


def test_buttons_of_the_page_tell_apart_and_take_back(client, twins):
    client.force_login(make_administrator())
    pair = [twins[0].pk, twins[1].pk]
    page = reverse("staff:list-duplicates")
    assert reverse("staff:tell-apart", args=pair) in client.get(page).text

    told = client.post(reverse("staff:tell-apart", args=pair), follow=True)
    assert reverse("staff:tell-apart", args=pair) not in told.text
    assert reverse("staff:doubt-again", args=pair) in told.text

    again = client.post(reverse("staff:doubt-again", args=pair), follow=True)
    assert reverse("staff:tell-apart", args=pair) in again.text
    assert DifferentPeople.objects.count() == 0


def test_somebody_else_s_people_are_not_told_apart(client, twins):
    school = SchoolFactory()
    EmploymentFactory(person=twins[0], organisation=school)
    client.force_login(make_user("staff.*", at=school))

    answer = client.post(reverse("staff:tell-apart", args=[twins[0].pk, twins[1].pk]))

    assert (answer.status_code, DifferentPeople.objects.count()) == (404, 0)
