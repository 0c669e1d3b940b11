"""Schemathesis plays a program that knows the description of the API and means no good."""

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.walk]


# What each of them tries: every edge of the description, and a few inventions beyond it.
TRIES = {
    "administrator": ["--phases", "coverage,fuzzing", "--max-time", "75"],
    "teacher": ["--phases", "fuzzing", "--max-time", "30"],
}


def attacked(live_server, headers, *options):
    command = [
        "-m", "schemathesis.cli", "run", f"{live_server.url}/api/v1/openapi.json",
        "--header", f"Authorization: {headers['Authorization']}",
        "--checks", "all", "--max-examples", "1", "--seed", "1", "--wait-for-schema", "60",
        "--generation-deterministic", "--no-color", *options,
    ]  # fmt: skip
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, timeout=900)


@pytest.mark.parametrize("who", TRIES)
def test_schemathesis_finds_nothing(world, key_of, live_server, settings, who):
    # Wrong keys are one of the things it tries, more often than an honest program does.
    settings.API_WRONG_KEYS = 1_000_000
    # Loading a profile looks for each act that its regulation cites, once.
    settings.ZEAL_ALLOWLIST = [{"model": "regulations.Act"}]

    found = attacked(live_server, key_of(getattr(world, who)), *TRIES[who])

    assert found.returncode == 0, found.stdout
