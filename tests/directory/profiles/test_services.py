import shutil
from pathlib import Path

import pytest

from metodika.core.audit.models import JournalEntry
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import available_profiles
from metodika.directory.profiles.services import load_profile

PESTYAKI = Path(__file__).resolve().parents[3] / "profiles" / "pestyaki"
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PESTYAKI, tmp_path / "profiles" / "pestyaki"))


def told():
    entries = JournalEntry.objects.filter(key="profiles.profile_loaded").order_by("pk")
    return [(entry.parameters["code"], list(entry.parameters["changed_sections"])) for entry in entries]


def test_profile_is_stored_with_all_its_sections(folder):
    profile = load_profile(folder, by=None)

    assert (profile.code, profile.title) == ("pestyaki", "Пестяковский муниципальный район")
    assert Profile.objects.get().contents == profile.contents
    assert told() == [
        (
            "pestyaki",
            [
                "municipality",
                "levels",
                "words",
                "kinds",
                "roles",
                "positions",
                "young_teacher",
                "calendar",
                "bodies",
                "events",
                "collection",
                "indicators",
                "analysis",
                "regulation",
                "evidence",
                "dossiers",
            ],
        )
    ]


def test_same_folder_twice_changes_nothing(folder):
    load_profile(folder, by=None)
    before = Profile.objects.values().get()

    load_profile(folder, by=None)

    assert Profile.objects.values().get() == before
    assert len(told()) == 1


def test_change_of_a_file_announces_its_section_only(folder):
    load_profile(folder, by=None)
    (folder / "young_teacher.yaml").write_text("max_age: 30\n")

    load_profile(folder, by=None)

    assert Profile.objects.get().contents.young_teacher.max_age == 30
    assert told()[1:] == [("pestyaki", ["young_teacher"])]


def test_regulation_taken_away_is_gone(folder):
    load_profile(folder, by=None)
    (folder / "regulation.yaml").unlink()
    (folder / "young_teacher.yaml").unlink()

    load_profile(folder, by=None)

    assert Profile.objects.get().contents.regulation is None


def test_every_profile_of_the_product_loads_beside_the_others():
    for name in available_profiles():
        load_profile(name, by=None)

    assert sorted(Profile.objects.values_list("code", flat=True)) == available_profiles()
