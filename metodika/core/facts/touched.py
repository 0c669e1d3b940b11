"""Whose rows a change touches: of whom a count has to be made anew, and of nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, Model, QuerySet, Value

from metodika.core.facts.declared import Fact

Numbers = Mapping[str, Sequence[int]]


class Unit(StrEnum):
    """What an answer is added up of: each one's part of it depends on his own rows alone."""

    ROW = "row"
    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True)
class Touched:
    """The people, the bodies or, by the codes of facts, the rows whose part of an answer may be another."""

    unit: Unit
    numbers: Mapping[str, frozenset[int]]

    def among(self, declared: Fact, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep of the rows of a fact those of the touched."""
        path, code = ("pk", declared.code) if self.unit == Unit.ROW else (getattr(declared, self.unit), "")
        return rows.filter(_one_of(path, sorted(self.numbers.get(code, ()))))


Known = dict[tuple[Any, ...], set[int | None]]


def numbers_touched(declared: Fact, unit: Unit, changed: Numbers, known: Known) -> set[int | None]:
    """Return the numbers of those of a unit whose rows of a fact lead to changed rows, by names of tables.

    None is among them where such a row belongs to nobody. `known` keeps what was asked for another fact.
    """
    path = "pk" if unit == Unit.ROW else str(getattr(declared, unit))
    found: set[int | None] = set()
    for model, way in declared.made_of:
        if numbers := changed.get(str(model._meta.db_table)):
            key = (declared.model, path, model, way)
            if key not in known:
                known[key] = _leading(declared.model, path, way, numbers)
            found |= known[key]
    return found


def _leading(model: type[Model], path: str, way: str, numbers: Sequence[int]) -> set[int | None]:
    """Return what stands at the end of `path` in the rows from which `way` leads to the numbers."""
    if way.startswith(f"{path}__") and "__" not in path:
        # Through the owner himself, whose other rows are of no matter then.
        owner: type[Model] = model._meta.get_field(path).related_model  # type: ignore[assignment]  # a relation
        return _leading(owner, "pk", way.removeprefix(f"{path}__"), numbers)
    rows = model._default_manager.filter(_one_of(way or "pk", numbers))
    return set(rows.order_by().values_list(path, flat=True))


def _one_of(path: str, numbers: Sequence[int]) -> Func:
    # One list that the planner can see: it knows how many there are, and looks them up in an index.
    told = Func(
        Value(list(numbers), output_field=ArrayField(BigIntegerField())), template="(%(expressions)s)",
        output_field=ArrayField(BigIntegerField()),
    )  # fmt: skip
    return Func(F(path), told, template="%(expressions)s", arg_joiner=" = ANY ", output_field=BooleanField())
