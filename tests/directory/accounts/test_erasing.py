from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.events import story_of
from metodika.directory.accounts import services
from metodika.directory.accounts.lifecycle import AccountStatus, DataRequestKind, DataRequestStatus
from metodika.directory.accounts.models import DataRequest, User
from metodika.directory.staff.models import Education, Employment, Person, Qualification
from metodika.directory.staff.services import change_person, erase_person, merge_people
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
SURNAME, EMAIL, SNILS, LOGIN = "Редкофамильева", "redkaya@example.org", "11223344595", "redkaya"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def tables_that_say(*words):
    """Return the tables of the whole database in one of whose rows a word stands."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            for word in words:
                cursor.execute(f'SELECT count(*) FROM "{table}" row WHERE row::text ILIKE %s', [f"%{word}%"])
                if cursor.fetchone()[0]:
                    found.add(table)
    return found


@pytest.fixture
def gone():
    """A person who left last year, with an account, a diploma and an earlier name."""
    person = PersonFactory(last_name="Иванова", email=EMAIL, snils=SNILS, born_on=date(1980, 5, 15))
    change_person(person, changes={"last_name": SURNAME}, by=None)
    EmploymentFactory(person=person, started_on=date(2010, 9, 1), ended_on=date(2025, 8, 31))
    Education.objects.create(person=person, level="higher", institution="Редкий институт", speciality="Химия")
    Qualification.objects.create(person=person, category="first", assigned_on=date(2024, 3, 1))
    make_user(person=person, login=LOGIN, email=EMAIL)
    person.refresh_from_db()
    return person


@pytest.fixture
def chief():
    return make_administrator()


def asked_by(person):
    words = "Прошу удалить всё, что не нужно по закону"
    return services.ask_about_data(person, kind=DataRequestKind.ERASE, words=words, by=person.user)


def test_who_a_person_was_is_nowhere_in_the_database_and_what_was_done_stays(gone, chief):
    asked = asked_by(gone)
    known = tables_that_say(SURNAME, EMAIL, SNILS, LOGIN, "Редкий институт", "1980-05-15")

    services.fulfil_erasure(asked, answer="Данные стёрты.", by=chief)

    assert known >= {"staff_person", "staff_personversion", "staff_education", "accounts_user"}
    assert tables_that_say(SURNAME, EMAIL, SNILS, LOGIN, "Редкий институт", "1980-05-15") == set()
    person = Person.objects.get(pk=gone.pk)
    assert person.full_name == f"Обезличенная запись № {gone.pk}"
    assert Employment.objects.get(person=person).ended_on == date(2025, 8, 31)
    assert Qualification.objects.get(person=person).category == "first"
    assert f"№ {gone.pk}" in " ".join(str(one) for one in story_of(person))


def test_account_is_shut_for_ever_and_the_request_is_answered(gone, chief, client):
    asked = asked_by(gone)
    client.force_login(gone.user)

    services.fulfil_erasure(asked, answer="Данные стёрты.", by=chief)

    user = User.objects.get(person=gone)
    assert (user.status, user.has_usable_password(), user.email) == (AccountStatus.CLOSED, False, "")
    assert client.get("/accounts/my-data/").status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.answer) == (DataRequestStatus.ANSWERED, "Данные стёрты.")
    with pytest.raises(RuleBroken):
        services.fulfil_erasure(asked, answer="Ещё раз", by=chief)


def test_whoever_works_today_is_not_erased_and_nothing_is_changed(gone, chief):
    EmploymentFactory(
        person=gone, organisation=SchoolFactory(short_name="Школа № 7"), ended_on=timezone.localdate()
    )
    asked = asked_by(gone)

    with pytest.raises(RuleBroken, match="Школа № 7"):
        services.fulfil_erasure(asked, answer="Данные стёрты.", by=chief)

    asked.refresh_from_db()
    assert asked.status == DataRequestStatus.RECEIVED
    assert Person.objects.get(pk=gone.pk).last_name == SURNAME
    assert User.objects.get(person=gone).login == LOGIN


def test_only_an_erasure_that_was_asked_for_is_done_and_never_by_oneself(gone, chief):
    question = services.ask_about_data(gone, kind=DataRequestKind.ACCESS, words="", by=gone.user)
    with pytest.raises(RuleBroken, match="не просил"):
        services.fulfil_erasure(question, answer="Данные стёрты.", by=chief)
    with pytest.raises(RuleBroken, match="коллег"):
        services.fulfil_erasure(asked_by(gone), answer="Данные стёрты.", by=gone.user)
    assert tables_that_say(SURNAME) >= {"staff_person"}


def test_card_that_was_merged_into_the_erased_one_is_erased_too(gone):
    double = PersonFactory(last_name=SURNAME, first_name="Анна", email="drugaya@example.org")
    merge_people(gone, drop=double, by=None)

    erase_person(Person.objects.get(pk=gone.pk), by=None)

    assert tables_that_say(SURNAME, "drugaya@example.org") == set()


def test_erasure_is_pressed_on_the_page_of_the_request(gone, chief, client):
    asked = asked_by(gone)
    client.force_login(chief)
    address = f"/accounts/requests/{asked.pk}/erase/"
    assert address in client.get(f"/accounts/requests/{asked.pk}/").content.decode()

    unsure = client.post(address, {"answer": "Данные стёрты."})
    assert unsure.status_code == 422
    done = client.post(address, {"answer": "Данные стёрты.", "sure": "on"}, follow=True)

    assert "Данные удалены, учётная запись закрыта." in done.content.decode()
    assert address not in done.content.decode()
    assert not Person.objects.filter(last_name=SURNAME).exists()


def test_program_erases_at_a_request(gone, chief, client):
    asked = asked_by(gone)
    _token, secret = services.issue_token(
        chief, name="Кадры", scopes=["all"], expires_on=timezone.localdate(), by=chief
    )

    answer = client.post(
        f"/api/v1/data-requests/{asked.pk}/erase", {"answer": "Данные стёрты.", "sure": True},
        content_type="application/json", headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip

    assert (answer.status_code, DataRequest.objects.get().status) == (200, DataRequestStatus.ANSWERED)
