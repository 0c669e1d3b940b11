import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from metodika.core.language import SORT_KEY_LENGTH, normalise, similar, similarity, sort_key

texts = st.one_of(st.text(), st.text("еёЕЁабв -0123«»№\tАИйQ", max_size=12))


@pytest.mark.parametrize(
    "ordered",
    [
        ["Дюма", "Ёжикова", "Ежова", "Ёлкина", "Ельцова", "Жуков"],
        ["Елкина", "Ёлкина", "Елкина Анна"],
        ["Ершов Семен", "Ершов Семён", "Ёршов Семен"],
        ["Петров Яков", "Петров-Водкин Кузьма", "Петрова Анна"],
        ["Йодова", "Калина"],
        ["Школа № 2", "школа № 10", "Школа № 100"],
        ["СОШ № 999999", "СОШ № 1000000", "СОШ № 12345678901234567890"],
        ["12 месяцев", "Smith", "zebra", "«Альфа»", "БЕТА", "гамма", "Ямал"],
        ["", "а", "аа", "аб"],
    ],
)
def test_texts_stand_in_the_order_of_a_russian_dictionary(ordered):
    shuffled = ordered[::-1]

    assert sorted(shuffled, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Петрова  Анна", "петрова анна"),
        ("Петров-Водкин", "петров-водкин"),
        ("Ёлкина", "елкина\t2"),
        ("Елисеёва", "елисеева\t112"),
        ("МБОУ «СОШ № 3»", "мбоу сош 000003"),
        ("д’Артаньян", "дартаньян"),
        ("", ""),
    ],
)
def test_key_is_readable(text, key):
    assert sort_key(text) == key


@pytest.mark.django_db
def test_database_sorts_keys_as_python_does():
    names = [
        "Петрова Анна",
        "Петров-Водкин",
        "Петров Яков",
        "Ёлкина",
        "Елкина",
        "Ельцова",
        "Ким",
        "Zed",
        "7 школа",
    ]

    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT key FROM unnest(%s::text[]) AS key ORDER BY key COLLATE "C"',
            [[sort_key(name) for name in names]],
        )
        found = [key for (key,) in cursor.fetchall()]

    assert found == sorted(map(sort_key, names))


@given(texts)
def test_key_fits_its_column(text):
    key = sort_key(text)

    assert len(key) <= SORT_KEY_LENGTH
    assert not {"\x00", "\n"} & set(key)


@given(st.text("абеёжяАЕЁ", max_size=10), st.text("абеёжяАЕЁ", max_size=10))
def test_order_is_of_letters_first_and_of_yo_then(one, other):
    plain, marks = [(text.lower().replace("ё", "е"), text.lower()) for text in (one, other)], []
    marks = [(base, [letter == "ё" for letter in full]) for base, full in plain]

    assert (sort_key(one) < sort_key(other)) == (marks[0] < marks[1])
    assert (sort_key(one) == sort_key(other)) == (one.lower() == other.lower())


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_stand_by_their_size(one, other):
    assert (sort_key(f"школа {one}") < sort_key(f"школа {other}")) == (one < other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Ёлкина\u00a0 Анна ", "елкина анна"),
        ("МБОУ «СОШ № 3»", 'мбоу "сош # 3"'),
        ("ПЕТРОВ–ВОДКИН", "петров-водкин"),
        ("д’Артаньян", "д'артаньян"),
        ("сло\u00adво", "слово"),
        ("е\u0308лка", "елка"),
        ("", ""),
    ],
)
def test_text_is_made_comparable(text, expected):
    assert normalise(text) == expected


@given(texts)
@example("\u0390\u0345")
@example("İ")
@example("Ё\u0308")
def test_normal_form_of_a_normal_form_is_the_same(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Иванова Анна Петровна", "иванова  анна петровна", True),
        ("Семёнова Анна", "Анна Семенова", True),
        ("Иванова Анна Петровна", "Иванова Анна Петровн", True),
        ("Иванова Анна", "Сидоров Пётр", False),
        ("", "Иванова", False),
    ],
)
def test_alike_texts_are_found(one, other, expected):
    assert similar(one, other) is expected


@given(texts, texts)
def test_likeness_is_mutual_and_bounded(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= similarity(one, one) == 1
