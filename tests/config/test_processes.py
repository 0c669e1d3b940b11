import socket
import subprocess
import sys

import click
import pytest
from django.db import connection

from config import processes
from tests.postgres import environment_of_a_process

pytestmark = pytest.mark.django_db
GOOD = "o4Nf1x-7Qd_kTzPwE2vRjYb9LhUcMg38SaWi5"


@pytest.fixture
def safe(settings):
    settings.DEBUG, settings.SECRET_KEY = False, GOOD
    return settings


def test_safe_installation_is_served(safe):
    assert processes.reasons_not_to_serve() == []


@pytest.mark.parametrize("key", ["short", "a" * 60, "abc" * 20])
def test_weak_key_is_a_reason_not_to_serve(safe, key):
    safe.SECRET_KEY = key

    (reason,) = processes.reasons_not_to_serve()
    assert "METODIKA_SECRET_KEY" in reason
    assert key not in reason


def test_debug_is_a_reason_not_to_serve(safe):
    safe.DEBUG = True

    (reason,) = processes.reasons_not_to_serve()
    assert "METODIKA_DEBUG" in reason


def test_role_that_may_do_everything_is_a_reason_not_to_serve(safe):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            expected = 1
        else:
            # A view of the session's own stands before the system's: the role looks like a superuser.
            cursor.execute("CREATE TEMP VIEW pg_roles AS SELECT current_user AS rolname, true AS rolsuper")
            cursor.execute("SET LOCAL search_path = pg_temp, pg_catalog, public")
            expected = 1

    reasons = processes.reasons_not_to_serve()
    assert len(reasons) == expected
    assert "роль" in reasons[0].lower()


def test_port_that_is_in_use_is_named_with_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(click.ClickException, match=f"{port}.*--port {port + 1}"):
            processes.refuse_taken("127.0.0.1", port)


APART = """
import os, sys
import django
django.setup()
from config import processes

here = os.getpid()

def work():
    import typst
    print("apart", os.getpid() != here, flush=True)
    sys.exit(int(sys.argv[1]))

try:
    processes.do_apart(work)
    print("here", "typst" in sys.modules, flush=True)
    import typst
    processes.do_apart(work)
except RuntimeError as refusal:
    print("refused", refusal, flush=True)
"""


@pytest.mark.parametrize(
    ("ends_with", "said"),
    [
        (0, ["apart True", "here False", "refused What prints has threads of its own"]),
        (3, ["apart True"]),
    ],
)
def test_what_is_done_apart_stays_there_and_tells_how_it_ended(ends_with, said):
    env = environment_of_a_process() | {"DJANGO_SETTINGS_MODULE": "config.settings"}

    done = subprocess.run(
        [sys.executable, "-c", APART, str(ends_with)], capture_output=True, text=True, env=env, timeout=120
    )

    assert [line[: len(words)] for line, words in zip(done.stdout.splitlines(), said, strict=True)] == said
    assert done.returncode == ends_with
