"""One file with everything: the database, the uploads and a manifest; and the way back."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from psycopg import sql

from metodika.core.access.errors import RuleBroken
from metodika.core.database.embedded import binaries
from metodika.core.database.folder import data_folder
from metodika.core.files.objects import ObjectStorage

MANIFEST = "manifest.json"
DUMP = "database.dump"
FILES = "files"
FORMAT = 1
OWN_LABEL = "core_database"
KNOWS_TRANSACTION_TIMEOUT = 170000


def make_backup(target: Path) -> dict[str, Any]:
    """Write the database and the uploads into one file and return its manifest.

    The dump is one consistent state, taken while people work. The file appears under its name only
    when it is whole. Raises RuleBroken when the target exists already, and for a database whose tables are
    not those of this program: what it counts in the manifest would not be what the dump holds.
    """
    if target.exists():
        raise RuleBroken(_("The file %(file)s exists already: choose another name.") % {"file": target})
    if _waiting_migrations():
        raise RuleBroken(
            _("The database is empty or of another version of the program. Run `metodika migrate` first.")
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "tables": _row_counts(),
            "sha256": _fingerprint(dump),
        }
        unfinished = target.with_name(f"{target.name}.part")
        with tarfile.open(unfinished, "w") as archive:
            note = Path(folder) / MANIFEST
            note.write_text(json.dumps(manifest, indent=1))
            archive.add(note, MANIFEST)
            archive.add(dump, DUMP)
            _add_files(archive)
    unfinished.rename(target)
    return manifest


def _waiting_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _add_files(archive: tarfile.TarFile) -> None:
    store = storages["default"]
    if not isinstance(store, ObjectStorage):
        uploads = Path(settings.MEDIA_ROOT)
        if uploads.exists():
            archive.add(uploads, FILES)
        return
    for name in store.names():
        with store.open(name) as content:
            entry = tarfile.TarInfo(f"{FILES}/{name}")
            entry.size = content.seek(0, os.SEEK_END)
            content.seek(0)
            archive.addfile(entry, content.file)


def restore_backup(source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Bring a backup into the database and the uploads folder and return its manifest.

    A database that holds data is left alone unless `replace` says otherwise. Raises RuleBroken for
    a file that is no backup or is damaged; nothing is changed then.
    """
    with tempfile.TemporaryDirectory() as folder:
        manifest = _unpack(source, Path(folder))
        if not replace and _holds_data():
            raise RuleBroken(
                _("The database already holds data. Add --replace to put the backup in their place.")
            )
        # Files first: each lies under its own hash, so a store that fails here leaves the data as they were.
        _restore_files(Path(folder) / FILES)
        connection.close()
        _replace_tables(Path(folder))
    return manifest


def _replace_tables(folder: Path) -> None:
    # One transaction drops the old tables and makes the new ones: a failure half-way leaves the old.
    script = folder / "database.sql"
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(folder / DUMP))
    if connection.pg_version < KNOWS_TRANSACTION_TIMEOUT:  # type: ignore[attr-defined]  # every backend of PostgreSQL has it
        script = _without_transaction_timeout(script)
    _run(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
        "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public;", f"--file={script}",
    )  # fmt: skip


def _without_transaction_timeout(script: Path) -> Path:
    """Copy the script without a setting that newer programs write and an older server refuses."""
    known = script.with_name("known.sql")
    with script.open("rb") as told, known.open("wb") as kept:
        for line in told:
            if line == b"SET transaction_timeout = 0;\n":
                break
            kept.write(line)
        shutil.copyfileobj(told, kept)
    return known


def _refuse_strange_parts(archive: tarfile.TarFile, folder: Path) -> None:
    """Let only plain files and folders through that lie within the folder. Raises TarError."""
    home = folder.resolve()
    for part in archive:
        within = (home / part.name).resolve().is_relative_to(home)
        if not within or not (part.isfile() or part.isdir()):
            raise tarfile.TarError(part.name)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as archive:
            _refuse_strange_parts(archive, folder)
            # Python before 3.11.4 knows no filter and overlooks it.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder)  # noqa: S202 - its parts have been looked through
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise RuleBroken(_("%(file)s is not a backup of Metodika.") % {"file": source}) from error
    if manifest.get("format") != FORMAT or _fingerprint(folder / DUMP) != manifest.get("sha256"):
        raise RuleBroken(
            _("The backup %(file)s is damaged: its content does not match its manifest.") % {"file": source}
        )
    return manifest


def _restore_files(unpacked: Path) -> None:
    if not unpacked.exists():
        return
    store = storages["default"]
    for path in unpacked.rglob("*"):
        if not path.is_file():
            continue
        if isinstance(store, ObjectStorage):
            with path.open("rb") as content:
                store.put(str(path.relative_to(unpacked)), File(content))
        else:
            target = Path(settings.MEDIA_ROOT) / path.relative_to(unpacked)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def _holds_data() -> bool:
    return any(_row_counts().values())


def _row_counts() -> dict[str, int]:
    """Return the number of rows of each table of ours that is there; the cache is nobody's data."""
    ours = {
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.name.startswith("metodika.") and config.label != OWN_LABEL
        for model in config.get_models()
    }
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(ours.intersection(connection.introspection.table_names(cursor))):
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            counts[table] = cursor.fetchone()[0]
        return counts


def _fingerprint(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _environment() -> dict[str, str]:
    # Not on the command line: everybody on the machine could read the password there.
    parameters = connection.get_connection_params()
    words = {
        "PGHOST": parameters.get("host"),
        "PGPORT": parameters.get("port"),
        "PGDATABASE": parameters.get("dbname"),
        "PGUSER": parameters.get("user"),
        "PGPASSWORD": parameters.get("password"),
    }
    return {name: str(value) for name, value in words.items() if value}


def _run(program: str, *arguments: str) -> None:
    command = [str(binaries(data_folder()) / program), *arguments]
    done = subprocess.run(  # noqa: S603 - our own programs and arguments
        command, capture_output=True, text=True, check=False, env=os.environ | _environment()
    )
    if done.returncode:
        words = {"program": program, "words": done.stderr.strip()[-1000:]}
        raise RuleBroken(_("%(program)s has failed: %(words)s") % words)
