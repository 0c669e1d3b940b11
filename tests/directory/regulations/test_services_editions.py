from datetime import date

import pytest
from django.db import connection

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.files.models import StoredFile
from metodika.core.files.text import words
from metodika.directory.profiles.services import load_profile
from metodika.directory.regulations.lifecycle import ActKind, ActStatus, EditionSource
from metodika.directory.regulations.models import Act, Clause, Edition, LegalBasis
from metodika.directory.regulations.queries import compared_editions, newest_text
from metodika.directory.regulations.rules import node_words
from metodika.directory.regulations.services import import_regulation, move_act
from tests.directory.regulations.samples import NAMES, reading_of, source_of
from tests.factories.directory import MunicipalityFactory
from tests.factories.regulations import make_act, make_text, text_of

pytestmark = pytest.mark.django_db


def imported(content, owner, **more):
    return import_regulation(content, name="приказ.txt", owner=owner, by=None, **more)


def test_new_text_becomes_an_act_with_its_card_tree_and_bases():
    done = make_text()

    act = done.act
    basis = done.edition.bases.get().basis
    assert (act.kind, act.issued_on, act.number) == (ActKind.ORDER, date(2023, 5, 14), "48-О")
    assert (act.title, act.controller, act.level) == ("О школе наставника", "Зимину О.П", "municipal")
    assert (done.is_new, done.edition.number, done.edition.file.name) == (True, 1, "приказ.txt")
    assert (basis.owner, basis.number, basis.issued_on) == (None, "7", date(2022, 2, 1))
    assert done.edition.clauses.get(key="annex1/1.2").text == "Школа открыта круглый год."


def test_stored_tree_keeps_every_word_in_order():
    done = make_text()

    kept = [
        word
        for clause in done.edition.clauses.order_by("order")
        for word in words(clause.label) + words(clause.text)
    ]
    assert kept == words(text_of().decode())


@pytest.mark.parametrize("name", NAMES)
def test_each_of_the_five_is_stored_whole(name):
    content = source_of(name)

    done = import_regulation(content, name=f"{name}.txt", owner=MunicipalityFactory(), by=None)

    kept = [
        word
        for clause in done.edition.clauses.order_by("order")
        for word in words(clause.label) + words(clause.text)
    ]
    assert kept == node_words(reading_of(name).nodes)
    assert done.edition.bases.exists()
    assert not imported(content, done.act.owner).is_new


def test_same_text_twice_changes_nothing():
    owner = MunicipalityFactory()
    first = imported(text_of(), owner)
    entries = JournalEntry.objects.count()

    second = imported(text_of(), owner)

    assert (second.act, second.edition, second.is_new) == (first.act, first.edition, False)
    assert (Act.objects.registered().count(), Edition.objects.count(), StoredFile.objects.count()) == (
        1,
        1,
        1,
    )
    assert JournalEntry.objects.count() == entries


def test_second_text_is_the_next_edition_and_is_matched_clause_by_clause():
    owner = MunicipalityFactory()
    first = imported(text_of(), owner)

    second = imported(text_of(second="Школа открыта с сентября по май."), owner)

    differing = [
        (match.kind, match.old_key, match.new_key)
        for match, _old, _new in compared_editions(first.edition, second.edition).rows
        if match.kind != "same"
    ]
    assert (second.act, second.edition.number, second.is_new) == (first.act, 2, True)
    assert differing == [("changed", "annex1/1.2", "annex1/1.2")]


def test_corrected_card_goes_before_what_was_read():
    card = {
        "kind": ActKind.RESOLUTION,
        "issuer": "Администрация",
        "issued_on": date(2024, 1, 9),
        "number": "3",
    }

    act = imported(text_of(), MunicipalityFactory(), card={**card, "title": "О школе"}).act

    assert {name: getattr(act, name) for name in card} == card
    assert act.title == "О школе"


def test_card_of_a_known_act_keeps_what_people_wrote_and_gets_its_blanks_filled():
    owner = MunicipalityFactory()
    issuer = "Комитет по образованию города Заречный"
    known = make_act(owner, number="48-О", issuer=issuer, title="Своё название")

    act = imported(text_of(), owner).act

    assert act.pk == known.pk
    assert (act.title, act.controller, act.version) == ("Своё название", "Зимину О.П", 2)


def test_head_with_a_short_issuer_finds_its_act_by_date_and_number():
    owner = MunicipalityFactory()
    known = make_act(owner, number="48-о", issuer="Комитет")

    assert imported(text_of(), owner).act == known


def test_two_titles_of_one_cited_act_lead_to_one_row():
    cited = "Министерства образования Лесной области от 26.06.2020 № 517-Д"
    one = f"В соответствии с приказом {cited} «О методической работе»."
    other = f"Показатели взяты из приказа {cited} «О работе методистов»."
    content = text_of(second=f"{one}\n1.3. {other}")

    done = imported(content, MunicipalityFactory())
    elsewhere = imported(content.replace(b"48-", b"49-"), MunicipalityFactory())

    cited = Act.objects.get(owner=None, number="517-Д")
    assert [basis.clause_key for basis in done.edition.bases.filter(basis=cited).order_by("pk")] == [
        "annex1/1.2",
        "annex1/1.3",
    ]
    assert elsewhere.edition.bases.filter(basis=cited).count() == 2
    assert done.edition.doubts.filter(code="titles-differ").exists()


def test_act_that_cites_itself_rests_on_itself_without_a_second_card():
    content = text_of(
        second="Положение опирается на приказ комитета по образованию города Заречный от 14.05.2023 № 48-О."
    )

    done = imported(content, MunicipalityFactory())

    own = LegalBasis.objects.get(edition=done.edition, is_itself=True)
    assert own.basis == done.act
    assert Act.objects.filter(number="48-О").count() == 1


def test_act_is_cited_without_its_number():
    content = text_of(second="Основание: протокол Министерства образования Лесной области от 24.12.2018 №.")

    done = imported(content, MunicipalityFactory())

    cited = Act.objects.get(owner=None, kind=ActKind.MINUTES)
    assert (cited.number, cited.issued_on) == ("", date(2018, 12, 24))
    assert done.edition.doubts.filter(code="number-missing").exists()


@pytest.mark.parametrize(
    ("content", "name", "words_of_refusal"),
    [
        (b"", "a.txt", "пуст"),
        (b" \n\t ", "a.txt", "пуст"),
        ("— — —".encode(), "a.txt", "нет текста"),
        (b"x " * 10_000_000, "a.txt", "20 МБ"),
        (b"PK\x03\x04 broken", "a.docx", ""),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" * 40, "a.txt", ""),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" * 40, "a.docx", ""),
        (b"%PDF-1.7 scan", "a.txt", "PDF"),
        ("Слово.".encode(), "a.exe", ""),
        ("Просто слово.".encode(), "a.txt", "дат"),
    ],
    ids=[
        "empty",
        "blank",
        "no words",
        "20 MB",
        "broken docx",
        "program",
        "program as docx",
        "pdf",
        "exe",
        "no card",
    ],
)
def test_bad_file_is_refused_with_a_sentence_and_changes_nothing(content, name, words_of_refusal):
    with pytest.raises(RuleBroken) as told:
        import_regulation(content, name=name, owner=MunicipalityFactory(), by=None)

    sentence = str(told.value)
    assert words_of_refusal in sentence
    assert sentence.endswith(".")
    assert any("а" <= sign <= "я" for sign in sentence)
    assert (Act.objects.count(), Edition.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


def test_numbering_that_goes_backwards_is_a_doubt_and_no_refusal():
    done = imported(text_of(second="Вторая.\n1.4. Четвёртая.\n1.3. Третья."), MunicipalityFactory())

    assert done.edition.doubts.filter(code="number-back").exists()


def test_import_that_breaks_in_the_middle_leaves_nothing():
    owner = MunicipalityFactory()

    def break_off(execute, sql, *rest):
        if sql.startswith(f'INSERT INTO "{LegalBasis._meta.db_table}"'):
            raise ConnectionError("the machine is switched off")
        return execute(sql, *rest)

    with pytest.raises(ConnectionError), connection.execute_wrapper(break_off):
        imported(text_of(), owner)

    left = [model.objects.count() for model in (Act, Edition, Clause, LegalBasis, StoredFile)]
    assert left == [0, 0, 0, 0, 0]


def test_profile_gives_its_municipality_an_act_in_short_once():
    load_profile("pervouralsk", by=None)
    load_profile("pervouralsk", by=None)

    act = Act.objects.registered().get()
    edition = act.editions.get()
    assert (act.is_governing, act.published_on, act.version) == (True, act.issued_on, 1)
    assert edition.source == EditionSource.OUTLINE
    assert not edition.clauses.exclude(text="").exists()


def test_profile_loaded_again_does_not_revive_a_repealed_act():
    load_profile("pervouralsk", by=None)
    act = Act.objects.registered().get()
    move_act(act, status=ActStatus.REPEALED, on=date(2024, 9, 1), by=None)

    load_profile("pervouralsk", by=None)

    assert Act.objects.registered().get().status == ActStatus.REPEALED


def test_text_takes_the_gists_and_references_of_the_outline():
    load_profile("pervouralsk", by=None)
    act = Act.objects.registered().get()

    done = import_regulation(source_of("pervouralsk"), name="text.txt", owner=act.owner, by=None)

    refs = {clause.ref for clause in done.edition.clauses.exclude(ref="")}
    assert done.act.pk == act.pk
    assert {"PERV-O.1", "PERV-4.1", "PERV-5.3"} <= refs
    assert newest_text(act) == done.edition
    assert not done.edition.clauses.exclude(ref="").filter(gist="").exists()
