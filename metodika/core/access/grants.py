"""What a signed-in person holds: roles with permissions, each for a part of the tree, each until a moment."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

# The path of the whole installation: every path starts with it.
EVERYWHERE = "/"


@dataclass(frozen=True)
class Grant:
    """One role held for one node of the tree.

    `permissions` are names or patterns such as "staff.*"; `path` is the node's path of ids, with
    a slash at both ends ("/1/5/"), and covers all that lies under it; `only_self` narrows the role
    to the person's own rows; `until` is the first moment at which the grant no longer holds.
    """

    role: str
    permissions: frozenset[str]
    path: str
    until: datetime | None = None
    only_self: bool = False

    def allows(self, permission: str) -> bool:
        """Tell whether the role has the permission."""
        return permission in self.permissions or any(
            "*" in pattern and fnmatchcase(permission, pattern) for pattern in self.permissions
        )


class Access:
    """All grants of one user at one moment, asked many times during a request.

    `limit` narrows the whole of it, whatever the roles say: an access token that may only read.
    """

    def __init__(self, grants: Iterable[Grant], *, limit: Callable[[str], bool] | None = None) -> None:
        self.grants = tuple(grants)
        self.limit = limit
        self._paths: dict[str, tuple[str, ...]] = {}
        self._rows: dict[object, tuple[str, ...]] = {}

    def within_limit(self, permission: str) -> bool:
        """Tell whether the permission is not cut off by the limit; own rows are cut off as well."""
        return self.limit is None or self.limit(permission)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Return the codes of all roles held now."""
        return frozenset(grant.role for grant in self.grants)

    def allows(self, permission: str) -> bool:
        """Tell whether any grant has the permission, for whatever part of the tree."""
        return self.within_limit(permission) and any(grant.allows(permission) for grant in self.grants)

    def paths_for(self, permission: str) -> tuple[str, ...]:
        """Return the shortest set of paths under which the permission holds."""
        if not self.within_limit(permission):
            return ()
        if permission not in self._paths:
            paths = {g.path for g in self.grants if not g.only_self and g.allows(permission)}
            self._paths[permission] = tuple(
                sorted(p for p in paths if not any(p != other and p.startswith(other) for other in paths))
            )
        return self._paths[permission]

    def allows_at_top(self, permission: str) -> bool:
        """Tell whether the permission holds for a whole tree: everywhere, or under a node with no parent."""
        return any(path.strip("/").count("/") == 0 for path in self.paths_for(permission))

    def covers(self, permission: str, paths: Iterable[str]) -> bool:
        """Tell whether the permission holds for a thing that lies at any of these paths."""
        held = self.paths_for(permission)
        # A thing that lies nowhere yet, such as a person without a job, is seen from the top only.
        return EVERYWHERE in held or any(path.startswith(prefix) for path in paths for prefix in held)

    def covers_row(self, permission: str, key: object, paths: Callable[[], Iterable[str]]) -> bool:
        """Tell the same of a row; its paths are read once for all permissions, and only when they matter.

        `key` tells the row from all others; None for one that is not stored yet.
        """
        held = self.paths_for(permission)
        if not held or EVERYWHERE in held:
            return bool(held)
        known = self._rows.get(key) if key is not None else None
        if known is None:
            known = tuple(paths())
            if key is not None:
                self._rows[key] = known
        return self.covers(permission, known)


NOBODY = Access(())


def access_of(user: object) -> Access:
    """Return what the user holds now, read once per user object.

    The reading itself is named by settings.ACCESS_PROVIDER, since roles are kept in a storey above.
    """
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    known = getattr(user, "_access", None)
    if known is None:
        provider = import_string(settings.ACCESS_PROVIDER)
        known = Access(provider(user))
        user._access = known  # type: ignore[attr-defined]  # a cache for the length of one request
    return known


def limit_access(user: object, limit: Callable[[str], bool]) -> None:
    """Narrow what the user object may do, for the length of one request made with a token."""
    user._access = Access(access_of(user).grants, limit=limit)  # type: ignore[attr-defined]  # the same cache


def refusal_words(user: object, permission: str) -> str | None:
    """Return a sentence on why the user may not, when more is known than that no role allows it.

    Asked only when a page is refused; settings.ACCESS_EXPLAINER names the function of a storey above.
    """
    explainer = getattr(settings, "ACCESS_EXPLAINER", "")
    words: str | None = import_string(explainer)(user, permission) if explainer else None
    return words


def account_or_none(by: Any) -> Any:
    """Return the account behind an act, for a column that names it; None for the system and for a visitor."""
    return by if getattr(by, "pk", None) else None
