"""How far long work has come, seen by others while its transaction is still open.

A row of a table would be seen only at the end, and the row of the work is locked by the work itself. What a
connection calls itself is seen at once, and falls back by itself when the transaction ends, however it ends.
"""

from django.db import connection

NAME = "metodika"
WHOLE = 100


class Progress:
    """Counts steps of what the current transaction does; `steps` are all of them.

    `work` is the kind of work in one word, `number` that of its row.
    """

    def __init__(self, work: str, number: int, *, steps: int) -> None:
        self.name = _name(work, number)
        self.steps = max(steps, 1)
        self.done = 0

    def advance(self, steps: int) -> None:
        """Tell everybody that so many more steps are done."""
        self.done += steps
        percent = min(WHOLE * self.done // self.steps, WHOLE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('application_name', %s, true)", [f"{self.name} {percent}"])


def progress_of(work: str, number: int) -> int | None:
    """Return how many per cent of a work are done, None when nobody is at it.

    Source: view pg_stat_activity of PostgreSQL; a role sees what its own connections do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE %s",
            [f"{_name(work, number)} %"],
        )
        told = [int(name.rpartition(" ")[2]) for (name,) in cursor.fetchall()]
    return max(told, default=None)


def _name(work: str, number: int) -> str:
    return f"{NAME}-{work} {number}"
