from datetime import date

import pytest

from metodika.directory.staff import services
from tests.factories.accounts import make_administrator
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def words_of(answer):
    return " ".join(answer.content.decode().split())


def test_history_of_a_person_says_in_russian_what_has_happened(client):
    chief = make_administrator()
    client.force_login(chief)
    person, school, other = PersonFactory(), SchoolFactory(), SchoolFactory()
    job = EmploymentFactory(person=person, organisation=school, started_on=date(2020, 9, 1), by=chief)
    services.change_person(person, changes={"phone": "8 900 000-00-00", "email": "a@example.org"}, by=chief)
    services.send_on_leave(job, kind="long", since=date(2024, 9, 1), until=date(2024, 12, 1), by=chief)
    services.assign_qualification(person, category="first", assigned_on=date(2024, 3, 1), by=chief)
    services.transfer_person(job, to=other, on=date(2026, 9, 1), by=chief)

    page = words_of(client.get(f"/staff/{person.pk}/history/"))

    for sentence in (
        f"Добавлена карточка: {person}",
        f"{person}: место работы — {school}, с 1 сентября 2020 г.",
        f"Изменена карточка: {person} (телефон, электронная почта)",
        f"{person}: отпуск с 1 сентября 2024 г. — Длительный отпуск педагога",
        f"{person}: присвоена категория — Первая категория",
        f"{person}: перевод, {school} → {other}, 1 сентября 2026 г.",
    ):
        assert sentence in page


@pytest.mark.parametrize("rows", [1, 3])
def test_history_costs_the_same_however_much_has_happened(client, rows, django_assert_num_queries):
    client.force_login(make_administrator())
    person = PersonFactory()
    for number in range(rows):
        services.change_person(person, changes={"phone": f"8 900 000-00-0{number}"}, by=None)

    with django_assert_num_queries(8):
        client.get(f"/staff/{person.pk}/history/")
