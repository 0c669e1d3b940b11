from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.imports.cells import (
    parse_boolean,
    parse_date,
    parse_decimal,
    parse_email,
    parse_integer,
    parse_phone,
    parse_snils,
    parser_of,
    text_of,
)
from metodika.core.imports.columns import CellRefused, Column, Kind

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        date(1980, 2, 1),
        datetime(1980, 2, 1, 10, 30),  # noqa: DTZ001 - a spreadsheet knows no time zones
        29252.0,
        "29252",
        "01.02.1980",
        "1.2.1980 г.",
        "01/02/1980",
        "1980-02-01",
        "1980-02-01 00:00:00",
        "01.02.1980 0:00:00",
        "1 февраля 1980 г.",
        "«1» февраля 1980 года",
        " 01.02.1980 ",
    ],
)
def test_parse_date_understands_usual_ways(cell):
    assert parse_date(cell) == date(1980, 2, 1)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("31.02.1980", "the date 31.02.1980 does not exist"),
        ("2021-02-29", "the date 2021-02-29 does not exist"),
        (1980.0, "only the year 1980 is given; write the full date, such as 31.12.1980"),
        ("1980", "only the year 1980 is given; write the full date, such as 31.12.1980"),
        ("1980 г.", "only the year 1980 is given; write the full date, such as 31.12.1980"),
        ("01.02.80", "the year in “01.02.80” has two digits; write all four"),
        ("01.02.0980", "the year 980 is not possible here; check the date 01.02.980"),
        ("вчера", "“вчера” is not a date; write it as 31.12.2026"),
        (5.0, "“5” is not a date; write it as 31.12.2026"),
        (True, "“yes” is not a date; write it as 31.12.2026"),
    ],
)
def test_parse_date_says_what_is_wrong(cell, sentence):
    with pytest.raises(CellRefused) as refusal:
        parse_date(cell)

    assert str(refusal.value) == sentence


@given(days)
def test_every_day_is_read_back_from_each_way_to_write_it(day):
    serial = (day - date(1899, 12, 30)).days

    assert parse_date(f"{day.day:02d}.{day.month:02d}.{day.year}") == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(day) == day
    if 3_654 <= serial <= 73_050:
        assert parse_date(float(serial)) == date(1899, 12, 30) + timedelta(days=serial)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_refusal(text):
    try:
        found = parse_date(text)
    except CellRefused:
        return
    assert isinstance(found, date)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (18.5, "18.5"),
        ("18,5", "18.5"),
        ("1 234,50", "1234.5"),
        ("1\u00a0000", "1000"),
        (3.0, "3"),
        ("−2", "-2"),
        (1e6, "1000000"),
    ],
)
def test_parse_decimal(cell, number):
    assert str(parse_decimal(cell)) == number


@given(st.decimals(-(10**6), 10**6, places=3))
def test_every_number_is_read_back_with_point_and_comma(number):
    assert parse_decimal(str(number)) == number
    assert parse_decimal(str(number).replace(".", ",")) == number


@pytest.mark.parametrize("cell", ["18 ч", "", "два", date(2020, 1, 1), True])
def test_parse_decimal_refuses_what_is_no_number(cell):
    with pytest.raises(CellRefused):
        parse_decimal(cell)


def test_parse_integer_refuses_a_fraction():
    assert parse_integer("12") == 12
    with pytest.raises(CellRefused, match="“2.5” is not a whole number"):
        parse_integer(2.5)


@pytest.mark.parametrize(
    ("cell", "value"), [("Да", True), ("+", True), (1.0, True), (True, True), ("нет", False), ("0", False)]
)
def test_parse_boolean(cell, value):
    assert parse_boolean(cell) is value


@pytest.mark.parametrize("cell", ["112-233-445 95", "11223344595", 11223344595.0, "112 233 445 95"])
def test_parse_snils(cell):
    assert parse_snils(cell) == "112-233-445 95"


def test_parse_snils_puts_back_zeros_that_a_spreadsheet_cut_off():
    assert parse_snils(100_199_800.0) == "001-001-998 00"


def test_parse_snils_says_that_the_check_sum_is_wrong():
    with pytest.raises(CellRefused) as refusal:
        parse_snils("112-233-445 96")

    assert (
        str(refusal.value)
        == "the insurance number (СНИЛС) 112-233-445 96 has a wrong check sum; look at it once more"
    )


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("8 (900) 123-45-67", "+79001234567"),
        ("+7 900 123 45 67", "+79001234567"),
        (9001234567.0, "+79001234567"),
        ("2-15-43", "21543"),
    ],
)
def test_parse_phone(cell, phone):
    assert parse_phone(cell) == phone


def test_parse_email():
    assert parse_email(" Ivanova@School.RU ") == "ivanova@school.ru"
    with pytest.raises(CellRefused, match="“ivanova@” is not an e-mail address"):
        parse_email("ivanova@")


@pytest.mark.parametrize(
    ("cell", "text"),
    [(5.0, "5"), ("  а \u00a0 б\n", "а б"), ("'=1+1", "=1+1"), (date(2020, 1, 2), "02.01.2020")],
)
def test_text_of(cell, text):
    assert text_of(cell) == text


def test_choice_is_found_by_any_of_its_words_and_a_stranger_is_told_the_list():
    column = Column(
        key="c", title="C", kind=Kind.CHOICE, choices={"first": ("Первая", "1-я"), "none": ("Без категории",)}
    )
    parse = parser_of(column)

    assert [parse("первая"), parse("1-я"), parse("БЕЗ КАТЕГОРИИ")] == ["first", "first", "none"]
    with pytest.raises(CellRefused, match="“третья” is not in the list: Первая, Без категории"):
        parse("третья")


def test_many_values_are_split_and_repeated_ones_dropped():
    parse = parser_of(Column(key="c", title="C", many=True))

    assert parse("физика; химия\nфизика;") == ["физика", "химия"]


def test_own_parse_gets_the_text_of_the_cell():
    column = Column(key="c", title="C", parse=lambda text: Decimal(text) and text.zfill(3))

    assert parser_of(column)(7.0) == "007"
