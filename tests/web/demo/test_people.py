from datetime import date

import pytest

from metodika.core.imports.snils import is_snils
from metodika.web.demo.people import Inventor, of_a_woman, patronymic_of_a_woman, words
from metodika.web.demo.places import invented_inn, places
from metodika.web.demo.posts import posts_of
from metodika.web.demo.sizes import SIZES, shared_out

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Абрамов", "Абрамова"),
        ("Королёв", "Королёва"),
        ("Ёлкин", "Ёлкина"),
        ("Покровский", "Покровская"),
        ("Бондаренко", "Бондаренко"),
        ("Черных", "Черных"),
        ("Мороз", "Мороз"),
    ],
)
def test_surname_of_a_woman(man, woman):
    assert of_a_woman(man) == woman


@pytest.mark.parametrize(
    ("son", "daughter"),
    [("Иванович", "Ивановна"), ("Сергеевич", "Сергеевна"), ("Ильич", "Ильинична"), ("Никитич", "Никитична")],
)
def test_patronymic_of_a_woman(son, daughter):
    assert patronymic_of_a_woman(son) == daughter


def test_every_patronymic_of_the_list_has_a_form_for_women():
    assert [one for one in words("patronymics") if not patronymic_of_a_woman(one).endswith("на")] == []


def test_same_seed_invents_the_same_people():
    first, second = Inventor.of("S", TODAY), Inventor.of("S", TODAY)

    assert [first.person() for _n in range(20)] == [second.person() for _n in range(20)]


def test_invented_numbers_are_right_and_everybodys_own():
    inventor = Inventor.of("S", TODAY)

    numbers = [inventor.person()["snils"] for _n in range(200)]

    assert all(is_snils(number) for number in numbers)
    assert len(set(numbers)) == 200


def test_nobody_worked_before_the_age_of_twenty():
    inventor = Inventor.of("S", TODAY)

    for _n in range(300):
        person = inventor.person()
        assert person["total_experience_since"].year - person["born_on"].year >= 18
        assert person["total_experience_since"] <= person["teaching_experience_since"] < TODAY


def test_inn_has_its_check_digit():
    assert invented_inn(1) == "0066000019"


def test_parts_add_up_and_nobody_goes_without():
    assert shared_out(10, [1, 1, 8], least=1) == [2, 2, 6]
    assert shared_out(3, [5, 1, 1], least=1) == [1, 1, 1]
    with pytest.raises(ValueError, match="too little"):
        shared_out(2, [1, 1, 1])


@pytest.mark.parametrize("wanted", [3, 4, 11, 82, 190])
def test_as_many_places_as_wanted_with_names_of_their_own(wanted):
    found = places(Inventor.of("S", TODAY).random, wanted=wanted, is_rural=False)

    assert len({place.full for place in found}) == wanted


@pytest.mark.parametrize("kind", ["secondary_school", "kindergarten", "arts_school", "education_department"])
def test_first_post_is_the_head(kind):
    posts = posts_of(kind, 12)

    assert [post.is_head for post in posts] == [True] + [False] * 11


def test_sizes_grow():
    assert [(size.code, size.institutions, size.people) for size in SIZES.values()] == [
        ("XS", 7, 90), ("S", 14, 220), ("M", 85, 2300), ("L", 190, 6800), ("R", 2300, 80000),
    ]  # fmt: skip
