from pathlib import Path

import pytest

from tests.architecture.house import RULES
from tests.architecture.house.wording import no_sentence_of_the_regulations
from tests.architecture.planted import PLANTS, build

ROOT = Path(__file__).resolve().parents[2]
BY_FOLDER = "no_sentence_of_the_regulations"


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps_its_rule(name):
    found = RULES[name](ROOT)

    assert found == [], "\n".join(found)


@pytest.mark.parametrize("name", RULES)
def test_rule_has_nothing_against_a_faultless_house(name, tmp_path):
    assert RULES[name](build(tmp_path)) == []


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_rule_catches_a_planted_fault(plant, tmp_path):
    found = RULES[plant.rule](build(tmp_path, file=plant.file, text=plant.text))

    assert len(found) == 1
    assert plant.complaint in found[0]


def test_every_rule_has_a_planted_fault():
    assert {plant.rule for plant in PLANTS} | {BY_FOLDER} == set(RULES)


REGULATION = """
1. Совет собирается по мере надобности, однако же не реже одного раза в четверть года,
согласно приказу «О порядке созыва советов и о ведении протоколов их заседаний в округе».
"""


def regulation_copied(tmp_path, sentence):
    regulations = tmp_path / "regulations"
    regulations.mkdir()
    (regulations / "one.txt").write_text(REGULATION, encoding="utf-8")
    house = build(tmp_path / "house", file="docs/page.md", text=sentence)
    return no_sentence_of_the_regulations(house, regulations)


def test_sentence_of_a_regulation_is_caught(tmp_path):
    found = regulation_copied(
        tmp_path, "Итак: **собирается** по мере надобности,\nоднако же не реже одного раза."
    )

    assert found == [
        "docs/page.md: 3 times words of a regulation: «мере надобности однако же не реже одного раза …»"
    ]


def test_title_of_an_act_and_own_words_are_no_sentence_of_a_regulation(tmp_path):
    found = regulation_copied(
        tmp_path,
        "Приказ «О порядке созыва советов и о ведении протоколов их заседаний в округе»: раз в квартал.",
    )

    assert found == []


def test_sentence_of_a_regulation_is_caught_in_quotes_as_well(tmp_path):
    found = regulation_copied(tmp_path, "«Собирается по мере надобности, однако же не реже одного раза.»")

    assert len(found) == 1
