import shutil
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from docs.generate import ROOT
from metodika.core.facts import facts
from metodika.directory.profiles.queries import checked_profile, profile_folder
from metodika.directory.profiles.rules.acts import clauses_in_order
from metodika.directory.profiles.rules.evidence import ClauseSaid, RuleSaid, facts_of
from metodika.directory.profiles.services import load_profile
from metodika.steering.compliance import queries
from metodika.steering.compliance.queries import Year, asked_rules

PROFILES = ("magnitogorsk", "pervouralsk", "pestyaki", "verkhnyaya-pyshma", "yakovlevsky")
SUMS = {
    "magnitogorsk": 45, "pervouralsk": 53, "pestyaki": 69, "verkhnyaya-pyshma": 59, "yakovlevsky": 109,
}  # fmt: skip
YAKOVLEVSKY = ROOT / "profiles" / "yakovlevsky"


def contents(name):
    return checked_profile(profile_folder(name)).contents


@pytest.mark.parametrize("name", PROFILES)
def test_every_clause_of_a_regulation_says_what_proves_it(name):
    told = contents(name)

    refs = [one.clause.ref for one in clauses_in_order(told.regulation.clauses) if one.clause.ref]
    assert sorted(told.evidence.root) == sorted(refs)
    assert len(refs) == SUMS[name]


def test_table_of_the_documentation_holds_all_clauses():
    lines = (ROOT / "docs" / "generated" / "clauses.tsv").read_text(encoding="utf-8").splitlines()

    codes = {tuple(line.split("\t")[:2]) for line in lines[1:]}
    assert codes == {(name, code) for name in PROFILES for code in contents(name).evidence.root}
    assert len(lines) == 1 + sum(SUMS.values()) == 336


@pytest.mark.django_db
def test_every_rule_is_counted_or_names_the_facts_it_waits_for():
    for name in PROFILES:
        load_profile(name, by=None)
    areas = {code.partition(".")[0] for code in facts()}

    wrong = [
        (asked.code, asked.problem or asked.waits)
        for name in PROFILES
        for asked in asked_rules(contents(name).evidence.root, Year(date(2026, 11, 23)))
        if asked.problem or {code.partition(".")[0] for code in asked.waits} & areas
    ]
    assert wrong == []


def test_nothing_that_waits_is_named_without_need():
    named = {
        (code, fact) for name in PROFILES for code, told in contents(name).evidence.root.items()
        for one in told.rules for fact in one.waits if fact not in facts_of(one)
    }  # fmt: skip

    assert named == set()


def test_no_rule_waits_for_a_fact_that_is_there():
    # Else the clause would wait again, instead of saying that it is broken, once the fact is gone.
    named = {
        (code, fact) for name in PROFILES for code, told in contents(name).evidence.root.items()
        for one in told.rules for fact in one.waits if fact in facts()
    }  # fmt: skip

    assert named == set()


def test_profile_has_no_word_by_which_a_clause_could_be_marked_as_met():
    assert sorted(ClauseSaid.model_fields) == ["definition", "owner", "rules"]
    assert not {"state", "met", "result"} & set(RuleSaid.model_fields)


def test_profiles_lean_on_no_proof_by_hand():
    by_hand = [
        code for name in PROFILES for code, told in contents(name).evidence.root.items()
        for one in told.rules if one.kind == "proof"
    ]  # fmt: skip

    assert by_hand == []


def test_part_of_a_clause_belongs_to_the_clause():
    parted = ["YAK-4.10.1b", "YAK-1.6.1.3a", "PEST-4.1-c0", "PEST-4-b1", "VP-TBL", "PERV-O.1", "MAG-8.4d"]

    assert [queries.clause_of(code) for code in parted] == [
        "YAK-4.10.1", "YAK-1.6.1.3", "PEST-4.1", "PEST-4", "VP-TBL", "PERV-O.1", "MAG-8.4",
    ]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(YAKOVLEVSKY, tmp_path / "profiles" / "yakovlevsky"))


RULE = "- say: Правило\n    kind: at_least\n    of: {fact: meetings.held_session}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("YAK-9.9:\n  definition: Нет", "the regulation has no clause «YAK-9.9»"),
        ("YAK-1.6:\n  definition_: Нет", "unknown key «definition_»; did you mean «definition»?"),
        (f"YAK-1.6:\n  rules:\n  {RULE}\n    number: много", "number"),
        (f"YAK-1.6:\n  rules:\n  {RULE}\n    number: -1", "number"),
        (f"YAK-1.6:\n  owner: nobody\n  rules:\n  {RULE}", "there is no role «nobody» here"),
        ("YAK-1.6:\n  rules:\n  - say: Доля\n    kind: share\n    of: {fact: a.b}", "lacks the key «has»"),
        (f"YAK-1.6:\n  definition: Нет\n  rules:\n  {RULE}", "a clause needs either rules or definition"),
    ],
)
def test_wrong_evidence_is_told_by_its_line(folder, text, said):
    path = folder / "evidence.yaml"
    kept = path.read_text(encoding="utf-8")
    before = kept[: kept.index("YAK-1.6:\n")] + kept[kept.index("YAK-1.6.1:\n") :]
    path.write_text(before + text + "\n", encoding="utf-8")

    with override("en"):
        problems = [str(one) for one in checked_profile(folder).problems]
    assert len(problems) == 1
    assert said in problems[0]
    assert int(problems[0].split(":")[1]) > before.count("\n")
