import pytest

from metodika.directory.regulations.rules import MESSAGES
from metodika.directory.regulations.rules.doubts import ending_of
from tests.directory.regulations.samples import reading_of, sample

EXPECTED = {
    "magnitogorsk-gymnasium-53": [
        ("numbers-repeat", "annex4/1"),
        ("term-twice", "annex4/3/2"),
        ("list-open", "annex4/8/5"),
        ("list-open", "annex4/9/b7"),
    ],
    "pervouralsk": [
        ("basis-later", "order/p1"),
        ("numbers-repeat", "annex1/1"),
        ("basis-later", "annex1/2"),
        ("titles-differ", "annex1/2"),
    ],
    "pestyaki": [
        ("number-missing", "annex1/1.2/p3"),
        ("quote-open", "annex1/1.2/p4"),
        ("cites-itself", "annex1/1.2/p5"),
        ("list-missing", "annex1/3.2.1/b12"),
        ("number-orphan", "annex1/3.3.3"),
        ("number-back", "annex1/3.3.3"),
        ("text-cut", "annex1/s5/b1/b3"),
        ("text-cut", "annex1/s5/b1/b4"),
        ("list-open", "annex1/s5/b1/b5"),
        ("list-open", "annex1/6.1/b3"),
        ("text-cut", "annex1/7.3/b1"),
        ("list-open", "annex1/7.3/b3"),
    ],
    "verkhnyaya-pyshma": [("act-undated", ""), ("act-unnumbered", "")],
    "yakovlevsky": [
        ("text-open", "annex2/3.6"),
        ("number-orphan", "annex2/4.1.1"),
        ("text-open", "annex2/4.6/b1"),
    ],
}
SAMPLES = {
    "zarechny.txt": [
        ("number-jumps", "annex1/1.4"),
        ("number-jumps", "annex1/2.1/4"),
        ("text-cut", "annex1/2.1/4"),
    ],
    "ozerny.md": [
        ("act-undated", ""),
        ("act-unnumbered", ""),
        ("quote-open", "h1/p1"),
        ("date-impossible", "h1/p1"),
    ],
    "gorny.txt": [
        ("head-dates", ""),
        ("numbers-repeat", "annex1/1"),
        ("term-twice", "annex1/3/2"),
        ("term-empty", "annex1/3/3"),
        ("number-jumps", "annex1/5"),
        ("list-open", "annex1/5/b2"),
        ("number-back", "annex1/3.1"),
        ("basis-later", "annex1/s2/1/p1"),
        ("cites-itself", "annex1/s2/1/p1"),
    ],
}


def found(reading):
    return [(doubt.code, doubt.node) for doubt in reading.doubts]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_regulation_gets_its_doubts(name):
    assert found(reading_of(name)) == EXPECTED[name]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gets_its_doubts(name):
    assert found(sample(name)) == SAMPLES[name]


@pytest.mark.parametrize("name", [*EXPECTED, *SAMPLES])
def test_every_doubt_fills_its_sentence(name):
    reading = sample(name) if name in SAMPLES else reading_of(name)

    for doubt in reading.doubts:
        assert "%(" not in doubt.message % doubt.params
        assert doubt.message == MESSAGES[doubt.code]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ведёт протокол,", "Ведёт протокол,"),
        (
            "доля педагогических работников и управленческих кадров,",
            "… работников и управленческих кадров,",
        ),
        ("слово" * 20, "… " + "слово" * 8),
    ],
)
def test_end_of_a_long_text_begins_with_a_whole_word(text, shown):
    assert ending_of(text) == shown


def test_two_definitions_of_a_term_are_both_kept():
    definitions = sample("gorny.txt").definitions

    assert [(one.term, one.text, one.node) for one in definitions] == [
        ("совет", "собрание учителей", "annex1/3/1"),
        ("совет", "место собрания", "annex1/3/2"),
        ("чтение", "", "annex1/3/3"),
    ]
