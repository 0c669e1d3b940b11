import json
from datetime import date

import pytest
import time_machine

from metodika.steering.indicators import services
from metodika.steering.indicators.models import Value, Version
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.indicators import SHARE, computed, measured
from tests.factories.regulations import make_act

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
    assert (why["parts"], why["value"]["numerator"]) == (["numerator", "denominator", "without"], "1.000000")
    assert client.get("/api/v1/indicators").json()["count"] == 1
    assert client.get("/api/v1/indicator-runs").json()["count"] == 1
    assert client.get("/api/v1/indicator-sets").json()["count"] == 1


@pytest.fixture
def get(client):
    def got(path, **asked):
        answer = client.get(f"/api/v1{path}", asked)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return got


def test_list_tells_the_value_of_a_place_and_what_computes_stands_first(client, school, send, get):
    place = school.parent
    indicator = measured(place)
    waiting = {
        **SHARE,
        "numerator": {"fact": "quality.review", "of": "rows"},
        "denominator": None,
        "scale": 1,
    }
    measured(place, formula=waiting, code="А-1")
    computed()
    aim = {"organisation": place.pk, "day": "2026-11-23", "value": 60, "reason": "Совет"}
    assert send(f"/indicators/{indicator.pk}/targets", **aim)[0] == 201

    lines = get("/indicators")["items"]
    here = get("/indicators", at=school.pk)["items"][0]

    assert [(one["code"], one["state"], one["value"], one["target"]) for one in lines] == [
        ("Ж-1", "computes", "50.0", "60.000000"), ("А-1", "waits", None, None)
    ]  # fmt: skip
    assert Value.objects.get(pk=here["value_id"]).organisation == school
    assert client.get("/api/v1/indicators", {"at": place.parent_id}).status_code == 409


def test_values_of_a_period_and_of_a_place_are_told(school, send, get):
    place = school.parent
    indicator = measured(place)
    with time_machine.travel("2025-11-23T09:00:00Z"):
        computed(day=date(2025, 11, 23))
    computed()
    aim = {"organisation": place.pk, "day": "2026-11-23", "value": 60, "reason": "Совет"}
    send(f"/indicators/{indicator.pk}/targets", **aim)
    card = f"/indicators/{indicator.pk}"

    trend, before = get(f"{card}/trend")["items"], get(f"{card}/trend", at=school.pk)["items"][0]
    period = f"{indicator.versions.get().pk}:{before['starts_on']}:{before['ends_on']}"
    old, new = (get(f"{card}/values", period=one)["items"] for one in (period, ""))

    assert [(one["ends_on"], one["target"], one["is_reached"], one["is_break"]) for one in trend] == [
        ("2026-08-31", None, None, False), ("2027-08-31", "60.000000", False, False)
    ]  # fmt: skip
    assert before["organisation"]["id"] == school.pk
    assert [{one["ends_on"] for one in told} for told in (old, new)] == [{"2026-08-31"}, {"2027-08-31"}]
    assert {one["organisation"]["id"] for one in old} == {place.pk, school.pk}


def test_number_and_set_are_explained_as_their_pages_do(school, send, get):
    place = school.parent
    indicator, act = measured(place), make_act(place)
    found = services.make_set(owner=place, title="Набор", indicators=[indicator], by=None)
    services.approve_set(found, act=act, approved_on=date(2026, 9, 1), by=None)
    computed()
    value = Value.objects.get(organisation=place)

    why, shown = get(f"/indicator-values/{value.pk}"), get(f"/indicator-sets/{found.pk}")

    assert (why["sources"], why["as_of"], why["unit"]) == (["staff.employment"], "2026-11-23", "percent")
    assert [one["id"] for one in why["approved_sets"]] == [found.pk]
    assert [(one["code"], one["value"]) for one in shown["values"]] == [("Ж-1", "50.0")]
    assert (shown["set"]["act"]["id"], [one["id"] for one in shown["indicators"]]) == (act.pk, [indicator.pk])


def test_number_whose_fact_is_gone_is_still_told_by_the_api(client, school, send):
    indicator = measured(school.parent)
    computed()
    gone = {**SHARE, "numerator": {"fact": "staff.gone", "of": "people"}}
    Version.objects.filter(indicator=indicator).update(formula=gone)

    answer = client.get(f"/api/v1/indicator-values/{Value.objects.get(organisation=school).pk}")

    told = answer.json()
    assert (answer.status_code, told["value"]["value"], told["parts"]) == (200, "50.0", [])
    assert "staff.gone" in told["trouble"]


def test_thresholds_are_written_through_the_api(school, send):
    indicator = measured(school.parent)

    status, told = send(
        f"/indicators/{indicator.pk}/formula", formula=json.dumps(SHARE), places=2, good=50, fair=40
    )

    assert (status, told["thresholds"]) == (200, {"good": 50.0, "fair": 40.0})
