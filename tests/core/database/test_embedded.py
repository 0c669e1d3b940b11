import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from metodika.core.database import embedded
from metodika.core.database.folder import kept_secret


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = embedded.start(tmp_path_factory.mktemp("data"))
    yield running
    if running.is_running():
        embedded.stop(running)


def postmaster_of(server):
    return int((server.cluster / "postmaster.pid").read_text().splitlines()[0])


def test_application_signs_in_as_a_role_that_is_no_superuser(server):
    with psycopg.connect(server.url()) as connection:
        found = connection.execute(
            "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        extensions = connection.execute("SELECT extname FROM pg_extension").fetchall()

    assert found == ("metodika", False)
    assert {(name,) for name in embedded.EXTENSIONS} <= set(extensions)


def test_second_start_uses_the_running_server(server):
    before = postmaster_of(server)

    assert embedded.start(server.folder) == server
    assert postmaster_of(server) == before


def test_killed_server_starts_again_with_what_was_committed(server):
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    unfinished = psycopg.connect(server.url())
    unfinished.execute("INSERT INTO kept VALUES (8)")

    os.kill(postmaster_of(server), signal.SIGKILL)
    time.sleep(0.2)
    unfinished.close()
    assert not server.is_running()
    embedded.start(server.folder)

    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]


def test_secret_belongs_to_its_folder_and_to_its_owner(tmp_path: Path):
    first, other = kept_secret("key", tmp_path / "one"), kept_secret("key", tmp_path / "two")

    path = tmp_path / "one" / "secrets" / "key"
    assert (kept_secret("key", tmp_path / "one"), path.stat().st_mode & 0o777) == (first, 0o600)
    assert first != other


def test_secret_is_the_same_for_all_who_start_at_once(tmp_path):
    with ThreadPoolExecutor(8) as several:
        told = set(several.map(lambda _n: kept_secret("key", tmp_path), range(40)))

    assert len(told) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["key"]
