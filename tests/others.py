"""What another connection sees of work whose transaction is still open."""

import psycopg
from django.db import connection


def told_of(work: str) -> list[str]:
    """Return how connections to this test's own database call themselves while they are at such work.

    Tests beside this one work in databases of the same server, at works of the same numbers.
    """
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        rows = other.execute(
            "SELECT application_name FROM pg_stat_activity "
            "WHERE datname = current_database() AND starts_with(application_name, %s)",
            [f"metodika-{work} "],
        )
        return [name for (name,) in rows]
