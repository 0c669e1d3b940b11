import copy
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metodika.core.imports.spreadsheets import read_workbook
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Edition
from metodika.directory.regulations.services import outline_regulation
from metodika.governance.bodies.models import BodyKind
from metodika.planning.plans.models import Occurrence
from metodika.steering.compliance import services
from metodika.steering.compliance.models import Proof, Standing, Waiver
from metodika.steering.indicators.models import Indicator
from tests.factories.accounts import make_user
from tests.factories.bodies import make_body, make_composition
from tests.factories.compliance import governed
from tests.factories.directory import PersonFactory, SchoolFactory
from tests.factories.indicators import measured
from tests.factories.meetings import closed
from tests.factories.plans import planned

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
THREE = "YAK-4.10.1b"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


@pytest.fixture
def place():
    return governed()[0]


@pytest.fixture
def assessor(client, place):
    user = make_user(
        "compliance.*", "organisations.*", "regulations.*", "meetings.*", "bodies.*", "facts.*", "plans.*",
        "indicators.*", "staff.*", at=place,
    )  # fmt: skip
    client.force_login(user)
    return user


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def council(place, sessions):
    kind = BodyKind.objects.get(code="council", profile=place.profile)
    body = make_body(kind, host=place, name="РИМС", starts_on=date(2026, 9, 1))
    make_composition(body, [PersonFactory() for _number in range(9)], on=date(2026, 9, 1))
    return [closed(body) for _number in range(sessions)]


def clause(place, code=THREE):
    return Standing.objects.get(municipality=place, code=code)


def test_assessor_finds_a_clause_by_its_number_and_opens_its_sessions(client, place, assessor):
    sessions = council(place, 3)
    services.assess(place, day=TODAY, by=None)

    text = words_of(client.get(f"/compliance/{place.pk}/"))
    found = client.get(f"/compliance/{place.pk}/clauses/", {"q": "4.10.1"}).context["table"].page
    card = words_of(client.get(f"/compliance/clauses/{clause(place).pk}/"))

    assert f'href="/compliance/clauses/{clause(place).pk}/"' in text
    assert [one.code for one in found] == ["YAK-4.10.1a", THREE, "YAK-4.10.1c"]
    assert "Пункт 4.10.1" in card
    assert "Найдено: 3, нужно не меньше 3." in card
    assert "Период: 1 сентября 2026 г. – 31 августа 2027 г." in card
    assert "Правомочное заседание" in card
    assert [f'href="/sessions/{one.pk}/"' in card for one in sessions] == [True] * 3


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_many_rows(client, place, assessor, rows):
    for number in range(rows - 1):
        SchoolFactory(parent=place, kind="secondary_school", name=f"Школа {number + 10}")
    council(place, rows)
    services.assess(place, day=TODAY, by=None)
    pages = {
        f"/compliance/{place.pk}/": 14, f"/compliance/{place.pk}/clauses/": 14,
        f"/compliance/{place.pk}/months/": 12, f"/compliance/{place.pk}/institutions/": 13,
        f"/compliance/clauses/{clause(place).pk}/": 20, f"/api/v1/compliance/{place.pk}/institutions": 8,
        f"/api/v1/compliance/{place.pk}/text": 9,
    }  # fmt: skip

    answers, counted = {}, {}
    for address in pages:
        with CaptureQueriesContext(connection) as queries:
            answers[address] = client.get(address)
        counted[address] = len(queries)
    assert counted == pages
    card, cells = list(answers.values())[4:6]
    assert len(card.context["rules"][0]["told"].found) == rows
    assert len({cell["organisation"]["id"] for cell in cells.json()}) == rows


def test_each_view_is_printed_in_each_kind(client, place, assessor):
    services.assess(place, day=TODAY, by=None)
    said = {
        "clauses": "Положение и то, чем доказаны его пункты", "owners": "Пункты по ответственным",
        "months": "Сроки по месяцам", "institutions": "Учреждения по пунктам",
    }  # fmt: skip

    for paper, title in said.items():
        files = {
            kind: client.get(f"/compliance/{place.pk}/papers/{paper}.{kind}").getvalue()
            for kind in ("docx", "xlsx", "pdf")
        }
        pages = pypdfium2.PdfDocument(BytesIO(files["pdf"]))
        words = " ".join(pages[0].get_textpage().get_text_range().split())
        assert (files["docx"][:2], files["xlsx"][:2]) == (b"PK", b"PK")
        assert title in words, words[:300]
    assert client.get(f"/compliance/{place.pk}/papers/nobody.pdf").status_code == 404


def test_heat_map_leads_from_a_school_to_the_clause(client, place, assessor):
    services.assess(place, day=TODAY, by=None)
    councils = clause(place, "YAK-3.1.4")

    answer = client.get(f"/compliance/{place.pk}/institutions/")

    chart = answer.context["chart"]
    column = chart.columns.index("YAK-3.1.4 (1)")
    mark = chart.rows[0].cells[column]
    assert (mark.word, mark.tone, mark.note) == ("Не выполнен", "bad", "0 / 1")
    assert mark.url == f"/compliance/clauses/{councils.pk}/"
    assert "<svg" in answer.content.decode()


def test_new_edition_shows_what_its_changed_clauses_touch(client, place, assessor):
    services.assess(place, day=TODAY, by=None)
    first = Edition.objects.get(act__owner=place)
    profile = place.profile
    profile.data = copy.deepcopy(profile.data)
    _reword(profile.data["regulation"]["clauses"], THREE, "Не меньше пяти заседаний в год")
    profile.save()
    outline_regulation(profile, Organisation.objects.get(pk=place.pk), by=None)
    newer = Edition.objects.exclude(pk=first.pk).get(act__owner=place)
    one = measured(place)
    Indicator.objects.filter(pk=one.pk).update(basis="YAK-4.10.1, YAK-9.9")
    item = planned(at=place, approved=False).items.get()
    item.clause = newer.clauses.get(ref=THREE)
    item.save()

    page = words_of(client.get(f"/compliance/editions/{newer.pk}/"))
    told = client.get(f"/api/v1/compliance/editions/{newer.pk}").json()
    compared = words_of(client.get(f"/regulations/editions/{newer.pk}/compare/{first.pk}/"))
    text = words_of(client.get(f"/compliance/{place.pk}/"))

    assert [(row["code"], row["after"]) for row in told] == [("YAK-4.10.1", "Не меньше пяти заседаний в год")]
    assert "YAK-4.10.1b: Не меньше трёх правомочных заседаний совета за учебный год" in told[0]["rules"]
    assert one.pk in [row["id"] for row in told[0]["indicators"]]
    assert [row["id"] for row in told[0]["items"]] == [item.pk]
    assert told[0]["bodies"]
    assert "Провести семинар" in page
    assert f"/compliance/editions/{newer.pk}/" in compared
    assert f"/compliance/editions/{newer.pk}/" in text


def _reword(clauses, ref, gist):
    for one in clauses:
        if one.get("ref") == ref:
            one["gist"] = gist
        _reword(one.get("clauses") or one.get("children") or [], ref, gist)


def test_proof_waiver_and_owner_go_their_way_by_the_pages(client, place, assessor):
    services.assess(place, day=TODAY, by=None)
    waiting = clause(place, "YAK-1.2c")
    page = f"/compliance/clauses/{waiting.pk}/"
    paper = SimpleUploadedFile("приказ.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    told = {"title": "Приказ № 45", "speaks_for": "2026-10-12", "expires_on": "2027-08-31"}

    nothing = client.post(f"{page}prove/", told)
    client.post(f"{page}prove/", told | {"attached": paper})
    proved = words_of(client.get(page))
    was, proof = clause(place, "YAK-1.2c").state, Proof.objects.get(municipality=place)
    no_reason = client.post(f"/compliance/proofs/{proof.pk}/withdraw/", {"reason": " "})
    client.post(f"/compliance/proofs/{proof.pk}/withdraw/", {"reason": "Не тот приказ"})
    withdrawn = words_of(client.get(page))
    days = {"starts_on": "2026-11-23", "ends_on": "2026-12-31"}
    unreasoned, endless = (
        client.post(f"{page}waive/", one)
        for one in (days, {"reason": "Нет практик", "starts_on": "2026-11-23"})
    )
    client.post(f"{page}waive/", days | {"reason": "Нет практик"})
    waived = words_of(client.get(page))
    client.post(f"/compliance/waivers/{Waiver.objects.get().pk}/end/")
    client.post(f"{page}owner/", {"person": f"№ {assessor.person.pk}"})
    after = words_of(client.get(page))

    assert [one.status_code for one in (nothing, no_reason, unreasoned, endless)] == [422] * 4
    # The day it speaks for stands apart from that of the upload, with who added it and until when it counts.
    for words in ("12 октября 2026", "23 ноября 2026", "31 августа 2027", "Приказ № 45", str(assessor)):
        assert words in proved, words
    assert (was, "Не тот приказ" in withdrawn) == ("met", True)
    assert "Нет практик" in waived
    assert ("Отсрочен" in waived, "Освобождение снято" in after) == (True, True)
    assert list(clause(place, "YAK-1.2c").owners.all()) == [assessor.person]


def test_each_paper_holds_what_its_page_shows(client, place, assessor):
    services.assess(place, day=TODAY, by=None)
    services.name_owner(clause(place), person=assessor.person, by=None)
    last = max(Standing.objects.filter(municipality=place), key=lambda one: one.order)
    councils = "В каждой школе работает методический совет"
    held = {
        "clauses": [THREE, last.code], "owners": [THREE, str(assessor.person)],
        "months": [THREE, "31.08.2027"], "institutions": ["YAK-3.1.4", councils],
    }  # fmt: skip

    for paper, words in held.items():
        docx, xlsx = (
            client.get(f"/compliance/{place.pk}/papers/{paper}.{kind}").getvalue()
            for kind in ("docx", "xlsx")
        )
        written = ZipFile(BytesIO(docx)).read("word/document.xml").decode()
        grid = next(iter(read_workbook(BytesIO(xlsx), kind="xlsx")))
        cells = "\n".join(str(cell) for row in grid.rows for cell in row)
        assert [(one in written, one in cells) for one in words] == [(True, True)] * len(words), paper


def test_owner_finds_what_is_his_to_mend_and_months_name_what_falls_due(client, place, assessor):
    council(place, 1)
    services.assess(place, day=TODAY, by=None)
    services.name_owner(clause(place), person=assessor.person, by=None)

    page = client.get(f"/compliance/{place.pk}/clauses/", {"mine": "on"})
    mine = page.context["table"].page
    bad = client.get(f"/compliance/{place.pk}/clauses/", {"state": "failed"}).context["table"].rows
    until = {"forecast": "failed", "state": "on_track", "due_to": "2027-08-31"}
    fail = client.get(f"/compliance/{place.pk}/clauses/", until).context["table"].rows
    told = client.get(f"/api/v1/compliance/{place.pk}/clauses", {"forecast": "failed"}).json()["items"]
    months = client.get(f"/compliance/{place.pk}/months/").context["months"]
    due = client.get(f"/api/v1/compliance/{place.pk}/months").json()

    assert ([one.code for one in mine], page.content.decode().count("<h1")) == ([THREE], 1)
    assert {one.state for one in bad} == {"failed"}
    assert THREE in {one.code for one in fail}
    assert {one["forecast"] for one in told} == {"failed"}
    found = {title: [task[0] for task in tasks] for title, tasks in months}
    assert str(clause(place)) in found["Август 2027 г."]
    assert sum(map(len, found.values())) == len(due)
    assert str(clause(place, "YAK-4.10.1a")) not in sum(found.values(), [])


def test_what_is_forbidden_is_shown_as_found_against_the_clause_and_on_its_day(client, place, assessor):
    late = planned(at=place).items.get()
    Occurrence.objects.filter(item=late).update(due_on=date(2026, 10, 31))
    services.assess(place, day=TODAY, by=None)

    card = words_of(client.get(f"/compliance/clauses/{clause(place, 'YAK-2.4.1').pk}/"))
    told = client.get(f"/api/v1/compliance/clauses/{clause(place, 'YAK-2.4.1').pk}").json()

    assert "Что нарушено" in card
    assert "1 ноября 2026 г.</td>" in card.replace(" </td>", "</td>")
    assert [one["day"] for one in told["rules"][1]["found"]] == ["2026-11-01"]
    assert (told["rules"][1]["kind"], told["rules"][1]["state"]) == ("none", "failed")
