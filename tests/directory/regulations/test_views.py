from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.directory.regulations.lifecycle import ActStatus
from metodika.directory.regulations.models import Act, ActRelation, Edition
from metodika.directory.regulations.services import publish_act
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory
from tests.factories.regulations import make_act, make_text, text_of

pytestmark = pytest.mark.django_db
PAGES = ["", "bases/", "editions/"]
WRITING = ["doubts/", "history/", "change/", "status/", "publish/", "repeal/", "relate/"]


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z"):
        yield


@pytest.fixture
def owner():
    return MunicipalityFactory()


@pytest.fixture
def methodist(client, owner):
    user = make_user("regulations.*", at=owner)
    client.force_login(user)
    return user


def words_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_however_many_rows(client, owner, methodist, rows, django_assert_num_queries):
    for number in range(rows):
        make_text(owner, content=text_of(f"{number}-О"))

    with django_assert_num_queries(10):
        answer = client.get("/regulations/")

    assert answer.context["table"].count == rows


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "second", ["Школа открыта.", "Школа открыта.\n1.3. По плану.\n1.4. По приказу № 9 от 01.02.2021."]
)
def test_pages_of_an_act_cost_the_same_for_any_text(
    client, owner, methodist, page, second, django_assert_num_queries
):
    act = make_text(owner, content=text_of(second=second)).act
    costs = {"": 16, "bases/": 16, "editions/": 11}

    with django_assert_num_queries(costs[page]):
        answer = client.get(f"/regulations/{act.pk}/{page}")

    assert answer.status_code == 200


def test_guest_sees_published_acts_and_no_others(client, owner):
    private = make_text(owner).act
    shown = make_text(owner, content=text_of("50-О")).act
    publish_act(shown, on=date(2023, 6, 1), address="", by=None)

    listed = client.get("/regulations/")
    pages = [client.get(f"/regulations/{act.pk}/{page}") for act in (shown, private) for page in PAGES]

    assert list(listed.context["table"].rows) == [shown]
    assert [page.status_code for page in pages] == [200, 200, 200, 302, 302, 302]
    assert "Школа открыта круглый год." in words_of(pages[0])
    assert "/status/" not in words_of(pages[0])


def test_guest_compares_and_downloads_editions_of_a_published_act(client, owner):
    older = make_text(owner).edition
    newer = make_text(owner, content=text_of(second="Школа открыта летом.")).edition
    addresses = [f"/regulations/editions/{newer.pk}/{page}" for page in ("", "file/", f"compare/{older.pk}/")]

    closed = [client.get(address) for address in addresses]
    publish_act(newer.act, on=date(2023, 6, 1), address="", by=None)
    opened = [client.get(address) for address in addresses]

    assert [answer.status_code for answer in closed + opened] == [302, 302, 302, 200, 200, 200]
    assert b"".join(opened[1]) == text_of(second="Школа открыта летом.")
    opened[1].close()


@pytest.mark.parametrize("page", PAGES + WRITING)
def test_stranger_gets_404(client, owner, page):
    act = make_text(owner).act
    client.force_login(make_user("regulations.*", at=MunicipalityFactory()))

    assert client.get(f"/regulations/{act.pk}/{page}").status_code == 404


@pytest.mark.parametrize("page", WRITING)
def test_reader_without_the_permission_gets_403(client, owner, page):
    act = make_text(owner).act
    client.force_login(make_user("regulations.view_act", at=owner))

    assert client.get(f"/regulations/{act.pk}/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES + WRITING)
def test_every_page_opens_for_the_methodist(client, owner, methodist, page):
    act = make_text(owner, content=text_of(second="Школа открыта,")).act

    answer = client.get(f"/regulations/{act.pk}/{page}")

    words = act.title if page not in WRITING else 'method="post"'
    assert (answer.status_code, words in answer.content.decode()) == (200, True)


def test_list_is_narrowed_by_words_kind_status_and_day(client, owner, methodist):
    act = make_act(owner, number="5", title="О чтении", valid_to=date(2024, 1, 1))
    make_act(owner, number="6", title="О счёте", kind="letter", status="draft")

    for asked in ("q=чтени", "kind=order", "status=in_force", "on=2023-12-31"):
        assert list(client.get(f"/regulations/?{asked}").context["table"].rows) == [act], asked


def new_card(owner):
    words = {"kind": "order", "issuer": "Комитет", "title": "О чтении"}
    return {**words, "issued_on": "2024-02-01", "owner": owner.pk}


def test_act_is_written_in_by_hand(client, owner, methodist):
    form = {
        "kind": "order",
        "issuer": "Комитет",
        "issued_on": "2024-02-01",
        "title": "О чтении",
        "owner": owner.pk,
    }

    answer = client.post("/regulations/add/", form)
    again = client.post("/regulations/add/", form)

    act = Act.objects.get()
    assert answer.url == f"/regulations/{act.pk}/"
    assert (act.owner, act.number, act.issued_on) == (owner, "", date(2024, 2, 1))
    assert "уже есть" in words_of(again)


def test_act_is_not_written_into_a_foreign_register(client, owner, methodist):
    form = {
        "kind": "order",
        "issuer": "К",
        "issued_on": "2024-02-01",
        "title": "О",
        "owner": MunicipalityFactory().pk,
    }

    assert client.post("/regulations/add/", form).status_code == 422
    assert not Act.objects.exists()


def test_second_editor_sees_what_differs(client, owner, methodist):
    act = make_act(owner, title="О чтении")
    values = {"kind": "order", "issuer": act.issuer, "issued_on": "2023-05-14", "number": act.number}

    client.post(f"/regulations/{act.pk}/change/", {**values, "title": "О счёте", "version": 1})
    second = client.post(f"/regulations/{act.pk}/change/", {**values, "title": "О письме", "version": 1})

    assert "О счёте" in words_of(second)
    assert Act.objects.get().title == "О счёте"


def test_status_is_moved_and_a_repealed_act_stays(client, owner, methodist):
    act = make_act(owner)

    client.post(f"/regulations/{act.pk}/status/", {"status": "repealed", "on": "2024-09-01"})
    refused = client.get(f"/regulations/{act.pk}/status/")

    assert Act.objects.get().status == ActStatus.REPEALED
    assert refused.status_code == 409


def test_successor_is_chosen_by_words(client, owner, methodist):
    old = make_act(owner, title="О чтении")
    new = make_act(owner, title="О новом чтении", issued_on=date(2024, 8, 1))

    suggested = client.get(f"/regulations/{old.pk}/repeal/?pick=successor&successor=новом")
    answer = client.post(f"/regulations/{old.pk}/repeal/", {"successor": "новом чтении", "on": "2024-09-01"})

    relation = ActRelation.objects.get()
    assert "О новом чтении" in words_of(suggested)
    assert (answer.status_code, relation.act, relation.other) == (302, new, old)
    assert "О новом чтении" in words_of(client.get(f"/regulations/{old.pk}/"))


def test_relation_and_publication_are_written_down(client, owner, methodist):
    act, other = make_act(owner, title="О чтении"), make_act(owner, title="О счёте")

    client.post(f"/regulations/{act.pk}/relate/", {"kind": "amends", "other": "счёте"})
    client.post(f"/regulations/{act.pk}/publish/", {"on": "2023-06-01", "address": "https://example.org/1"})

    assert ActRelation.objects.get().other == other
    assert Act.objects.get(pk=act.pk).published_on == date(2023, 6, 1)


def test_doubt_is_settled_with_a_reason_on_its_page(client, owner, methodist):
    done = make_text(owner, content=text_of(second="Школа открыта,"))
    doubt = done.edition.doubts.get(code="text-cut")

    shown = client.get(f"/regulations/{done.act.pk}/doubts/")
    answer = client.post(f"/regulations/doubts/{doubt.pk}/settle/", {"reason": "Так напечатано."})

    assert "1.2. Школа открыта," in words_of(shown)
    assert answer.url == f"/regulations/{done.act.pk}/doubts/"
    assert "Так напечатано." in words_of(client.get(answer.url))


def upload(client, content, name="приказ.txt", owner=None, **more):
    return client.post(
        "/regulations/import/", {"file": SimpleUploadedFile(name, content), "owner": owner.pk, **more}
    )


def card(**values):
    return {
        "kind": "order",
        "issuer": "Комитет",
        "issued_on": "2023-05-14",
        "number": "48-О",
        "title": "О школе",
    } | values


def test_wizard_shows_what_was_understood_and_stores_nothing_before_it_is_told(client, owner, methodist):
    uploaded = upload(client, text_of(), owner=owner)
    preview = client.get(uploaded.url)

    shown = words_of(preview)
    assert "Школа открыта круглый год." in shown
    assert "от 01.02.2022 № 7" in shown
    assert 'value="48-О"' in shown
    assert not Act.objects.exists()


def test_wizard_imports_with_the_corrected_card(client, owner, methodist):
    address = upload(client, text_of(), owner=owner).url

    answer = client.post(address, card(number="49-О", title="О наставниках"))

    act = Act.objects.get(owner=owner)
    assert answer.url == f"/regulations/{act.pk}/"
    assert (act.number, act.title, act.editions.get().imported_by) == ("49-О", "О наставниках", methodist)


def test_wizard_says_that_the_text_is_there_already(client, owner, methodist):
    make_text(owner)

    address = upload(client, text_of(), owner=owner).url
    preview = client.get(address)
    client.post(address, card(issuer="Комитет по образованию города Заречный"))

    assert "Этот самый текст уже загружен" in words_of(preview)
    assert Edition.objects.count() == 1


def test_wizard_leads_from_a_second_text_to_the_comparison(client, owner, methodist):
    make_text(owner)

    address = upload(client, text_of(second="Школа открыта летом."), owner=owner).url
    preview = client.get(address)
    answer = client.post(address, card(issuer="Комитет по образованию города Заречный"), follow=True)

    assert "новой редакцией" in words_of(preview)
    assert "<del>круглый" in words_of(answer)
    assert "<ins>летом." in words_of(answer)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.txt"),
        (b"%PDF-1.4", "a.txt"),
        (b"PK\x03\x04 broken", "a.docx"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" * 40, "a.txt"),
        ("Слово.".encode(), "a.exe"),
        (b"x " * 10_000_000, "a.txt"),
    ],
    ids=["empty", "scan", "broken docx", "program", "exe", "20 MB"],
)
def test_wizard_refuses_a_bad_file_on_its_first_page(client, owner, methodist, content, name):
    answer = upload(client, content, name, owner=owner)

    assert answer.status_code in {200, 422}
    assert "m-fault" in words_of(answer) or "alert" in words_of(answer)
    assert not Act.objects.exists()


@pytest.mark.parametrize("owner_words", ["", "abc", "999999"])
def test_wizard_knows_no_step_without_a_register(client, owner, methodist, owner_words):
    address = upload(client, text_of(), owner=owner).url.partition("?")[0]

    assert client.get(f"{address}?owner={owner_words}").status_code == 404


def test_wizard_does_not_show_what_somebody_else_has_uploaded(client, owner, methodist):
    address = upload(client, text_of(), owner=owner).url
    client.force_login(make_user("regulations.*", at=owner))

    assert client.get(address).status_code == 404
