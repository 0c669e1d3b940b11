import pytest

from metodika.core.search import search
from metodika.core.search.engine import searched_models
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory
from tests.factories.regulations import make_text

pytestmark = pytest.mark.django_db


def names(user, words, kind):
    return [row.title for group in search(user, words, kinds=[kind]) for row in group.rows]


def at_work(school, **name):
    person = PersonFactory(**name)
    EmploymentFactory(person=person, organisation=school)
    return person


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_a_kind_however_many_rows(rows, django_assert_num_queries):
    chief = make_administrator()
    for number in range(rows):
        at_work(SchoolFactory(), last_name=f"Чижова{'абв'[number]}")
    make_text()
    kinds = len(searched_models())

    with django_assert_num_queries(kinds):
        found = search(chief, "чижова")

    assert {group.kind: len(group.rows) for group in found} == {"people": rows}


@pytest.mark.parametrize("words", ["Соловьёва", "соловьева", "Соловьеваа", "солавьева", "СОЛОВЬЁВА анна"])
def test_person_is_found_with_e_for_yo_and_with_misprints(words):
    at_work(SchoolFactory(), last_name="Соловьёва")

    assert len(names(make_administrator(), words, "people")) == 1


@pytest.mark.parametrize("words", ["гимназии", "гимназия", "гимназию", "гимнзия"])
def test_institution_is_found_by_the_forms_of_its_words(words):
    SchoolFactory(name="Муниципальная гимназия", short_name="Гимназия")
    SchoolFactory(name="Муниципальный лицей", short_name="Лицей")

    assert names(make_administrator(), words, "organisations") == ["Гимназия"]


def test_only_what_the_person_may_see_is_found():
    here, there = SchoolFactory(), SchoolFactory()
    at_work(here, last_name="Чижова")
    at_work(there, last_name="Чижова")

    user = make_user("staff.view_person", at=here)
    assert len(names(user, "чижова", "people")) == 1


@pytest.mark.parametrize("words", ["", "ч", "  "])
def test_less_than_two_letters_find_nothing(words, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search(None, words) == []


@pytest.mark.parametrize("signs", ["'", '"', "-", "& | !", "((", "%_\\", " " * 5000])
def test_signs_are_no_error_and_change_nothing(signs):
    SchoolFactory(name="Муниципальная гимназия", short_name="Гимназия")

    assert names(make_administrator(), f"гимназия {signs}", "organisations") == ["Гимназия"]


def test_page_shows_groups_and_more_of_one_kind(client):
    for number in range(9):
        at_work(SchoolFactory(), last_name=f"Чижова{'абвгдежзи'[number]}")
    client.force_login(make_administrator())

    page = client.get("/search/?q=чижова")
    more = client.get("/search/?q=чижова&kind=people")

    assert [(group.kind, len(group.rows), group.more) for group in page.context["groups"]] == [
        ("people", 8, True)
    ]
    assert [len(group.rows) for group in more.context["groups"]] == [9]


def test_guest_is_sent_to_sign_in(client):
    assert client.get("/search/?q=школа").status_code == 302
