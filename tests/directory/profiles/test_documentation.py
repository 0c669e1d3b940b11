import pytest
from ruamel.yaml import YAML

from metodika.core.access.permissions import permission_table
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import checked_profile, counted_word, regulation_clauses, word
from metodika.directory.profiles.rules.bodies import PARAMETERS
from metodika.directory.profiles.rules.contents import SECTIONS
from metodika.directory.profiles.services import load_profile
from tests.directory.profiles.sixth import PAGE, ROOT, write_sixth


@pytest.fixture
def sixth(tmp_path):
    return write_sixth(tmp_path)


def base(name):
    return YAML(typ="safe").load((ROOT / f"profiles/_base/{name}.yaml").read_text(encoding="utf-8"))


def test_page_has_an_example_of_every_file(sixth):
    assert sorted(path.stem for path in sixth.iterdir()) == sorted(SECTIONS)


def test_examples_of_the_page_are_a_sound_profile(sixth):
    assert checked_profile(sixth).problems == []


@pytest.mark.django_db
def test_sixth_municipality_loads_and_speaks_its_words(sixth):
    load_profile(sixth, by=None)

    profile = Profile.objects.get(code="beloklyuchevsk")
    contents = profile.contents
    assert (
        word(profile, "association", case="genitive", number="plural") == "окружных методических объединений"
    )
    assert [counted_word(profile, "association", count) for count in (1, 2, 5)] == [
        "окружное методическое объединение",
        "окружных методических объединения",
        "окружных методических объединений",
    ]
    assert word(profile, "council", case="instrumental") == "методическим советом"
    assert (contents.young_teacher.max_age, contents.young_teacher.max_years) == (30, 3)
    assert "evening_school" not in contents.kinds.root
    assert "resource_centre" not in contents.bodies.root
    assert contents.roles.root["department_head"].title == "Председатель комитета по образованию"
    assert "staff.*" in contents.roles.root["department_head"].may
    assert [clause.key for clause in regulation_clauses(profile)] == [
        "clause/1",
        "BEL-1.1",
        "clause/2",
        "BEL-2.1",
        "BEL-2.2",
        "BEL-2.2a",
        "BEL-2.2b",
        "clause/3",
        "BEL-3.1",
        "BEL-3.2",
        "BEL-3.3",
    ]


@pytest.mark.parametrize("name", ["words", "kinds", "roles", "bodies"])
def test_page_names_every_key_of_the_base(name):
    assert [key for key in base(name) if f"`{key}`" not in PAGE] == []


def test_page_names_every_rule_of_a_body():
    assert [name for name in sorted(PARAMETERS) if f"`{name}`" not in PAGE] == []


def test_page_names_every_permission_that_a_role_of_the_base_has():
    named = {permission for role in base("roles").values() for permission in role["may"]}

    missing = [
        permission
        for permission in named
        if "*" not in permission and f"`{permission.split('.')[1]}`" not in PAGE
    ]

    assert missing == []


def test_roles_of_the_base_name_only_permissions_that_exist():
    known = set(permission_table())
    named = {permission for role in base("roles").values() for permission in role["may"]}

    assert {p for p in named if "*" not in p} - known == set()


def test_every_role_of_the_base_reads_the_signed_sessions_of_the_municipal_council():
    roles, council = base("roles"), base("bodies")["council"]
    reads = {"*", "bodies.view_body", "bodies.*", "meetings.view_session", "meetings.*"}

    assert council["rules"]["open_to_staff"] == "minutes"
    assert [code for code, role in roles.items() if role.get("may") and not reads & set(role["may"])] == []
