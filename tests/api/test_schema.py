"""Schemathesis plays a program that knows the description of the API and means no good."""

import subprocess
import sys

import pytest

from tests.factories.world import build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.walk]


# Who tries what: every edge of the description, a few inventions beyond it, and operations one after another.
TRIES = [
    ("administrator", "coverage,fuzzing", 45),
    ("administrator", "stateful", 15),
    ("teacher", "fuzzing", 15),
]


def attacked(live_server, headers, *options):
    command = [
        "-m", "schemathesis.cli", "run", f"{live_server.url}/api/v1/openapi.json",
        "--header", f"Authorization: {headers['Authorization']}",
        "--checks", "all", "--max-examples", "1", "--seed", "1", "--wait-for-schema", "60",
        "--generation-deterministic", "--no-color", *options,
    ]  # fmt: skip
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, timeout=900)


@pytest.mark.parametrize(("who", "phases", "seconds"), TRIES)
def test_schemathesis_finds_nothing(key_of, live_server, settings, client, who, phases, seconds):
    world = build_world()
    # Wrong keys are one of the things it tries, more often than an honest program does.
    settings.API_WRONG_KEYS = 1_000_000
    # It waits ten seconds for the description, which a busy machine may need to write it first.
    client.get("/api/v1/openapi.json")

    found = attacked(live_server, key_of(getattr(world, who)), "--phases", phases, "--max-time", str(seconds))

    assert found.returncode == 0, found.stdout
