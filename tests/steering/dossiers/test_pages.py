import pytest

from metodika.core.calendar import school_year
from metodika.steering.dossiers import services
from metodika.steering.dossiers.models import Dossier
from tests.factories.accounts import make_user
from tests.factories.clock import today_there
from tests.factories.compliance import governed

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    place, _school = governed()
    user = make_user("dossiers.*", at=place).person.user
    client.force_login(user)
    user.place = place
    return user


def made(user, number=1):
    told = {"direction": "methodical_work", "period": school_year(today_there()), "is_public": True}
    return [services.begin_dossier(user.place, **told, by=user) for _number in range(number)]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_for_one_and_for_three(client, chief, number, django_assert_num_queries):
    made(chief, number)
    client.get("/dossiers/")
    with django_assert_num_queries(10):
        page = client.get("/dossiers/")
    assert page.content.decode().count("Система методической работы") == number


def test_dossier_is_begun_scored_frozen_and_downloaded_on_pages(client, chief):
    form = client.get("/dossiers/new/")
    year = next(key for key, _title in form.context["form"].fields["year"].choices)
    told = {"municipality": chief.place.pk, "direction": "methodical_work", "year": year, "is_public": "on"}

    card = client.post("/dossiers/new/", told, follow=True)
    dossier = Dossier.objects.get()
    assert "Цели, действующие в этом году" in card.content.decode()
    scores = client.get(f"/dossiers/{dossier.pk}/scores/").context["form"]
    told = dict.fromkeys(scores.fields, "") | {"version": dossier.version, "goals-score": "2"}
    saved = client.post(f"/dossiers/{dossier.pk}/scores/", told, follow=True).content.decode()
    assert "ничем не подтверждена" in saved

    assert client.get(f"/dossiers/{dossier.pk}/archive/").status_code == 404
    client.post(f"/dossiers/{dossier.pk}/freeze/", follow=True)
    services.pack_dossier(dossier.pk, attempt=1)
    archive = client.get(f"/dossiers/{dossier.pk}/archive/")
    assert b"".join(archive.streaming_content)[:2] == b"PK"
    assert b"".join(client.get(f"/dossiers/{dossier.pk}/paper/").streaming_content)[:5] == b"%PDF-"


def test_program_does_the_same(client, chief):
    (dossier,) = made(chief)
    address = f"/api/v1/dossiers/{dossier.pk}"

    scored = client.post(f"{address}/scores", {"position": "goals", "score": "1"}, "application/json")
    content = client.get(address).json()
    assert scored.status_code == 200
    assert [one["score"] for one in content["positions"] if one["code"] == "goals"] == [1]
    wrong = client.post(f"{address}/scores", {"position": "x", "score": "1"}, "application/json")
    assert wrong.status_code == 409
    assert client.post(f"{address}/freeze").json()["status"] == "frozen"
