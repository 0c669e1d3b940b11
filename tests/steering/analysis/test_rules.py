from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.steering.analysis.rules.chances import discoveries, fisher, two_counts, two_shares
from metodika.steering.analysis.rules.findings import (
    Judgement,
    Measured,
    below_target,
    change_chance,
    gravity_of_change,
    is_worse,
    rest_chance,
    rest_of,
)
from metodika.steering.analysis.rules.footnotes import (
    figures_without_source,
    marks_of,
    names_in,
    unknown_marks,
    without_names,
    without_sources,
)
from metodika.steering.analysis.rules.phrases import Phrase, Said, Words, filled, first_said
from metodika.steering.analysis.rules.similar import Traits, distance, nearest
from metodika.steering.indicators.rules.intervals import wilson

SIZE = st.integers(1, 60)
TABLES = st.tuples(SIZE, SIZE, SIZE, SIZE).map(
    lambda told: (told[0] % (told[1] + 1), told[1], told[2] % (told[3] + 1), told[3])
)
WORDS = Words(
    in_case=lambda text, case: f"{text}/{case}",
    after_number=lambda value, one, few, many: one if value == 1 else many,
    written=str,
)


@given(TABLES)
def test_exact_chance_of_two_shares_adds_up_all_tables_that_are_not_more_likely(table):
    part, whole, other, other_whole = table
    parts = part + other
    ways = [
        comb(whole, one) * comb(other_whole, parts - one)
        for one in range(max(0, parts - other_whole), min(whole, parts) + 1)
    ]
    mine = comb(whole, part) * comb(other_whole, other)
    expected = Fraction(sum(one for one in ways if one <= mine), comb(whole + other_whole, parts))

    assert fisher(part, whole, other, other_whole) == pytest.approx(float(expected), abs=1e-9)


@given(TABLES)
def test_chance_of_two_shares_is_the_same_from_both_sides(table):
    part, whole, other, other_whole = table
    chance = two_shares((part, whole), (other, other_whole))

    assert 0 <= chance <= 1
    assert chance == pytest.approx(two_shares((other, other_whole), (part, whole)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((58, 100), (60, 100), 0.7740), ((10, 80), (50, 80), 0.0000), ((0, 5), (0, 9), 1.0),
        ((1, 0), (1, 2), None), ((3, 2), (1, 2), None),
    ],
)  # fmt: skip
def test_chance_of_two_shares_by_the_book(one, other, expected):
    assert two_shares(one, other) == (expected if expected is None else pytest.approx(expected, abs=5e-4))


@given(st.integers(0, 40), st.integers(0, 40))
def test_chance_of_two_counts_is_that_of_a_coin(one, other):
    chance = two_counts(one, other)
    size = one + other
    if size == 0:
        assert chance is None
        return
    tail = sum(comb(size, each) for each in range(min(one, other) + 1))
    assert chance == pytest.approx(min(1.0, 2 * tail / 2**size), abs=1e-9)


def test_of_many_differences_only_those_beyond_chance_are_told():
    # The example of Benjamini and Hochberg, 1995, p. 295.
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
          0.6528, 0.7590, 1.0]  # fmt: skip

    assert discoveries(ps) == [True] * 4 + [False] * 11
    assert discoveries([None, 0.9, 0.001]) == [False, False, True]
    assert discoveries([]) == []


def share(part, whole, definition="a"):
    return Measured(Decimal(part), Decimal(whole), 100, definition)


def count(number, definition="a"):
    return Measured(Decimal(number), None, 1, definition)


@pytest.mark.parametrize(
    ("now", "target", "more", "expected"),
    [
        (share(4995, 10000), 50, True, Judgement("low")),
        (share(50, 100), 50, True, None),
        (share(30, 100), 50, True, Judgement("high")),
        (share(420, 1000), 50, True, Judgement("medium")),
        (share(60, 100), 10, False, Judgement("high")),
        (share(5, 100), 10, False, None),
        (share(0, 0), 50, True, None),
        (count(7), 8, True, Judgement("medium")),
        (count(1), 8, True, Judgement("high")),
        (count(0), 0, True, None),
    ],
)
def test_target_is_missed_by_the_unrounded_value_and_slightly_within_the_interval(
    now, target, more, expected
):
    bounds = wilson(now.numerator, now.denominator) if now.is_share else None
    interval = (bounds[0] * 100, bounds[1] * 100) if bounds else None

    assert below_target(now, Decimal(target), more_is_better=more, interval=interval) == expected


def test_change_is_tested_only_between_equal_definitions_and_kinds():
    assert change_chance(share(10, 80), share(50, 80)) < 0.001
    assert change_chance(share(10, 80), share(50, 80, "b")) is None
    assert change_chance(share(10, 80), count(50)) is None
    assert change_chance(count(2), count(20)) < 0.001
    assert is_worse(share(1, 2), share(3, 4), more_is_better=True)
    assert not is_worse(share(1, 2), share(3, 4), more_is_better=False)
    assert not is_worse(share(0, 0), share(3, 4), more_is_better=True)
    assert gravity_of_change(share(70, 100), share(80, 100), 0.01) == Judgement("medium", 0.01)
    assert gravity_of_change(share(20, 100), share(80, 100), 0.01) == Judgement("high", 0.01)


def test_institution_is_compared_with_the_others_and_never_with_itself():
    mine, others = share(10, 80), [share(58, 100), share(38, 60)]
    rest = rest_of(mine, [mine, *others])

    assert (rest.numerator, rest.denominator) == (96, 160)
    assert rest_chance(mine, rest) < 0.001
    assert rest_chance(count(1), rest) is None
    alone = rest_of(mine, [mine])
    assert rest_chance(mine, alone) is None


def test_nearest_institutions_are_of_the_same_kind_and_not_oneself():
    schools = {
        1: Traits("school", 40), 2: Traits("school", 42), 3: Traits("school", 90, is_rural=True),
        4: Traits("kindergarten", 40), 5: Traits("school", 60),
    }  # fmt: skip

    assert [number for number, _far in nearest(1, schools, most=2)] == [2, 5]
    assert nearest(4, schools, most=2) == nearest(9, schools, most=2) == []
    assert distance(schools[1], schools[1], widest=50) == 0
    assert distance(schools[1], schools[3], widest=50) == pytest.approx((1 + 1) / 4)


def test_phrases_are_said_by_signs_with_cases_and_forms():
    phrases = [Phrase("нет", when=("small",)), Phrase("есть {count|школа|школы|школ}", unless=("small",))]

    assert first_said(phrases, Said({"count": 5}, set()), WORDS) == "есть 5\N{NO-BREAK SPACE}школ"
    assert first_said(phrases, Said({}, {"small"}), WORDS) == "нет"
    assert filled("в {place:genitive} 2026 г..", {"place": "город"}, WORDS) == "в город/genitive 2026 г."
    with pytest.raises(KeyError):
        filled("{ghost}", {}, WORDS)


def test_every_figure_needs_a_source_and_years_codes_and_quotes_do_not():
    text = (
        "Было 5 школ. Стало 6 школ [1]. В 2026 году выросло. Показатель I-02 важен. "
        "Приказ № 15 издан 01.09.2025.\n"
        "«Школа 3» растёт. И. О. Иванов видит 0,5 %."
    )

    assert figures_without_source(text) == ["Было 5 школ.", "И. О. Иванов видит 0,5 %."]
    assert marks_of("а [2] б [1] [2]") == [2, 1]
    assert unknown_marks("а [2] б [9] [0]", 3) == [9, 0]


def test_sentences_with_hidden_sources_and_names_go():
    text = "Всего 5 [1]. В школе 2 из 3 [2]. Там же 1 из 3 [2]. Дальше 7 [3].\nЕщё [2]."

    assert without_sources(text, {2}, "Скрыто.") == ("Всего 5 [1]. Скрыто. Дальше 7 [3].\nСкрыто.", 3)
    said = "Хвалим Иванову А. П., А. П. Петрова и Сидорова Ивана Петровича."
    assert names_in(said) == ["Иванову А. П.", "А. П. Петрова", "Сидорова Ивана Петровича"]
    assert without_names(said, names_in(said), "…") == "Хвалим …, … и …."
