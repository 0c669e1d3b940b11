"""For whom something is counted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from metodika.core.facts.declared import Fact
from metodika.core.facts.ladder import ladder


class ScopeKind(StrEnum):
    """How wide a scope is."""

    WHOLE = "whole"
    ORGANISATION = "organisation"
    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True)
class Scope:
    """One person, one body, one organisation with all that lies under it, or everything."""

    kind: ScopeKind = ScopeKind.WHOLE
    number: int | None = None

    @classmethod
    def organisation(cls, number: int) -> "Scope":
        """Return the scope of an organisation with all that lies under it."""
        return cls(ScopeKind.ORGANISATION, number)

    @classmethod
    def person(cls, number: int) -> "Scope":
        """Return the scope of one person."""
        return cls(ScopeKind.PERSON, number)

    @classmethod
    def body(cls, number: int) -> "Scope":
        """Return the scope of one body."""
        return cls(ScopeKind.BODY, number)


WHOLE = Scope()


def rows_within(fact: Fact, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Keep the rows of a scope by what they themselves name; for a fact that names nothing of it, all."""
    path = getattr(fact, scope.kind.value, "") if scope != WHOLE else ""
    if not path:
        return rows
    if scope.kind != ScopeKind.ORGANISATION:
        return rows.filter(**{path: scope.number})
    nodes = ladder().nodes._default_manager
    above = nodes.filter(pk=scope.number).values("path")[:1]
    return rows.filter(**{f"{path}__in": nodes.filter(path__startswith=above)})


def visible_rows(fact: Fact, rows: QuerySet[Any], viewer: Any) -> QuerySet[Any]:
    """Keep the rows that the viewer may see, by their own rights or those of the row they belong to.

    Without a viewer nothing is left out: for what the system counts itself.
    """
    if viewer is None:
        return rows
    if not fact.seen_through:
        seen: QuerySet[Any] = rows.visible_to(viewer)  # type: ignore[attr-defined]  # checked at startup
        return seen
    above = fact.model._meta.get_field(fact.seen_through).related_model
    shown = above._default_manager.visible_to(viewer)  # type: ignore[union-attr]  # a relation names a model
    return rows.filter(**{f"{fact.seen_through}__in": shown})
