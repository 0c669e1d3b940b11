"""What the answer to a question depends on, as the database itself says it."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.transaction import atomic

from metodika.core.facts.countings import Question
from metodika.core.facts.declared import Fact
from metodika.core.facts.statement import Statement

# A view knows each column that its statement names, be it in a condition, a join or a subquery.
NAMED = """
SELECT DISTINCT named.relname, named.relkind IN ('r', 'p'), col.attname
FROM pg_depend held
JOIN pg_rewrite rule ON rule.oid = held.objid AND rule.ev_class = 'pg_temp.facts_asked'::regclass
JOIN pg_class named ON named.oid = held.refobjid AND named.oid <> rule.ev_class
LEFT JOIN pg_attribute col
    ON col.attrelid = held.refobjid AND col.attnum = held.refobjsubid AND held.refobjsubid > 0
WHERE held.classid = 'pg_rewrite'::regclass AND held.refclassid = 'pg_class'::regclass
"""
# Any day serves to see in which words a fact is put.
SAMPLE_DAY = date(2000, 1, 1)
# By table the columns that are read; None where any change of a row may matter.
Columns = dict[str, list[str] | None]


def wording_of(declared: Fact) -> str:
    """Return a name of what a fact and its parameters are in SQL: another one as soon as they are others.

    So a day's date in it, or a release that defines it in another way, counts as much as its tables do.
    """
    columns = {
        f"told_{number}": made
        for number, parameter in enumerate(declared.parameters)
        if (made := parameter.expression(SAMPLE_DAY)) is not None
    }
    paths = sorted(str(one.column) for one in declared.parameters if isinstance(one.column, str))
    rows = declared.timed(declared.queryset(SAMPLE_DAY)).annotate(**columns).order_by()
    try:
        sql, given = rows.query.sql_with_params()
    except EmptyResultSet:
        sql, given = "", ()
    # Sets of words stand in another order in each process.
    told = sorted(repr(one) for one in given)
    return sha256(f"{sql}{told}{paths}".encode()).hexdigest()[:16]


@atomic
def columns_read(question: Question) -> Columns:
    """Return the tables that an answer depends on, each with the columns that are read of it.

    The tables are those that the database plans to read; the columns those that it notes for a view of the
    same statement. Where a view of ours stands between, nothing is said of columns.
    """
    statement = Statement()
    statement.ask(0, question)
    sql, given = statement.everywhere()
    # The words of a view cannot be given apart from it.
    told = connection.ops.compose_sql(sql, given)  # type: ignore[attr-defined]  # PostgreSQL has it
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", given)
        ((plan,),) = cursor.fetchall()
        cursor.execute(f"CREATE TEMPORARY VIEW facts_asked AS {told}")
        cursor.execute(NAMED)
        named = cursor.fetchall()
        cursor.execute("DROP VIEW pg_temp.facts_asked")
    tables = set(_relations(json.loads(plan) if isinstance(plan, str) else plan))
    found: dict[str, list[str]] = {}
    for table, _is_table, column in named:
        found.setdefault(table, []).extend([column] if column else [])
    if not all(is_table for _table, is_table, _column in named):
        return dict.fromkeys(sorted(tables))
    return {table: sorted(found.get(table) or ()) or None for table in sorted(tables | set(found))}


def _relations(plan: Any) -> Iterator[str]:
    if isinstance(plan, list):
        for one in plan:
            yield from _relations(one)
    elif isinstance(plan, dict):
        if "Relation Name" in plan:
            yield plan["Relation Name"]
        yield from _relations([one for one in plan.values() if isinstance(one, list | dict)])
