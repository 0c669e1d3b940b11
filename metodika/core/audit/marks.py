"""Whether tables have changed since they were last looked at."""

from collections.abc import Iterable

import pghistory.models
from django.apps import apps
from django.db import connection

# The history of a table only grows, so its last number is another one after every change of a row.
TRACKED = "SELECT %s, COALESCE(MAX(pgh_id), 0)::text FROM {table}"
# A table without history is looked at as a whole.
UNTRACKED = "SELECT %s, COUNT(*) || ':' || COALESCE(SUM(hashtextextended(one::text, 0)), 0) FROM {table} one"


def table_marks(tables: Iterable[str]) -> dict[str, str]:
    """Return for each table a text that is another one as soon as a row was added, changed or deleted.

    One statement; a table with history (`@audited`) costs a look at the end of an index.
    """
    wanted = sorted(set(tables))
    if not wanted:
        return {}
    histories = _histories()
    parts = [
        TRACKED.format(table=connection.ops.quote_name(histories[name])) if name in histories
        else UNTRACKED.format(table=connection.ops.quote_name(name))
        for name in wanted
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), wanted)
        return dict(cursor.fetchall())


def _histories() -> dict[str, str]:
    events = [one for one in apps.get_models() if issubclass(one, pghistory.models.Event)]
    tracked = [(getattr(one, "pgh_tracked_model", None), one._meta.db_table) for one in events]
    return {str(model._meta.db_table): history for model, history in tracked if model}
