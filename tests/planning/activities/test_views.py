from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from metodika.core.facts import fact
from metodika.planning.activities import queries, services
from metodika.planning.activities.facts import FACTS
from metodika.planning.activities.models import Event, Registration
from metodika.planning.activities.reactions import go_on_issuing
from tests.factories.accounts import make_user
from tests.factories.activities import announced, drafted, teachers
from tests.factories.directory import MunicipalityFactory, SchoolFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def school(place):
    return SchoolFactory(parent=place)


@pytest.fixture
def chief(client, place):
    user = make_user("activities.*", "staff.*", "organisations.*", at=place)
    client.force_login(user)
    return user


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_many_rows(client, place, school, chief, rows, django_assert_num_queries):
    for _number in range(rows):
        event = announced(at=place, starts_on=TODAY)
    people = teachers(school, rows)
    services.register_people(event, people=people, by=None)
    services.mark_present(event, people=people, way="desk", by=None)

    with django_assert_num_queries(11):
        listed = client.get("/events/")
    with django_assert_num_queries(13):
        registered = client.get(f"/events/{event.pk}/people/")
    with django_assert_num_queries(13):
        desk = client.get(f"/events/{event.pk}/desk/")
    with django_assert_num_queries(14):
        present = client.get(f"/events/{event.pk}/present/")

    assert listed.context["table"].count == registered.context["table"].count == rows
    assert (len(desk.context["expected"]), present.context["table"].count) == (rows, rows)


def test_event_goes_its_way_on_pages(client, place, school, chief):
    sent = {
        "host": place.pk, "kind": "seminar", "title": "Чтение", "level": "municipal", "form": "onsite",
        "starts_on": "2026-11-23", "begins": "14:00", "place": "Зал", "hours": "4", "seats": "1",
    }  # fmt: skip
    assert client.post("/events/plan/", sent).status_code == 302
    event = Event.objects.get()
    line = {"on": "2026-11-23", "title": "Открытие", "guest": "Гость", "part": "leads"}
    client.post(f"/events/{event.pk}/programme/add/", line)
    client.post(f"/events/{event.pk}/steps/open/")
    deputy = make_user("activities.*", at=school, person=teachers(school, 1)[0])
    people = teachers(school, 2)
    client.force_login(deputy)
    client.post(f"/events/{event.pk}/group/", {"people": [one.pk for one in people]})
    assert [one.status for one in Registration.objects.order_by("pk")] == ["confirmed", "waiting"]
    client.force_login(chief)
    seated, waiting = Registration.objects.order_by("pk")
    client.post(f"/events/registrations/{seated.pk}/cancel/", {"confirm": "on"})
    waiting.refresh_from_db()
    assert waiting.status == "confirmed"
    client.post(f"/events/registrations/{waiting.pk}/mark/")
    picture = SimpleUploadedFile("list.pdf", b"%PDF-1.4\n%%EOF")
    typed = {"on": "2026-11-23", "people": [waiting.person_id], "file": picture}
    assert client.post(f"/events/{event.pk}/sheet/", typed).status_code == 302
    sheet = b"".join(client.get(f"/events/{event.pk}/sheet.pdf").streaming_content)
    assert sheet[:4] == b"%PDF"
    client.post(f"/events/{event.pk}/steps/hold/")
    assert "list.pdf" in words_of(client.get(f"/events/{event.pk}/present/"))


def test_deputy_registers_the_people_of_the_own_institution_alone(client, place, school):
    event = announced(at=place)
    deputy = make_user("activities.register_group", at=school, person=teachers(school, 1)[0])
    own, other = teachers(school, 1)[0], teachers(SchoolFactory(parent=place), 1)[0]
    client.force_login(deputy)
    here = f"/events/{event.pk}/group/"

    page = words_of(client.get(here))
    refused = client.post(here, {"people": [own.pk, other.pk]})

    assert own.last_name in page
    assert other.last_name not in page
    assert refused.status_code == 422
    assert not Registration.objects.exists()
    assert client.post(here, {"people": [own.pk]}).status_code == 302
    assert [(one.person, one.organisation) for one in Registration.objects.all()] == [(own, school)]


def test_certificates_are_issued_checked_and_issued_anew_on_pages(client, place, school, chief):
    event = announced(at=place, starts_on=TODAY)
    services.mark_present(event, people=teachers(school, 1), way="desk", by=None)
    services.hold_event(event, by=None)
    client.post(f"/events/{event.pk}/certificates/issue/", {"kind": "participant"})
    run = event.runs.get()
    go_on_issuing(type("Asked", (), {"run_id": run.pk, "portion": 1}))
    paper = event.certificates.get()
    assert paper.number in words_of(client.get(f"/events/{event.pk}/certificates/"))
    client.logout()
    checked = words_of(client.get(f"/check/certificates/{paper.code.lower()}/"))
    assert ("Сертификат подлинный" in checked, paper.places["name"] in checked) == (True, True)
    assert client.get("/check/certificates/NOTHING/").status_code == 404
    client.force_login(chief)
    client.post(f"/events/certificates/{paper.pk}/reissue/", {"reason": "Опечатка"})
    client.post(f"/events/{event.pk}/report/", {"result": "Всё получилось"})
    assert "Всё получилось" in words_of(client.get(f"/events/{event.pk}/"))
    client.logout()
    assert "недействителен: Опечатка" in words_of(client.get(f"/check/certificates/{paper.code}/"))


def test_participant_registers_checks_in_and_answers_by_phone(client, place, school):
    event = announced(at=place, starts_on=TODAY)
    person = teachers(school, 1)[0]
    client.force_login(make_user(person=person))

    client.post(f"/events/{event.pk}/register/")
    assert "Место есть" in words_of(client.get(f"/events/{event.pk}/"))
    code = queries.screen_code(event, now=timezone.now())
    assert "Я на месте" in words_of(client.get(f"/events/here/{code}/"))
    assert "Присутствие отмечено." in words_of(client.post(f"/events/here/{code}/"))
    assert client.get("/events/here/nothing/").status_code == 410
    services.hold_event(event, by=None)
    client.post(f"/events/{event.pk}/feedback/", {"score": "4", "words": "Спасибо"})
    page = words_of(client.get("/events/own/"))
    assert (event.title in page, "Оставить отзыв" in page) == (True, False)
    assert queries.opinion_of(event).words == [(4, "Спасибо")]


def test_announced_event_is_seen_in_its_municipality_and_planned_only_by_its_makers(client, place, school):
    planned, told = drafted(at=place), announced(at=place)
    wide = announced(level="regional")
    far = announced()
    client.force_login(make_user(person=teachers(school, 1)[0]))

    seen = {event.pk: client.get(f"/events/{event.pk}/").status_code for event in (planned, told, wide, far)}

    assert seen == {planned.pk: 404, told.pk: 200, wide.pk: 200, far.pk: 404}
    assert client.get(f"/events/{told.pk}/people/").status_code == 403
    month = words_of(client.get("/events/calendar/?month=2026-12"))
    assert month.count(told.title) >= 2


def test_calendar_is_read_by_its_secret_address_alone(client, place, chief):
    event = announced(at=place)
    client.post("/events/feeds/", {"organisation": place.name})
    feed = queries.feeds_of(chief).get()
    client.logout()

    answer = client.get(f"/events/feeds/{feed.secret}.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:event-{event.pk}@" in answer.content.decode()
    assert client.get("/events/feeds/guessed.ics").status_code == 404


def test_every_fact_counts_what_has_happened(place, school):
    event = announced(at=place, starts_on=TODAY)
    person = teachers(school, 1)[0]
    services.register_people(event, people=[person], by=None)
    services.mark_present(event, people=[person], way="desk", by=None)
    services.add_line(
        event, on=TODAY, title="Урок", speakers=[services.Named("shows", person=person)], by=None
    )
    event = services.hold_event(event, by=None)
    services.issue_certificate(event, person=person, kind="participant", by=None)
    services.give_feedback(event, score=5, by=make_user(person=person))

    counted = {one.code: fact(one.code).rows().count() for one in FACTS}

    assert counted == dict.fromkeys(counted, 1)
