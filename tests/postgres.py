"""The database of a test run: an embedded PostgreSQL of its own, or the server that DATABASE_URL names.

It starts before Django reads its settings and goes away with the run, however that ends.
METODIKA_TEST_DATA names a folder whose server goes on running, for those who run tests all day
(with `--reuse-db`).
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

# A test database may be lost with the machine: nothing waits for the disk.
HASTY = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100",
    "autovacuum": "off",
}  # fmt: skip
# The folder of the whole run, by its name in the environment.
RUN_FOLDER = "METODIKA_RUN_FOLDER"
ROOT = Path(__file__).parents[1]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
# Who asks through a page or an operation is served by what other tests ask of the server directly.
ASKING_FIXTURES = {"client", "live_server"}
# Waits until the run closes its end of the pipe, which the system does even for a killed one.
ATTENDANT = """
cat >/dev/null
"$0" -c 'if True:
    import pathlib, sys
    from metodika.core.database import embedded
    server = embedded.Server(pathlib.Path(sys.argv[1]))
    server.cluster.exists() and embedded.stop(server)
' "$1"
rm -rf "$1"
"""


class Run:
    """What this test run has set up for itself; a worker of xdist owns nothing."""

    attendant: subprocess.Popen[bytes] | None = None
    migrating: subprocess.Popen[bytes] | None = None

    def set_up(self, *, workers: int) -> None:
        if worker := os.environ.get("PYTEST_XDIST_WORKER"):
            # The run has set up the rest; files are each worker's own, for one test empties the folder.
            os.environ["METODIKA_DATA"] = str(Path(os.environ[RUN_FOLDER]) / worker)
            return
        if "METODIKA_TEST_DATA" in os.environ:
            os.environ["METODIKA_DATA"] = os.environ["METODIKA_TEST_DATA"]
        elif "METODIKA_DATA" not in os.environ:
            os.environ["METODIKA_DATA"] = self.fleeting_folder()
        os.environ[RUN_FOLDER] = os.environ["METODIKA_DATA"]
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = self.embedded_server()
        if workers:
            # Meanwhile the workers gather their tests; all of them would wait for the one that makes it.
            self.migrating = subprocess.Popen([sys.executable, "-m", "tests.blank"], cwd=ROOT)

    def fleeting_folder(self) -> str:
        folder = tempfile.mkdtemp(prefix="metodika-tests-")
        self.attendant = subprocess.Popen(
            ["/bin/sh", "-c", ATTENDANT, sys.executable, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"METODIKA_DATA": folder},
            start_new_session=True,
        )
        return folder

    def embedded_server(self) -> str:
        # Not at the top: the secrets of a data folder are found by its name in the environment.
        from metodika.core.database import embedded  # noqa: PLC0415 - METODIKA_DATA has to be set first

        return embedded.start(Path(os.environ["METODIKA_DATA"]), settings=HASTY).url()

    def take_away(self) -> None:
        if self.migrating:
            self.migrating.wait()
        if self.attendant and self.attendant.stdin:
            self.attendant.stdin.close()
            self.attendant.wait()
            self.attendant = None


run = Run()


def environment_of_a_process() -> dict[str, str]:
    """Return what a process of its own needs to work on the database of the test."""
    from django.db import connection  # noqa: PLC0415 - the settings are read after this plugin

    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return os.environ | {"DATABASE_URL": urlunsplit(url)}


def wait_for_the_server_to_notice() -> None:
    """Wait until the server has ended the transactions of a dead client, which it sees at its next look."""
    from django.db import connection  # noqa: PLC0415 - as above

    for _turn in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' "
                "AND datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    # pytest-django reads the settings inside this hook. A worker inherits both names of the environment.
    run.set_up(workers=early_config.known_args_namespace.numprocesses or 0)
    return (yield)


def pytest_unconfigure() -> None:
    run.take_away()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        marks = {mark.name for mark in item.iter_markers()}
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
        elif DATABASE_FIXTURES & fixtures or "django_db" in marks:
            item.add_marker(pytest.mark.database)
            if not (ASKING_FIXTURES & fixtures or "walk" in marks):
                # The administrator's walk bears this mark by hand.
                item.add_marker(pytest.mark.server)
