from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from metodika.directory.organisations.models import Guest, Organisation, OrganisationAlias
from metodika.directory.organisations.services import add_alias, change_organisation, welcome_guest
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import MunicipalityFactory, ProfileFactory, SchoolFactory, UnitFactory

pytestmark = pytest.mark.django_db
LISTS = ["list-organisations", "add-organisation", "show-tree", "export-organisations"]
CARDS = [
    "show-organisation", "show-names", "show-guests", "change-organisation", "rename-organisation",
    "move-organisation", "begin-reorganisation", "merge-organisations", "close-organisation",
    "reopen-organisation", "add-alias", "welcome-guest",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
    ProfileFactory()
    with override("en"):
        yield


@pytest.fixture
def school():
    return SchoolFactory(short_name="Школа № 7")


@pytest.fixture
def chief(client):
    client.force_login(make_administrator())
    return client


def addresses(school):
    guest = welcome_guest(school, organisation=SchoolFactory(), since=date(2026, 1, 1), by=None)
    found = {name: reverse(f"organisations:{name}", args=[school.pk]) for name in CARDS}
    return found | {"end-guest": reverse("organisations:end-guest", args=[guest.pk])}


def test_every_page_opens_for_the_administrator_of_the_installation(chief, school):
    for name, url in addresses(school).items():
        page = chief.get(url).content.decode()
        assert ("Школа № 7" if name.startswith("show") else 'method="post"') in page, name
    for name in LISTS:
        assert chief.get(reverse(f"organisations:{name}")).status_code == 200, name


def test_anonymous_is_sent_to_sign_in(client, school):
    for url in [*addresses(school).values(), *(reverse(f"organisations:{name}") for name in LISTS)]:
        assert client.get(url).status_code == 302, url


def test_stranger_does_not_find_the_school(client, school):
    client.force_login(make_user("organisations.*", at=SchoolFactory()))

    for name, url in addresses(school).items():
        assert client.get(url).status_code == 404, name


def test_reader_may_look_and_nothing_else(client, school):
    client.force_login(make_user("organisations.view_organisation", at=school))

    statuses = {name: client.get(url).status_code for name, url in addresses(school).items()}

    assert {name for name, status in statuses.items() if status == 200} == {
        "show-organisation", "show-names", "show-guests",
    }  # fmt: skip
    assert set(statuses.values()) == {200, 403}
    assert {client.get(reverse(f"organisations:{name}")).status_code for name in LISTS} == {403}


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(client, count, django_assert_num_queries):
    district = MunicipalityFactory()
    for _n in range(count):
        SchoolFactory(parent=district)
    client.force_login(
        make_user("organisations.list_organisations", "organisations.view_organisation", at=district)
    )

    with django_assert_num_queries(13):
        answer = client.get(reverse("organisations:list-organisations"))

    assert answer.text.count('<tr role="row">') == count + 1


def test_list_narrows_by_each_filter(chief, school):
    SchoolFactory(
        name="Лицей № 8", short_name="Лицей № 8", kind="gymnasium", parent=school.parent, closed_on=None
    )
    change_organisation(school, changes={"is_rural": True, "inn": "7707083893"}, by=None)
    add_alias(school, text="На горе", by=None)

    for query in ("q=Школа 7", "q=7707083893", "q=на горе", "kind=secondary_school", "rural=on"):
        text = chief.get(f"{reverse('organisations:list-organisations')}?{query}").text
        assert ("Школа № 7</a>" in text, "Лицей № 8</a>" in text) == (True, False), query


def test_school_is_added(chief):
    district = MunicipalityFactory()

    answer = chief.post(
        reverse("organisations:add-organisation"),
        {"level": "institution", "parent": district.pk, "name": "Школа № 9", "kind": "secondary_school"},
    )

    made = Organisation.objects.get(name="Школа № 9")
    assert (answer.url, made.parent) == (reverse("organisations:show-organisation", args=[made.pk]), district)


def test_inn_that_does_not_fit_is_asked_about_and_then_taken(chief, school):
    url = reverse("organisations:change-organisation", args=[school.pk])
    form = {"kind": "secondary_school", "inn": "7707083894", "version": school.version}

    assert chief.post(url, form).status_code == 422
    chief.post(url, {**form, "numbers_checked": "on"})

    school.refresh_from_db()
    assert school.inn == "7707083894"


def test_second_editor_sees_the_difference(chief, school):
    change_organisation(school, changes={"phone": "111"}, by=None)

    answer = chief.post(
        reverse("organisations:change-organisation", args=[school.pk]),
        {"kind": "secondary_school", "phone": "222", "version": 1},
    )

    assert (answer.status_code, "111" in answer.text, "222" in answer.text) == (422, True, True)
    school.refresh_from_db()
    assert school.phone == "111"


def test_school_inside_itself_is_refused_on_the_form(chief, school):
    unit = UnitFactory(parent=school)

    answer = chief.post(reverse("organisations:move-organisation", args=[school.pk]), {"parent": unit.pk})

    assert (answer.status_code, "cannot be part of itself" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("rename-organisation", {"full": "Лицей", "on": "2026-09-01"}),
        ("begin-reorganisation", {}),
        ("close-organisation", {"on": "2026-09-01"}),
        ("merge-organisations", {"successor": "S", "on": "2026-09-01", "carry_staff": "on"}),
        ("add-alias", {"text": "На горе"}),
        ("welcome-guest", {"organisation": "S", "since": "2026-09-01"}),
        ("move-organisation", {"parent": "M"}),
    ],
)
def test_act_is_done_and_leads_back_to_the_card(chief, school, page, form):
    other = SchoolFactory()
    numbers = {"S": other.pk, "M": other.parent_id}
    form = {name: numbers.get(value, value) for name, value in form.items()}

    answer = chief.post(reverse(f"organisations:{page}", args=[school.pk]), form)

    assert answer.status_code == 302
    assert chief.get(answer.url).status_code == 200


def test_alias_is_forgotten_and_guest_ended(chief, school):
    alias = add_alias(school, text="На горе", by=None)
    guest = welcome_guest(school, organisation=SchoolFactory(), since=date(2026, 1, 1), by=None)

    chief.post(reverse("organisations:remove-alias", args=[alias.pk]))
    chief.post(reverse("organisations:end-guest", args=[guest.pk]), {"on": "2026-06-01"})

    assert not OrganisationAlias.objects.exists()
    assert Guest.objects.get().valid_to == date(2026, 6, 1)
