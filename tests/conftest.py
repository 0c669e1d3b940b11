import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from tests.blank import blank_database
from tests.factories.world import World, build_world


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", action="store_true", help="photograph every kind of page into docs/screenshots"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A strong hash costs a tenth of a second a sign-in, and the tests sign in some hundred times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Pages in tests name their files plainly: nothing is collected before a test run.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SECRET_KEY = "a key that only the tests know and that is long enough for them"
    watch_for_repeated_queries()


def watch_for_repeated_queries() -> None:
    """Let a request fail that asks the database the same thing for each row."""
    # A sign-in changes the session in the middle of a request and reads it again.
    # One act may be several services, and each takes the lock of its row anew: of session and vote when hands
    # are counted or an item is agreed; of who came, item and decision when a light session is written in one
    # form; of the record when a paper is printed; of answers that are saved and submitted by one press.
    meetings = [f"meetings.{model}" for model in ("Session", "Vote", "Attendance", "AgendaItem", "Decision")]
    locked = [
        {"model": model, "field": "get()"} for model in (*meetings, "records.Record", "collection.Submission")
    ]
    settings.ZEAL_ALLOWLIST = [{"model": "sessions.Session"}, *locked]
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]
    initialize_app_registry()
    patch()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let every worker copy one migrated database."""
    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = blank_database()


@contextmanager
def rolled_back(blocker: Any) -> Iterator[None]:
    """Hold a transaction around several tests: each gives back what it changes, this one the rest."""
    outer = transaction.atomic()
    # As the test case of the framework marks its own: what insists on being outermost may stand inside.
    outer._from_testcase = True  # type: ignore[attr-defined]  # a name that the framework keeps to itself
    with blocker.unblock(), outer:
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def no_job_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the queue after a test that commits: the framework empties only tables of its own models."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture(scope="module")
def shared_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build one world for all tests of a file that only look at it."""
    with rolled_back(django_db_blocker):
        yield build_world()


def pytest_sessionfinish(session: pytest.Session) -> None:
    # Only the controller has a reporter; it knows what the workers have skipped.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
