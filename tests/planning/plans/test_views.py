from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.governance.meetings.models import Session
from metodika.planning.plans import queries, services
from metodika.planning.plans.models import Occurrence, Plan
from tests.factories.accounts import make_administrator, make_user
from tests.factories.bodies import make_council
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PositionFactory, SchoolFactory
from tests.factories.plans import TODAY, planned

pytestmark = pytest.mark.django_db
TEXT = Path(__file__).parent / "texts" / "road-map.txt"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def chief(client, place):
    user = make_user("plans.*", "staff.*", "organisations.*", "regulations.*", at=place)
    client.force_login(user)
    return user


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_many_rows(client, place, chief, rows, django_assert_num_queries):
    for _number in range(rows):
        planned(at=place)

    with django_assert_num_queries(10):
        answer = client.get("/plans/")
    with django_assert_num_queries(11):
        due = client.get("/plans/due/?state=all")

    assert answer.context["table"].count == due.context["table"].count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_table_of_a_plan_costs_the_same_however_many_items(
    client, place, chief, rows, django_assert_num_queries
):
    plan = planned(*[{"text": f"Семинар {number}", "term": "октябрь"} for number in range(rows)], at=place)

    with django_assert_num_queries(18):
        answer = client.get(f"/plans/{plan.pk}/")

    assert words_of(answer).count("Просрочено") >= rows


def test_what_a_closed_plan_has_left_undone_stays_overdue(client, place, chief):
    plan = planned({"text": "Семинар", "term": "октябрь"}, at=place)
    services.close_plan(plan, reason="Год закончен.", by=None)

    page = words_of(client.get(f"/plans/{plan.pk}/"))

    assert "Запланировано" not in page
    assert page.count("Просрочено") > 1


def test_road_map_is_loaded_looked_through_and_finished(client, place, chief):
    form = {"file": SimpleUploadedFile("road-map.txt", TEXT.read_bytes()), "organisation": place.pk}
    check = client.post("/plans/import/", form)["Location"]
    shown = client.get(check)
    page = words_of(shown)

    assert "Разделов: 3, мероприятий: 8, исполнений: 91" in page
    assert "Срок «когда будет готова» непонятен." in page
    finished = [name for name in shown.context["form"].fields if name[-1].isdigit()]
    assert finished == ["term_4", "responsible_5", "term_6", "term_7"]

    sent = {
        "kind": "road_map", "title": "Дорожная карта", "starts_on": "2026-01-01", "ends_on": "2030-12-31",
        "term_4": "по отдельному графику", "responsible_5": "методист", "term_6": "", "term_7": "май 2027",
    }  # fmt: skip
    client.post(check, sent)

    plan = Plan.objects.get()
    last = plan.items.order_by("-order").first()
    assert (plan.title, last.term, last.occurrences.count()) == ("Дорожная карта", "май 2027", 1)
    assert client.get("/plans/import/999999/?for=1").status_code == 404
    again = client.post("/plans/import/", form | {"file": SimpleUploadedFile("a.txt", b"no table here")})
    assert "не нашлось таблицы плана" in words_of(again)


def words_of_paper(content):
    """The words of a PDF or a Word file on one line."""
    if content[:4] == b"%PDF":
        with pypdfium2.PdfDocument(content) as document:
            words = " ".join(page.get_textpage().get_text_range() for page in document)
        return " ".join(words.translate({0xAD: None, 0xFFFE: None}).split())
    with ZipFile(BytesIO(content)) as archive:
        written = fromstring(archive.read("word/document.xml"))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    parts = [one.text or "" if one.tag == tag else f" {one.get('descr', '')} " for one in written.iter()]
    return " ".join("".join(parts).split())


def test_every_view_of_a_plan_shows_its_items(client, place, chief):
    post = PositionFactory(title="Методист")
    job = EmploymentFactory(organisation=place, position=post)
    plan = planned(
        {"text": "Семинар химиков", "term": "октябрь"},
        {"text": "Съезд", "term": "по отдельному графику"},
        at=place,
    )

    for view, words in [
        ("", "Семинар химиков"), ("calendar/?month=2026-10", "Семинар химиков"),
        ("months/", "Семинар химиков"),
        ("gantt/", "Семинар химиков"), ("people/", job.person.last_name), ("changes/", "Изменений не было"),
    ]:  # fmt: skip
        assert words in words_of(client.get(f"/plans/{plan.pk}/{view}"))
    for paper in ("plan", "cyclogram", "gantt", "report"):
        for kind in ("pdf", "docx"):
            answer = client.get(f"/plans/{plan.pk}/papers/{paper}.{kind}")
            words = words_of_paper(b"".join(answer.streaming_content))
            expected = ["Семинар химиков", "Съезд"]
            if paper == "gantt":
                expected += ["Когда", "без дат"]
            assert all(one in words for one in expected), (paper, kind, words)
    assert client.get(f"/plans/{plan.pk}/papers/other.pdf").status_code == 404


def test_section_is_changed_before_approval_and_taken_out_when_empty(client, place, chief):
    plan = planned(at=place, approved=False)
    for title in ("Люди", "Лишний"):
        client.post(f"/plans/{plan.pk}/sections/add/", {"title": title})
    people, extra = plan.sections.order_by("order")
    services.change_item(plan.items.get(), changes={"section": people}, seen=None, by=None)
    change, drop = (f"/plans/{plan.pk}/sections/{people.pk}/{act}/" for act in ("change", "drop"))
    assert change in client.get(f"/plans/{plan.pk}/").content.decode()

    client.post(change, {"number": "I", "title": "Кадры"})
    assert "Сначала перенесите их" in words_of(client.post(drop, follow=True))
    client.post(f"/plans/{plan.pk}/sections/{extra.pk}/drop/")
    assert [str(one) for one in plan.sections.all()] == ["I. Кадры"]
    client.post(f"/plans/{plan.pk}/approve/", {"approved_on": "2026-09-01"})
    assert "остаются такими, как утверждены" in words_of(client.post(change, {"title": "Другие"}))
    assert client.get(f"/plans/{planned(at=place).pk}/sections/{people.pk}/change/").status_code == 404


def test_plan_is_made_filled_approved_and_its_item_marked_on_pages(client, place, chief):
    head = {"kind": "service", "title": "План", "starts_on": "2026-09-01", "ends_on": "2027-08-31"}
    client.post("/plans/make/", head | {"organisation": place.pk})
    plan = Plan.objects.get()
    client.post(f"/plans/{plan.pk}/sections/add/", {"title": "Люди"})
    item = {
        "section": plan.sections.get().pk,
        "text": "Семинар",
        "term": "октябрь",
        "responsible": "методист",
    }
    client.post(f"/plans/{plan.pk}/items/add/", item)
    client.post(f"/plans/{plan.pk}/approve/", {"approved_on": "2026-09-01"})
    one = Occurrence.objects.get()

    refused = client.post(
        f"/plans/occurrences/{one.pk}/finish/", {"done_on": "2026-10-20", "reason": "Проведён"}
    )
    assert "требует основания и подтверждения" in words_of(refused)
    file = SimpleUploadedFile("list.txt", b"who came")
    client.post(
        f"/plans/occurrences/{one.pk}/finish/",
        {"done_on": "2026-10-20", "reason": "Проведён", "attached": file},
    )
    card = words_of(client.get(f"/plans/items/{one.item_id}/"))
    assert ("Исполнено" in card, "list.txt" in card) == (True, True)
    client.post(f"/plans/occurrences/{one.pk}/reopen/", {"reason": "Ошибка"})
    client.post(f"/plans/occurrences/{one.pk}/move/", {"due_on": "2026-12-20", "reason": "Карантин"})
    one.refresh_from_db()
    assert (f"{one.due_on}", one.status) == ("2026-12-20", "planned")
    copy = {"title": "Новый", "starts_on": "2027-09-01", "ends_on": "2028-08-31"}
    client.post(f"/plans/{plan.pk}/copy/", copy)
    assert Plan.objects.get(title="Новый").items.count() == 1
    school = SchoolFactory(parent=place)
    client.post(f"/plans/{plan.pk}/hand-down/", {"institutions": [school.pk], "items": [one.item_id]})
    assert Plan.objects.get(organisation=school).handed_from == plan
    client.post(f"/plans/{plan.pk}/close/", {"reason": "Год окончен"})
    assert Plan.objects.get(pk=plan.pk).status == "closed"


def test_responsible_person_sees_and_marks_his_own_and_nothing_else(client, place):
    post = PositionFactory(title="Методист")
    person = EmploymentFactory(organisation=place, position=post).person
    mine, other = (
        planned(at=place),
        planned({"text": "Чужое", "term": "май", "responsible": "директор"}, at=place),
    )
    user = make_user(person=person)
    client.force_login(user)
    one = mine.items.get().occurrences.get()

    assert client.get("/plans/own/").context["table"].count == 1
    assert client.get(f"/plans/{mine.pk}/").status_code == 200
    assert client.get(f"/plans/{other.pk}/").status_code == 404
    proof = {"done_on": "2026-10-20", "reason": "Проведён", "proof": "Приказ № 5"}
    assert client.post(f"/plans/occurrences/{one.pk}/finish/", proof).status_code == 302
    assert client.post(f"/plans/occurrences/{one.pk}/cancel/", {"reason": "Нет"}).status_code == 403
    assert [row.pk for row in queries.waiting_for(user, until=TODAY, limit=5)] == []


def test_item_is_done_by_its_fact_and_open_again_when_the_fact_is_gone(client, place, chief):
    plan = planned({"text": "Утвердить план", "term": "1 раз в квартал"}, at=place)
    item = plan.items.get()
    wrong = client.post(f"/plans/items/{item.pk}/fact/", {"code": "plans.plan_in_force", "needed": "1"})
    assert wrong.status_code == 422
    sent = {
        "code": "plans.plan_approved", "needed": "2", "reason": "Так надёжнее", "p_title": "квартал",
        "p_by_act": "no", "p_kind": ["service", "road_map"],
    }  # fmt: skip

    asked = client.post(f"/plans/items/{item.pk}/fact/", sent)
    assert asked.status_code == 422
    assert "укажите, что именно засчитывать" in words_of(asked)
    sent["shown"] = "plans.plan_approved"
    assert client.post(f"/plans/items/{item.pk}/fact/", sent).status_code == 302
    item.refresh_from_db()
    assert item.fact_conditions == [
        {"code": "by_act", "is": "no"},
        {"code": "kind", "is": "in", "value": ["service", "road_map"]},
        {"code": "title", "is": "contains", "value": "квартал"},
    ]  # fmt: skip
    assert 'value="квартал"' in words_of(client.get(f"/plans/items/{item.pk}/fact/"))
    assert item.occurrences.filter(status="done").count() == 0
    proofs = [planned(at=place, title=f"План на квартал {number}") for number in (1, 2)]

    assert services.prove_by_facts(day=TODAY) == 1
    done = item.occurrences.get(status="done")
    assert (f"{done.done_on}", done.by_fact, done.proof_address) == (
        "2026-09-01", True, f"/plans/{proofs[1].pk}/",
    )  # fmt: skip
    assert done.proof_address in words_of(client.get(f"/plans/items/{item.pk}/"))
    assert services.prove_by_facts(day=TODAY) == 0
    Plan.objects.filter(pk=proofs[0].pk).update(title="Иначе")
    assert services.prove_by_facts(day=TODAY) == 1
    assert item.occurrences.filter(status="done").count() == 0


def test_session_is_planned_from_the_item_of_a_plan_and_each_leads_to_the_other(client, place):
    council, item = make_council(5), planned({"text": "Итоги года", "term": "октябрь"}, at=place).items.get()
    about, said = (
        f"plans.item-{item.pk}",
        {"body": f"№ {council.pk}", "kind": "ordinary", "mode": "in_person"},
    )
    client.force_login(make_administrator())

    offered = client.get(f"/plans/items/{item.pk}/").content.decode()
    form = client.get(f"/sessions/plan/?about={about}").content.decode()
    address = f"/sessions/plan/?about={about}"
    client.post(address, {**said, "theme": "Итоги года", "planned_on": "01.12.2026"})
    program = client.post(
        f"/api/v1/sessions/about/{about}", {**said, "body": council.pk, "planned_on": "2026-12-08"},
        content_type="application/json",
    ).json()  # fmt: skip
    sessions = list(Session.objects.order_by("planned_on"))

    assert (address in offered, 'value="Итоги года"' in form) == (True, True)
    assert [(one.subject, one.theme) for one in sessions] == [(item, "Итоги года"), (item, "")]
    assert program["about"] == about
    assert f'href="/plans/items/{item.pk}/"' in client.get(f"/sessions/{sessions[0].pk}/").content.decode()
    card = client.get(f"/plans/items/{item.pk}/").content.decode()
    assert [f'href="/sessions/{one.pk}/"' in card for one in sessions] == [True, True]
    assert client.get("/sessions/plan/?about=plans.item-999").status_code == 404
    client.force_login(make_user("meetings.*", at=MunicipalityFactory()))
    assert client.get(address).status_code == 404
    foreign = {**said, "body": council.pk, "planned_on": "2026-12-15"}
    refused = client.post(f"/api/v1/sessions/about/{about}", foreign, content_type="application/json")
    assert (refused.status_code, Session.objects.count()) == (404, 2)
