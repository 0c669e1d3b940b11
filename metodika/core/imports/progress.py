"""How far an import has come, seen by others while its transaction is still open.

A row of a table would be seen only at the end, and the row of the run is locked by the work itself. What a
connection calls itself is seen at once, and falls back by itself when the transaction ends, however it ends.
"""

from django.db import connection

NAME = "metodika-import"
WHOLE = 100


class Progress:
    """Counts steps of the work that the current transaction does for a run; `steps` are all of them."""

    def __init__(self, run_id: int, *, steps: int) -> None:
        self.run_id = run_id
        self.steps = max(steps, 1)
        self.done = 0

    def advance(self, steps: int) -> None:
        """Tell everybody that so many more steps are done."""
        self.done += steps
        percent = min(WHOLE * self.done // self.steps, WHOLE)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('application_name', %s, true)", [f"{NAME} {self.run_id} {percent}"]
            )


def progress_of(run_id: int) -> int | None:
    """Return how many per cent of the run are done, None when nobody works on it.

    Source: view pg_stat_activity of PostgreSQL; a role sees what its own connections do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE %s",
            [f"{NAME} {run_id} %"],
        )
        told = [int(name.rpartition(" ")[2]) for (name,) in cursor.fetchall()]
    return max(told, default=None)
