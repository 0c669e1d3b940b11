"""Facts for programs: the catalogue, numbers and rows."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from metodika.core.facts.conditions import OPERATORS
from metodika.core.facts.declared import About, Fact
from metodika.core.facts.registry import facts
from metodika.core.facts.tables import FactCountTable, FactQuestionTable
from metodika.core.web.endpoints import Area, Schema
from metodika.core.web.values import getter

area = Area("facts")


class ParameterOut(Schema):
    """By what a fact can be narrowed; `operators` are the comparisons, `values` those of a choice."""

    code: str
    title: str
    kind: str
    operators: list[str]


class FactOut(Schema):
    """One fact; `row` tells what one row is, `about` whom it concerns, `lasts` whether it is a state."""

    code: str
    title: str
    row: str
    lasts: bool
    about: list[str]
    parameters: list[ParameterOut]
    source: str


class FactCountOut(Schema):
    """How many people, organisations, bodies or rows."""

    of: str
    count: int


class FactRowOut(Schema):
    """One row; `url` is its page."""

    number: int
    title: str
    url: str
    happened_on: date | None
    since: date | None
    until: date | None
    person_id: int | None
    person: str
    organisation_id: int | None
    organisation: str
    body_id: int | None
    body: str


class FactRows(Sequence[dict[str, Any]]):
    """Rows of a fact that are read by the part that is asked for."""

    def __init__(self, fact: Fact, rows: QuerySet[Any]) -> None:
        self.fact, self.rows = fact, rows

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: Any) -> Any:
        return [_told(self.fact, row) for row in self.rows[part]]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self[:])


@area.get("/facts", "facts.view_catalogue", gives=list[FactOut])
def list_facts(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code, "title": str(one.title), "row": str(one.row), "lasts": one.is_state,
            "about": [about.value for about in one.about], "source": one.source,
            "parameters": [
                {"code": parameter.code, "title": str(parameter.title), "kind": parameter.kind.value,
                 "operators": list(OPERATORS[parameter.kind])}
                for parameter in one.parameters
            ],
        }
        for one in facts().values()
    ]  # fmt: skip


@area.list("/facts/{fact}/count", "facts.view_catalogue", gives=FactCountOut, table=FactCountTable)
def count_fact(request: HttpRequest, table: FactCountTable, fact: str) -> list[dict[str, Any]]:
    counts = table.asked(_known(fact)).counts(request.user)
    return [{"of": of.value, "count": number} for of, number in counts]


@area.list("/facts/{fact}/rows", "facts.view_catalogue", gives=FactRowOut, table=FactQuestionTable)
def list_rows(request: HttpRequest, table: FactQuestionTable, fact: str) -> FactRows:
    known = _known(fact)
    return FactRows(known, table.asked(known).rows(request.user))


def _known(code: str) -> Fact:
    found = facts().get(code)
    if found is None:
        raise Http404
    return found


def _told(fact: Fact, row: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": row.pk, "title": str(row), "url": fact.address.format(row) if fact.address else "",
        "happened_on": getattr(row, "fact_on", None), "since": getattr(row, "fact_since", None),
        "until": getattr(row, "fact_until", None),
    }  # fmt: skip
    for one in About:
        path = getattr(fact, one.value).replace("__", ".")
        told[f"{one.value}_id"] = getattr(row, f"fact_{one.value}", None)
        named = (row if path == "pk" else getter(path)(row)) if path else None
        told[one.value] = str(named) if named is not None else ""
    return told
