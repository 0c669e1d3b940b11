import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from metodika.directory.accounts.services import issue_token
from metodika.directory.records.models import NumberSeries
from metodika.directory.records.services import register_record
from metodika.governance.meetings.models import Vote
from metodika.governance.meetings.services import cast_ballot
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.meetings import members, opened, put
from tests.factories.records import make_record
from tests.postgres import environment_of_a_process, wait_for_the_server_to_notice

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


def asked(port, path, body, key):
    """A request that, once begun, waits for its answer in a thread of its own, as a browser does."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1{path}", json.dumps(body).encode(), method="POST",
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
    )  # fmt: skip

    def wait():
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request, timeout=PATIENCE)

    return threading.Thread(target=wait)


def key_of(user):
    today = timezone.now().date()
    return issue_token(user, name="Проверка", scopes=["all"], expires_on=today, by=user)[1]


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return cursor.fetchone()[0]


def killed_while_it_waits(process, held, thread):
    """Kill the web server when the request stands still in the middle of its transaction; then let go."""
    with transaction.atomic():
        held.select_for_update().get()
        thread.start()
        wait_until(waits_for_a_lock)
        for number in [*children_of(process.pid), process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.wait()
    thread.join()
    wait_for_the_server_to_notice()


@pytest.mark.django_db(transaction=True)
def test_web_server_killed_in_the_middle_of_a_vote_leaves_no_half_of_it(served):
    process, port = served
    vote = put(opened(make_council(rules={"members_vote": True, "members_follow": True})))
    voter = members(vote.session)[0].person
    request = asked(port, f"/votes/{vote.pk}/cast", {"choice": "for"}, key_of(make_user(person=voter)))

    killed_while_it_waits(process, Vote.objects, request)

    assert (vote.ballots.count(), Vote.objects.get().closed_at) == (0, None)
    cast_ballot(vote, person=voter, choice="for", by=None)
    assert vote.ballots.count() == 1


@pytest.mark.django_db(transaction=True)
def test_web_server_killed_in_the_middle_of_a_registration_leaves_no_gap(served):
    process, port = served
    record = make_record()
    register_record(make_record(record.organisation), by=None)
    request = asked(port, f"/records/{record.pk}/number", {}, key_of(make_user("*", at=record.organisation)))

    killed_while_it_waits(process, NumberSeries.objects, request)

    record.refresh_from_db()
    assert (record.status, record.number) == ("draft", None)
    assert register_record(record, by=None).number == 2
