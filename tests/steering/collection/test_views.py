from datetime import date

import pytest
import time_machine
from django.urls import reverse

from metodika.steering.collection import services
from metodika.steering.collection.models import Campaign, Form, Submission
from tests.factories.accounts import make_user
from tests.factories.collection import CHECKLIST, NOW, asked, make_form, opened, submitted
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PositionFactory, SchoolFactory
from tests.factories.notices import react_twice, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory(timezone="Asia/Vladivostok")


@pytest.fixture
def school(place):
    made = SchoolFactory(parent=place)
    EmploymentFactory(organisation=made, position=PositionFactory(category="teaching"))
    return made


def text_of(answer):
    return answer.content.decode()


FIELD = {
    "title": "Молодых", "code": "young", "kind": "number", "required": "on", "fact": "", "section": "Кадры"
}  # fmt: skip
CAMPAIGN = {
    "title": "Мониторинг", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "as_of": "2026-11-20",
    "due_on": "2026-11-30", "due_time": "18:00", "remind_before": "7, 3",
}  # fmt: skip


def opened_by_pages(client, place):
    """Make a form of two fields and a check, and open a campaign, by the pages alone."""
    made = client.post(
        "/collection/forms/make/",
        {"organisation": place.pk, "kind": "monitoring", "title": "Год", "code": "year"},
    )
    form = Form.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"/collection/forms/{form.pk}/")
    assert client.post(f"/collection/forms/{form.pk}/fields/", FIELD).status_code == 302
    held = FIELD | {"title": "Всего", "code": "all", "fact": "staff.employment", "counted": "people"}
    assert client.post(f"/collection/forms/{form.pk}/fields/", held).status_code == 302
    checks = {"checks": "young <= all | Проверьте оба числа."}
    assert client.post(f"/collection/forms/{form.pk}/checks/", checks).status_code == 302
    assert "«Молодых» ≤ «Всего»" in text_of(client.get(f"/collection/forms/{form.pk}/"))
    told = CAMPAIGN | {"form": form.pk}
    assert client.post("/collection/make/", told | {"remind_before": "скоро"}).status_code == 422
    assert client.post("/collection/make/", told).status_code == 302
    campaign = Campaign.objects.get()
    assert f"{campaign.due_at:%Y-%m-%d %H:%M}" == "2026-11-30 08:00"
    assert "спросим 1 организацию" in text_of(client.get(f"/collection/{campaign.pk}/"))
    assert client.post(f"/collection/{campaign.pk}/open/").status_code == 302
    return campaign


def filled_by_pages(client, campaign):
    """Fill the answers wrong, then doubtful, then right, and submit them."""
    row = asked(campaign)
    assert "Мониторинг" in text_of(client.get("/collection/own/"))
    fill = f"/collection/submissions/{row.pk}/fill/"
    assert "Это уже есть в программе" in text_of(client.get(fill))
    assert asked(campaign).status == "not_begun"
    wrong = client.post(fill, {"young": "два", "version": 1})
    assert wrong.status_code == 422
    assert "«два» — не число" in text_of(wrong)
    saved = client.post(f"/collection/submissions/{row.pk}/save/", {"young": "2", "version": 1})
    assert "Сохранено в" in text_of(saved)
    now = asked(campaign)
    assert (now.status, now.answers, now.held) == ("draft", {"young": "2"}, {"all": "1"})
    warned = client.post(fill, {"young": "2", "version": now.version, "act": "submit"})
    assert warned.status_code == 422
    assert "Проверьте оба числа." in text_of(warned)
    sent = {"young": "1", "version": now.version, "act": "submit"}
    assert client.post(fill, sent)["Location"] == f"/collection/submissions/{row.pk}/"
    return fill


def test_methodist_makes_a_form_asks_and_returns_and_the_school_mends(client, place, school):
    chief = make_user("collection.*", "organisations.*", at=place)
    clerk = make_user("collection.*", at=school)
    client.force_login(chief)
    campaign = opened_by_pages(client, place)
    client.force_login(clerk)
    fill = filled_by_pages(client, campaign)
    row = asked(campaign)

    client.force_login(chief)
    client.post(f"/collection/submissions/{row.pk}/return/", {"on_young": "А Петрова?"})
    client.force_login(clerk)
    assert "А Петрова?" in text_of(client.get(fill))
    client.post(fill, {"young": "0", "version": asked(campaign).version, "act": "submit"})
    client.force_login(chief)
    client.post(f"/collection/submissions/{row.pk}/accept/")
    board = text_of(client.get(f"/collection/{campaign.pk}/"))

    assert asked(campaign).status == "accepted"
    assert "Принято" in board
    assert "В срок" in board
    assert school.short_name in text_of(client.get("/collection/burden/?month=2026-11"))


def test_two_people_on_one_page_see_what_differs(client, place, school):
    row = asked(opened(make_form(place)))
    seen = services.save_answers(row, answers={"young": "1"}, seen=None, by=None).version
    services.save_answers(row, answers={"young": "2"}, seen=None, by=None)
    client.force_login(make_user("collection.*", at=school))

    answer = client.post(f"/collection/submissions/{row.pk}/fill/", {"young": "3", "version": seen})

    assert answer.status_code == 422
    assert "Молодых педагогов" in text_of(answer)
    assert Submission.objects.get().answers == {"young": "2"}


def test_stranger_finds_nothing_and_a_school_checks_nothing(client, place, school):
    row = submitted(asked(opened(make_form(place))), young="1", i_56="да")
    client.force_login(make_user("collection.*", at=MunicipalityFactory()))
    addresses = [f"/collection/submissions/{row.pk}/{part}" for part in ("", "fill/", "return/")]
    strange = [*addresses, f"/collection/{row.campaign_id}/", f"/collection/forms/{row.campaign.form_id}/"]
    assert [client.get(one).status_code for one in strange] == [404] * 5

    own = ("collection.list_own", "collection.view_submission", "collection.fill_submission")
    client.force_login(make_user(*own, at=school))
    assert [client.get(one).status_code for one in strange] == [200, 302, 403, 404, 404]
    inspected = asked(opened(make_form(place, kind="site_check", content=CHECKLIST, code="site")))
    assert client.get(f"/collection/submissions/{inspected.pk}/fill/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_however_many_rows(client, place, django_assert_num_queries, count):
    for _one in range(count):
        SchoolFactory(parent=place)
    for number in range(count):
        campaign = opened(make_form(place, code=f"year{number}"))
    client.force_login(make_user("collection.*", at=place))
    client.get("/collection/")

    counted = {
        reverse("collection:list-campaigns"): 10,
        reverse("collection:list-forms"): 10,
        reverse("collection:list-own"): 10,
        reverse("collection:show-campaign", args=[campaign.pk]): 14,
    }
    for address, queries in counted.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_inspector_fills_a_checklist(client, place, school):
    row = asked(opened(make_form(place, kind="site_check", content=CHECKLIST, code="site")))
    client.force_login(make_user("collection.*", at=place))
    fill = f"/collection/submissions/{row.pk}/fill/"
    assert "Положение" in text_of(client.get(fill))

    told = {
        "i_61_plan__result": "found",
        "i_61_plan__address": "https://s.ru/plan",
        "i_61_acts__result": "partly",
        "version": 1,
        "act": "submit",
    }
    assert client.post(fill, told).status_code == 302

    assert sorted(row.findings.values_list("field", "found")) == [
        ("i_61_acts", "partly"),
        ("i_61_plan", "found"),
    ]


def test_both_values_and_the_reason_stand_on_the_page_and_last_answers_beside_it(client, place, school):
    form = make_form(place)
    last = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31), "title": "Прошлый год"}
    services.accept_answers(
        submitted(asked(opened(form, **last)), young="1", i_56="да", note="Люди"), by=None
    )
    row = asked(opened(form, title="Этот год"))
    chief, clerk = make_user("collection.*", at=place), make_user("collection.*", at=school)
    client.force_login(clerk)
    sent = {"young": "1", "i_56": "yes", "teachers": "4", "version": 1}
    fill, card = (f"/collection/submissions/{row.pk}/{part}" for part in ("fill/", ""))

    before = text_of(client.get(fill))
    refused = client.post(fill, sent | {"act": "submit"})
    reasoned = sent | {"teachers__reason": "Трое приняты вчера", "version": asked(row.campaign).version}
    client.post(fill, reasoned)
    ready = text_of(client.get("/collection/own/"))
    client.post(fill, reasoned | {"version": asked(row.campaign).version, "act": "submit"})
    client.force_login(chief)
    shown = text_of(client.get(card))
    api = client.get(f"/api/v1/collection/submissions/{row.pk}").json()

    for words in ("Прошлые ответы", "Прошлый год", "Люди"):
        assert words in before, words
    assert "Объясните, почему ваше значение отличается" in text_of(refused)
    assert "Заполнен, не отправлен" in ready
    assert "В программе: 1. Причина: Трое приняты вчера" in " ".join(shown.split())
    assert (api["answers"]["teachers"], api["held"], api["reasons"]) == (
        "4", {"teachers": "1"}, {"teachers": "Трое приняты вчера"}
    )  # fmt: skip
    assert (api["standing"], api["last_campaign"], api["last"]["note"]) == ("in_time", "Прошлый год", "Люди")


def test_board_and_api_tell_who_has_filled_in_and_not_submitted(client, place, school):
    SchoolFactory(parent=place)
    campaign = opened(make_form(place))
    row = services.save_answers(asked(campaign, school), answers={"young": "1"}, seen=None, by=None)
    half = row.is_complete
    services.save_answers(row, answers={"i_56": "да"}, seen=None, by=None)
    client.force_login(make_user("collection.*", at=place))

    page = text_of(client.get(f"/collection/{campaign.pk}/"))
    figures = client.get(f"/api/v1/collection/campaigns/{campaign.pk}/figures").json()
    forms = client.get("/api/v1/collection/burden/2026-11/forms").json()

    assert (half, asked(campaign, school).is_complete) == (False, True)
    assert "Заполнен, не отправлен" in page
    assert figures == {
        "asked": 2, "answered": 0, "accepted": 0, "returned": 0, "late": 0, "silent": 2, "complete": 1
    }  # fmt: skip
    assert forms == [
        {"title": "Мониторинг за год", "institutions": 2, "fields": 5, "held": ["Педагогов всего"]}
    ]  # fmt: skip


def test_methodist_reminds_from_the_board_and_only_the_silent_are_told(client, place, school):
    other = SchoolFactory(parent=place)
    silent, answered = make_user("collection.*", at=school), make_user("collection.*", at=other)
    campaign = opened(make_form(place))
    submitted(asked(campaign, other), by=answered, young="0", i_56="нет")
    client.force_login(make_user("collection.*", at=place))

    first = client.post(f"/collection/{campaign.pk}/remind/")
    again = client.post(f"/collection/{campaign.pk}/remind/", follow=True)
    react_twice()

    assert first.status_code == 302
    by_kind = {kind: sorted(who for who, key in told() if key == f"collection.{kind}")
               for kind in ("campaign_opened", "silent_reminded")}  # fmt: skip
    assert by_kind == {
        "campaign_opened": sorted([silent.login, answered.login]), "silent_reminded": [silent.login]
    }  # fmt: skip
    assert "Сегодня уже напоминали" in text_of(again)


def test_frozen_campaign_is_opened_again_by_the_page_with_a_reason(client, place, school):
    campaign = opened(make_form(place))
    services.accept_answers(submitted(asked(campaign), young="1", i_56="да"), by=None)
    client.force_login(make_user("collection.*", at=place))
    address = f"/collection/{campaign.pk}/"
    for act in ("close", "freeze"):
        assert client.post(f"{address}{act}/").status_code == 302
    fill = client.post(f"/collection/submissions/{asked(campaign).pk}/return/", {"on_young": "?"})
    later = {"due_on": "2026-12-10", "due_time": "18:00"}

    silent = client.post(f"{address}reopen/", later | {"reason": " "})
    client.post(f"{address}reopen/", later | {"reason": "Ошибка в графе"})

    assert (fill.status_code, silent.status_code) == (422, 422)
    assert "Ошибка в графе" in text_of(client.get(address))
    assert Campaign.objects.get().status == "open"
