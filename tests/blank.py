"""A migrated and empty database of the server: copied in a moment, where migrating anew takes many."""

import os
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[1]
LOCK = 20_261_122


def url_of(name: str) -> str:
    """Return the address of another database of the server that DATABASE_URL names."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@cache
def blank_database() -> str:
    """Return the name of the blank; the first who asks makes it, those who ask meanwhile wait for it."""
    name = f"blank_{_migrations()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known is None:
            _make(connection, name)
    return name


def _migrations() -> str:
    """Return the mark of the migrations: one that differs would need another blank."""
    files = sorted((ROOT / "metodika").glob("**/migrations/*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _make(connection: psycopg.Connection, name: str) -> None:
    # Under another name until it is whole: whoever is killed halfway leaves nothing that looks ready.
    making, ready = sql.Identifier(f"{name}_making"), sql.Identifier(name)
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(making))
    connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(making))
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        check=True,
        env=os.environ
        | {"DATABASE_URL": url_of(f"{name}_making"), "DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(making, ready))


if __name__ == "__main__":
    blank_database()
