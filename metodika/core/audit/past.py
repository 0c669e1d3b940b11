"""Tables as they stood at an earlier mark: for reading, what has changed since is put back by its history."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model
from django.db.transaction import atomic

from metodika.core.audit.marks import CLOSE_BEFORE, LATE, histories, parts_of

# The last state of each row at the mark, and whether the first thing that happened since was its coming.
# The sum keeps the database from walking back all the numbers for one.
STATES = """
SELECT since.id, old.pgh_id, since.came
FROM (
    SELECT pgh_obj_id AS id, (array_agg(pgh_label ORDER BY pgh_id))[1] = 'insert' AS came
    FROM {table} WHERE pgh_id > %s AND pgh_id <= %s GROUP BY 1
) since LEFT JOIN LATERAL (
    SELECT pgh_id, pgh_label FROM {table} earlier
    WHERE earlier.pgh_obj_id = since.id AND earlier.pgh_id <= %s
    ORDER BY earlier.pgh_id + 0 DESC LIMIT 1
) old ON old.pgh_label <> 'delete'
"""
# A table of the session stands before all others of its name.
STAND_IN = """
CREATE TEMPORARY VIEW {name} AS
SELECT {columns} FROM {schema}.{name} WHERE NOT {key} = ANY ('{{{rows}}}'::bigint[])
UNION ALL SELECT {known} FROM {schema}.{history} WHERE pgh_id = ANY ('{{{states}}}'::bigint[])
"""


@dataclass(frozen=True)
class Past:
    """What has changed in a table since a mark: numbers of rows, and of their states in the history then."""

    model: type[Model]
    history: type[Model]
    rows: tuple[int, ...]
    states: tuple[int, ...]

    @property
    def table(self) -> str:
        """The name of the table."""
        return str(self.model._meta.db_table)

    @property
    def forgotten(self) -> set[str]:
        """Return the columns that the history does not keep: they are empty in the rows of the past."""
        return _columns(self.model) - _columns(self.history)


def past_of(before: Mapping[str, str], after: Mapping[str, str], *, most: int) -> dict[str, Past | None]:
    """Return for each table that has changed between two marks what has; both come from `table_marks`.

    None where its history cannot tell all of it: it has none, a row had none before, more than `most` states
    have come since, or a transaction has written late.
    """
    known = histories()
    return {
        name: _past(known[name], before[name], mark, most=most) if name in known and name in before else None
        for name, mark in after.items()
        if mark != before.get(name)
    }


def _past(history: type[Model], before: str, after: str, *, most: int) -> Past | None:
    (first, seen), (last, _seen) = parts_of(before), parts_of(after)
    if not 0 < last - first <= most:
        return None
    table = connection.ops.quote_name(history._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_BEFORE.format(table=table), [first - LATE, first])
        if cursor.fetchone() != (seen,):
            return None
        cursor.execute(STATES.format(table=table), [first, last, first])
        found = cursor.fetchall()
    if any(state is None and not came for _row, state, came in found):
        return None
    model: type[Model] = history.pgh_tracked_model  # type: ignore[attr-defined]  # of every history
    return Past(
        model, history, tuple(row for row, _state, _came in found),
        tuple(state for _row, state, _came in found if state is not None),
    )  # fmt: skip


@contextmanager
def as_it_was(changed: Iterable[Past]) -> Iterator[None]:
    """Let every statement within read the tables as they were; nothing may be written meanwhile."""
    told = list(changed)
    with atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        ((schema,),) = cursor.fetchall()
        for one in told:
            cursor.execute(_stand_in(one, schema))
        yield
        for one in told:
            cursor.execute(f"DROP VIEW pg_temp.{connection.ops.quote_name(one.table)}")


def _stand_in(past: Past, schema: str) -> str:
    quote = connection.ops.quote_name
    columns = sorted(_columns(past.model))
    kept = [f"NULL AS {quote(one)}" if one in past.forgotten else quote(one) for one in columns]
    return STAND_IN.format(
        name=quote(past.table), schema=quote(schema), columns=", ".join(map(quote, columns)),
        known=", ".join(kept), key=quote(str(past.model._meta.pk.column)),
        history=quote(past.history._meta.db_table), rows=",".join(map(str, past.rows)),
        states=",".join(map(str, past.states)),
    )  # fmt: skip


def _columns(model: type[Model]) -> set[str]:
    return {str(field.column) for field in model._meta.concrete_fields}
