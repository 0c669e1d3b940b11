from datetime import date

import pytest

from metodika.directory.organisations import services
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


def page_of(client, organisation):
    return " ".join(client.get(f"/organisations/{organisation.pk}/names/").content.decode().split())


def test_history_of_an_organisation_says_in_russian_what_has_happened(client):
    client.force_login(make_administrator())
    school = SchoolFactory(short_name="МБОУ «Школа у реки»", opened_on=date(2001, 9, 1))
    services.change_organisation(school, changes={"phone": "8 800 000-00-00"}, by=None)
    services.begin_reorganisation(school, by=None)
    services.close_organisation(school, on=date(2026, 6, 30), by=None)

    page = page_of(client, school)

    for sentence in (
        f"Организация добавлена: {school}",
        f"Изменена карточка: {school} (телефон)",
        f"Начата реорганизация: {school}",
        f"Организация закрыта: {school}, 30 июня 2026 г.",
    ):
        assert sentence in page


def test_who_only_looks_is_shown_names_without_the_history(client):
    school = SchoolFactory()
    client.force_login(make_user("organisations.view_organisation", at=school))

    assert "Организация добавлена" not in page_of(client, school)
