from copy import deepcopy
from datetime import date

import pytest

from metodika.directory.regulations.lifecycle import ActStatus, RelationKind
from metodika.directory.staff.models import Person
from metodika.directory.staff.services import change_person
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(shared_world, db):
    # The rows go back to what they were after each test; so do the objects that stand for them.
    return deepcopy(shared_world)


@pytest.fixture
def chief(world, key_of):
    return key_of(world.administrator)


def send(client, method, path, headers, **body):
    return getattr(client, method)(f"/api/v1{path}", body, content_type="application/json", headers=headers)


def test_guest_reads_published_acts_and_no_others(world, client, chief):
    act, edition, older = (world.numbers[name] for name in ("acts", "editions", "older_pk"))
    paths = {
        f"/acts/{act}": 200, f"/acts/{act}/editions": 200, f"/editions/{edition}": 200,
        f"/editions/{edition}/compare/{older}": 200, f"/editions/{edition}/file": 200,
        f"/acts/{act}/doubts": 401, f"/acts/{act}/history": 401,
    }  # fmt: skip

    def answers():
        told = {path: client.get(f"/api/v1{path}") for path in paths}
        # A file is closed when it has been read to its end.
        list(told[f"/editions/{edition}/file"])
        return {path: answer.status_code for path, answer in told.items()}

    def listed():
        return [one["id"] for one in client.get("/api/v1/acts?owner=own").json()["items"]]

    assert answers() == dict.fromkeys(paths, 401)
    assert act not in listed()
    send(client, "post", f"/acts/{act}/publication", chief, on="2026-11-01", address="")

    assert answers() == paths
    assert act in listed()
    tree = client.get(f"/api/v1/acts/{act}").json()["clauses"]
    keys = {clause["key"] for clause in tree}
    assert tree
    assert {clause["parent"] for clause in tree} <= keys | {None}
    assert client.get(f"/api/v1/acts/{act}", headers={"Authorization": "Bearer mtd_wrong"}).status_code == 401


def test_people_are_told_apart_and_doubted_again(world, client, chief):
    one, other = sorted([world.person.pk, world.numbers["other_pk"]])
    path = f"/people/{other}/differs-from/{one}"

    def pairs(where):
        items = client.get(f"/api/v1{where}", headers=chief).json()["items"]
        return [(pair["one"]["id"], pair["other"]["id"]) for pair in items]

    assert (one, other) in pairs("/duplicates")
    assert send(client, "post", path, chief).status_code == 204
    assert (one, other) not in pairs("/duplicates")
    assert pairs("/duplicates/told-apart") == [(one, other)]
    assert send(client, "delete", path, chief).status_code == 204
    assert send(client, "delete", path, chief).status_code == 409
    assert pairs("/duplicates/told-apart") == []


@pytest.mark.parametrize("register", ["people", "organisations"])
def test_register_is_saved_as_workbook_or_as_csv(world, client, chief, register):
    def start_of(form):
        answer = client.get(f"/api/v1/{register}/file{form}", headers=chief)
        return answer.status_code, answer["Content-Type"], b"".join(answer.streaming_content)[:4]

    workbook = (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04")
    assert [start_of(form) for form in ("", "?format=xlsx")] == [workbook, workbook]
    assert start_of("?format=csv")[:2] == (200, "text/csv; charset=utf-8")
    assert start_of("?format=csv")[2].startswith(b"\xef\xbb\xbf")
    assert client.get(f"/api/v1/{register}/file?format=pdf", headers=chief).status_code == 422


def test_list_takes_the_filters_of_the_page_and_a_part(world, client, chief):
    words = f"q={world.person.last_name}&sort=name"
    first = client.get(f"/api/v1/people?{words}&limit=1", headers=chief).json()
    rest = client.get(f"/api/v1/people?{words}&offset=1", headers=chief).json()
    every = {one["id"]: one for one in [*first["items"], *rest["items"]]}

    assert len(first["items"]) == 1
    assert first["count"] == rest["count"] == len(every)
    assert [job["organisation"] for job in every[world.person.pk]["jobs"]] == [
        {"id": world.school.pk, "name": world.school.short_name}
    ]


def test_filter_that_is_not_there_is_refused_not_overlooked(world, client, chief):
    answer = client.get("/api/v1/people?organisation=999999", headers=chief)

    assert answer.status_code == 409
    assert answer.json()["fields"] == {"organisation": ["Выберите значение из списка."]}


def test_patch_changes_only_what_was_sent(world, client, chief):
    person = world.person
    sent = {"version": person.version, "phone": "+7 900 000-00-00"}
    answer = send(client, "patch", f"/people/{person.pk}", chief, **sent)

    assert answer.status_code == 200
    assert Person.objects.values_list("phone", "email", "snils").get(pk=person.pk) == (
        "+7 900 000-00-00", person.email, person.snils,
    )  # fmt: skip


def test_second_editor_is_told_what_differs(world, client, chief):
    person = world.person
    change_person(person, changes={"phone": "1"}, seen=person.version, by=None)
    answer = send(client, "patch", f"/people/{person.pk}", chief, version=person.version, phone="2")

    assert answer.status_code == 409
    assert answer.json()["differences"] == [
        {"field": "phone", "label": "телефон", "entered": "2", "stored": "1"}
    ]


def test_rule_refuses_with_its_sentence_in_the_asked_language(world, client, chief):
    job = world.numbers["employments"]
    body = {"on": "2019-01-01", "reason": "Ошибка"}
    russian = send(client, "post", f"/employments/{job}/end", chief, **body)
    english = send(client, "post", f"/employments/{job}/end", {**chief, "Accept-Language": "en"}, **body)

    assert (russian.status_code, english.status_code) == (409, 409)
    assert english.json()["detail"] == (
        "The job would end on 01.01.2019, before it begins on 01.09.2020. Check both days."
    )
    assert russian.json()["detail"] != english.json()["detail"]


def test_private_facts_are_shown_to_the_person_and_to_those_who_may(world, client, key_of, chief):
    colleague = key_of(world.user_in("expert"))
    mine = client.get(f"/api/v1/people/{world.teacher.person_id}", headers=key_of(world.teacher)).json()
    seen = client.get(f"/api/v1/people/{world.person.pk}", headers=chief).json()

    assert mine["private"]["born_on"] == "1985-05-15"
    assert seen["private"]["snils"] == world.person.snils
    assert client.get(f"/api/v1/people/{world.person.pk}", headers=colleague).status_code == 404


def test_key_for_reading_changes_nothing(world, client, key_of):
    reader = key_of(world.administrator, "read")
    refused = [
        send(client, "post", f"/employments/{world.numbers['employments']}/end", reader),
        send(client, "post", "/me/data-requests", reader, kind="access", words="?"),
        send(client, "post", "/me/keys", reader, name="x", reach="all", expires_on=str(date.today())),  # noqa: DTZ011 - any day
    ]

    assert client.get("/api/v1/people", headers=reader).status_code == 200
    assert {answer.status_code for answer in refused} <= {403, 422}


def test_narrow_key_makes_no_wider_one(world, client, key_of):
    narrow = key_of(world.administrator, "accounts.manage_tokens")
    body = {"name": "Шире", "reach": "all", "expires_on": str(date.today())}  # noqa: DTZ011 - any day
    refused = send(client, "post", "/me/keys", narrow, **body)
    made = send(client, "post", "/me/keys", key_of(world.administrator), **body)

    assert (refused.status_code, made.status_code) == (403, 201)
    assert made.json()["secret"].startswith(made.json()["beginning"])


def test_many_wrong_keys_from_one_address_have_to_wait(world, client, settings, chief):
    settings.API_WRONG_KEYS = 2
    wrong = {"Authorization": "Bearer mtd_wrong"}
    statuses = [client.get("/api/v1/me", headers=wrong).status_code for _try in range(3)]
    waiting = client.get("/api/v1/me", headers=chief)

    assert statuses == [401, 401, 429]
    assert (waiting.status_code, waiting["Retry-After"]) == (429, "60")


def test_act_is_repealed_and_amended_by_others_of_its_register(world, client, chief):
    act, successor = make_act(world.municipality), make_act(world.municipality)
    other = make_act(world.municipality)
    related = send(
        client, "post", f"/acts/{successor.pk}/relations/{other.pk}", chief, kind=RelationKind.AMENDS
    )
    repealed = send(client, "post", f"/acts/{act.pk}/repeal/{successor.pk}", chief, on="2026-09-01")
    by_itself = send(client, "post", f"/acts/{successor.pk}/repeal/{successor.pk}", chief, on="2026-09-01")

    assert [(one["kind"], one["act"]["id"]) for one in related.json()["relations"]] == [("amends", other.pk)]
    assert (repealed.status_code, repealed.json()["status"]) == (200, ActStatus.REPEALED)
    assert by_itself.status_code == 404


def test_day_of_another_age_inside_a_row_is_refused_in_words(world, client, chief):
    line = {"question": "Планы", "due_on": "0633-09-09"}
    sent = {"begun": "09:10", "ended": "10:00", "present": [], "lines": [line]}
    answer = send(client, "post", f"/sessions/{world.numbers['sessions']}/light", chief, **sent)

    assert answer.status_code == 409
    assert (
        answer.json()["detail"]
        == "Дата 0633-09-09 не из нашего времени. Здесь принимаются даты с 1900 по 2199 год."
    )
