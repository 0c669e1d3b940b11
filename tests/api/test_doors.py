import json
import re
from collections import defaultdict
from functools import cache

import pytest
from django.test import Client
from ninja import Schema

from metodika.directory.mandates.models import Role
from tests.factories.accounts import make_user
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db
# Operations that answer a role otherwise than by a refusal; those that want a body say so to everybody.
ALLOWS_AT_LEAST = {
    "administrator": 250, "department_head": 245, "methodist": 235, "institution_head": 220,
    "deputy_head": 210, "secretary": 215, "association_head": 164, "teacher": 147, "expert": 151,
    "mentor": 157, "regional_analyst": 136,
}  # fmt: skip
WORDED = {200, 201, 204, 403, 404, 409, 422}


@cache
def description():
    """Return the description as programs get it, written once a process."""
    return json.loads(Client().get("/api/v1/openapi.json").content)


@cache
def operations():
    paths = description()["paths"]
    found = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    # What is deleted could not be read afterwards.
    return sorted(found, key=lambda one: one[0] == "DELETE")


def descendants(kind):
    for one in kind.__subclasses__():
        yield one
        yield from descendants(one)


def address_of(path, numbers):
    owner = re.search(r"/([a-z-]+)/\{pk\}", path)
    filled = path.replace("{pk}", str(numbers[owner.group(1)])) if owner else path
    return re.sub(r"\{(\w+)\}", lambda found: str(numbers[found.group(1)]), filled)


def call(client, method, address, headers=None):
    answer = client.generic(method, address, b"{}", content_type="application/json", headers=headers or {})
    if answer.streaming:
        # A file is closed when it has been read to its end.
        list(answer.streaming_content)
    return answer


def all_answers(world, headers, client):
    for method, path in operations():
        answer = call(client, method, address_of(path, world.numbers), headers)
        yield f"{method} {path}", answer


def kind_of(content_type):
    """Return the content type without its parameters."""
    return (content_type or "").partition(";")[0]


def described_kinds(name, status):
    method, path = name.split()
    response = description()["paths"][path][method.lower()]["responses"].get(str(status), {})
    return {kind_of(kind) for kind in response.get("content", {})}


@pytest.mark.walk
def test_every_operation_refuses_a_guest(shared_world, client):
    answers = {name: answer.status_code for name, answer in all_answers(shared_world, None, client)}

    assert len(answers) > 100
    # The register shows a guest what is published, as its page does.
    assert {name: status for name, status in answers.items() if status != 401} == {"GET /api/v1/acts": 200}


@pytest.mark.walk
def test_every_operation_hides_rows_from_a_stranger(shared_world, client, key_of):
    stranger = make_user("*", at=SchoolFactory())
    answers = dict(all_answers(shared_world, key_of(stranger), client))

    shown = {name for name, answer in answers.items() if "{pk}" in name and answer.status_code != 404}
    assert shown == {
        # Published acts and profiles belong to everybody.
        "GET /api/v1/profiles/{pk}",
        # A run holds no value: whoever may start one may look how any goes.
        "GET /api/v1/indicator-runs/{pk}",
        # So do the directions of the work.
        "GET /api/v1/priorities/{pk}",
        "GET /api/v1/priorities/{pk}/considerations",
        # An empty body is refused before anybody asks for the row.
        *(name for name in shown if answers[name].status_code == 422),
    }


@pytest.mark.walk
def test_every_role_walks(shared_world):
    # Those that factories made for one test are called role-1 and so on.
    roles = Role.objects.exclude(code__startswith="role-")
    assert set(roles.values_list("code", flat=True)) == ALLOWS_AT_LEAST.keys()


@pytest.mark.walk
@pytest.mark.parametrize(
    ("code", "least"),
    [
        pytest.param(code, least, marks=[pytest.mark.server] if code == "administrator" else [])
        for code, least in ALLOWS_AT_LEAST.items()
    ],
)
def test_role_breaks_no_operation(shared_world, client, key_of, code, least):
    headers = key_of(shared_world.user_in(code))
    answers = {
        name: (answer.status_code, kind_of(answer.get("Content-Type")))
        for name, answer in all_answers(shared_world, headers, client)
    }
    statuses = {name: status for name, (status, _kind) in answers.items()}

    assert {name: status for name, status in statuses.items() if status not in WORDED} == {}
    assert {
        name: kind
        for name, (status, kind) in answers.items()
        if status != 204 and kind not in described_kinds(name, status)
    } == {}
    assert sum(status not in {403, 404} for status in statuses.values()) >= least


@pytest.mark.walk
def test_each_shape_has_a_name_of_its_own():
    # The description lists shapes by name: of two that are called alike it would show one for both.
    description()
    shapes = defaultdict(set)
    for shape in descendants(Schema):
        if shape.__name__ != "NinjaResponseSchema":
            shapes[shape.__name__].add(shape)

    assert len(shapes) > 100
    assert {name: found for name, found in shapes.items() if len(found) > 1} == {}


def test_address_without_an_operation_is_not_found_in_words(client):
    answer = client.get("/api/v1/no-such-thing")

    assert answer.status_code == 404
    assert answer.json() == {"detail": "Такого адреса в API нет. Загляните в его описание."}


@pytest.mark.walk
def test_description_is_open_to_everybody_and_loads_nothing_from_elsewhere(client):
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"
    assert "http" not in json.dumps(answer.json()["paths"])


def test_session_needs_the_page_s_own_token_to_change_something(shared_world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(shared_world.administrator)

    assert client.get("/api/v1/me").status_code == 200
    refused = client.post("/api/v1/notices/read", content_type="application/json")

    assert refused.status_code == 403
    assert refused.json() == {"detail": "Запрос пришёл не со страницы этой службы. Откройте страницу заново."}
