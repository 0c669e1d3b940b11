from datetime import timedelta

import pytest
from django.utils import timezone

from metodika.core.calendar import school_year
from metodika.directory.records.models import Record
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Printing, Session
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import closed
from tests.factories.notices import react_twice

pytestmark = pytest.mark.django_db
YEAR = school_year(today_there())
KEY = f"{YEAR.starts_on.year}/{YEAR.ends_on.year}"
MAY = ("meetings.*", "bodies.*", "organisations.*", "records.*")


@pytest.fixture
def council():
    return make_council(5)


@pytest.fixture
def secretary(client, council):
    user = make_user(*MAY, at=council.host)
    client.force_login(user)
    return user


def printing_of(body, **more):
    closed(body, present=5)
    return services.start_printing(body.host, period=YEAR, by=None, **more)


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_printings_costs_the_same_however_many_rows(
    client, secretary, council, rows, django_assert_num_queries
):
    for _number in range(rows):
        printing_of(council)

    with django_assert_num_queries(10):
        answer = client.get("/sessions/printings/")

    assert len(list(answer.context["table"].rows)) == rows


def test_year_is_printed_at_one_press_followed_and_saved(client, secretary, council):
    closed(council, present=5)
    form = client.get("/sessions/printings/start/").context["form"]
    assert form.fields["organisation"].initial == council.host
    sent = {"year": KEY, "organisation": str(council.host.pk), "body": ""}

    answer = client.post("/sessions/printings/start/", sent)
    printing = Printing.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/sessions/printings/{printing.pk}/")
    page = client.get(answer.url)
    assert "0 из 1" in words_of(page)
    assert 'hx-trigger="every 2s"' in words_of(page)
    react_twice()
    page = words_of(client.get(answer.url))
    assert "Обработано 1 заседание." in page
    assert "every 2s" not in page
    saved = client.get(f"{answer.url}zip/")
    assert (saved["Content-Type"], saved.streaming) == ("application/zip", True)
    assert b"".join(saved.streaming_content).startswith(b"PK")
    assert Record.objects.get().created_by == secretary


def test_nothing_to_print_is_said_on_the_form(client, secretary, council):
    sent = {"year": KEY, "organisation": str(council.host.pk)}

    answer = client.post("/sessions/printings/start/", sent)

    assert answer.status_code == 422
    assert "Печатать нечего" in words_of(answer)


def test_what_could_not_be_printed_is_listed_with_the_reason(client, secretary, council):
    printing = printing_of(council)
    Session.objects.update(status="cancelled")
    react_twice()

    page = words_of(client.get(f"/sessions/printings/{printing.pk}/"))

    assert "Сейчас это сделать нельзя: состояние заседания — «отменено»." in page
    assert "Сохранить всё одним архивом" not in page


def test_stuck_printing_has_a_button_that_takes_it_up(client, secretary, council):
    printing = printing_of(council)
    Printing.objects.update(moved_at=timezone.now() - timedelta(minutes=20))

    assert "Печатать дальше" in words_of(client.get(f"/sessions/printings/{printing.pk}/"))
    client.post(f"/sessions/printings/{printing.pk}/resume/")

    printing.refresh_from_db()
    assert printing.portion == 2
    assert "Печатать дальше" not in words_of(client.get(f"/sessions/printings/{printing.pk}/"))


@pytest.mark.parametrize("may", [("meetings.print_minutes", "meetings.list_sessions"), ()])
def test_without_the_right_nothing_of_it_is_open(client, council, may):
    printing = printing_of(council)
    client.force_login(make_user(*may, at=council.host))

    codes = [
        client.get(f"/sessions/printings/{tail}").status_code
        for tail in ("", "start/", f"{printing.pk}/", f"{printing.pk}/zip/")
    ]
    assert codes == [403, 403, 404, 404]


def test_printing_of_another_municipality_is_not_there(client, council):
    printing = printing_of(council)
    client.force_login(make_user("*", at=SchoolFactory()))

    assert client.get(f"/sessions/printings/{printing.pk}/").status_code == 404
    sent = {"year": KEY, "organisation": str(council.host.pk)}
    assert client.post("/sessions/printings/start/", sent).status_code == 422


def test_api_begins_follows_and_gives_the_archive(client, secretary, council):
    closed(council, present=5)
    sent = {"year": KEY, "organisation": council.host.pk}

    made = client.post("/api/v1/printings", sent, content_type="application/json")
    assert made.status_code == 201
    pk = made.json()["id"]
    assert (made.json()["all_count"], made.json()["done_count"]) == (1, 0)
    assert client.post(f"/api/v1/printings/{pk}/resume").status_code == 409
    react_twice()
    card = client.get(f"/api/v1/printings/{pk}").json()
    assert (card["done_count"], card["refused"], card["finished_at"] is not None) == (1, [], True)
    assert client.get("/api/v1/printings").json()["count"] == 1
    assert b"".join(client.get(f"/api/v1/printings/{pk}/zip").streaming_content).startswith(b"PK")
    again = client.post("/api/v1/printings", sent, content_type="application/json")
    assert (again.status_code, "Печатать нечего" in again.json()["detail"]) == (409, True)
