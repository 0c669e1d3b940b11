from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile

from metodika.steering.compliance import services
from metodika.steering.compliance.models import Standing
from tests.factories.accounts import make_user
from tests.factories.compliance import governed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


def test_regulation_is_read_proved_and_waived_through_the_api(client):
    place, _school = governed()
    client.force_login(user := make_user("compliance.*", "organisations.*", "staff.*", at=place))

    def get(path, **asked):
        return client.get(f"/api/v1/compliance{path}", asked).json()

    def send(path, **body):
        answer = client.post(f"/api/v1/compliance{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    assessed = send(f"/{place.pk}/assess")
    clause = Standing.objects.get(municipality=place, code="YAK-1.2c")
    card = f"/clauses/{clause.pk}"
    nothing = send(f"{card}/proofs", title="Приказ", speaks_for="2026-10-01")
    tomorrow = send(f"{card}/proofs", title="Приказ", speaks_for="2026-12-01", address="https://e.org/a.pdf")
    status, proof = send(
        f"{card}/proofs", title="Приказ", speaks_for="2026-10-01", expires_on="2027-08-31",
        address="https://example.org/a.pdf",
    )  # fmt: skip
    paper = {"title": "Справка", "speaks_for": "2026-10-02", "file": ContentFile(PDF, "paper.pdf")}
    filed = client.post(f"/api/v1/compliance{card}/proofs/file", paper)
    file = client.get(f"/api/v1/compliance/proofs/{filed.json()['id']}/file")
    proved = get(card)
    send(f"/proofs/{filed.json()['id']}/withdraw", reason="лишнее")
    withdrawn = send(f"/proofs/{proof['id']}/withdraw", reason="ошибка")
    waived = send(f"{card}/waivers", reason="Практик нет", starts_on="2026-11-23", ends_on="2026-12-31")
    twice = send(f"{card}/waivers", reason="Снова", starts_on="2026-11-23", ends_on="2026-12-31")
    standing = get(card)["clause"]
    ended = send(f"/waivers/{waived[1]['id']}/end")
    owned = send(f"{card}/owner", person=user.person.pk)

    assert (assessed[0], sum(assessed[1]["sums"].values())) == (200, 109)
    assert (nothing[0], tomorrow[0], status) == (409, 409, 201)
    assert (filed.status_code, file.getvalue()) == (201, PDF)
    assert (proved["clause"]["state"], proved["proofs"][1]["expires_on"]) == ("met", "2027-08-31")
    assert (withdrawn[1]["withdrawn_because"], ended[1]["ended_on"]) == ("ошибка", "2026-11-23")
    assert (waived[0], twice[0], standing["state"]) == (201, 409, "waived")
    assert [one["id"] for one in owned[1]["owners"]] == [user.person.pk]


def test_views_of_the_regulation_are_read_through_the_api(client):
    place, school = governed()
    client.force_login(make_user("compliance.*", "organisations.*", "staff.*", at=place))
    services.assess(place, day=TODAY, by=None)

    def get(path, **asked):
        return client.get(f"/api/v1/compliance/{place.pk}{path}", asked).json()

    assert [one["code"] for one in get("/clauses", q="1.2c")["items"]] == ["YAK-1.2c"]
    assert len(get("/text")) > 100
    assert {one["organisation"]["id"] for one in get("/institutions")} == {school.pk}
    assert all(one["due_on"] for one in get("/months"))


def test_proof_that_has_ended_proves_no_longer():
    place, _school = governed()
    services.assess(place, day=TODAY, by=None)
    clause = Standing.objects.get(municipality=place, code="YAK-1.2c")
    services.add_proof(
        clause, title="Приказ", speaks_for=date(2026, 9, 1), expires_on=date(2026, 12, 31),
        address="https://example.org/a.pdf", by=None,
    )  # fmt: skip

    found = []
    for day in (date(2026, 8, 31), date(2026, 12, 31), date(2027, 1, 1)):
        services.assess(place, day=day, by=None)
        clause.refresh_from_db()
        found.append((clause.state, clause.since))

    assert found == [
        ("waits", date(2026, 8, 31)), ("met", date(2026, 12, 31)), ("waits", date(2027, 1, 1)),
    ]  # fmt: skip
