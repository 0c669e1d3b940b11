import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests.postgres import environment_of_a_process

PATIENCE = 60
# What `serve` does once the tables are there; pages name their files plainly, since none were collected.
SERVE = """
import sys
import django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from config import processes
port = int(sys.argv[1])
sys.exit(processes.run(port=port, host="127.0.0.1", greet=lambda: print(f"open at {port}", flush=True)))
"""


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def served(tmp_path, log):
    """Web server and worker as they are started together, and their port."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    own = {"METODIKA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", SERVE, str(port)],
            cwd=settings.ROOT,
            env=environment_of_a_process() | own,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    wait_until(lambda: f"open at {port}" in log.read_text() or process.poll() is not None)
    yield process, port
    process.kill()
    process.wait()


def wait_until(claim):
    until = time.monotonic() + PATIENCE
    while not claim() and time.monotonic() < until:
        time.sleep(0.05)
    assert claim()


def children_of(number):
    found = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return [int(child) for child in found] + [below for child in found for below in children_of(int(child))]


def is_gone(number):
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("how", "ends_with", "last_words"),
    [(signal.SIGINT, 0, "Остановлено."), (signal.SIGKILL, -signal.SIGKILL, "")],
)
def test_all_processes_end_with_the_one_that_started_them(served, log, how, ends_with, last_words):
    process, port = served
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=30).status == 200
    children = children_of(process.pid)

    os.kill(process.pid, how)
    process.wait(PATIENCE)

    assert len(children) >= 2
    wait_until(lambda: all(map(is_gone, children)))
    said = log.read_text()
    assert (process.returncode, said.splitlines()[-1] if last_words else "") == (ends_with, last_words)
    assert not re.search("Traceback|Error", said)
    with socket.socket() as door:
        assert door.connect_ex(("127.0.0.1", port)) != 0
