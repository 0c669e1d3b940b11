import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.imports.grids import cell_name, column_number, letters
from metodika.core.imports.headings import normalised, recognise
from tests.core.imports.sample import SAMPLE


@pytest.mark.parametrize(
    ("heading", "same_as"),
    [
        ("ФАМИЛИЯ", "фамилия"),
        ("Д.р.", "дата рождения"),
        ("Дата рожд.", "дата рождения"),
        ("E-mail", "электронная почта"),
        ("Учёная  степень\n(при наличии)", "ученая степень"),
        ("Кв. категория", "квалификационная категория"),
    ],
)
def test_headings_are_normalised(heading, same_as):
    assert normalised(heading) == same_as


def test_slips_are_guessed_and_marked_and_strangers_left_alone():
    found = recognise(["Фамилия", "Дата раждения", "СНИЛС", "Примечание"], SAMPLE.columns)

    assert {place: (match.column, match.sure) for place, match in found.items()} == {
        0: ("name", True),
        1: ("born_on", False),
        2: ("snils", True),
    }


def test_what_a_person_has_decided_goes_first():
    found = recognise(["Кто", "СНИЛС"], SAMPLE.columns, remembered={"кто": "name", "снилс": ""})

    assert {place: match.column for place, match in found.items()} == {0: "name"}


@given(st.integers(0, 16_383))
def test_letters_of_columns_are_read_back(column):
    assert column_number(letters(column)) == column


def test_cell_name():
    assert cell_name(11, 5) == "F12"
