"""A fact as a common table of a statement, read once however many countings ask it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import F, Model, Q, QuerySet

from metodika.core.facts.conditions import Beside, Condition, Parameter, checked_value, truth
from metodika.core.facts.declared import About, Fact
from metodika.core.facts.ladder import quoted
from metodika.core.facts.scopes import WHOLE, Scope, rows_within, visible_rows
from metodika.core.facts.spans import Span
from metodika.core.facts.touched import Touched

Parameters = list[Any]
# How a condition compares its column; what is not known fits neither "yes" nor "at least", but is "not in".
COMPARED = {
    "in": "{column}::text = ANY(%s)",
    "not_in": "({column}::text = ANY(%s)) IS NOT TRUE",
    "at_least": "{column} >= %s",
    "at_most": "{column} <= %s",
    "from": "{column} >= %s",
    "to": "{column} <= %s",
    "contains": "strpos(lower({column}), lower(%s)) > 0",
    "yes": "{column} IS TRUE",
    "no": "{column} IS NOT TRUE",
}
READ = "{name} AS (SELECT {told} FROM ({rows}{once}) AS r ({columns}){joined})"
BESIDE = (
    "LEFT JOIN (SELECT {owner} AS key, {found} FROM {table} GROUP BY 1) {name} ON {name}.key = r.fact_row"
)
NOTHING = "{name} AS (SELECT {told} WHERE false)"


@dataclass
class Source:
    """The standard columns of a fact, and a column of true and false for each selection of its rows.

    What a condition compares is read once a row, however many conditions compare it. A scope that can be told
    by the rows themselves narrows what is read; so do `owners`, the only people or bodies that are asked for,
    and `only`, those whom a change has touched.
    """

    fact: Fact
    name: str
    viewer: Any = None
    scope: Scope = WHOLE
    owners: "tuple[About, Source] | None" = None
    only: Touched | None = None
    flags: dict[tuple[tuple[Condition, ...], Span], str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    columns: dict[tuple[Any, ...], tuple[str, Any]] = field(default_factory=dict)
    gathered: dict[str, str] = field(default_factory=dict)
    beside: dict[tuple[Any, str], dict[str, str]] = field(default_factory=dict)

    def flag(self, conditions: tuple[Condition, ...], span: Span) -> str:
        """Return the column that says whether a row fits."""
        return self.flags.setdefault((conditions, span), f"f{len(self.flags)}")

    def together(self, what: str) -> str:
        """Return the column of an aggregate, `what`, over the rows gathered by whom they concern."""
        return self.gathered.setdefault(what, f"g{len(self.gathered)}")

    def gathered_sql(self) -> str:
        """Return the rows gathered by whom they concern: of a year's rows a tenth is left."""
        about = [f"s.fact_{one.value}" for one in self.fact.about]
        told = [f"{made} AS {name}" for made, name in self.gathered.items()]
        return (
            f"{self.name}_g AS MATERIALIZED (SELECT {', '.join([*about, *told])} FROM {self.name} s "  # noqa: S608 - names made here
            f"GROUP BY {', '.join(about)})"
        )

    def measure(self, code: str) -> str:
        """Return the column with a number that is added up."""
        return self.measures.setdefault(code, f"m{len(self.measures)}")

    def sql(self) -> tuple[str, Parameters]:
        """Return the reading of the table; rows outside all the times that are asked are not read."""
        standard = ["fact_row", *(f"fact_{one.value}" for one in self.fact.about)]
        told, given = [f"r.{name}" for name in standard], Parameters()
        for (conditions, span), name in self.flags.items():
            fits, values = self._fits(conditions, span)
            told.append(f"{fits} AS {name}")
            given += values
        day = next(span.last for _conditions, span in self.flags)
        told += [
            f"{self._column(self.fact.parameter(code), day)}::numeric AS {name}"
            for code, name in self.measures.items()
        ]
        try:
            sql, read_with = self._rows(standard, day).query.sql_with_params()
        except EmptyResultSet:
            # The viewer sees nothing, or a condition can never hold.
            return self._nothing(standard), []
        columns = ", ".join([*standard, *self._names])
        read = READ.format(
            name=self.name, told=", ".join(told), rows=sql, columns=columns, joined=self._joined(),
            once=self._once,
        )  # fmt: skip
        return read, [*given, *read_with]

    @property
    def _once(self) -> str:
        """Let what has to be worked out be so once a row; plain columns leave the order of joins free."""
        return "" if all(isinstance(made, F) for _name, made in self.columns.values()) else " OFFSET 0"

    def _joined(self) -> str:
        """Return the tables whose rows are looked for beside: each is read and gathered once."""
        told = []
        for number, ((model, path), wanted) in enumerate(self.beside.items()):
            found = ", ".join(f"bool_or({made}) AS {name}" for made, name in wanted.items())
            owner = quoted(_column_of(model, path))
            table = quoted(model._meta.db_table)
            told.append(" " + BESIDE.format(owner=owner, found=found, table=table, name=f"j{number}"))
        return "".join(told)

    def _nothing(self, standard: list[str]) -> str:
        types = dict.fromkeys(standard, "bigint") | dict.fromkeys(self.flags.values(), "boolean")
        types |= dict.fromkeys(self.measures.values(), "numeric")
        told = ", ".join(f"NULL::{kind} AS {name}" for name, kind in types.items())
        return NOTHING.format(name=self.name, told=told)

    @property
    def _names(self) -> list[str]:
        return [name for name, _made in self.columns.values()]

    def _rows(self, standard: list[str], day: date) -> QuerySet[Any]:
        fact, spans = self.fact, sorted({span for _conditions, span in self.flags}, key=str)
        shown = visible_rows(fact, rows_within(fact, fact.queryset(day), self.scope), self.viewer)
        rows = fact.timed(shown).filter(self._within(spans))
        if self.only:
            rows = self.only.among(fact, rows)
        if self.owners:
            match, owner = self.owners
            path = getattr(fact, match.value)
            rows = rows.filter(**{f"{path}__in": owner.numbers_of(match)})
        found: QuerySet[Any] = rows.annotate(**dict(self.columns.values())).order_by()
        return found.values_list(*standard, *self._names)

    def numbers_of(self, match: About) -> QuerySet[Any]:
        """Return the people or bodies whom the rows of the scope concern."""
        spans = [span for _conditions, span in self.flags]
        rows = self.fact.timed(rows_within(self.fact, self.fact.queryset(spans[0].last), self.scope))
        found: QuerySet[Any] = rows.filter(self._within(spans), **{f"fact_{match.value}__isnull": False})
        return found.order_by().values(f"fact_{match.value}")

    def _within(self, spans: list[Span]) -> Q:
        wanted = Q()
        for span in spans:
            during = self.fact.during(span)
            if not during:
                return Q()
            wanted |= during
        return wanted

    def _fits(self, conditions: tuple[Condition, ...], span: Span) -> tuple[str, Parameters]:
        parts, given = self._during(span)
        for condition in conditions:
            parameter = self.fact.parameter(condition.code)
            value = checked_value(parameter, condition)
            if parameter.many:
                column = self._column_of_many(parameter, value)
                parts.append(
                    COMPARED["no" if condition.operator == "not_in" else "yes"].format(column=column)
                )
                continue
            parts.append(COMPARED[condition.operator].format(column=self._column(parameter, span.last)))
            given += [] if value is None else [value]
        return " AND ".join(parts) or "true", given

    def _during(self, span: Span) -> tuple[list[str], Parameters]:
        """Compare the days of a row as `Fact.during` does, both ends included."""
        fact, parts, given = self.fact, list[str](), Parameters()
        if fact.by_day or self._is_widest(span):
            return parts, given
        first, last = ("fact_on", "fact_on") if not fact.is_state else ("fact_until", "fact_since")
        open_ended = "({column} IS NULL OR {column} {sign} %s)" if fact.is_state else "{column} {sign} %s"
        ends = (
            (last, "<=", span.last, fact.on or fact.since),
            (first, ">=", span.first, fact.on or fact.until),
        )
        for name, sign, day, declared in ends:
            if day is not None and declared:
                parts.append(open_ended.format(column=self._named((name,), F(name)), sign=sign))
                given.append(day)
        return parts, given

    def _is_widest(self, span: Span) -> bool:
        """Whether no row outside of these days is read at all: then they need not be compared again."""
        spans = {one for _conditions, one in self.flags}
        return all(
            (span.first is None or (one.first is not None and span.first <= one.first))
            and one.last <= span.last
            for one in spans
        )

    def _column(self, parameter: Parameter, day: date) -> str:
        if isinstance(parameter.column, Beside) and self._reads_all:
            return self._column_beside(parameter.column)
        made = parameter.expression(day)
        key = (parameter.code, day if parameter.depends_on_day else None)
        return self._named(key, F(str(parameter.column)) if made is None else made)

    @property
    def _reads_all(self) -> bool:
        """Whether whole tables are read, so that one look at another whole table is the cheapest."""
        return self.scope == WHOLE and not self.owners and self.viewer is None and self.only is None

    def _column_beside(self, column: Beside) -> str:
        table = (column.model, column.path)
        wanted = self.beside.setdefault(table, {})
        made = quoted(_column_of(column.model, column.flag)) if column.flag else "true"
        name = wanted.setdefault(made, f"e{len(wanted)}")
        return f"j{list(self.beside).index(table)}.{name}"

    def _column_of_many(self, parameter: Parameter, values: list[str]) -> str:
        fitting = self.fact.model._default_manager.filter(**{f"{parameter.column}__in": values})
        return self._named((parameter.code, *values), truth(Q(pk__in=fitting.values("pk"))))

    def _named(self, key: tuple[Any, ...], made: Any) -> str:
        return f"r.{self.columns.setdefault(key, (f'c{len(self.columns)}', made))[0]}"


def _column_of(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]  # only columns are named here
