"""What the answer to a question depends on, as the database itself says it."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.transaction import atomic

from metodika.core.facts.countings import Question
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
# By table the columns that are read; None where any change of a row may matter.
Columns = dict[str, list[str] | None]


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
