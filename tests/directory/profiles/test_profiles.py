import pytest

from metodika.core.access.permissions import permission_table
from metodika.directory.profiles.queries import available_profiles, checked_profile, profile_folder
from metodika.directory.profiles.rules.acts import clauses_in_order

FIVE = ["magnitogorsk", "pervouralsk", "pestyaki", "verkhnyaya-pyshma", "yakovlevsky"]
# One municipality, one document; the numbers of its clauses that the product answers for.
CLAUSES = {"pervouralsk": 53, "yakovlevsky": 109, "verkhnyaya-pyshma": 59, "magnitogorsk": 45, "pestyaki": 69}
WORDS = {
    "magnitogorsk": "сетевых методических объединений",
    "pervouralsk": "городских методических объединений",
    "pestyaki": "районных методических объединений",
    "verkhnyaya-pyshma": "городских методических объединений",
    "yakovlevsky": "районных методических объединений",
}


def contents(name):
    draft = checked_profile(profile_folder(name), permissions=set(permission_table()))
    assert draft.problems == []
    return draft.contents


def test_five_profiles_are_there():
    assert available_profiles() == FIVE


@pytest.mark.parametrize("name", FIVE)
def test_profile_is_sound_and_says_its_own_word(name):
    association = contents(name).words.root["association"]

    assert association.form("genitive", "plural") == WORDS[name]


@pytest.mark.parametrize("name", FIVE)
def test_every_clause_of_the_regulation_is_in_the_tree_once(name):
    refs = [placed.clause.ref for placed in clauses_in_order(contents(name).regulation.clauses)]

    named = [ref for ref in refs if ref]
    assert len(named) == len(set(named)) == CLAUSES[name]


def test_hub_serves_guests_of_its_region():
    municipality = contents("magnitogorsk").municipality

    assert (municipality.guests, municipality.guests_clause, municipality.centre.kind) == (
        "region",
        "MAG-9.3",
        "gymnasium",
    )


def test_age_of_thirty_five_counts_where_the_regulation_lets_it():
    bounds = {name: contents(name).young_teacher for name in ("pestyaki", "pervouralsk")}

    assert {name: (b.max_age, b.age_inclusive) for name, b in bounds.items()} == {
        "pestyaki": (35, False),
        "pervouralsk": (35, True),
    }


def test_act_with_an_empty_number_and_an_act_that_cites_itself_are_kept():
    basis = contents("pestyaki").regulation.basis

    assert [(act.kind, act.number) for act in basis if act.number in {"", "160"}] == [
        ("passport", ""),
        ("order", "160"),
    ]
