from datetime import date

import pytest
import time_machine
from django.urls import reverse

from metodika.directory.mandates.models import Mandate
from tests.factories.accounts import give, make_administrator, make_role, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
ALL = ("mandates.*", "staff.*", "organisations.*")


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z"):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def chief(client, school):
    user = make_user(*ALL, at=school)
    client.force_login(user)
    return user


def words_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_however_many_rows(client, school, chief, rows, django_assert_num_queries):
    for _number in range(rows - 1):
        give(PersonFactory(), make_role(), school)

    with django_assert_num_queries(11):
        answer = client.get("/mandates/")

    assert answer.status_code == 200
    assert answer.context["table"].count == rows


def test_list_shows_who_held_a_role_on_a_day(client, school, chief):
    was = give(PersonFactory(), make_role(), school, until=date(2021, 8, 31))

    then = client.get("/mandates/?on=2021-08-31").context["table"].rows
    after = client.get("/mandates/?on=2021-09-01").context["table"].rows

    assert was in then
    assert was not in after


def test_list_is_searched_and_filtered(client, school, chief):
    role = make_role(code="methodist")
    wanted = give(PersonFactory(last_name="Чижова"), role, school)

    assert list(client.get("/mandates/?q=чиж").context["table"].rows) == [wanted]
    assert list(client.get("/mandates/?role=methodist").context["table"].rows) == [wanted]


def test_role_is_given_on_the_page(client, school, chief):
    person = PersonFactory(last_name="Чижова")
    EmploymentFactory(person=person, organisation=school)
    role = make_role("staff.view_person")

    choice = client.get("/mandates/give/?q=чиж")
    form = {"organisation": school.pk, "role": role.pk, "starts_on": "2026-11-22", "ground": "приказ № 15"}
    answer = client.post(f"/mandates/give/{person.pk}/", form)

    mandate = Mandate.objects.get(person=person)
    assert f"/mandates/give/{person.pk}/" in words_of(choice)
    assert answer.url == f"/mandates/{mandate.pk}/"
    assert (mandate.role, mandate.starts_on, mandate.given_by) == (role, date(2026, 11, 22), chief)


def test_refusal_stands_on_the_form(client, school, chief):
    person = PersonFactory()
    EmploymentFactory(person=person, organisation=school)
    form = {"organisation": school.pk, "role": make_role("*").pk, "starts_on": "2026-11-22"}

    answer = client.post(f"/mandates/give/{person.pk}/", form)

    assert answer.status_code == 422
    assert "разрешает больше, чем ваши собственные роли" in words_of(answer)


def test_card_tells_the_history_in_words(client, school, chief):
    mandate = give(PersonFactory(), make_role(), school)

    answer = client.get(f"/mandates/{mandate.pk}/")

    assert "получает роль" in words_of(answer)


def test_role_is_ended_on_the_page(client, school, chief):
    mandate = give(PersonFactory(), make_role(), school)

    answer = client.post(f"/mandates/{mandate.pk}/end/", {"on": "2026-11-30", "reason": "перевод"})

    mandate.refresh_from_db()
    assert (answer.status_code, mandate.ends_on) == (302, date(2026, 11, 30))


def test_substitute_is_appointed_on_the_page(client, school, chief):
    mandate = give(PersonFactory(), make_role("staff.view_person"), school)
    person = PersonFactory(last_name="Чижова")
    EmploymentFactory(person=person, organisation=school)

    choice = client.get(f"/mandates/{mandate.pk}/substitute/?q=чиж")
    answer = client.post(
        f"/mandates/{mandate.pk}/substitute/{person.pk}/",
        {"starts_on": "2026-11-23", "ends_on": "2026-11-30"},
    )

    assert f"/mandates/{mandate.pk}/substitute/{person.pk}/" in words_of(choice)
    assert answer.status_code == 302
    assert Mandate.objects.get(person=person).substitutes == mandate


def test_roles_page_says_in_words_what_each_allows(client, chief):
    make_role("mandates.give_mandate")

    assert "Давать роли" in words_of(client.get("/mandates/roles/"))


def test_panels_show_the_roles_of_a_person_and_of_an_organisation(client, school, chief):
    person = PersonFactory()
    EmploymentFactory(person=person, organisation=school)
    mandate = give(person, make_role(), school)

    of_person = client.get(f"/mandates/of-person/{person.pk}/")
    of_school = client.get(f"/mandates/of-organisation/{school.pk}/")

    assert mandate.role.title in words_of(of_person)
    assert str(person) in words_of(of_school)


PAGES = [
    ("mandates:show-mandate", True),
    ("mandates:end-mandate", True),
    ("mandates:choose-substitute", True),
    ("mandates:list-mandates", False),
    ("mandates:list-roles", False),
    ("mandates:choose-person", False),
]


@pytest.mark.parametrize(("name", "row"), PAGES)
def test_doors(client, name, row, school):
    mandate = give(PersonFactory(), make_role(), school)
    address = reverse(name, args=[mandate.pk] if row else [])
    stranger = make_user(*ALL, at=SchoolFactory())
    without_right = make_user("mandates.view_mandate", at=school) if row else make_user("staff.*", at=school)

    guest_status = client.get(address).status_code
    client.force_login(stranger)
    stranger_status = client.get(address).status_code
    client.force_login(without_right)
    without_status = client.get(address).status_code
    client.force_login(make_administrator())
    chief_status = client.get(address).status_code

    shows = name == "mandates:show-mandate"
    assert guest_status == 302
    assert stranger_status == (404 if row else 200)
    assert without_status == (200 if shows else 403)
    assert chief_status == 200


def test_expired_role_opens_nothing_and_the_page_says_so(client, school):
    user = make_user()
    give(user.person, make_role(*ALL), school, until=date(2026, 11, 21))
    other = give(PersonFactory(), make_role(), school)
    client.force_login(user)

    listed = client.get("/mandates/")
    card = client.get(f"/mandates/{other.pk}/")

    assert (listed.status_code, card.status_code) == (403, 404)
    assert "закончилась 21 ноября 2026" in words_of(listed)


def test_person_sees_his_own_role_without_any_permission(client, school):
    user = make_user()
    mandate = give(user.person, make_role(), school)
    client.force_login(user)

    assert client.get(f"/mandates/{mandate.pk}/").status_code == 200
    assert client.get(f"/mandates/{mandate.pk}/end/").status_code == 403
