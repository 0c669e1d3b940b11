from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory

pytestmark = pytest.mark.django_db
TEXT = Path(__file__).parent / "texts" / "road-map.txt"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


def test_road_map_goes_its_way_through_the_api(client):
    place = MunicipalityFactory()
    client.force_login(make_user("plans.*", "organisations.*", at=place))

    def send(path, **body):
        answer = client.post(f"/api/v1{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    file = SimpleUploadedFile("road-map.txt", TEXT.read_bytes())
    made = client.post("/api/v1/plans/table", {"file": file, "organisation": place.pk})
    plan = f"/plans/{made.json()['id']}"

    assert (made.status_code, made.json()["starts_on"], made.json()["ends_on"]) == (
        201, "2026-01-01", "2030-12-31",
    )  # fmt: skip
    assert send(f"{plan}/agree")[1]["status"] == "agreed"
    assert send(f"{plan}/approve", approved_on="2026-01-15")[1]["status"] == "approved"
    card = client.get(f"/api/v1{plan}").json()
    assert (len(card["parts"]), card["figures"]["all"], card["figures"]["without_days"]) == (3, 91, 3)
    item = card["parts"][2]["items"][1]
    assert send(f"/plan-items/{item['id']}/days", due_on="2026-11-10")[0] == 409
    status, day = send(f"/plan-items/{item['id']}/days", due_on="2026-11-10", reason="График")
    assert (status, day["due_on"]) == (201, "2026-11-10")
    finish = f"/occurrences/{day['id']}/finish"
    assert send(finish, done_on="2026-11-10", reason="Съездили")[0] == 409
    status, done = send(finish, done_on="2026-11-12", reason="Съездили", proof="Приказ № 7")
    assert (status, done["status"], done["by_fact"]) == (200, "done", False)
    assert send(f"/plan-items/{item['id']}/cancel", reason="Хватит")[1]["cancelled_on"] == "2026-11-23"
    assert client.get(f"/api/v1{plan}/changes").json()["count"] == 2
    assert client.get(f"/api/v1{plan}/clashes").json() == {"count": 0, "items": []}
    client.force_login(make_user("plans.*", at=MunicipalityFactory()))
    assert client.get(f"/api/v1{plan}").status_code == 404
