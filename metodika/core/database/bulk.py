"""Many rows at once: numbers taken from the sequence, COPY in, one UPDATE from a staging table.

Constraints and history triggers work as for any other change; only Django's row-by-row work is left out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

STAGING = "staged_rows"


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Take `count` numbers of the model's sequence: rows may then name each other before they are stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, _primary_column(model), count],
        )
        return [number for (number,) in cursor.fetchall()]


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows by COPY; `fields` names every column of the model that has no database default."""
    columns = [_column(model, name) for name in fields]
    with connection.cursor() as cursor:
        _copy(cursor, model._meta.db_table, columns, rows)


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Set the fields of rows given as (primary key, values of `fields`); return how many changed."""
    columns = [_primary_column(model), *(_column(model, name) for name in fields)]
    table = model._meta.db_table
    assigned = ", ".join(f'"{column}" = staged."{column}"' for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {STAGING}")
        cursor.execute(
            f"CREATE TEMP TABLE {STAGING} ON COMMIT DROP AS "  # noqa: S608 - names of our own columns
            f'SELECT {_quoted(columns)} FROM "{table}" WITH NO DATA'
        )
        _copy(cursor, STAGING, columns, rows)
        cursor.execute(
            f'UPDATE "{table}" AS kept SET {assigned} FROM {STAGING} AS staged '  # noqa: S608 - names of our own columns
            f'WHERE kept."{columns[0]}" = staged."{columns[0]}"'
        )
        changed: int = cursor.rowcount
        cursor.execute(f"DROP TABLE {STAGING}")
    return changed


def _copy(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    # COPY goes past Django's cursor, so its errors are translated here.
    statement = f'COPY "{table}" ({_quoted(columns)}) FROM STDIN'
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]  # only columns are named here


def _primary_column(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)
