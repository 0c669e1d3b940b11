import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import loaded_profiles
from metodika.directory.profiles.services import load_profile

pytestmark = pytest.mark.django_db
PARTS = {
    "municipality": "МКУ «ЦО и СО», информационно-методический отдел",
    "words": "районных методических объединений",
    "kinds": "Средняя общеобразовательная школа",
    "people": "до 35 лет включительно",
    "roles": "Ответственный секретарь РИМС",
    "regulation": "Кворум — половина членов",
}


@pytest.fixture
def administrator(client, django_user_model):
    user = django_user_model.objects.create(login="root", is_administrator=True)
    client.force_login(user)
    return client


@pytest.fixture
def nobody(client, django_user_model):
    client.force_login(django_user_model.objects.create(login="nobody"))
    return client


@pytest.fixture
def profile():
    return load_profile("yakovlevsky", by=None)


@pytest.mark.parametrize(("part", "text"), PARTS.items())
def test_each_part_of_a_profile_is_readable(part, text, administrator, profile):
    answer = administrator.get(f"/profiles/{profile.pk}/", {"part": part})

    assert answer.status_code == 200
    assert text in answer.content.decode()


def test_unknown_part_shows_the_first(administrator, profile):
    assert PARTS["municipality"] in administrator.get(f"/profiles/{profile.pk}/?part=x").content.decode()


def test_profile_without_a_regulation_says_what_to_do(administrator, profile):
    Profile.objects.update(data={**profile.data, "regulation": None})

    assert (
        "Добавьте regulation.yaml"
        in administrator.get(f"/profiles/{profile.pk}/?part=regulation").content.decode()
    )


def test_own_profile_is_one_press_away(administrator, profile):
    assert administrator.get("/profiles/").headers["Location"] == f"/profiles/{profile.pk}/"


def test_without_profiles_the_list_tells_what_they_are(administrator):
    answer = administrator.get("/profiles/", follow=True)

    assert answer.redirect_chain == [("/profiles/all/", 302)]
    assert "Профилей пока нет" in answer.content.decode()


def test_administrator_loads_a_profile_by_a_press(administrator):
    answer = administrator.post("/profiles/load/pestyaki/")

    assert answer.headers["Location"] == f"/profiles/{Profile.objects.get(code='pestyaki').pk}/"


def test_profile_that_does_not_exist_is_a_refusal(administrator):
    answer = administrator.post("/profiles/load/pestiaki/")

    assert answer.status_code == 409
    assert "Может быть, «pestyaki»?" in answer.content.decode()


def test_person_without_a_role_reads_and_loads_nothing(nobody, profile):
    assert [
        nobody.get("/profiles/").status_code,
        nobody.get("/profiles/all/").status_code,
        nobody.get(f"/profiles/{profile.pk}/").status_code,
        nobody.post("/profiles/load/pestyaki/").status_code,
    ] == [403, 403, 403, 403]


def test_guest_is_sent_to_sign_in(client, profile):
    assert client.get(f"/profiles/{profile.pk}/").status_code == 302


def test_list_costs_the_same_for_one_and_for_three(administrator):
    costs = []
    for names in (["yakovlevsky"], ["pestyaki", "pervouralsk"]):
        for name in names:
            load_profile(name, by=None)
        with CaptureQueriesContext(connection) as queries:
            administrator.get("/profiles/all/")
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_rows_of_the_list_cost_one_query_with_those_who_loaded_them(
    administrator, django_user_model, django_assert_num_queries
):
    for name in ("yakovlevsky", "pestyaki", "pervouralsk"):
        load_profile(name, by=django_user_model.objects.get())

    with django_assert_num_queries(1):
        assert [str(profile.loaded_by) for profile in loaded_profiles()] == ["root"] * 3
