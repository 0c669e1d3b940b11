import tarfile
from contextlib import contextmanager

import pytest
from django.db import connection

from metodika.core.access import RuleBroken
from metodika.core.database.backup import make_backup, restore_backup
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act, Clause
from tests.blank import blank_database
from tests.factories.directory import EmploymentFactory
from tests.factories.regulations import make_text

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def scratch_database(template="template0"):
    """Let Django work with an empty database of its own for the block, migrated or not."""
    usual = connection.settings_dict["NAME"]
    # Several runs work on one server, each with databases of its own.
    scratch = f"{usual}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {scratch}")
        cursor.execute(f"CREATE DATABASE {scratch} TEMPLATE {template}")
    connection.close()
    connection.settings_dict["NAME"] = scratch
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {scratch}")


def rows():
    return [list(model.objects.order_by("pk").values_list()) for model in (Organisation, Act, Clause)]


def test_backup_comes_back_whole_into_another_database(tmp_path, settings):
    EmploymentFactory()
    file = make_text().edition.file
    before, content = rows(), file.content.open().read()
    file.content.close()
    target = tmp_path / "backup.tar"

    manifest = make_backup(target)
    with scratch_database():
        settings.MEDIA_ROOT = tmp_path / "files"
        restored = restore_backup(target)
        after = rows()

    assert (restored, after) == (manifest, before)
    assert manifest["tables"]["regulations_act"] == len(before[1])
    assert (tmp_path / "files" / file.content.name).read_bytes() == content


def test_backup_is_not_put_over_data_unless_told(tmp_path):
    EmploymentFactory()
    target = tmp_path / "backup.tar"
    make_backup(target)
    with scratch_database(blank_database()):
        EmploymentFactory()
        before = rows()
        with pytest.raises(RuleBroken, match="--replace"):
            restore_backup(target)
        assert rows() == before
        restore_backup(target, replace=True)
        assert Organisation.objects.count() == len(before[0])


def test_migrated_but_empty_database_takes_a_backup(tmp_path):
    EmploymentFactory()
    target, before = tmp_path / "backup.tar", rows()
    make_backup(target)
    with scratch_database(blank_database()):
        restore_backup(target)
        assert rows() == before


def test_backup_has_a_name_of_its_own(tmp_path):
    (tmp_path / "backup.tar").write_text("another file")

    with pytest.raises(RuleBroken, match="уже"):
        make_backup(tmp_path / "backup.tar")


def test_database_without_its_tables_is_not_backed_up(tmp_path):
    with scratch_database(), pytest.raises(RuleBroken, match="metodika migrate"):
        make_backup(tmp_path / "backup.tar")
    with scratch_database(blank_database()):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'staff'")
        with pytest.raises(RuleBroken, match="metodika migrate"):
            make_backup(tmp_path / "backup.tar")

    assert list(tmp_path.iterdir()) == []


def test_damaged_backup_changes_nothing(tmp_path):
    EmploymentFactory()
    target, broken = tmp_path / "backup.tar", tmp_path / "broken.tar"
    make_backup(target)
    with tarfile.open(target) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path / "parts")
    (tmp_path / "parts" / "database.dump").write_bytes(b"PGDMP nonsense")
    with tarfile.open(broken, "w") as archive:
        for name in ("manifest.json", "database.dump"):
            archive.add(tmp_path / "parts" / name, name)
    before = rows()

    with tarfile.open(strange := tmp_path / "strange.tar", "w") as archive:
        archive.add(target, "../outside.txt")

    for file in (broken, tmp_path / "parts" / "manifest.json", tmp_path / "nothing.tar", strange):
        with pytest.raises(RuleBroken):
            restore_backup(file, replace=True)

    assert rows() == before
    assert not list(tmp_path.parent.rglob("outside.txt"))
