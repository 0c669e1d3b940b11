import re
from datetime import date

import pytest
import time_machine

from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose
from metodika.directory.accounts.services import give_consent, publish_consent_text
from metodika.directory.records import services
from metodika.directory.records.models import CaseFile, Dispatch, Record
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory
from tests.factories.records import ask, make_printed
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
ALL = ("records.*", "staff.*", "organisations.*", "regulations.*")


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z"):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def secretary(client, school):
    user = make_user(*ALL, at=school)
    client.force_login(user)
    return user


def words_of(answer):
    return answer.content.decode()


def send(record, *people):
    return services.send_for_acknowledgement(
        record, organisation=record.organisation, people=people, audience="Все", title="Приказ", by=None
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/records/", 10), ("/records/dispatches/", 10), ("/records/cases/", 10), ("/records/numbers/", 10)],
)
def test_list_costs_the_same_however_many_rows(
    client, school, secretary, rows, address, queries, django_assert_num_queries
):
    for number in range(rows):
        record = make_printed(school, dated_on=date(2024 + number, 9, 1))
        ask(record, PersonFactory())
        send(record, PersonFactory())
        services.open_case(school, index=f"0{number}", title="Дело", year=2026, keep_years=5, by=None)

    with django_assert_num_queries(queries):
        answer = client.get(address)

    assert answer.status_code == 200
    assert answer.context["table"].count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_card_costs_the_same_however_many_signers(client, school, secretary, rows, django_assert_num_queries):
    record = make_printed(school)
    ask(record, *[PersonFactory() for _n in range(rows)])

    with django_assert_num_queries(15):
        answer = client.get(f"/records/{record.pk}/")

    assert len(answer.context["signatures"]) == rows


def test_register_is_searched_filtered_and_printed(client, school, secretary):
    wanted = make_printed(school, title="О плане работы")
    make_printed(school, kind="records.directive")

    assert list(client.get("/records/?q=план").context["table"].rows) == [wanted]
    assert list(client.get("/records/?kind=records.order").context["table"].rows) == [wanted]
    printed = client.get("/records/print/?kind=records.order")
    assert b"".join(printed.streaming_content).startswith(b"%PDF-")


def test_order_is_written_registered_and_sent_to_be_signed(client, school, secretary):
    director = EmploymentFactory(organisation=school, is_head=True).person
    form = {
        "kind": "records.order", "organisation": school.pk, "title": "О составе совета",
        "dated_on": "2026-11-22", "points": "Утвердить состав.\n- председатель\nКонтроль за мной.",
        "signer": f"№ {director.pk}", "position": "Директор",
    }  # fmt: skip
    client.post("/records/write/", form)
    record = Record.objects.get()
    client.post(f"/records/{record.pk}/register/")
    ask_form = {"person": f"№ {director.pk}", "capacity": "Директор", "order": 1}
    answer = client.post(f"/records/{record.pk}/ask/", ask_form)

    record.refresh_from_db()
    places = record.versions.get(superseded_at=None).places
    assert answer.url == f"/records/{record.pk}/"
    assert (record.number_text, record.status) == ("1", "printed")
    assert places["points"] == [
        {"text": "Утвердить состав.", "items": ["председатель"]}, {"text": "Контроль за мной.", "items": []}
    ]  # fmt: skip
    again = client.get(f"/records/{record.pk}/text/").context["form"].initial
    assert again["points"] == form["points"]
    assert "Ожидает подписей" in words_of(client.get(f"/records/{record.pk}/"))


def test_scan_form_keeps_what_was_ticked_when_the_file_is_refused(client, school, secretary):
    record = make_printed(school)
    ask(record, PersonFactory())

    answer = client.post(f"/records/{record.pk}/scan/", {"signed_by": [record.signatures.get().pk]})

    assert answer.status_code == 422
    assert list(answer.context["form"]["signed_by"].value()) == [str(record.signatures.get().pk)]


def test_person_signs_on_the_page(client, school):
    user = make_user()
    client.force_login(user)
    record = make_printed(school)
    request = ask(record, user.person)[0]
    address = f"/records/signatures/{request.pk}/sign/"
    listed = words_of(client.get("/records/own/"))
    before = words_of(client.get(address))
    text = publish_consent_text(ConsentPurpose.SIGNING, text="Соглашение", by=None)
    give_consent(user.person, text=text, channel=ConsentChannel.SCREEN, by=user)

    wrong = client.post(address, {"password": "не тот"})
    right = client.post(address, {"password": PASSWORD})

    record.refresh_from_db()
    assert address in listed
    assert "Один шаг перед первой подписью" in before
    assert (wrong.status_code, right.status_code, record.status) == (422, 302, "signed")
    assert "не ждёт вашей подписи" in words_of(client.get("/records/own/"))


def test_signer_reads_the_text_that_nobody_else_may_see(client, school):
    user = make_user()
    record = make_printed(school)
    request = ask(record, user.person)[0]

    client.force_login(make_user())
    assert client.get(f"/records/signatures/{request.pk}/text/").status_code == 404
    client.force_login(user)
    answer = client.get(f"/records/signatures/{request.pk}/text/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.get(f"/records/{record.pk}/").status_code == 200


def test_named_people_are_ticked_and_read_on_their_pages(client, school, secretary):
    user = make_user()
    EmploymentFactory(organisation=school, person=user.person)
    record = make_printed(school)
    form = {"organisation": school.pk, "audience": "named"}

    asked = client.post(f"/records/{record.pk}/send/", form)
    client.post(f"/records/{record.pk}/send/", {**form, "people": [user.person.pk]})
    item = Dispatch.objects.get().items.get()
    client.force_login(user)
    opened = client.post(f"/records/items/{item.pk}/open/")
    client.post(f"/records/items/{item.pk}/acknowledge/")

    item.refresh_from_db()
    assert asked.status_code == 422
    assert str(user.person) in words_of(asked)
    assert opened.url == f"/records/items/{item.pk}/text/"
    assert (item.method, item.person) == ("screen", user.person)


def test_card_of_an_act_tells_who_has_read_it(client, school, secretary):
    act = make_act(owner=school)
    EmploymentFactory(organisation=school)
    form = {"organisation": school.pk, "audience": "everybody", "due_on": "2026-11-30"}

    client.post(f"/records/of-act/{act.pk}/send/", form)

    panel = words_of(client.get(f"/records/of-act/{act.pk}/"))
    assert "Не ознакомлены 1 из 1" in panel
    assert f"/records/of-act/{act.pk}/" in words_of(client.get(f"/regulations/{act.pk}/"))
    dispatch = Dispatch.objects.get()
    for address in ("sheet/", "sheet/?all", "sheet/?all&word"):
        content = b"".join(client.get(f"/records/dispatches/{dispatch.pk}/{address}").streaming_content)
        assert content[:2] in {b"%P", b"PK"}


def test_file_plan_is_kept_on_its_pages(client, school, secretary):
    record = make_printed(school)
    form = {"organisation": school.pk, "index": "01-05", "title": "Приказы", "year": 2026, "keep_years": 5}
    client.post("/records/cases/open/", form)
    case = CaseFile.objects.get()
    client.post(f"/records/{record.pk}/file/", {"case_file": case.pk})
    client.post(f"/records/cases/{case.pk}/close/", {"on": "2026-11-22"})

    case.refresh_from_db()
    record.refresh_from_db()
    assert (record.status, case.closed_on.isoformat(), case.keep_until) == ("filed", "2026-11-22", None)
    assert record.requisites in words_of(client.get(f"/records/cases/{case.pk}/"))


def test_public_page_checks_a_paper_and_names_nobody(client, school):
    person = PersonFactory(last_name="Неназываемая")
    record = make_printed(school, title="Об увольнении Неназываемой")
    ask(record, person)
    version = record.versions.get()
    mark = f"1-{version.content_sha256[:12]}"

    def page(address):
        answer = client.get(f"/check/{address}")
        return answer.status_code, words_of(answer)

    status, words = page(f"{record.public_code}/{mark}/")
    assert status == 200
    assert "подписан ещё не всеми" in words
    assert version.sha256 in words
    assert "Неназываем" not in words
    assert "скопирован или подделан" in page(f"{record.public_code}/1-000000000000/")[1]
    assert page("222222222222/")[0] == 404

    services.issue_version(record, places={**version.places, "preamble": "Иначе"}, by=None)
    assert "прежняя версия" in page(f"{record.public_code}/{mark}/")[1]
    Record.objects.filter(pk=record.pk).update(status="signed")
    assert "подлинный и действует" in page(f"{record.public_code.lower()}/")[1]
    services.cancel_number(record, reason="Ошибка Неназываемой", by=None)
    words = page(f"{record.public_code}/")[1]
    assert "Документ аннулирован" in words
    assert "Неназываем" not in words


def test_code_is_typed_as_it_is_printed(client):
    record = make_printed()

    answer = client.post("/check/", {"code": record.code_to_print.lower()})

    assert answer.url == f"/check/{record.public_code}/"
    assert client.post("/check/", {"code": "код с кириллицей"}).status_code == 422


def test_draft_is_known_to_nobody_outside(client):
    record = Record.objects.get(pk=make_printed().pk)
    Record.objects.filter(pk=record.pk).update(
        status="draft", series=None, number=None, number_text="", registered_at=None
    )

    assert client.get(f"/check/{record.public_code}/").status_code == 404


def test_code_and_address_of_the_check_stand_on_the_paper(client, settings):
    settings.ADDRESS = "https://metodika.example.org"
    record = make_printed()
    version = record.versions.get()

    answer = client.get(f"/check/{record.public_code}/1-{version.content_sha256[:12]}/")

    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{12}", record.public_code)
    assert answer.status_code == 200
