import io
import json
import re
from zipfile import ZipFile

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from metodika.directory.accounts import queries, services
from metodika.directory.accounts.lifecycle import (
    AccountStatus,
    ConsentChannel,
    ConsentPurpose,
    DataRequestKind,
    DataRequestStatus,
)
from metodika.directory.accounts.models import AccessToken, Consent, DataRequest, User
from metodika.directory.staff.models import Person
from tests.factories.accounts import PASSWORD, make_administrator, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
ALL = ("accounts.*", "staff.*", "mandates.*", "organisations.*")


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel("2026-11-20T09:00:00Z"):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def chief(client, school):
    user = make_user(*ALL, at=school)
    EmploymentFactory(person=user.person, organisation=school)
    client.force_login(user)
    return user


def words_of(answer):
    return answer.content.decode()


def colleague(school, *may):
    person = EmploymentFactory(organisation=school).person
    return make_user(*may, at=school if may else None, person=person)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_accounts_costs_the_same_however_many_rows(
    client, school, chief, rows, django_assert_num_queries
):
    for _number in range(rows - 1):
        colleague(school)

    with django_assert_num_queries(10):
        answer = client.get("/accounts/")

    assert answer.context["table"].count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_journal_costs_the_same_however_many_rows(client, rows, django_assert_num_queries):
    chief = make_administrator()
    client.force_login(chief)
    users = [make_user() for _number in range(rows)]
    for user in users:
        services.suspend_user(user, reason="проверка", by=chief)

    with django_assert_num_queries(7):
        answer = client.get("/accounts/journal/?kind=accounts.user_suspended")

    assert words_of(answer).count("Учётная запись приостановлена: ") >= rows


def test_journal_of_a_part_tells_only_what_its_people_did(client, school, chief):
    user, stranger = colleague(school), make_user(*ALL, at=SchoolFactory())
    services.issue_token(user, name="Свой", scopes=["read"], expires_on=today(), by=user)
    services.issue_token(stranger, name="Чужой", scopes=["read"], expires_on=today(), by=stranger)

    page = words_of(client.get("/accounts/journal/"))

    assert "«Свой»" in page
    assert "«Чужой»" not in page


def today():
    return timezone.now().date()


def test_journal_is_exported_in_words(client, school, chief):
    services.issue_token(chief, name="Ключ", scopes=["read"], expires_on=today(), by=chief)

    answer = client.get("/accounts/journal/?format=csv")

    assert "Создан ключ для программ «Ключ»" in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_requests_costs_the_same_however_many_rows(
    client, school, chief, rows, django_assert_num_queries
):
    for _number in range(rows):
        person = EmploymentFactory(organisation=school).person
        services.ask_about_data(person, kind=DataRequestKind.ACCESS, words="", by=None)

    with django_assert_num_queries(10):
        answer = client.get("/accounts/requests/")

    assert answer.context["table"].count == rows


def test_invitation_goes_from_the_page_to_a_working_account(client, school, chief):
    person = PersonFactory(last_name="Чижова")
    EmploymentFactory(person=person, organisation=school)

    choice = client.get("/accounts/invite/?q=чиж")
    made = client.post(f"/accounts/invite/{person.pk}/", {"email": "ch@example.org"}, follow=True)
    link = re.search(r"http://testserver(/accounts/invitation/[^/<]+/)", words_of(made)).group(1)
    client.logout()
    welcome = client.get(link)
    weak = client.post(link, {"login": "chizhova", "password": "123", "again": "123"})
    done = client.post(link, {"login": "chizhova", "password": PASSWORD, "again": PASSWORD})
    again = client.get(link)

    assert f"/accounts/invite/{person.pk}/" in words_of(choice)
    assert "Добро пожаловать" in words_of(welcome)
    assert 'id="id_password_error"' in words_of(weak)
    assert done.url == "/sign-in/login/"
    assert (again.status_code, "уже использована" in words_of(again)) == (410, True)
    assert User.objects.get(login="chizhova").person == person


def test_link_is_not_shown_to_those_who_may_do_less(client, school, chief):
    boss = make_user("regulations.*", at=school.parent)
    EmploymentFactory(person=boss.person, organisation=school)
    services.renew_invitation(boss, by=None)

    page = client.get(f"/accounts/{boss.pk}/")

    assert page.status_code == 200
    assert "/accounts/invitation/" not in words_of(page)
    assert client.post(f"/accounts/{boss.pk}/new-link/").status_code == 409


@pytest.mark.parametrize(
    ("action", "status"), [("suspend", AccountStatus.SUSPENDED), ("close", AccountStatus.CLOSED)]
)
def test_account_is_shut_with_a_reason(client, school, chief, action, status):
    user = colleague(school)

    shown = client.get(f"/accounts/{user.pk}/{action}/")
    without = client.post(f"/accounts/{user.pk}/{action}/", {"reason": ""})
    answer = client.post(f"/accounts/{user.pk}/{action}/", {"reason": "уволен"})

    user.refresh_from_db()
    assert "Что произойдёт" in words_of(shown)
    assert without.status_code == 422
    assert (answer.status_code, user.status) == (302, status)


def test_own_data_show_everything_and_are_taken_away(client, school, chief):
    text = services.publish_consent_text(ConsentPurpose.LETTERS, text="Письма", by=None)
    services.give_consent(chief.person, text=text, channel=ConsentChannel.SCREEN, by=chief)
    Person.objects.filter(pk=chief.person_id).update(snils="11223344595")

    page = words_of(client.get("/accounts/my-data/"))
    archive = ZipFile(io.BytesIO(client.get("/accounts/my-data/file/").content))

    told = json.loads(archive.read("my-data.json"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("my-data.xlsx")))
    assert set(told) == {"person", "employment", "mandate", "user", "consent"}
    assert chief.person.last_name in str(told["person"])
    assert len(book.sheet_names) == 5
    assert chief.person.last_name in page
    assert "Ваша карточка" in page
    assert "112-233-445 95" in page
    assert "password" not in str(told).lower()


def test_own_data_never_show_anybody_else(client, school, chief):
    other = EmploymentFactory(organisation=school).person

    page = words_of(client.get("/accounts/my-data/"))

    assert other.last_name not in page


def test_own_data_of_an_account_without_a_person(client):
    client.force_login(make_administrator())

    assert "нет человека" in words_of(client.get("/accounts/my-data/"))


def test_consent_has_a_screen_of_its_own_and_nothing_is_ticked(client, school, chief):
    text = services.publish_consent_text(ConsentPurpose.PICTURES, text="Согласен на снимки.", by=None)
    address = "/accounts/my-data/consents/pictures/"

    screen = words_of(client.get(address))
    stale = client.post(address, {"text": text.pk + 1})
    given = client.post(address, {"text": text.pk})
    held = queries.consent_in_force(chief.person, ConsentPurpose.PICTURES)
    client.post(address + "withdraw/")

    assert "Согласен на снимки." in screen
    assert "checked" not in screen
    assert (stale.status_code, given.status_code) == (409, 302)
    assert held is not None
    assert Consent.objects.get().withdrawn_at is not None


def test_purpose_without_a_text_has_no_screen(client, chief):
    assert client.get("/accounts/my-data/consents/letters/").status_code == 404
    assert client.get("/accounts/my-data/consents/nothing/").status_code == 404


def test_request_travels_from_the_person_to_the_answer(client, school, chief):
    user = colleague(school)
    client.force_login(user)
    client.post("/accounts/my-data/ask/", {"kind": "rectify", "words": "Отчество с ошибкой"})
    asked = DataRequest.objects.get()
    client.post("/accounts/my-data/ask/", {"kind": "access", "words": "Что есть обо мне?"})
    another = DataRequest.objects.latest("pk")

    client.force_login(chief)
    card = client.get(f"/accounts/requests/{asked.pk}/")
    client.post(f"/accounts/requests/{asked.pk}/take/")
    answer = {"answer": "Исправлено.", "refuse": "no", "and_next": "1"}
    assert client.post(f"/accounts/requests/{asked.pk}/", answer).url == f"/accounts/requests/{another.pk}/"
    client.force_login(user)

    asked.refresh_from_db()
    assert "Отчество с ошибкой" in words_of(card)
    assert asked.status == DataRequestStatus.ANSWERED
    assert "Исправлено." in words_of(client.get("/accounts/my-data/"))


def test_key_is_shown_once(client, chief):
    form = {"name": "Выгрузка", "reach": "read", "expires_on": "2026-12-20"}

    made = words_of(client.post("/accounts/security/keys/new/", form))
    secret = re.search(r"mtd_[\w-]+", made).group()
    later = words_of(client.get("/accounts/security/"))
    token = AccessToken.objects.get()
    client.post(f"/accounts/security/keys/{token.pk}/revoke/")

    assert token.scopes == ["read"]
    assert secret not in later
    assert "Выгрузка" in later
    assert queries.user_by_token(secret) is None


def test_key_of_another_cannot_be_revoked(client, chief):
    user = make_user()
    token, _secret = services.issue_token(user, name="Чужой", scopes=["all"], expires_on=today(), by=user)

    assert client.post(f"/accounts/security/keys/{token.pk}/revoke/").status_code == 404


def test_all_other_devices_are_signed_out(client, chief):
    there = client.__class__()
    there.post("/sign-in/login/", {"login": chief.login, "password": PASSWORD})
    here = client.__class__()
    here.post("/sign-in/login/", {"login": chief.login, "password": PASSWORD})
    before = UserSession.objects.filter(user=chief).count()

    here.post("/accounts/security/sign-out/")

    assert before >= 2
    assert there.get("/accounts/security/").status_code == 302
    assert here.get("/accounts/security/").status_code == 200


def test_language_is_remembered(client, chief):
    answer = client.post("/accounts/security/language/", {"language": "en"})

    chief.refresh_from_db()
    assert (chief.language, answer.cookies["django_language"].value) == ("en", "en")


def test_consent_text_is_published_on_the_page(client):
    client.force_login(make_administrator())

    listed = client.get("/accounts/consent-texts/")
    client.post("/accounts/consent-texts/letters/", {"text": "Согласен получать письма."})

    assert "никого не спрашивают" in words_of(listed)
    assert queries.current_text("letters").version == 1


OWN = ["own-data", "download-own-data", "ask-about-data", "security", "choose-language", "issue-token"]
GUARDED = ["list-users", "choose-person", "journal", "list-requests", "list-consent-texts"]


@pytest.mark.parametrize("name", [*OWN, *GUARDED])
def test_doors_without_a_row(client, name):
    address = reverse(f"accounts:{name}")
    plain = make_user("staff.view_person", at=SchoolFactory())

    guest = client.get(address)
    client.force_login(plain)
    with_nothing = client.get(address).status_code
    client.force_login(make_user(*ALL, at=SchoolFactory()))
    with_right = client.get(address).status_code

    assert (guest.status_code, "/sign-in/login/" in guest.url) == (302, True)
    assert with_nothing == (200 if name in OWN else 403)
    assert with_right == 200


@pytest.mark.parametrize("name", ["show-user", "suspend-user", "close-user", "reset-second-factor"])
def test_doors_of_an_account(client, name, school):
    user = colleague(school)
    address = reverse(f"accounts:{name}", args=[user.pk])
    stranger, reader = make_user(*ALL, at=SchoolFactory()), make_user("accounts.list_users", at=school)

    guest = client.get(address).status_code
    client.force_login(stranger)
    strange = client.get(address).status_code
    client.force_login(reader)
    reading = client.get(address).status_code

    assert (guest, strange, reading) == (302, 404, 200 if name == "show-user" else 403)


def test_doors_of_a_request(client, school):
    person = EmploymentFactory(organisation=school).person
    asked = services.ask_about_data(person, kind=DataRequestKind.ACCESS, words="", by=None)
    address = f"/accounts/requests/{asked.pk}/"
    owner = make_user(person=person)

    guest = client.get(address).status_code
    client.force_login(make_user(*ALL, at=SchoolFactory()))
    stranger = client.get(address).status_code
    client.force_login(owner)
    own = client.get(address).status_code

    assert (guest, stranger, own) == (302, 404, 403)
