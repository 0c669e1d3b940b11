import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.directory.organisations.lifecycle import PARENTS, Level
from metodika.directory.organisations.rules.naming import core_of, spelling
from metodika.directory.organisations.rules.numbers import is_inn, is_ogrn
from metodika.directory.organisations.rules.places import lies_inside, may_stand_under, path_under


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("7707083893", True),
        ("7707083894", False),
        ("500100732259", True),
        ("500100732258", False),
        ("", False),
        ("77070838", False),
        ("77070838ab", False),
        ("²707083893", False),
    ],
)
def test_inn_agrees_with_its_control_digits(text, right):
    assert is_inn(text) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [("1027700132195", True), ("1027700132194", False), ("304500116000157", True), ("304500116000158", False),
     ("10277001321", False), ("", False)],
)  # fmt: skip
def test_ogrn_agrees_with_its_last_digit(text, right):
    assert is_ogrn(text) is right


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_only_one_last_digit_makes_an_inn(text):
    assert [is_inn(f"{text}{digit}") for digit in range(10)].count(True) == 1


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_path_tells_the_numbers_above_and_lies_inside_them(numbers):
    path = ""
    for number in numbers:
        above, path = path, path_under(path, number)
        assert lies_inside(path, above) is bool(above)

    assert [int(part) for part in path.strip("/").split("/")] == numbers
    assert lies_inside(path, path)


def test_number_that_begins_alike_is_not_inside():
    assert not lies_inside("/1/55/", "/1/5/")


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("parent", list(Level))
def test_level_stands_only_where_the_table_says(level, parent):
    assert may_stand_under(level, parent) is (parent in PARENTS[level])


@pytest.mark.parametrize(
    ("level", "allowed"),
    [(Level.REGION, True), (Level.MUNICIPALITY, True), (Level.PARTNER, True), (Level.INSTITUTION, False),
     (Level.UNIT, False)],
)  # fmt: skip
def test_top_of_the_tree_is_for_some_levels(level, allowed):
    assert may_stand_under(level, None) is allowed


@pytest.mark.parametrize(
    "text", ["МБОУ СОШ № 3", "СОШ №3", "МБОУ «СОШ N 3»", "муниципальное общеобразовательное учреждение СОШ 3",
             "Средняя школа № 3"],
)  # fmt: skip
def test_spellings_of_one_school_have_one_core(text):
    assert core_of(text) == "сош 3"


@given(st.text(max_size=60))
def test_spelling_of_a_spelling_is_the_same(text):
    assert spelling(spelling(text)) == spelling(text)
