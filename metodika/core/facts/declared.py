"""What an area says of a fact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.access import RowScope, RuleBroken
from metodika.core.access.grants import access_of
from metodika.core.facts.conditions import Parameter
from metodika.core.facts.spans import Span
from metodika.core.web.values import Text, getter

# Models, each with the way to it from a row; "" is the row itself.
MadeOf = tuple[tuple[type[Model], str], ...]


class About(StrEnum):
    """Whom a row concerns; what a fact is about can be counted once however often it comes."""

    PERSON = "person"
    ORGANISATION = "organisation"
    BODY = "body"


ABOUT_WORDS: dict[str, Text] = {
    About.PERSON: gettext_lazy("a person"),
    About.ORGANISATION: gettext_lazy("an organisation"),
    About.BODY: gettext_lazy("a body"),
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One kind of rows that can be counted and proved.

    `rows` returns them; with `by_day` it is a function of the day. `person`, `organisation` and `body` are
    paths of relations from the row to whom it concerns. An event has `on`, the day it happened in the
    municipality's own zone; a state has `since` and `until`, both days included, an empty one without end; a
    fact by day is a state that its own rows are asked for. `placed_by` is the state that says where the
    people of a fact belong when the fact itself does not. `seen_through` is the relation to the row whose
    rights hold when the row has none of its own. `papers` is the relation to the row whose documents prove
    it, where they are not about the row itself; `paper_words` is the field that names one signed elsewhere.
    `address` is the page of a row, "/sessions/{0.pk}/". `adds_people` tells of a sum, as its counting is kept
    in JSON, whether people are added up. `source` names the clause, law or standard behind the definition.
    `made_of` names all models with a history on whose rows a row and its parameters depend, each with the
    way to it from the row ("" for the row itself), so that a change touches only the rows that lead to it;
    a model may come by several ways. A fact without it is always counted as a whole.
    """

    code: str
    title: Text
    row: Text
    model: type[Model]
    rows: Callable[..., QuerySet[Any]]
    by_day: bool = False
    person: str = ""
    organisation: str = ""
    body: str = ""
    on: str | Combinable = ""
    since: str | Combinable = ""
    until: str | Combinable = ""
    parameters: tuple[Parameter, ...] = ()
    placed_by: str = ""
    seen_through: str = ""
    related: tuple[str, ...] = ()
    papers: str = ""
    paper_words: str = ""
    address: str = ""
    adds_people: Callable[[Mapping[str, Any]], bool] | None = None
    source: str = ""
    made_of: MadeOf = ()

    @property
    def area(self) -> str:
        """The label of the area that declares it."""
        return self.code.partition(".")[0]

    @property
    def is_state(self) -> bool:
        """Whether it lasts; else it happens on a day."""
        return not self.on

    @property
    def about(self) -> list[About]:
        """Whom a row concerns."""
        return [one for one in About if getattr(self, one.value)]

    @cached_property
    def parameter_table(self) -> dict[str, Parameter]:
        """The parameters by their codes."""
        return {one.code: one for one in self.parameters}

    def parameter(self, code: str) -> Parameter:
        """Return a parameter; RuleBroken when the fact has none of this code."""
        if code not in self.parameter_table:
            raise RuleBroken(
                _("“%(fact)s” has no parameter “%(code)s”. Possible: %(possible)s.")
                % {"fact": self.title, "code": code, "possible": ", ".join(self.parameter_table) or "–"}
            )
        return self.parameter_table[code]

    def may_ask(self, viewer: object, parameter: Parameter) -> bool:
        """Tell whether the viewer may see what a parameter reveals, wherever he sees rows of the fact."""
        if not parameter.reveals:
            return True
        access = access_of(viewer)
        scope: RowScope = self.model.row_scope  # type: ignore[attr-defined]  # what reveals has rows of its own
        return all(access.covers(parameter.reveals, [path]) for path in access.paths_for(scope.view))

    def words_of(self, row: Any) -> str:
        """Return a row in words, after the person it is about where its own words do not name him."""
        path = self.person.replace("__", ".")
        person = getter(path)(row) if path and path != "pk" else None
        words = str(row)
        return words if person is None or str(person) in words else f"{person}: {words}"

    def queryset(self, day: date) -> QuerySet[Any]:
        """Return the rows with the standard columns; `day` matters only to a fact by day."""
        return self.with_columns(self.rows(day) if self.by_day else self.rows())

    def with_columns(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Add the standard columns: the row itself and whom it concerns."""
        paths = {f"fact_{one.value}": F(getattr(self, one.value)) for one in self.about}
        found: QuerySet[Any] = rows.annotate(fact_row=F("pk"), **paths)
        return found

    def during(self, span: Span) -> Q:
        """Return the condition that the event happened, or the state held, within the days."""
        if self.by_day:
            return Q()
        if not self.is_state:
            begun = Q(fact_on__gte=span.first) if span.first else Q()
            return begun & Q(fact_on__lte=span.last)
        wanted = Q()
        if self.since:
            wanted &= Q(fact_since=None) | Q(fact_since__lte=span.last)
        if self.until and span.first:
            wanted &= Q(fact_until=None) | Q(fact_until__gte=span.first)
        return wanted

    def timed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Add the columns that say when."""
        given = {"fact_on": self.on, "fact_since": self.since, "fact_until": self.until}
        told = {name: F(path) if isinstance(path, str) else path for name, path in given.items() if path}
        found: QuerySet[Any] = rows.annotate(**told)
        return found
