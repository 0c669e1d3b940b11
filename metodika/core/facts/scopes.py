"""For whom something is counted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from metodika.core.facts.declared import Fact


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
