import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.governance.assignments.models import Assignment
from tests.factories.accounts import make_user
from tests.factories.assignments import given
from tests.factories.directory import EmploymentFactory, SchoolFactory

pytestmark = pytest.mark.django_db
# Who does what, with what answer, and the state after it.
WAY = [
    ("worker", "start", {}, 200, "in_progress"),
    ("worker", "more-time", {"to": "2026-12-10", "reason": "Болезнь"}, 201, "in_progress"),
    ("chief", "more-time/grant", {}, 200, "in_progress"),
    ("worker", "reports", {"text": "Сделано"}, 201, "reported"),
    ("worker", "accept", {"note": ""}, 403, "reported"),
    ("chief", "send-back", {"reason": "Нет подписей"}, 200, "sent_back"),
    ("chief", "prolong", {"to": "2026-12-20", "reason": "Надо"}, 200, "sent_back"),
    ("chief", "prolong", {"to": "2026-12-19", "reason": "Надо"}, 409, "sent_back"),
    ("worker", "reports", {"text": "С подписями"}, 201, "reported"),
    ("chief", "accept", {"note": "Хорошо"}, 200, "executed"),
    ("chief", "cancel", {"reason": "Не нужно"}, 409, "executed"),
    ("chief", "remove", {"note": ""}, 200, "removed"),
]


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def worker(school):
    return make_user(person=EmploymentFactory(organisation=school).person)


@pytest.fixture
def chief(school):
    return make_user("assignments.*", "staff.*", "organisations.*", at=school)


@pytest.fixture
def call(client):
    def send(user, method, path, **body):
        client.force_login(user)
        address = f"/api/v1{path}"
        if method == "get":
            return client.get(address)
        return getattr(client, method)(address, body, content_type="application/json")

    return send


def test_assignment_goes_its_way_through_the_api(call, chief, worker, school):
    sent = {
        "text": "Собрать списки", "due_on": "2026-12-01", "organisation": school.pk,
        "person": worker.person_id,
    }  # fmt: skip
    made = call(chief, "post", f"/assignments/about/organisations.organisation-{school.pk}", **sent)
    pk = made.json()["id"]

    assert made.status_code == 201
    assert made.json() | {"version": 0} == {
        "id": pk, "number": "1/2026", "text": "Собрать списки", "proof": "", "status": "given",
        "organisation": {"id": school.pk, "name": school.short_name},
        "controller": {"id": chief.person_id, "name": str(chief.person)},
        "given_on": "2026-11-23", "due_on": "2026-12-01", "first_due_on": "2026-12-01",
        "reported_on": None, "executed_on": None, "closed_on": None, "closed_because": "",
        "about": f"organisations.organisation-{school.pk}", "version": 0,
    }  # fmt: skip
    for user, act, body, status, state in WAY:
        answer = call({"chief": chief, "worker": worker}[user], "post", f"/assignments/{pk}/{act}", **body)
        assert (act, answer.status_code, Assignment.objects.get(pk=pk).status) == (act, status, state)

    card = call(worker, "get", f"/assignments/{pk}").json()
    assert [(one["text"], one["verdict"]) for one in card["reports"]] == [
        ("С подписями", "accepted"), ("Сделано", "sent_back"),
    ]  # fmt: skip
    assert [(one["from_on"], one["to_on"]) for one in card["extensions"]] == [
        ("2026-12-10", "2026-12-20"), ("2026-12-01", "2026-12-10"),
    ]  # fmt: skip
    assert card["assignment"]["executors"][0]["person"]["id"] == worker.person_id


def test_lists_show_own_and_controlled_ones(call, chief, worker, school):
    mine = given(organisation=school, executor=worker.person, controller=worker.person)
    given()

    own = call(worker, "get", "/assignments/own?side=do").json()
    control = call(chief, "get", "/assignments?state=this_week&sort=-due_on").json()
    of_person = call(chief, "get", f"/people/{worker.person_id}/assignments").json()

    for listed in (own, control, of_person):
        assert (listed["count"], listed["items"][0]["id"]) == (1, mine.pk)
        assert listed["items"][0]["controls_itself"]
    assert call(worker, "get", "/assignments").status_code == 403
    assert call(chief, "get", "/assignments?state=wrong").status_code == 422


def test_part_change_and_replacement(call, chief, worker, school):
    made = given(organisation=school)
    path = f"/assignments/{made.pk}"

    part = call(
        chief, "post", f"{path}/parts", text="Часть", due_on="2026-11-25", people=f"№ {worker.person_id}"
    )
    changed = call(chief, "patch", path, version=1, text="Иначе")
    stale = call(chief, "patch", path, version=1, text="По-другому")
    swapped = call(
        chief, "post", f"{path}/executors/{made.executors.get().pk}/replace",
        person=worker.person_id, reason="Отпуск",
    )  # fmt: skip

    assert (part.status_code, part.json()["number"]) == (201, "1/2026.1")
    assert (changed.status_code, changed.json()["text"]) == (200, "Иначе")
    assert (stale.status_code, stale.json()["version"]) == (409, 2)
    assert (swapped.status_code, swapped.json()["person"]["id"]) == (200, worker.person_id)
    again = call(chief, "post", f"{path}/executors/1/replace", person=worker.person_id, reason="Отпуск")
    assert again.status_code == 404
    assert call(chief, "post", "/assignments/about/x-1", text="?").status_code == 422


def test_file_goes_with_a_report_and_comes_back(call, client, worker, chief, school):
    made = given(organisation=school, executor=worker.person, controller=chief.person)
    client.force_login(worker)
    file = SimpleUploadedFile("список.txt", "Готово".encode())

    report = client.post(
        f"/api/v1/assignments/{made.pk}/reports/with-file", {"text": "Сделано", "file": file}
    )

    number = report.json()["files"][0]["id"]
    answer = client.get(f"/api/v1/assignments/{made.pk}/files/{number}")
    assert b"".join(answer.streaming_content) == "Готово".encode()
    assert client.get(f"/api/v1/assignments/{made.pk}/files/0").status_code == 422
    assert call(chief, "post", f"/assignments/{made.pk}/more-time/refuse", note="Нет").status_code == 409


def test_stranger_finds_nothing(call, school):
    made, stranger = given(organisation=school), make_user("assignments.*", at=SchoolFactory())

    assert call(stranger, "get", f"/assignments/{made.pk}").status_code == 404
    assert call(stranger, "post", f"/assignments/{made.pk}/cancel", reason="Нет").status_code == 404
    about = call(
        stranger, "post", f"/assignments/about/organisations.organisation-{school.pk}",
        text="?", due_on="2026-12-01", organisation=1, person=1,
    )  # fmt: skip
    assert about.status_code == 404
