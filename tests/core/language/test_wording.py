from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.language import grouped, initials, plural, russian_date

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "школ"),
        (1, "школа"),
        (2, "школы"),
        (4, "школы"),
        (5, "школ"),
        (11, "школ"),
        (14, "школ"),
        (21, "школа"),
        (22, "школы"),
        (111, "школ"),
        (101, "школа"),
        (-1, "школа"),
        (1.5, "школы"),
        (Decimal("2.0"), "школы"),
    ],
)
def test_form_follows_the_number(number, expected):
    assert plural(number, "школа", "школы", "школ") == expected


@pytest.mark.parametrize(
    ("parts", "order", "expected"),
    [
        (("Иванова", "Анна", "Петровна"), "surname_first", "Иванова_А._П."),
        (("Иванова", "Анна", "Петровна"), "surname_last", "А._П._Иванова"),
        (("Ким", "Ирина", ""), "surname_first", "Ким_И."),
        (("Иванов", "И.", "П."), "surname_last", "И._П._Иванов"),
        (("Петрова", "анна-мария", ""), "surname_first", "Петрова_А.-М."),
        (("Алиев", "Мамед", "Гусейн оглы"), "surname_first", "Алиев_М._Г."),
        (("", "Анна", ""), "surname_first", "А."),
        (("Дюма", "", ""), "surname_last", "Дюма"),
        (("", "", ""), "surname_last", ""),
        (("Иванов", "-", "—"), "surname_first", "Иванов"),
    ],
)
def test_initials_are_held_by_no_break_spaces(parts, order, expected):
    assert initials(*parts, order) == expected.replace("_", NBSP)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0"),
        (4800, "4800"),
        (12480, "12_480"),
        (1250000, "1_250_000"),
        (-12480, "−12_480"),
        (1234567.5, "1_234_567,5"),
        (Decimal("12345.6789"), "12_345,6789"),
        (Decimal("3.50"), "3,50"),
        (2.0, "2"),
    ],
)
def test_thousands_stand_apart(number, expected):
    assert grouped(number) == expected.replace("_", NBSP)


@given(st.integers())
def test_grouped_number_is_read_back(number):
    assert int(grouped(number).replace(NBSP, "").replace("−", "-")) == number


def test_date_is_written_in_words():
    with override("ru"):
        assert russian_date(date(2026, 11, 22)) == f"22{NBSP}ноября{NBSP}2026{NBSP}г."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ 3|plural:"школа,школы,школ" }}', "школы"),
        ('{{ nothing|plural:"школа, школы, школ" }}', "школ"),
        ("{% initials 'Иванова' 'Анна' 'Петровна' %}", "Иванова_А._П."),
        ("{{ person|initials }}", "Иванова_А._П."),
        ("{{ person|initials:'surname_last' }}", "А._П._Иванова"),
        ("{{ day|ru_date }}", "22_ноября_2026_г."),
        ("{{ nothing|ru_date }}", ""),
        ("{{ 12480|grouped }}", "12_480"),
        ("{{ nothing|grouped }}", ""),
    ],
)
def test_template_writes_russian(source, expected):
    person = SimpleNamespace(last_name="Иванова", first_name="Анна", patronymic="Петровна")
    context = Context({"person": person, "day": date(2026, 11, 22), "nothing": None})

    with override("ru"):
        assert Template("{% load russian %}" + source).render(context) == expected.replace("_", NBSP)


def test_plural_without_three_forms_is_an_error_of_the_template():
    with pytest.raises(TemplateSyntaxError, match="three forms"):
        Template('{% load russian %}{{ 3|plural:"школа,школы" }}').render(Context())
