"""The order that approves a composition: drafted from it, signed, an act from then on."""

from datetime import date, timedelta
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pypdfium2
import pytest

from metodika.core.access import RuleBroken
from metodika.core.documents import document_kinds
from metodika.core.events import story_of
from metodika.core.language import russian_date
from metodika.directory.records.lifecycle import KindCode
from metodika.directory.records.models import Record
from metodika.directory.records.services import enter_order, register_record, write_text
from metodika.directory.regulations.models import Act
from metodika.directory.staff.models import Person
from metodika.governance.bodies import services
from metodika.governance.bodies.models import Composition
from metodika.governance.bodies.queries import kind_of_order
from tests.factories.accounts import make_user
from tests.factories.bodies import make_body, make_composition, make_draft, make_kind
from tests.factories.directory import EmploymentFactory, PersonFactory, PositionFactory, new_people
from tests.factories.records import ask, make_printed, signed_on_paper
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
DAY, FROM = date(2026, 11, 20), date(2026, 12, 1)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def body():
    kind = make_kind(rules={"offices": ["chair", "deputy", "secretary"], "composition_act": "any"})
    return make_body(kind, name="Городской методический совет")


def drafted(composition, *, on=FROM, dated_on=DAY, controller=None):
    frame = {
        "kind": KindCode.DIRECTIVE, "organisation": composition.body.host, "dated_on": dated_on,
        "place": "г. Заречный",
    }  # fmt: skip
    chief = PersonFactory(last_name="Чижова", first_name="Анна", patronymic="Ивановна")
    return services.draft_composition_order(
        composition, on=on, frame=frame, signer=chief, position="Глава администрации",
        controller=controller, by=None,
    )  # fmt: skip


def printed(record):
    return record.versions.get(superseded_at=None).places


def test_order_says_who_sits_and_since_when_and_what_is_replaced(body):
    number = make_composition(body, 9, on=date(2025, 9, 1)).act.number
    people = new_people(3)
    draft = make_draft(body, people)

    record = drafted(draft)

    places = printed(record)
    assert (record.kind, record.title) == (
        "records.directive", "Об утверждении состава Городского методического совета",
    )  # fmt: skip
    assert [point["text"] for point in places["points"]] == [
        f"Утвердить состав Городского методического совета с {russian_date(FROM)} (приложение).",
        f"Считать утратившим силу состав, который утверждён ранее (приказ от 01.09.2025 №\u00a0{number}).",
        "Контроль за исполнением распоряжения оставляю за собой.",
    ]
    [annex] = places["annexes"]
    assert [(row[1], row[4]) for row in annex["rows"]] == [
        (people[0].full_name, "председатель"),
        (people[1].full_name, "заместитель председателя"),
        (people[2].full_name, "секретарь"),
    ]
    assert places["signers"][0]["name"] == "А.\u00a0И.\u00a0Чижова"
    paper = document_kinds()[record.kind].paper(places)
    assert [one.title for one in paper.annexes] == ["Состав Городского методического совета"]


CLAUSES = [
    {
        "ref": "", "label": "4", "gist": "", "clauses": [
            {"ref": "T-4.2", "label": "4.2", "gist": "", "clauses": []},
            {"ref": "", "label": "4.3.", "gist": "", "clauses": [
                {"ref": "T-4.3a", "label": "(а)", "gist": "", "clauses": []}
            ]},
        ],
    },
    {"ref": "T-5", "label": "5", "gist": "", "clauses": []},
]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "cited"),
    [("T-4.3a", "подпунктом «а» пункта 4.3"), ("T-4.2", "пунктом 4.2"), ("T-5", "разделом 5")],
)
def test_preamble_cites_the_clause_of_the_regulation(body, clause, cited):
    body.kind.rules = body.kind.rules | {"clauses": {"composition_act": clause}}
    body.kind.save()
    profile = body.kind.profile
    profile.data = profile.data | {"regulation": {"clauses": CLAUSES}}
    profile.save()
    place = body.host.municipality
    draft = make_draft(body, new_people(3))
    assert printed(drafted(draft))["preamble"] == "В целях организации работы Городского методического совета"

    make_act(owner=place, kind="regulation", issued_on=date(2021, 7, 27), number="292-па", is_governing=True)

    preamble = printed(drafted(draft))["preamble"]
    assert preamble == f"В соответствии с {cited} положения от 27.07.2021 №\u00a0292-па"


def test_control_is_laid_on_a_deputy(body):
    post = PositionFactory(title="Заместитель начальника отдела")
    deputy = PersonFactory(last_name="Синицына", first_name="Ольга", patronymic="Львовна", gender="female")
    EmploymentFactory(person=deputy, organisation=body.host, position=post)

    record = drafted(make_draft(body, new_people(3)), controller=deputy)

    assert printed(record)["points"][-1]["text"] == (
        "Контроль за исполнением распоряжения возложить на заместителя начальника отдела "
        "Синицыну\u00a0О.\u00a0Л."
    )


def test_signed_order_is_read_in_both_files(body):
    names = [one.full_name for one in new_people(3)]
    draft = make_draft(body, Person.objects.filter(pk__in=Person.objects.order_by("-pk")[:3]).order_by("pk"))

    record = signed_on_paper(drafted(draft))

    version = record.versions.get(superseded_at=None)
    expected = [
        body.host.name, "РАСПОРЯЖЕНИЕ", "20 ноября 2026 г.", f"№ {record.number_text}", "г. Заречный",
        "Об утверждении состава Городского методического совета",
        "В целях организации работы Городского методического совета", "ОБЯЗЫВАЮ:",
        "Утвердить состав Городского методического совета с 1 декабря 2026 г. (приложение).",
        "Контроль за исполнением распоряжения оставляю за собой.",
        "Глава администрации", "А. И. Чижова", "Приложение",
        f"к документу: распоряжение от 20 ноября 2026 г. № {record.number_text}",
        "Состав Городского методического совета", names[0], "председатель", names[1],
        "заместитель председателя", names[2], "секретарь",
    ]  # fmt: skip
    for text in (words_of_pdf(version.pdf), words_of_word(version.docx)):
        at = -1
        for words in expected:
            assert (at := text.find(words, at + 1)) >= 0, (words, text)


def words_of_pdf(stored):
    with stored.content.open("rb") as file, pypdfium2.PdfDocument(file.read()) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).translate({0xAD: None, 0xFFFE: None}).split())


def words_of_word(stored):
    with stored.content.open("rb") as file, ZipFile(file) as archive:
        written = fromstring(archive.read("word/document.xml"))
    parts = [one.text or "" if one.tag == f"{WORD}t" else " " for one in written.iter()]
    return " ".join("".join(parts).split())


def test_signed_order_is_an_act_that_approves_the_composition(body):
    draft = make_draft(body, new_people(9))

    record = signed_on_paper(drafted(draft))

    draft.refresh_from_db()
    act = Act.objects.get()
    assert (act.kind, act.issued_on, act.number, act.owner) == (
        "directive",
        DAY,
        record.number_text,
        body.host,
    )
    assert (act.signatory, act.valid_from) == ("Глава администрации А.\u00a0И.\u00a0Чижова", DAY)
    assert (draft.status, draft.act, draft.starts_on) == ("approved", act, FROM)
    edition = act.editions.get()
    assert (edition.file.name, edition.doubts.filter(settled_because="").count()) == (
        f"Распоряжение № {record.number_text} от 20.11.2026.docx", 0,
    )  # fmt: skip
    assert edition.clauses.get(label="1.").text == printed(record)["points"][0]["text"].replace("\u00a0", " ")
    assert enter_order(record, by=None) == act
    assert (Act.objects.count(), act.editions.count()) == (1, 1)
    with pytest.raises(RuleBroken, match="не переписывают"):
        drafted(draft)


def test_text_is_written_anew_with_its_people_until_it_is_signed(body):
    people = new_people(4)
    draft = make_draft(body, people[:3])
    first = drafted(draft)
    services.add_seat(draft, values=services.SeatValues(number=4, person=people[3]), by=None)

    again = drafted(draft, dated_on=DAY + timedelta(days=1))
    write_text(again, points=[{"text": "Утвердить состав."}], signer=people[0], position="Директор", by=None)

    places = printed(again)
    assert (again.pk, Record.objects.count()) == (first.pk, 1)
    assert again.dated_on == DAY + timedelta(days=1)
    assert [row[1] for row in places["annexes"][0]["rows"]] == [one.full_name for one in people]
    assert [point["text"] for point in places["points"]] == ["Утвердить состав."]


def test_order_does_not_approve_people_whom_it_does_not_name(body, client):
    people = new_people(10)
    draft = make_draft(body, people[:9])
    record = drafted(draft)
    services.add_seat(draft, values=services.SeatValues(number=10, person=people[9]), by=None)

    signed_on_paper(record)

    draft.refresh_from_db()
    assert draft.is_draft
    client.force_login(make_user("*", at=body.host))
    card = client.get(f"/bodies/compositions/{draft.pk}/").content.decode()
    assert "Люди изменились с тех пор, как приказ составлен" in card
    form = client.get(f"/bodies/compositions/{draft.pk}/approve/").content.decode()
    assert f"№ {Act.objects.get().pk}" in form
    assert drafted(draft).pk != record.pk


def test_signature_stands_where_the_composition_breaks_a_rule(body):
    kind = body.kind
    kind.rules = kind.rules | {"min_members": 9, "clauses": {"min_members": "YAK-4.2"}}
    kind.save()
    draft = make_draft(body, new_people(3))

    record = signed_on_paper(drafted(draft))

    draft.refresh_from_db()
    assert (record.status, draft.status) == ("signed", "draft")
    assert Act.objects.filter(number=record.number_text).exists()
    told = [sentence for _moment, sentence in story_of(body)]
    assert any("ничего не утверждено" in one and str(record) in one for one in told)


def test_order_is_refused_in_words(body):
    empty = make_draft(body, [])
    with pytest.raises(RuleBroken, match="пока никого нет"):
        drafted(empty)
    empty.delete()
    with pytest.raises(RuleBroken, match="раньше приказа"):
        drafted(make_draft(body, new_people(3)), on=DAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="подписанный приказ"):
        enter_order(make_printed(body.host), by=None)


def test_order_is_drafted_on_the_page_and_by_a_program(body, client):
    draft = make_draft(body, new_people(9))
    user = make_user("*", at=body.host)
    client.force_login(user)
    chief = EmploymentFactory(organisation=body.host).person
    said = {
        "on": "2026-12-01", "kind": "records.order", "organisation": body.host.pk, "dated_on": "2026-11-20",
        "place": "", "signer": f"№ {chief.pk}", "position": "Директор",
    }  # fmt: skip

    offered = client.get(f"/bodies/compositions/{draft.pk}/").content.decode()
    done = client.post(f"/bodies/compositions/{draft.pk}/order/", said)
    record = Record.objects.get()
    card = client.get(f"/bodies/compositions/{draft.pk}/").content.decode()
    again = client.get(f"/bodies/compositions/{draft.pk}/order/").content.decode()
    told = client.post(
        f"/api/v1/compositions/{draft.pk}/order", said | {"position": "И. о. директора", "signer": chief.pk},
        content_type="application/json",
    )  # fmt: skip
    refused = client.post(f"/bodies/compositions/{draft.pk}/order/", said | {"dated_on": "2027-01-01"})

    assert f"/bodies/compositions/{draft.pk}/order/" in offered
    assert done["Location"] == f"/records/{record.pk}/"
    assert f'href="/records/{record.pk}/"' in card
    assert 'value="Директор"' in again
    assert f"№ {chief.pk}" in again
    assert (told.status_code, told.json()["id"]) == (201, record.pk)
    assert printed(record)["signers"][0]["position"] == "И. о. директора"
    assert refused.status_code == 422
    assert Composition.objects.get(pk=draft.pk).starts_on == FROM


def test_who_signs_by_the_text_is_proposed_until_he_is_asked(body, client):
    record = register_record(drafted(make_draft(body, new_people(3))), by=None)
    client.force_login(make_user("*", at=body.host))
    EmploymentFactory(person=Person.objects.get(last_name="Чижова"), organisation=body.host)

    before = client.get(f"/records/{record.pk}/ask/").content.decode()
    ask(record, Person.objects.get(last_name="Чижова"))
    after = client.get(f"/records/{record.pk}/ask/").content.decode()

    assert ("Чижова" in before, 'value="Глава администрации"' in before) == (True, True)
    assert 'value="Глава администрации"' not in after


@pytest.mark.parametrize(
    ("kind", "rule", "expected"),
    [
        ("administration", "any", "records.directive"),
        ("education_department", "any", "records.order"),
        ("administration", "order", "records.order"),
        ("education_department", "directive", "records.directive"),
    ],
)
def test_kind_of_the_order_follows_the_rules_then_the_host(body, kind, rule, expected):
    body.host.kind = kind
    body.kind.rules = body.kind.rules | {"composition_act": rule}

    assert kind_of_order(body) == expected
