import json

import pytest
import time_machine

from metodika.steering.indicators import services
from metodika.steering.indicators.models import Value
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.indicators import SHARE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def school():
    school = SchoolFactory(parent=MunicipalityFactory())
    for gender in ("female", "male"):
        EmploymentFactory(person=PersonFactory(gender=gender), organisation=school)
    return school


@pytest.fixture
def send(client, school):
    client.force_login(make_user("indicators.*", "organisations.*", "staff.*", at=school.parent))

    def sent(path, **body):
        answer = client.post(f"/api/v1{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    return sent


def test_indicator_goes_its_way_through_the_api(client, school, send):
    place = school.parent
    status, made = send(
        "/indicators", owner=place.pk, code="А-1", name="Доля женщин", unit="percent",
        levels=["institution", "municipality"], source="computed",
    )  # fmt: skip
    card = f"/indicators/{made['id']}"
    changed = client.patch(
        f"/api/v1{card}", {"version": 1, "group": "Кадры"}, content_type="application/json"
    )
    _status, draft = send(f"{card}/formula", formula=json.dumps(SHARE), places=1)
    circle = json.dumps({"numerator": {"indicator": "I-01"}, "period": "month"})
    refused = send(f"{card}/formula", formula=circle, places=1)
    approved = send(f"/indicator-versions/{draft['id']}/approve", starts_on="2026-01-01")
    target = send(f"{card}/targets", organisation=place.pk, day="2026-11-23", value=120, reason="Совет")
    started = send("/indicator-runs", day="2026-11-23", full=True)
    assert started[0] == 201, started
    services.compute_run(started[1]["id"])
    shown = client.get(f"/api/v1{card}").json()["values"]
    why = client.get(f"/api/v1/indicator-values/{Value.objects.get(organisation=school).pk}").json()
    preview = send("/indicators/preview", formula=json.dumps(SHARE), organisation=place.pk, day="2026-11-23")
    half = {**SHARE, "numerator": {"fact": "staff.employment", "of": "people", "when": "first_day"}}
    doubtful = send("/indicators/preview", formula=json.dumps(half), organisation=place.pk, day="2026-11-23")
    behind = f"/api/v1/indicator-values/{Value.objects.get(organisation=school).pk}/rows"
    counts = [client.get(behind, {"part": one}).json()["count"] for one in ("numerator", "denominator")]
    run = client.get(f"/api/v1/indicator-runs/{started[1]['id']}").json()
    made_set = send("/indicator-sets", owner=place.pk, title="Набор", indicators=[made["id"]])

    assert (changed.json()["group"], changed.json()["version"]) == ("Кадры", 2)
    assert (status, draft["state"], refused[0], approved[1]["state"]) == (201, "draft", 409, "computes")
    assert (target[0], started[0], made_set[0]) == (409, 201, 201)
    assert (preview[0], preview[1]["value"], preview[1]["warning"]) == (200, "50", "")
    assert "не часть знаменателя" in doubtful[1]["warning"]
    assert (counts, run["status"], run["trouble"]) == ([1, 2], "finished", "")
    told = [(one["organisation"]["id"], one["value"]) for one in shown]
    assert told == [(place.pk, "50.0"), (school.pk, "50.0")]
    assert (why["parts"], why["value"]["numerator"]) == (["numerator", "denominator"], "1.000000")
    assert client.get("/api/v1/indicators").json()["count"] == 1
    assert client.get("/api/v1/indicator-runs").json()["count"] == 1
    assert client.get("/api/v1/indicator-sets").json()["count"] == 1
