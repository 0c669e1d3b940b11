"""The processes of one machine: database, web server and worker, started together and stopped together."""

import ctypes
import gc
import hashlib
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from pathlib import Path

import click
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from config.serving import THREADS
from metodika.core.database import embedded
from metodika.core.database.folder import data_folder
from metodika.core.files.objects import reason_not_to_keep_files
from metodika.core.jobs.worker import run_worker

SHORTEST_SECRET = 32
# What a server listens on is no address that a letter could name.
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
MOST_ARENAS = -8  # M_ARENA_MAX of mallopt(3)


@contextmanager
def database() -> Iterator[None]:
    """Have a database while the block runs: DATABASE_URL, or the embedded server.

    An embedded server that ran before goes on running; one that was started here stops at the end.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = embedded.Server(data_folder())
    ours = not server.is_running()
    embedded.start(server.folder)
    try:
        yield
    finally:
        connection.close()
        if ours:
            embedded.stop(server)


def prepare() -> None:
    """Bring the tables to the state of the code and collect the static files when they have changed."""
    if not _is_migrated():
        call_command("migrate", interactive=False, verbosity=0)
    stamp = data_folder() / "static.stamp"
    state = _state_of_static_files()
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(state)


def _is_migrated() -> bool:
    """Tell whether every migration file has been applied: quicker than letting `migrate` load them all."""
    files = {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in (Path(config.path) / "migrations").glob("[!_]*.py")
    }
    return files <= MigrationRecorder(connection).applied_migrations().keys()


def _state_of_static_files() -> str:
    digest = hashlib.sha256()
    folders = [settings.SHIPPED / "static", *sorted((settings.ROOT / "metodika").glob("*/*/static"))]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(settings.ROOT)}:{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def reasons_not_to_serve() -> list[str]:
    """Return, in sentences, what makes this installation unsafe for real data."""
    reasons = []
    if settings.DEBUG:
        reasons.append(
            _("METODIKA_DEBUG is on: error pages would show passwords and people's data. Turn it off.")
        )
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < SHORTEST_SECRET // 4:
        reasons.append(_("METODIKA_SECRET_KEY is weak: give 32 random characters or more, or leave it out."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            reasons.append(
                _(
                    "The database role may do everything on its server. "
                    "Give Metodika a role of its own that owns only its database."
                )
            )
    if reason := reason_not_to_keep_files():
        reasons.append(reason)
    return reasons


def refuse_taken(host: str, port: int) -> None:
    """Stop with a sentence when something listens on the port already, before anything is touched."""
    if _is_taken(host, port):
        raise click.ClickException(
            _("Port %(port)s is in use. Choose another: --port %(next)s") % {"port": port, "next": port + 1}
        )


def know_address(host: str, port: int) -> None:
    """Let letters and papers say where the product is open, unless the settings say so already."""
    if not settings.ADDRESS and host not in EVERY_ADDRESS:
        settings.ADDRESS = f"http://{host}:{port}"


def load_pages() -> None:
    """Load what all pages are made of once: every process that is forked from here shares it."""
    import_module(settings.ROOT_URLCONF)


def run(*, port: int, host: str, greet: Callable[[], None]) -> int:
    """Run web server and worker until Ctrl-C or the end of either; return the exit code."""
    stopped = False

    def stop(number: int, frame: object) -> None:
        nonlocal stopped
        stopped = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    know_address(host, port)
    load_pages()
    children = [Fork(lambda: _serve(host, port)), Fork(run_worker)]
    try:
        _wait_for(host, port, children)
        greet()
        while not stopped and all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        _stop(children)
    if stopped:
        click.echo(_("Stopped."))
        return 0
    click.echo(_("A part of the system has ended by itself; its last words stand above."))
    return 1


def _serve(host: str, port: int) -> None:
    """Serve pages until asked to end: a fork has everything loaded that a new process would load again."""
    from granian import Granian  # noqa: PLC0415 - the other commands need no server
    from granian.constants import Interfaces  # noqa: PLC0415 - as above
    from granian.log import LogLevels  # noqa: PLC0415 - as above

    _share_arenas()
    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("METODIKA_WEB_PROCESSES", "1")),
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def _share_arenas() -> None:
    """Keep all threads to two arenas of memory: one of its own for each doubles the memory, gains nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).mallopt(MOST_ARENAS, 2)


class Fork:
    """A function as a process of its own; it shares what this one has loaded, and starts at once."""

    def __init__(self, work: Callable[[], None]) -> None:
        if "typst" in sys.modules:
            raise RuntimeError("What prints has threads of its own, which a fork would lose and wait for.")
        # A connection cannot be shared; and what is collected later would no longer be shared either.
        connection.close()
        gc.freeze()
        self.process = multiprocessing.get_context("fork").Process(target=_apart, args=[work])
        self.process.start()

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self.process.exitcode

    def terminate(self) -> None:
        """Ask it to end."""
        self.process.terminate()

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()

    def wait(self, timeout: float | None = None) -> None:
        """Wait for its end; TimeoutExpired as of any other child."""
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired("fork", timeout or 0)


def do_apart(work: Callable[[], None]) -> None:
    """Do the work in a process of its own and wait for it; what it loads does not stay here.

    Raises SystemExit with the exit code of a process that has failed.
    """
    child = Fork(work)
    try:
        child.wait()
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if child.poll():
        raise SystemExit(child.poll())


def _apart(work: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    _die_with_parent()
    work()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _stop(children: Sequence[Fork]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + 10
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_for(host: str, port: int, children: Sequence[Fork]) -> None:
    """Wait for the first answer: the port opens before the pages can be served."""
    while all(child.poll() is None for child in children):
        if _is_taken(host, port) and _answers(host, port):
            return
        time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    probe = HTTPConnection(_reachable(host), port, timeout=60)
    try:
        probe.request("GET", "/", headers={"Host": "localhost"})
        probe.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        probe.close()
    return True


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        try:
            return probe.connect_ex((_reachable(host), port)) == 0
        except OSError as error:
            words = {"host": host, "reason": error.strerror}
            raise click.ClickException(
                _("The address %(host)s cannot be used: %(reason)s") % words
            ) from error


def _reachable(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
