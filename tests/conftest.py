import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from tests.blank import blank_database
from tests.factories.world import World, build_world

# Files whose tests are dealt out one by one.
SINGLY = {"tests/test_routes.py", "tests/api/test_doors.py", "tests/api/test_schema.py"}
# What migrations leave in an empty database.
LEFT_BY_MIGRATIONS = ["auth_permission", "django_content_type", "django_migrations"]
# Tables that have had a row since they were last emptied, a row that was rolled back included.
TOUCHED = """
    SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        AND pg_relation_size(oid) > 0 AND relname <> ALL(%s)
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", action="store_true", help="photograph every kind of page into docs/screenshots"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A busy machine is slow; that says nothing about the code.
    hypothesis_settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis_settings.load_profile("patient")
    # A strong hash costs a tenth of a second a sign-in, and the tests sign in some hundred times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Pages in tests name their files plainly: nothing is collected before a test run.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SECRET_KEY = "a key that only the tests know and that is long enough for them"
    TransactionTestCase._fixture_teardown = empty_tables  # type: ignore[method-assign]  # in its place
    watch_for_repeated_queries()


def empty_tables(case: TransactionTestCase) -> None:
    """Leave the tables as the migrations do after a test that commits, those of the queue included.

    The framework empties only tables of its own models, all of them, and writes permissions and types of
    contents anew: over a second a test.
    """
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, [LEFT_BY_MIGRATIONS])
        [names] = cursor.fetchone()
        if names:
            cursor.execute(f"TRUNCATE {names} CASCADE")


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
def in_the_usual_language() -> None:
    """Forget the language in which the last page of another test was asked for."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module")
def shared_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build one world for all tests of a file that only look at it."""
    with rolled_back(django_db_blocker):
        yield build_world()


class Dealer(LoadScopeScheduling):
    """Deal tests out to workers in their order: what shares something costly goes to one worker whole."""

    def _split_scope(self, nodeid: str) -> str:
        path, _colons, name = nodeid.partition("::")
        if path.startswith("tests/journeys/") and "every_page" not in path:
            return "journeys"
        # The walks of one file are as long as all tests of many others.
        return f"{path} {name}" if path in SINGLY else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Dealer:
    config.option.loadscopereorder = False
    return Dealer(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is long first: what is short comes last and is shared out evenly."""
    items.sort(key=beginning_of)


def beginning_of(item: pytest.Item) -> int:
    """Return the place in the order: journeys, walks over all pages and operations, and the rest."""
    if item.get_closest_marker("journey"):
        return int("every_page" in item.path.name)
    if not item.get_closest_marker("walk"):
        return 5
    if "five" in item.path.name:
        return 2
    # What attacks a running server leaves the processor to others half of the time.
    return 3 if "live_server" in item.fixturenames else 4  # type: ignore[attr-defined]  # of a function


def pytest_collection_finish() -> None:
    # What is loaded by now stays to the end: looking through all of it for garbage, again and again, took
    # a good part of the processor.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    # Only the controller has a reporter; it knows what the workers have skipped.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
