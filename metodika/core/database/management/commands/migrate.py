"""`migrate`, which first sees to the extensions that the tables stand on.

A migration could not do it in time for all: the apps' migrations have no order of their own. The
extensions are trusted ones, so the owner of a database may make them.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from metodika.core.database.embedded import EXTENSIONS
from metodika.core.database.states import quick_states


class Command(migrate.Command):
    """Django's own command, one step longer and quicker."""

    def handle(self, *args: Any, **options: Any) -> None:
        with connections[options["database"]].cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        with quick_states():
            super().handle(*args, **options)
