"""A fact as a common table of a statement, read once however many countings ask it."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import DecimalField, F, Q, QuerySet
from django.db.models.functions import Cast

from metodika.core.facts.conditions import Condition, truth
from metodika.core.facts.declared import Fact
from metodika.core.facts.scopes import visible_rows
from metodika.core.facts.spans import Span

Parameters = list[Any]


@dataclass
class Source:
    """The standard columns of a fact, and a column of true and false for each selection of its rows."""

    fact: Fact
    name: str
    viewer: Any = None
    flags: dict[tuple[tuple[Condition, ...], Span], str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)

    def flag(self, conditions: tuple[Condition, ...], span: Span) -> str:
        """Return the column that says whether a row fits."""
        return self.flags.setdefault((conditions, span), f"f{len(self.flags)}")

    def measure(self, code: str) -> str:
        """Return the column with a number that is added up."""
        return self.measures.setdefault(code, f"m{len(self.measures)}")

    def sql(self) -> tuple[str, Parameters]:
        """Return the reading of the table; rows outside all the times that are asked are not read."""
        columns = ["fact_row", *(f"fact_{one.value}" for one in self.fact.about)]
        types = dict.fromkeys(columns, "bigint") | dict.fromkeys(self.flags.values(), "boolean")
        types |= dict.fromkeys(self.measures.values(), "numeric")
        try:
            sql, given = self._queryset(columns).query.sql_with_params()
        except EmptyResultSet:
            # The viewer sees nothing, or a condition can never hold.
            sql = "SELECT " + ", ".join(f"NULL::{kind}" for kind in types.values()) + " WHERE false"
            given = ()
        return f"{self.name} ({', '.join(types)}) AS ({sql})", list(given)

    def _queryset(self, columns: list[str]) -> QuerySet[Any]:
        fact, spans = self.fact, sorted({span for _conditions, span in self.flags}, key=str)
        rows = fact.timed(visible_rows(fact, fact.queryset(spans[0].last), self.viewer))
        fits = {}
        for (conditions, span), name in self.flags.items():
            rows = fact.asked(rows, conditions, span.last)
            fits[name] = truth(fact.where(conditions, span.last) & fact.during(span))
        sums = {name: self._number(code, spans[0]) for code, name in self.measures.items()}
        told = rows.filter(self._within(spans)).annotate(**fits, **sums).order_by()
        found: QuerySet[Any] = told.values_list(*columns, *fits, *sums)
        return found

    def _within(self, spans: list[Span]) -> Q:
        wanted = Q()
        for span in spans:
            during = self.fact.during(span)
            if not during:
                return Q()
            wanted |= during
        return wanted

    def _number(self, code: str, span: Span) -> Any:
        parameter = self.fact.parameter(code)
        expression = parameter.expression(span.last)
        number = F(parameter.column_name(span.last)) if expression is None else expression
        return Cast(number, DecimalField(max_digits=20, decimal_places=6))
