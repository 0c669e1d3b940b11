import pytest
import time_machine

from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from tests.factories.accounts import make_user
from tests.factories.collection import NOW
from tests.factories.directory import MunicipalityFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


ANSWERS = {
    "teachers_all": "10", "teachers_young": "2", "i_64": {"part": 1, "of": 12}, "posts_without_profile": 0,
    "i_29": {"part": 1, "of": 3}, "council_sessions": "4", "plan_items": {"part": 5, "of": 9}, "i_28": "full",
    "i_43": {"part": 0, "of": 2}, "i_56": True, "mentoring_pairs": "1",
}  # fmt: skip
YEAR = {
    "title": "За год", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "as_of": "2026-11-20",
    "due_on": "2026-11-30", "due_time": "18:00",
}  # fmt: skip


def send(client, path, **body):
    answer = client.post(f"/api/v1/collection{path}", body, content_type="application/json")
    return answer.status_code, answer.json()


@pytest.fixture
def chief(place):
    return make_user("collection.*", "organisations.*", at=place)


@pytest.fixture
def place():
    place = MunicipalityFactory(timezone="Asia/Vladivostok")
    Organisation.objects.filter(pk=place.pk).update(profile=load_profile("yakovlevsky", by=None))
    return place


def test_form_of_the_profile_is_changed_and_asked_through_the_api(client, chief, place):
    SchoolFactory(parent=place)
    client.force_login(chief)
    for code in ("monitoring_year", "site_methodical", "documents_methodical"):
        status, form = send(client, "/forms", organisation=place.pk, ready=code, kind="monitoring")
        assert (status, form["code"]) == (201, code)
    form = client.get("/api/v1/collection/forms?words=мониторинг").json()["items"][0]
    names = {one["code"] for one in form["content"]["fields"]}
    assert {"i_28", "i_29", "i_43", "i_56", "i_64"} <= names
    told = {"title": "Отпусков", "code": "leaves", "kind": "number", "fact": "staff.leave"}
    assert send(client, f"/forms/{form['id']}/fields", **told)[0] == 200
    assert send(client, f"/forms/{form['id']}/fields/leaves/drop")[1]["edition_number"] == 1

    status, made = send(client, "/campaigns", form=form["id"], **YEAR)

    assert (status, made["status"], made["due_at"]) == (201, "draft", "2026-11-30T18:00:00+10:00")
    assert send(client, f"/campaigns/{made['id']}/open")[1]["status"] == "open"
    row = client.get(f"/api/v1/collection/campaigns/{made['id']}/submissions").json()["items"][0]
    assert client.get("/api/v1/collection/burden/2026-11").json()[0]["asked"] == row["fields_asked"]


def asked(client, chief, place):
    client.force_login(chief)
    _status, form = send(client, "/forms", organisation=place.pk, ready="monitoring_year", kind="monitoring")
    _status, made = send(client, "/campaigns", form=form["id"], **YEAR)
    campaign = f"/campaigns/{made['id']}"
    send(client, f"{campaign}/open")
    return campaign, client.get(f"/api/v1/collection{campaign}/submissions").json()["items"][0]


def test_ready_made_form_goes_its_way_through_the_api(client, chief, place):
    school = SchoolFactory(parent=place)
    clerk = make_user("collection.*", at=school)
    campaign, row = asked(client, chief, place)
    own = f"/submissions/{row['id']}"

    client.force_login(clerk)
    assert send(client, f"{own}/answers", version=1, answers={"i_64": "много"})[0] == 409
    status, saved = send(client, f"{own}/answers", version=1, answers=ANSWERS)
    assert status == 200, saved
    why = dict.fromkeys(saved["held"], "Списки ещё не загружены")
    status, saved = send(client, f"{own}/answers", version=saved["version"], reasons=why)
    assert send(client, f"{own}/submit", version=1)[0] == 409
    status, done = send(client, f"{own}/submit", version=saved["version"])
    assert (status, done["status"]) == (200, "submitted")
    client.force_login(chief)
    back = send(client, f"{own}/return", remarks={"i_56": "Нет приказа"})[1]
    assert back["remarks"] == {"i_56": "Нет приказа"}
    client.force_login(clerk)
    assert send(client, f"{own}/submit", version=back["version"])[0] == 200
    client.force_login(chief)
    assert send(client, f"{own}/accept")[1]["status"] == "accepted"
    assert send(client, f"{campaign}/close")[1]["status"] == "closed"
    assert send(client, f"{campaign}/freeze")[1]["status"] == "frozen"
    assert send(client, f"{campaign}/remind")[0] == 409
    later = {"reason": "Ошибка", "due_on": "2026-12-10", "due_time": "18:00"}
    assert send(client, f"{campaign}/reopen", **later)[1]["status"] == "open"
    client.force_login(make_user("collection.*", at=MunicipalityFactory()))
    assert client.get(f"/api/v1/collection{own}").status_code == 404
