import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metodika.planning.plans.models import Plan
from metodika.steering.turnover import services
from metodika.steering.turnover.models import Line, Rollover
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory
from tests.factories.turnover import begun, plan_left, year_left

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _august():
    with time_machine.travel("2026-08-20T09:00:00Z", tick=False):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def head(client, place):
    user = make_user("*", at=place).person.user
    client.force_login(user)
    return user


def words(page):
    return " ".join(page.content.decode().split())


def test_a_year_is_begun_chosen_looked_through_handed_over_and_taken_back_on_pages(client, place, head):
    year_left(place)
    years = {"municipality": place.pk, "ending": "2025", "coming": "2025"}
    assert "Указан один и тот же год" in words(client.post("/turnover/begin/", years))

    card = client.post("/turnover/begin/", years | {"coming": "2026"}, follow=True)
    rollover = Rollover.objects.get()
    home = f"/turnover/{rollover.pk}/"
    assert "Сначала стоит взглянуть: 2" in words(card)
    rows = words(client.get(f"{home}rows/?kind=plans&choice=copy"))
    assert "План службы на 2025/26 учебный год" in rows
    assert "на следующий год нужно подготовить заново" in rows
    measure = Line.objects.get(register="measures").pk
    kept = client.post(f"{home}choose/keep/?kind=measures", {"ids": [measure]}, follow=True)
    assert kept.redirect_chain == [(f"{home}rows/?kind=measures", 302)]
    client.post(f"{home}choose/keep/", {"kind": "goals"})
    preview = words(client.get(f"{home}apply/"))
    assert "Будет подготовлено на следующий год: Планы: 1, Сбор данных: 1." in preview
    assert Plan.objects.count() == 1

    assert "Переход выполняется" in words(client.post(f"{home}apply/", follow=True))
    services.apply_rollover(rollover.pk)
    assert "Скопировано" in words(client.get(home))
    assert "состояние перехода — «Выполнен»" in words(client.post(f"{home}apply/"))
    assert "Копий будет удалено: 2." in words(client.get(f"{home}undo/"))
    client.post(f"{home}undo/")
    services.undo_rollover(rollover.pk)
    assert "Отменён" in words(client.get(home))
    assert Plan.objects.count() == 1


def test_program_does_the_same_and_a_stranger_sees_nothing(client, place, head):
    plan_left(place)

    def send(path, **body):
        answer = client.post(f"/api/v1/turnover{path}", body, "application/json")
        return answer.status_code, answer.json()

    _status, given_up = send("", municipality=place.pk, ending="2025", coming="2026")
    assert client.post(f"/api/v1/turnover/{given_up['id']}/drop").status_code == 204
    status, made = send("", municipality=place.pk, ending="2025", coming="2026")
    (row,) = client.get(f"/api/v1/turnover/{made['id']}/rows").json()["items"]
    here = f"/{made['id']}"
    assert (status, row["kind"], row["choice"], row["offered"]) == (
        201,
        "plans",
        "copy",
        ["keep", "copy", "close"],
    )
    assert send(f"{here}/choose", choice="close", rows=[row["id"]]) == (200, {"count": 1})
    assert send(f"{here}/choose", choice="close", rows=[row["id"] + 1000])[0] == 409
    assert send(f"{here}/choose", choice="copy", kind="plans") == (200, {"count": 1})
    assert send(f"{here}/refresh")[0] == 200
    assert send(f"{here}/apply")[1]["status"] == "applying"
    services.apply_rollover(made["id"])
    card = client.get(f"/api/v1/turnover{here}").json()
    assert (card["rollover"]["status"], card["groups"][0]["outcomes"]["copied"]) == ("applied", 1)
    assert send(f"{here}/undo")[1]["status"] == "undoing"
    assert send(f"{here}/drop")[0] == 409
    client.force_login(make_user("*", at=MunicipalityFactory()))
    assert client.get(f"/api/v1/turnover{here}").status_code == 404
    assert client.get(f"/turnover{here}/rows/").status_code == 404


def test_pages_ask_the_same_for_one_row_and_for_three(client, head, place):
    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        return len(caught)

    def all_asked():
        rollover = begun(place, by=head)
        addresses = ["/turnover/", f"/turnover/{rollover.pk}/", f"/turnover/{rollover.pk}/rows/"]
        found = [asked(one) for one in addresses]
        services.ask_rollover(rollover, by=head)
        services.apply_rollover(rollover.pk)
        return found

    plan_left(place, "План а")
    first = all_asked()
    for name in "бв":
        plan_left(place, f"План {name}")
    assert all_asked() == first
