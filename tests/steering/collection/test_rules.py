from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.steering.collection.lifecycle import FieldKind, FormKind, Standing
from metodika.steering.collection.rules import answers, terms
from metodika.steering.collection.rules.expressions import Unreadable, Verdict, names_in, verdict
from metodika.steering.collection.rules.forms import CheckSpec, FieldSpec, FormSpec, Option, problems_of
from metodika.steering.collection.rules.terms import Burden, burden_of

NUMBER = FieldSpec("all", FieldKind.NUMBER, "Всего", least="1", most="100")
SHARE = FieldSpec("i_64", FieldKind.SHARE, "Вакансии")
CHOICE = FieldSpec(
    "i_28", FieldKind.CHOICE, "Отвечает", options=(Option("no", "Нет", "0"), Option("full", "Да", "2"))
)
TABLE = FieldSpec("list", FieldKind.TABLE, "Список", columns=("Имя", "Часы"))
ITEM = FieldSpec("i_61", FieldKind.ITEM, "План")
FORM = FormSpec((NUMBER, SHARE, CHOICE, TABLE), (CheckSpec("i_64 / i_64_of <= all", "Проверьте вакансии."),))


@pytest.mark.parametrize(
    ("spec", "raw", "kept"),
    [
        (NUMBER, " 1 234,50 ", "1234.5"),
        (NUMBER, 7, "7"),
        (NUMBER, "", None),
        (NUMBER, "-0", "-0"),
        (SHARE, {"part": "3", "of": "10"}, {"part": "3", "of": "10"}),
        (SHARE, {"part": "", "of": ""}, None),
        (FieldSpec("m", FieldKind.MONEY, "Деньги"), "1 200,5 руб.", "1200.50"),
        (FieldSpec("y", FieldKind.YES_NO, "Есть"), "Да", "yes"),
        (CHOICE, "Да", "full"),
        (FieldSpec("d", FieldKind.DATE, "День"), "05.11.2026", "2026-11-05"),
        (TABLE, "Анна\t12\n\nПётр", [["Анна", "12"], ["Пётр", ""]]),
        (
            ITEM,
            {"result": "found", "address": "https://school.ru/a", "note": ""},
            {"result": "found", "address": "https://school.ru/a", "note": ""},
        ),
        (FieldSpec("f", FieldKind.FILE, "Файл"), {"file": 3, "name": "a.pdf"}, {"file": 3, "name": "a.pdf"}),
    ],
)
def test_answer_is_read_as_the_field_asks(spec, raw, kept):
    assert answers.read_answer(spec, raw) == kept


@pytest.mark.parametrize(
    ("spec", "raw", "code"),
    [
        (NUMBER, "двенадцать", "not_a_number"),
        (NUMBER, "12 чел.", "not_a_number"),
        (NUMBER, True, "not_a_number"),
        (NUMBER, "1e9", "not_a_number"),
        (SHARE, {"part": "3"}, "share_needs_two"),
        (SHARE, "3", "share_needs_two"),
        (CHOICE, "может быть", "not_in_the_list"),
        (FieldSpec("d", FieldKind.DATE, "День"), "31.02.2026", "not_a_day"),
        (FieldSpec("y", FieldKind.YES_NO, "Есть"), "возможно", "not_yes_or_no"),
        (TABLE, "a;b;c", "too_many_cells"),
        (ITEM, {"result": "seen"}, "not_in_the_list"),
        (ITEM, {"result": "found", "address": "javascript:alert(1)"}, "not_an_address"),
        (FieldSpec("f", FieldKind.FILE, "Файл"), "../etc/passwd", "not_a_file"),
        (FieldSpec("t", FieldKind.TEXT, "Текст"), "а" * 10_001, "too_long"),
    ],
)
def test_answer_that_is_something_else_is_refused(spec, raw, code):
    with pytest.raises(answers.Refused) as refused:
        answers.read_answer(spec, raw)
    assert refused.value.code == code


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_any_number_is_kept_to_the_last_digit(number):
    kept = answers.read_answer(NUMBER, f"{number:f}".replace(".", ","))
    assert Decimal(kept) == number


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("a <= b", {"a": 1, "b": 2}, Verdict.HOLDS),
        ("a + 1 < b", {"a": 1, "b": 2}, Verdict.BROKEN),
        ("a ≤ b ≤ 10", {"a": 1, "b": 11}, Verdict.BROKEN),
        ("a / b <= 1", {"a": 1, "b": 0}, Verdict.UNDEFINED),
        ("a / b <= 1", {"a": 0, "b": 0}, Verdict.UNDEFINED),
        ("a <= c", {"a": 1}, Verdict.MISSING),
        ("-(a - 2.5) == 1.5", {"a": 1}, Verdict.HOLDS),
    ],
)
def test_check_between_fields_says_what_it_finds(text, values, said):
    assert verdict(text, {name: Decimal(value) for name, value in values.items()}) == said


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a = b",
        "__import__('os') < 1",
        "a ** 999 < 1",
        "a.real < 1",
        "a if b else c",
        "'x' < 'y'",
        "a < b" * 99,
        "a in b",
        "(" * 300 + "a",
        "[1] < a",
        "True < a",
        "1+" * 30 + "1 < a",
    ],
)
def test_check_that_is_no_arithmetic_is_not_read(text):
    with pytest.raises(Unreadable):
        names_in(text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_checks(text):
    with suppress(Unreadable):
        assert names_in(text) is not None


def test_warnings_speak_of_bounds_shares_and_checks_and_forbid_nothing():
    values = {"all": "120", "i_64": {"part": "5", "of": "0"}}

    assert [(one.code, one.field) for one in answers.warnings_of(FORM, values)] == [
        ("above", "all"),
        ("part_above_whole", "i_64"),
        ("check_undefined", ""),
    ]
    assert answers.warnings_of(FORM, {"all": "100", "i_64": {"part": "0", "of": "1"}}) == []
    assert answers.missing_in(FORM, values) == ["i_28", "list"]


def test_numbers_come_of_every_kind_that_has_one():
    form = FormSpec((*FORM.fields, ITEM, FieldSpec("y", FieldKind.YES_NO, "Есть")))
    values = {
        "all": "12",
        "i_64": {"part": "1", "of": "4"},
        "i_28": "full",
        "list": [["a", "1"]],
        "i_61": {"result": "partly"},
        "y": "no",
    }

    assert answers.numbers_of(form, values) == {
        "all": 12,
        "i_64": 1,
        "i_64_of": 4,
        "i_28": 2,
        "list_rows": 1,
        "i_61": Decimal("0.5"),
        "y": 0,
    }
    assert answers.numbers_of(form, {"i_61": {"result": "down"}}) == {}


def test_own_answer_counts_before_the_system_s():
    assert answers.effective(FORM, {"all": "9"}, {"all": "12", "i_28": "no"}) == {
        "all": "9",
        "i_64": None,
        "i_28": "no",
        "list": None,
    }


def test_form_that_cannot_be_asked_says_all_that_is_wrong():
    form = FormSpec(
        (
            FieldSpec("Код", FieldKind.NUMBER, ""),
            FieldSpec("a", FieldKind.CHOICE, "Выбор"),
            FieldSpec("a", FieldKind.ITEM, "Пункт"),
            FieldSpec("t", FieldKind.TABLE, "Таблица"),
            FieldSpec("b", FieldKind.NUMBER, "Число", least="9", most="1"),
            FieldSpec("c", FieldKind.NUMBER, "Число", least="много"),
            FieldSpec("d", FieldKind.TEXT, "Текст", counting={"fact": "x"}),
        ),
        (CheckSpec("b <= ?", ""), CheckSpec("b <= z", "Проверьте.")),
    )

    assert [one.code for one in problems_of(form, FormKind.MONITORING)] == [
        "code_unreadable",
        "title_missing",
        "options_missing",
        "kind_unsuitable",
        "code_taken",
        "columns_missing",
        "bounds_swapped",
        "bound_unreadable",
        "counting_unsuitable",
        "instruction_missing",
        "check_unreadable",
        "check_unknown",
    ]
    assert problems_of(FORM, FormKind.MONITORING) == []


def test_form_survives_being_kept_and_moves_its_fields():
    assert FormSpec.from_data(FORM.data) == FORM
    moved = FORM.moved("i_64", -1)
    assert [one.code for one in moved.fields] == ["i_64", "all", "i_28", "list"]
    assert moved.moved("i_64", -1) == moved
    assert [one.code for one in FORM.without_field("all").fields] == ["i_64", "i_28", "list"]


def test_deadline_is_a_moment_of_the_municipality_s_clock():
    day = date(2026, 11, 30)

    assert terms.deadline(day, time(18), "Asia/Vladivostok") == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert terms.deadline(day, time(18), "Europe/Kaliningrad") == datetime(2026, 11, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "submitted", "campaign", "hours", "said"),
    [
        ("not_begun", None, "open", -1, Standing.AWAITED),
        ("draft", None, "open", 1, Standing.OVERDUE),
        ("not_begun", None, "closed", 1, Standing.ABSENT),
        ("submitted", -2, "open", 1, Standing.IN_TIME),
        ("accepted", 2, "frozen", 5, Standing.LATE),
        ("returned", -2, "open", 1, Standing.IN_TIME),
    ],
)
def test_standing_against_the_deadline(status, submitted, campaign, hours, said):
    due = datetime(2026, 11, 30, 8, tzinfo=UTC)
    moment = None if submitted is None else due + timedelta(hours=submitted)

    found = terms.standing(
        status, submitted_at=moment, due_at=due, campaign=campaign, now=due + timedelta(hours=hours)
    )
    assert found == said


@given(st.integers(min_value=0, max_value=60))
def test_silent_are_reminded_on_set_days_and_every_day_after(left):
    due = date(2026, 11, 30)

    assert terms.is_day_to_remind(due - timedelta(days=left), due_on=due, before=[7, 1]) == (
        left in {0, 1, 7}
    )
    assert terms.is_day_to_remind(due + timedelta(days=left), due_on=due, before=[])


def test_burden_counts_only_what_is_asked():
    assert burden_of(FORM, {"all"}) == Burden(3, 1, Decimal(20))
    assert terms.sum_of([Burden(1, 2, Decimal(3)), Burden(4, 5, Decimal(6))]) == Burden(5, 7, Decimal(9))
