import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.files.text import read_text
from metodika.directory.regulations.rules import Match, match_editions, read_regulation, similarity, word_diff
from tests.directory.regulations.samples import NAMES, reading_of

OLD = """Положение
1. Общее
1.1. Совет собирается раз в месяц по плану кабинета.
1.2. Совет решает:
- кого звать на встречу;
- что читать летом.
1.3. Протокол хранят пять лет."""
NEW = """Положение
1. Общее
1.1. Совет собирается два раза в месяц по плану кабинета.
1.2. Председателя выбирают на год.
1.3. Совет решает:
- где встречаться;
- кого звать на встречу."""


def nodes(text):
    return read_regulation(read_text(text.encode(), "act.txt")).nodes


def test_clauses_that_changed_moved_came_and_went_are_told_apart():
    found = match_editions(nodes(OLD), nodes(NEW))

    assert found == [
        Match("title", "title", "same", 1.0),
        Match("s1", "s1", "same", 1.0),
        Match("1.1", "1.1", "changed", 0.824),
        Match(None, "1.2", "added", 0.0),
        Match("1.2", "1.3", "moved", 1.0),
        Match(None, "1.3/b1", "added", 0.0),
        Match("1.2/b1", "1.3/b2", "changed", 1.0),
        Match("1.2/b2", None, "removed", 0.0),
        Match("1.3", None, "removed", 0.0),
    ]


def test_a_number_that_stayed_with_new_words_is_a_change():
    found = match_editions(nodes("1.1. Совет собирается часто."), nodes("1.1. Деньги даёт бюджет."))

    assert found == [Match("1.1", "1.1", "changed", 0.0)]


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_is_the_same_as_itself(name):
    found = reading_of(name).nodes

    matches = match_editions(found, found)

    assert [(one.old_key, one.kind) for one in matches] == [(node.key, "same") for node in found]


LINES = st.lists(
    st.sampled_from(
        ["1. Совет", "1.1. Совет решает:", "- звать;", "- читать;", "Слово о совете.", "1) раз;", "2. Итог"]
    )
).map("\n".join)


@given(LINES, LINES)
def test_every_node_stands_in_exactly_one_match(one, other):
    old, new = (nodes(f"Начало\n{text}") for text in (one, other))

    matches = match_editions(old, new)

    assert sorted(m.old_key for m in matches if m.old_key) == sorted(node.key for node in old)
    assert [m.new_key for m in matches if m.new_key] == [node.key for node in new]
    assert {m.kind for m in match_editions(old, old)} == {"same"}


@given(st.text("аб в", max_size=30), st.text("аб в", max_size=30))
def test_a_difference_gives_back_both_wordings(one, other):
    found = word_diff(one, other)

    assert " ".join(text for op, text in found if op != "insert").split() == one.split()
    assert " ".join(text for op, text in found if op != "delete").split() == other.split()


def test_a_difference_shows_words():
    assert word_diff("раз в месяц", "два раза в месяц") == [
        ("delete", "раз"),
        ("insert", "два раза"),
        ("equal", "в месяц"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "value"), [("а б", "а б", 1.0), ("а", "б", 0.0), ("а б", "а в", 0.5), ("", "", 1.0)]
)
def test_similarity_counts_common_words(one, other, value):
    assert similarity(one, other) == value
