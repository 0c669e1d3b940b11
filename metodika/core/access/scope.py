"""Which rows a person may see: declared once on the model, used by pages, API, tables, exports and search."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from metodika.core.access.grants import access_of

Row = TypeVar("Row", bound=models.Model, covariant=True)


@dataclass(frozen=True)
class RowScope:
    """How a row is placed in the tree.

    `view` is the permission that shows a row; `path` the lookup that ends at the path of the node
    it belongs to; `own` the lookup that ends at the user whose own row it is; `public` a condition
    under which anybody may see the row. `apart` looks up each of these ways to a row by itself: where they
    lead over several tables, one condition would read a large table whole.
    """

    view: str
    path: str | None = None
    own: str | None = None
    public: Q | None = None
    apart: bool = False

    def paths_of(self, row: models.Model) -> Iterable[str]:
        """Return the paths of the nodes to which the row belongs."""
        return [path for path in self._values(row, self.path) if path]

    def is_own(self, row: models.Model, user: Any) -> bool:
        """Tell whether the row is the user's own."""
        return self.own is not None and user.pk in list(self._values(row, self.own))

    def _values(self, row: models.Model, lookup: str | None) -> Iterable[Any]:
        if lookup is None:
            return []
        if "__" not in lookup:
            return [getattr(row, lookup)]
        manager = type(row)._default_manager
        return manager.filter(pk=row.pk).values_list(lookup, flat=True)


class ScopedQuerySet(models.QuerySet[Row]):
    """A queryset that knows what a person may see."""

    def visible_to(self, user: Any, permission: str | None = None) -> Self:
        """Keep the rows that the user may see, or for which he holds the named permission.

        Costs no query of its own; a user whose role covers the whole tree adds no condition.
        """
        scope: RowScope = self.model.row_scope  # type: ignore[attr-defined]  # every scoped model declares it
        access = access_of(user)
        if not access.within_limit(permission or scope.view):
            return self.none()
        paths = access.paths_for(permission or scope.view)
        if any(path == "/" for path in paths):
            return self
        condition = Q(pk__in=())
        if paths and scope.path:
            condition |= self._under(scope.path, paths)
        if permission is None:
            condition |= self._own_or_public(scope, user)
        return self.filter(self._apart(condition) if scope.apart else condition)

    def _apart(self, condition: Q) -> Q:
        """Return the rows that fit any of the conditions joined by OR, each found by its own indexes."""
        if condition.connector != Q.OR or condition.negated:
            return condition
        rows = self.model._default_manager.order_by()
        first, *others = [rows.filter(way).values("pk") for way in condition.children]
        return Q(pk__in=first.union(*others, all=True))

    def _under(self, lookup: str, paths: tuple[str, ...]) -> Q:
        under = Q()
        for path in paths:
            under |= Q(**{f"{lookup}__startswith": path})
        return self._once(lookup, under)

    def _once(self, lookup: str, condition: Q) -> Q:
        if not self._crosses_many(lookup):
            return condition
        # A person with three jobs must not become three rows.
        matching = self.model._default_manager.filter(condition, pk=OuterRef("pk"))
        return Q(Exists(matching))

    def _crosses_many(self, lookup: str) -> bool:
        model: type[models.Model] = self.model
        for name in lookup.split("__")[:-1]:
            field = model._meta.get_field(name)
            if field.one_to_many or field.many_to_many:
                return True
            model = field.related_model  # type: ignore[assignment]  # a relation always names a model here
        return False

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        condition = Q(pk__in=())
        if scope.own and user.pk is not None:
            condition |= self._once(scope.own, Q(**{scope.own: user.pk}))
        if scope.public is not None:
            condition |= scope.public
        return condition
