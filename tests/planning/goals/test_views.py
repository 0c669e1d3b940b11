import pytest
import time_machine

from metodika.planning.goals.models import Goal, Priority
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory, SchoolFactory, SubjectFactory
from tests.factories.goals import concept, wanted
from tests.factories.meetings import plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def chief(client, place):
    user = make_user("goals.*", "meetings.*", "organisations.*", at=place)
    client.force_login(user)
    return user


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_many_rows(client, place, chief, rows, django_assert_num_queries):
    for number in range(rows):
        wanted(at=place)
        concept(at=place, title=f"Концепция {number}", subject=SubjectFactory(title=f"Предмет {number}"))

    with django_assert_num_queries(11):
        goals = client.get("/goals/")
    with django_assert_num_queries(12):
        priorities = client.get("/goals/priorities/")

    assert goals.context["table"].count == priorities.context["table"].count == rows
    assert "Рассмотрение предметных концепций" in words_of(priorities)


def test_goal_goes_its_way_on_pages(client, place, chief):
    card = {
        "organisation": place.pk, "kind": "goal", "level": "municipal", "text": "Удержать молодых педагогов",
        "starts_on": "2026-09-01", "ends_on": "2027-08-31", "reason": "Так показал опрос",
        "reason_address": "javascript:alert(1)",
    }  # fmt: skip
    assert client.post("/goals/propose/", card).status_code == 422
    assert client.post("/goals/propose/", card | {"reason_address": "/notes/1/"}).status_code == 302
    goal = Goal.objects.get()
    shown = words_of(client.get(f"/goals/{goal.pk}/"))
    assert "без целевого значения" in shown
    assert 'href="/notes/1/"' in shown

    figure = {
        "title": "Доля оставшихся", "starts_on": "2026-09-01", "ends_on": "2027-08-31",
        "direction": "at_least", "value": "120", "unit": "%",
    }  # fmt: skip
    refused = client.post(f"/goals/{goal.pk}/targets/add/", figure)
    assert "доля лежит между 0 и 100 %" in words_of(refused)
    assert client.post(f"/goals/{goal.pk}/targets/add/", figure | {"value": "85,5"}).status_code == 302
    assert "не менее 85,5 %" in words_of(client.get(f"/goals/{goal.pk}/"))
    assert client.post(f"/goals/{goal.pk}/approve/", {}).status_code == 302
    ended = {"status": "achieved", "outcome": "Осталось 90 %"}
    assert client.post(f"/goals/{goal.pk}/end/", ended).status_code == 302
    shown = words_of(client.get(f"/goals/{goal.pk}/"))
    assert "Достигнута" in shown
    assert "Осталось 90 %" in shown


def test_concept_is_added_and_put_on_an_agenda(client, place, chief):
    session = plan()
    host = session.body.host
    client.force_login(make_user("goals.*", "meetings.*", "organisations.*", at=host))
    card = {
        "organisation": host.pk,
        "kind": "concept",
        "title": "Концепция технологии",
        "starts_on": "2026-09-01",
    }
    refused = client.post("/goals/priorities/add/", card)
    assert "выберите его" in words_of(refused)
    card["subject"] = SubjectFactory(title="Технология").pk
    assert client.post("/goals/priorities/add/", card).status_code == 302
    one = Priority.objects.get()
    agenda = f"/goals/priorities/{one.pk}/agenda/"
    assert str(session.body) in words_of(client.get(agenda))
    assert client.post(agenda, {"session": session.pk}).status_code == 302
    assert session.items.filter(subject_id=one.pk).count() == 1


def test_teacher_of_a_school_sees_approved_goals_and_changes_nothing(client, place):
    open_goal, draft = wanted(at=place), wanted(at=place, approved=False)
    priority = concept(at=place)
    client.force_login(make_user("staff.view_person", at=SchoolFactory(parent=place)))

    assert client.get(f"/goals/{open_goal.pk}/").status_code == 200
    assert client.get(f"/goals/{draft.pk}/").status_code == 404
    assert client.get(f"/goals/priorities/{priority.pk}/").status_code == 200
    assert client.get("/goals/").status_code == 403
    assert client.post(f"/goals/{open_goal.pk}/end/", {}).status_code == 403


def test_program_does_what_pages_do(client, place, chief):
    card = {
        "organisation": place.pk, "kind": "goal", "level": "regional", "text": "Цель программы",
        "starts_on": "2026-09-01", "ends_on": "2027-08-31", "reason": "Проверка",
    }  # fmt: skip

    def post(path, **told):
        return client.post(f"/api/v1{path}", told, content_type="application/json")

    answer = post("/goals", **card)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    told = {
        "title": "Доля", "value": 50, "unit": "%", "direction": "at_least", "starts_on": "2026-09-01",
        "ends_on": "2027-08-31",
    }  # fmt: skip
    target = post(f"/goals/{made['id']}/targets", **told)
    assert target.status_code == 201, target.content.decode()
    assert post(f"/goals/{made['id']}/targets", **told | {"title": "Ещё", "value": 120}).status_code == 409
    shown = client.get(f"/api/v1/goals/{made['id']}").json()
    assert [one["title"] for one in shown["targets"]] == ["Доля"]
    assert post(f"/goals/{made['id']}/targets/{target.json()['id']}/drop").json()["targets"] == []
    assert post(f"/goals/{made['id']}/approve").json()["status"] == "approved"
    assert post(f"/goals/{made['id']}/end", status="missed", outcome="Нет").json()["status"] == "missed"
    assert client.get("/api/v1/goals?state=all").json()["count"] == 1
