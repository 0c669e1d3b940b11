"""The database of a test run: an embedded PostgreSQL of its own, or the server that DATABASE_URL names.

It starts before Django reads its settings and stops after the last worker. METODIKA_TEST_DATA names
a folder whose server goes on running, for those who run tests all day (with `--reuse-db`).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# A test database may be lost with the machine: nothing waits for the disk.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


class EmbeddedServer:
    def __init__(self, folder: Path) -> None:
        # Not at the top: the secrets of a data folder are found by its name in the environment.
        from metodika.core.database import embedded  # noqa: PLC0415 - METODIKA_DATA has to be set first

        self.stop_server = embedded.stop
        self.server = embedded.start(folder, settings=HASTY)

    def stop(self) -> None:
        self.stop_server(self.server)


class Run:
    """What this test run has set up for itself and takes away in the end; a worker of xdist owns nothing."""

    folder: Path | None = None
    server: EmbeddedServer | None = None

    def set_up(self) -> None:
        kept = os.environ.get("METODIKA_TEST_DATA")
        if "METODIKA_DATA" not in os.environ or kept:
            self.folder = Path(kept or tempfile.mkdtemp(prefix="metodika-tests-"))
            os.environ["METODIKA_DATA"] = str(self.folder)
        if "DATABASE_URL" not in os.environ:
            self.server = EmbeddedServer(Path(os.environ["METODIKA_DATA"]))
            os.environ["DATABASE_URL"] = self.server.server.url()

    def take_away(self) -> None:
        if "METODIKA_TEST_DATA" in os.environ:
            return
        if self.server:
            self.server.stop()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.server = self.folder = None


run = Run()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    # pytest-django reads the settings inside this hook. A worker inherits both names of the environment.
    run.set_up()
    try:
        return (yield)
    except BaseException:
        run.take_away()
        raise


def pytest_unconfigure() -> None:
    run.take_away()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
