"""Whether tables have changed since they were last looked at, and in which columns."""

from collections.abc import Iterable, Mapping

import pghistory.models
from django.apps import apps
from django.db import connection, models

# The history of a table only grows, so its last number is another one after every change of a row. How many
# rows stand close before it tells of those whose transaction, with a lower number, was still open then.
LATE = 10_000
TRACKED = """
SELECT %s, last.id || ':' || (
    SELECT COUNT(*) FROM {table} WHERE pgh_id > last.id - {late} AND pgh_id <= last.id
)
FROM (SELECT COALESCE(MAX(pgh_id), 0) AS id FROM {table}) last
"""
# A table without history is looked at as a whole.
UNTRACKED = "SELECT %s, COUNT(*) || ':' || COALESCE(SUM(hashtextextended(one::text, 0)), 0) FROM {table} one"

# Each new state beside the one before; the sum keeps the database from walking back all the numbers for one.
COMPARED = """
SELECT bool_or(now.pgh_label <> 'update' OR old.pgh_id IS NULL), {differ}
FROM {table} now LEFT JOIN LATERAL (
    SELECT * FROM {table} earlier WHERE earlier.pgh_obj_id = now.pgh_obj_id AND earlier.pgh_id < now.pgh_id
    ORDER BY earlier.pgh_id + 0 DESC LIMIT 1
) old ON true
WHERE now.pgh_id > %s AND now.pgh_id <= %s
"""
CLOSE_BEFORE = "SELECT COUNT(*) FROM {table} WHERE pgh_id > %s AND pgh_id <= %s"
MOST_COMPARED = 50_000


def table_marks(tables: Iterable[str]) -> dict[str, str]:
    """Return for each table a text that is another one as soon as a row was added, changed or deleted.

    One statement; a table with history (`@audited`) costs a look at the end of an index. A change is
    missed only when its transaction was open at the first mark while others wrote ten thousand rows after it.
    """
    wanted = sorted(set(tables))
    if not wanted:
        return {}
    known = histories()
    parts = [
        TRACKED.format(table=connection.ops.quote_name(known[name]._meta.db_table), late=LATE)
        if name in known
        else UNTRACKED.format(table=connection.ops.quote_name(name))
        for name in wanted
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), wanted)
        return dict(cursor.fetchall())


def columns_changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, set[str] | None]:
    """Return for each table that has changed between two marks the columns in which its rows differ.

    Both marks come from `table_marks`. None where rows came or went, where the history does not know the row
    before, or where so much has changed that looking costs more than it saves. Columns without history always
    count as changed.
    """
    known = histories()
    return {
        name: _columns_changed(known[name], before[name], mark) if name in known and name in before else None
        for name, mark in after.items()
        if mark != before.get(name)
    }


def _columns_changed(history: type[models.Model], before: str, after: str) -> set[str] | None:
    first, seen = parts_of(before)
    last, _seen = parts_of(after)
    if not 0 < last - first <= MOST_COMPARED:
        return None
    tracked: type[models.Model] = history.pgh_tracked_model  # type: ignore[attr-defined]  # of every history
    columns = {str(one.column) for one in tracked._meta.concrete_fields}
    known = sorted(columns & {str(one.column) for one in history._meta.concrete_fields})
    quoted = [connection.ops.quote_name(one) for one in known]
    differ = ", ".join(f"bool_or(now.{one} IS DISTINCT FROM old.{one})" for one in quoted)
    table = connection.ops.quote_name(history._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_BEFORE.format(table=table), [first - LATE, first])
        if cursor.fetchone() != (seen,):
            # A transaction that was open at the first mark has written since.
            return None
        cursor.execute(COMPARED.format(table=table, differ=differ), [first, last])
        came_or_went, *told = cursor.fetchone() or (None,)
    if came_or_went is not False:
        return None
    return columns - set(known) | {name for name, differs in zip(known, told, strict=True) if differs}


def parts_of(mark: str) -> tuple[int, int]:
    """Return the last number of a history at a mark, and how many rows stood close before it."""
    last, _sign, seen = mark.partition(":")
    return int(last), int(seen or -1)


def histories() -> dict[str, type[models.Model]]:
    """Return the histories of tables by the names of the tables."""
    events = [one for one in apps.get_models() if issubclass(one, pghistory.models.Event)]
    tracked = [(getattr(one, "pgh_tracked_model", None), one) for one in events]
    return {str(model._meta.db_table): history for model, history in tracked if model}
