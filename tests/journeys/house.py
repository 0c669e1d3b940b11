"""The whole product as `make demo` starts it, on a database of its own beside the tests'."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from tests.blank import blank_database, url_of

ROOT = Path(__file__).parents[2]
PATIENCE = 240


@dataclass
class House:
    """Where the product is open, and what it has said to its administrator."""

    address: str
    log: Path | None = None
    # What a process of the same house has to know.
    settings: dict[str, str] = field(default_factory=dict)

    def words(self) -> str:
        return self.log.read_text() if self.log else ""

    def run(self, lines: str) -> str:
        """Run Python in a process that knows the database of the house; return what it prints."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "django", "shell", "-v", "0", "-c", lines],
            cwd=ROOT, check=True, capture_output=True, text=True,
            env=os.environ
            | self.settings
            | {"DJANGO_SETTINGS_MODULE": "config.settings", "METODIKA_DEMO": "1"},
        )  # fmt: skip
        return done.stdout


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def fresh_database(name: str) -> Iterator[str]:
    url = os.environ["DATABASE_URL"]

    def run(statement: str) -> None:
        names = {"new": sql.Identifier(name), "blank": sql.Identifier(blank_database())}
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(**names))

    run("DROP DATABASE IF EXISTS {new} WITH (FORCE)")
    run("CREATE DATABASE {new} TEMPLATE {blank}")
    try:
        yield url_of(name)
    finally:
        run("DROP DATABASE IF EXISTS {new} WITH (FORCE)")


@contextmanager
def running_demo(name: str) -> Iterator[House]:
    """Yield the house; `localhost` because a browser makes no passkeys for a bare number."""
    folder = Path(tempfile.mkdtemp(prefix="metodika-journeys-"))
    port = free_port()
    with fresh_database(name) as url, (folder / "log").open("w") as log:
        settings = {"METODIKA_DATA": str(folder), "DATABASE_URL": url, "METODIKA_LANGUAGE": "ru"}
        process = subprocess.Popen(
            [sys.executable, "-m", "config.command", "demo", "--size", "TWO", "--port", str(port)],
            cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            env=os.environ | settings,
        )  # fmt: skip
        try:
            wait_for(port, process, folder / "log")
            yield House(f"http://localhost:{port}", folder / "log", settings)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
    shutil.rmtree(folder, ignore_errors=True)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    process.kill()
    raise AssertionError(f"The demo has not started:\n{log.read_text()}")
