import shutil
from pathlib import Path

import pytest
from django.utils.translation import override

from metodika.core.access import RuleBroken
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import checked_profile
from metodika.directory.profiles.services import ProfileRefused, load_profile

YAKOVLEVSKY = Path(__file__).resolve().parents[3] / "profiles" / "yakovlevsky"
PERMISSIONS = {"staff.view_person", "organisations.view_organisation"}


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(YAKOVLEVSKY, tmp_path / "profiles" / "yakovlevsky"))


def spoil(folder, name, text, instead=None):
    path = folder / f"{name}.yaml"
    path.write_text(path.read_text().replace(instead, text) if instead else text)


def complaints(folder, permissions=None):
    with override("en"):
        return [str(problem) for problem in checked_profile(folder, permissions=permissions).problems]


def test_unknown_word_is_told_with_the_one_that_was_meant(folder):
    spoil(folder, "words", "asociation:", instead="association:")

    line = (folder / "words.yaml").read_text().splitlines().index("asociation:") + 1
    assert complaints(folder) == [
        f"profiles/yakovlevsky/words.yaml:{line}: unknown key «asociation»; did you mean «association»?"
    ]


def test_circle_of_levels_is_told(folder):
    spoil(folder, "levels", "region:\n  title: край\nmunicipality:\n  under: unit\n")

    assert complaints(folder) == [
        "profiles/yakovlevsky/levels.yaml:4: the levels make a circle: "
        "municipality → unit → institution → municipality; one of them must stand at the top"
    ]


def test_level_above_itself_is_a_circle(folder):
    spoil(folder, "levels", "unit:\n  under: unit\n")

    assert complaints(folder) == [
        "profiles/yakovlevsky/levels.yaml:2: the levels make a circle: unit → unit; "
        "one of them must stand at the top"
    ]


def test_unknown_level_is_told(folder):
    spoil(folder, "levels", "unit:\n  under: school\n")

    assert complaints(folder) == [
        "profiles/yakovlevsky/levels.yaml:2: unknown level «school»; "
        "the levels are region, municipality, institution, unit, partner"
    ]


def test_word_without_cases_is_named_with_those_that_are_missing(folder):
    spoil(
        folder,
        "words",
        "council:\n  singular:\n    nominative: совет\n    genitive: совета\n    dative: совету\n"
        "    accusative: совет\n    instrumental: советом\n    prepositional: совете\n"
        "  plural:\n    nominative: советы\n    genitive:\n    accusative: советы\n"
        "    instrumental: советами\n    prepositional: советах\nservice:\n  abbreviation: ММС\n",
    )

    assert complaints(folder) == [
        "profiles/yakovlevsky/words.yaml:1: the word «council» has no cases: "
        "add plural.genitive, plural.dative",
        "profiles/yakovlevsky/words.yaml:15: the word «service» has no cases: add "
        + ", ".join(
            f"{number}.{case}"
            for number in ("singular", "plural")
            for case in ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
        ),
    ]


def test_name_of_the_municipality_without_a_case_is_told(folder):
    spoil(folder, "municipality", "", instead="  dative: Яковлевскому муниципальному району\n")

    assert complaints(folder) == [
        "profiles/yakovlevsky/municipality.yaml:2: the name has no cases: add dative"
    ]


def test_errors_of_all_files_come_at_once(folder):
    spoil(folder, "municipality", "time_zone: Asia/Vladivostock", instead="time_zone: Asia/Vladivostok")
    spoil(folder, "municipality", "code: yakovlev", instead="code: yakovlevsky")
    spoil(folder, "calendar", "terms:\n- title: I\n  starts: 01.09\n  ends: 31.02\n")
    spoil(folder, "young_teacher", "max_age: many\nage_inclusive: perhaps\n")
    spoil(folder, "wrods", "a: 1\n")

    assert complaints(folder) == [
        "profiles/yakovlevsky/calendar.yaml:4: «ends» must be a day of the year, such as 01.09, not «31.02»",
        "profiles/yakovlevsky/municipality.yaml:1: the code «yakovlev» differs from the name of the folder "
        "«yakovlevsky»; make them the same",
        "profiles/yakovlevsky/municipality.yaml:21: unknown time zone «Asia/Vladivostock»; "
        "did you mean «Asia/Vladivostok»?",
        "profiles/yakovlevsky/wrods.yaml:1: a profile has no such file; did you mean «words.yaml»?",
        "profiles/yakovlevsky/young_teacher.yaml:1: «max_age» must be a whole number, not «many»",
        "profiles/yakovlevsky/young_teacher.yaml:2: «age_inclusive» must be «да» or «нет», not «perhaps»",
    ]


def test_missing_municipality_is_told(folder):
    (folder / "municipality.yaml").unlink()

    assert complaints(folder) == ["profiles/yakovlevsky/municipality.yaml:1: the file is missing; create it"]


def test_profile_without_a_regulation_is_sound(folder):
    (folder / "regulation.yaml").unlink()

    assert complaints(folder) == []


def test_unknown_kind_of_a_body_is_told(folder):
    spoil(folder, "municipality", "kind: methodical_center", instead="kind: methodical_centre")

    assert complaints(folder) == [
        "profiles/yakovlevsky/municipality.yaml:31: unknown kind «methodical_center»; "
        "did you mean «methodical_centre»?"
    ]


def test_unknown_permissions_are_told_and_other_areas_let_through(folder):
    spoil(
        folder,
        "roles",
        "reader:\n  title: Читатель\n  description: Читает.\n  levels: [self]\n  may:\n"
        "  - staff.view_persons\n  - staf.view_person\n  - bodies.view_body\n  - staff.*\n",
    )

    assert [line for line in complaints(folder, PERMISSIONS) if "reader" in line] == [
        "profiles/yakovlevsky/roles.yaml:6: the role «reader» names the unknown permission "
        "«staff.view_persons»; did you mean «staff.view_person»?",
        "profiles/yakovlevsky/roles.yaml:7: the role «reader» names the unknown permission "
        "«staf.view_person»; did you mean «staff.view_person»?",
    ]


def test_terms_out_of_order_are_told(folder):
    spoil(
        folder,
        "calendar",
        "terms:\n- {title: I, starts: 01.09, ends: 30.12}\n- {title: II, starts: 30.12, ends: 31.05}\n"
        "- {title: III, starts: 01.06, ends: 31.05}\n",
    )

    assert complaints(folder) == [
        f"profiles/yakovlevsky/calendar.yaml:{line}: this term begins before the one above has ended, "
        "or ends before it begins"
        for line in (3, 4)
    ]


def test_two_clauses_with_one_key_are_told_at_the_second(folder):
    # They name clauses that this regulation no longer has.
    (folder / "bodies.yaml").unlink()
    (folder / "evidence.yaml").unlink()
    spoil(
        folder,
        "regulation",
        "kind: regulation\nissuer: Отдел\ntitle: Положение\nclauses:\n"
        "- label: 1\n  gist: Раз\n  clauses:\n  - {label: 2, ref: A, gist: Два}\n"
        "- {label: 1, gist: Раз снова}\n- {label: 3, key: A, gist: Три}\n",
    )

    assert complaints(folder) == [
        f"profiles/yakovlevsky/regulation.yaml:{line}: two clauses have the key «{key}»; "
        "give one of them another key"
        for line, key in ((9, "clause/1"), (10, "A"))
    ]


def test_clause_that_the_regulation_does_not_have_is_told(folder):
    spoil(folder, "young_teacher", "clause: YAK-99\n")

    assert complaints(folder) == [
        "profiles/yakovlevsky/young_teacher.yaml:1: the regulation has no clause «YAK-99»; "
        "name one of the refs in regulation.yaml"
    ]


def test_broken_file_is_told_without_complaints_about_what_it_should_hold(folder):
    spoil(folder, "municipality", "code: 'yakovlevsky\n")

    assert complaints(folder) == [
        "profiles/yakovlevsky/municipality.yaml:2: the line cannot be read: "
        "check the indentation, the quotes and the space after the colon"
    ]


@pytest.mark.django_db
def test_spoilt_profile_changes_nothing_and_says_every_error(folder):
    load_profile(folder, by=None)
    before = Profile.objects.values().get()
    spoil(folder, "young_teacher", "max_age: 5\nmax_years: 50\n")

    with override("ru"), pytest.raises(ProfileRefused) as refusal:
        load_profile(folder, by=None)

    assert str(refusal.value) == (
        "Профиль yakovlevsky не загружен: 2 ошибки.\n"
        "profiles/yakovlevsky/young_teacher.yaml:1: в ключе «max_age» стоит 5; наименьшее допустимое — 18\n"
        "profiles/yakovlevsky/young_teacher.yaml:2: в ключе «max_years» стоит 50; наибольшее допустимое — 10"
    )
    assert Profile.objects.values().get() == before


@pytest.mark.django_db
def test_profile_that_does_not_exist_is_told_with_the_nearest():
    with override("ru"), pytest.raises(RuleBroken) as refusal:
        load_profile("yakovlevski", by=None)

    assert str(refusal.value) == "Профиля «yakovlevski» нет. Может быть, «yakovlevsky»?"


def test_faults_of_bodies_are_told_with_their_lines(folder):
    spoil(
        folder,
        "bodies",
        "council:\n  clause: YAK-9.9\n  rules:\n    clauses:\n      quorom: YAK-4.10.1c\n"
        "school_association:\n  under: asociation\n"
        "association:\n  seats:\n  - head_of: nobody\n",
    )

    assert complaints(folder) == [
        "profiles/yakovlevsky/bodies.yaml:2: the regulation has no clause «YAK-9.9»; "
        "name one of the refs in regulation.yaml",
        "profiles/yakovlevsky/bodies.yaml:5: unknown key «quorom»; did you mean «quorum»?",
        "profiles/yakovlevsky/bodies.yaml:7: there is no kind «asociation» here; did you mean «association»?",
        "profiles/yakovlevsky/bodies.yaml:10: there is no kind «nobody» here; name a code from bodies.yaml",
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("quorum: 3/2", "«quorum» is a part of a whole, such as 1/2 or 2/3, and not more than 1/1"),
        ("quorum: half", "«quorum» is written in a wrong way: «half» must look like "
         "^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$"),
        ("min_members: nine", "«min_members» must be a whole number, not «nine»"),
        ("min_members: 0", "«min_members» is 0; the least allowed is 1"),
        ("tie: casting", "«tie» cannot be «casting»; choose one of: rejected, chair"),
        ("quorun: 1/2", "unknown key «quorun»; did you mean «quorum»?"),
        ("remote_allowed: maybe", "«remote_allowed» must be «да» or «нет», not «maybe»"),
    ],
)  # fmt: skip
def test_wrong_rule_of_a_body_is_told(folder, line, complaint):
    spoil(folder, "bodies", f"council:\n  rules:\n    {line}\n")

    assert complaints(folder) == [f"profiles/yakovlevsky/bodies.yaml:3: {complaint}"]


def test_function_that_says_nothing_is_told(folder):
    spoil(folder, "bodies", "council:\n  functions:\n  - text:\n")

    assert complaints(folder) == ["profiles/yakovlevsky/bodies.yaml:3: a function needs text or clause"]
