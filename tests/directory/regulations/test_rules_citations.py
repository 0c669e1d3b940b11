from datetime import date

import pytest

from metodika.directory.regulations.rules import ActRef, cited_acts, number_identity
from metodika.directory.regulations.rules.acts import guess_level, nominative
from metodika.directory.regulations.rules.citations import citations_of
from tests.directory.regulations.samples import reading_of, sample


def facts(found):
    return [(one.node, one.act.kind, str(one.act.issued_on or ""), one.act.number) for one in found]


LAW = ("федеральный закон", "2012-12-29", "273-ФЗ")
EXPECTED = {
    "magnitogorsk-gymnasium-53": [
        ("annex4/2", *LAW),
        ("annex4/2", "постановление", "2017-12-26", "1642"),
        ("annex4/2", "постановление", "2017-12-28", "732-П"),
    ],
    "pervouralsk": [
        ("order/p1", "приказ", "2020-06-26", "517-Д"),
        ("annex1/2", *LAW),
        ("annex1/2", "постановление", "2017-12-26", "1642"),
        ("annex1/2", "постановление", "2019-12-19", "920-ПП"),
        ("annex1/2", "приказ", "2020-06-26", "517-Д"),
        ("annex1/2", "постановление", "2019-11-06", "1785"),
    ],
    "pestyaki": [
        ("order/p1", *LAW),
        ("order/p1", "приказ", "2021-04-28", "79-а"),
        ("annex1/1.2", *LAW),
        ("annex1/1.2/p1", "указ", "2018-05-07", "204"),
        ("annex1/1.2/p2", "указ", "2020-07-21", "474"),
        ("annex1/1.2/p2", "постановление", "2017-12-26", "1642"),
        ("annex1/1.2/p3", "протокол", "2018-12-24", ""),
        ("annex1/1.2/p4", "распоряжение", "2019-12-31", "3273-р"),
        ("annex1/1.2/p4", "распоряжение", "2021-02-04", "33-Р"),
        ("annex1/1.2/p5", "приказ", "2021-10-20", "160"),
    ],
    "verkhnyaya-pyshma": [
        ("h1/p1/1", "указ", "2018-05-07", "204"),
        ("h1/p1/2", "указ", "2018-05-07", "204"),
        ("h1/p1/3", "приказ", "2017-07-26", "703"),
        ("h1/p1/5", "указ", "2018-05-07", "204"),
        ("h1/p1/6", "распоряжение", "2019-12-31", "3273-р"),
    ],
    "yakovlevsky": [
        ("annex2/1.3/b1", *LAW),
        ("annex2/1.3/b2", "распоряжение", "2021-02-04", "р-33"),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_all_acts_that_a_real_regulation_cites_are_found(name):
    assert facts(reading_of(name).citations) == EXPECTED[name]


def test_one_act_under_two_titles_is_one():
    acts = cited_acts(reading_of("pervouralsk").citations)

    assert [len(citations) for citations in acts.values()] == [2, 1, 1, 1, 1]


def test_only_an_act_that_names_itself_is_marked():
    assert [one.act.number for one in reading_of("pestyaki").citations if one.itself] == ["160"]
    assert [one.itself for one in reading_of("yakovlevsky").citations] == [False, False]


def test_the_same_number_written_in_another_order_is_the_act_itself():
    found = sample("gorny.txt").citations

    assert [(one.act.number, one.act.approves, one.itself) for one in found] == [("12-Р", "Порядок", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("по приказу Комитета от 1.02.2020 № 5", ("приказ", "Комитет", date(2020, 2, 1), "5", "")),
        ("приказом № 5 от 01.02.2020 г. «О чтении»", ("приказ", "", date(2020, 2, 1), "5", "О чтении")),
        (
            "указом Президента РФ от «7» мая 2018 г. N 204.",
            ("указ", "Президент РФ", date(2018, 5, 7), "204", ""),
        ),
        (
            "закону 5-ФЗ от 03.04.2001",
            ("федеральный закон", "Российская Федерация", date(2001, 4, 3), "5-ФЗ", ""),
        ),
        ("решением Думы от 27.07.2021 г. № 9 - Р", ("решение", "Дума", date(2021, 7, 27), "9 - Р", "")),
        ("письмом Управления от 20.10. 2021", ("письмо", "Управление", date(2021, 10, 20), "", "")),
        ("приказа МОУ «Школа № 3» № 17", ("приказ", "МОУ «Школа № 3»", None, "17", "")),
        ("Федеральный закон № 44-ФЗ", ("федеральный закон", "Российская Федерация", None, "44-ФЗ", "")),
    ],
)
def test_an_act_is_found_in_every_usual_wording(text, expected):
    act = next(citations_of(text, "1")).act

    assert (act.kind, act.issuer, act.issued_on, act.number, act.title) == expected


@pytest.mark.parametrize(
    "text",
    [
        "приказываю учить",
        "в школе № 5",
        "Положение о школе № 5",
        "указанные 01.02.2020",
        "решение «приказ № 3»",
    ],
)
def test_what_is_no_citation_is_left_alone(text):
    assert list(citations_of(text, "1")) == []


def test_an_open_quote_ends_at_the_semicolon_and_hides_nothing_after_it():
    text = "приказ от 01.02.2020 № 1 «О чтении; приказ от 03.02.2020 № 2 «О счёте»"

    found = list(citations_of(text, "1"))

    assert [(one.act.number, one.act.title, one.unclosed) for one in found] == [
        ("1", "О чтении", True),
        ("2", "О счёте", False),
    ]


def test_quotes_inside_quotes_may_share_their_end():
    text = "приказ от 01.02.2020 № 1 «Об утверждении программы «Чтение», приказ от 03.02.2020 № 2"

    assert [one.act.number for one in citations_of(text, "1")] == ["1", "2"]


@pytest.mark.parametrize(
    ("one", "other"), [("р-33", "33-Р"), ("920 – ПП", "920-пп"), ("P-33", "33-Р"), ("204", "204")]
)
def test_a_number_has_one_identity_however_written(one, other):
    assert number_identity(one) == number_identity(other)


def test_an_issuer_with_a_wrong_ending_is_the_same():
    right = ActRef("приказ", "Министерство просвещения Российской Федерации", number="1")
    wrong = ActRef("приказ", "Министерство просвещений РФ", number="1")

    assert right.identity == wrong.identity


@pytest.mark.parametrize(
    ("cited", "name"),
    [
        ("Правительства Лесной области", "Правительство Лесной области"),
        ("федеральной службы по надзору", "Федеральная служба по надзору"),
        ("отделом образования", "Отдел образования"),
        ("Рособрнадзора", "Рособрнадзора"),
    ],
)
def test_an_issuer_is_put_into_the_nominative_as_far_as_known(cited, name):
    assert nominative(cited) == name


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("МОУ «Гимназия № 5»", "institution"),
        ("Правительства Российской Федерации", "federal"),
        ("Правительства Лесной области", "regional"),
        ("администрации Горного района Лесной области", "municipal"),
        ("", ""),
    ],
)
def test_the_level_of_an_issuer_is_guessed(issuer, level):
    assert guess_level("приказ", issuer) == level


CARDS = {
    "magnitogorsk-gymnasium-53": ("положение", "2020-09-01", "136", "4", "приказ", "136"),
    "pervouralsk": ("распоряжение", "2020-03-09", "261", "", "", ""),
    "pestyaki": ("приказ", "2021-10-20", "160", "", "", ""),
    "verkhnyaya-pyshma": ("план", "", "", "", "", ""),
    "yakovlevsky": ("положение", "2021-07-27", "292-па", "2", "постановление", "292-па"),
}


@pytest.mark.parametrize("name", CARDS)
def test_the_card_of_a_real_regulation_is_read(name):
    card = reading_of(name).card
    parent = card.parent or ActRef("")

    day = str(card.issued_on or "")
    assert (card.kind, day, card.number, card.annex_number, parent.kind, parent.number) == CARDS[name]


def test_the_card_of_an_order_names_issuer_place_signatory_and_controller():
    card = sample("zarechny.txt").card

    assert (card.issuer, card.place, card.signatory, card.controller, card.title) == (
        "Комитет по образованию города Заречный",
        "г. Заречный",
        "Председатель комитета по образованию А.Б. Лесной",
        "Зимину О.П., методиста",
        "О школе наставника",
    )
