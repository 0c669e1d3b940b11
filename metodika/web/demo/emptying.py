"""Throwing the demo away: all rows of all tables, but for what the migrations have written."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.transaction import atomic

from metodika.core.files.objects import ObjectStorage

KEPT = frozenset({"django_migrations", "django_content_type"})
TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
"""


@atomic
def empty_tables() -> None:
    """Truncate every table of the database and begin its numbers anew."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = sorted({name for (name,) in cursor.fetchall()} - KEPT)
        quoted = ", ".join(connection.ops.quote_name(name) for name in names)
        # Checks that wait for the end of a transaction would refuse it.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def empty_store() -> None:
    """Delete the uploads."""
    store = storages["default"]
    if isinstance(store, ObjectStorage):
        for name in list(store.names()):
            store.delete(name)
        return
    for entry in Path(settings.MEDIA_ROOT).glob("*"):
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
