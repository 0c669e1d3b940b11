"""Who may do what, and which rows a person may see.

Terms: permission, predicate, grant, row scope, refusal (RuleBroken).
"""

from metodika.core.access.errors import RuleBroken
from metodika.core.access.grants import Access, Grant, account_or_none, refusal_words
from metodika.core.access.permissions import (
    can,
    granted,
    granted_anywhere,
    granted_at_top,
    needs_role,
    permission_table,
    permission_words,
    predicate,
)
from metodika.core.access.scope import RowScope, ScopedQuerySet

__all__ = [
    "Access",
    "Grant",
    "RowScope",
    "RuleBroken",
    "ScopedQuerySet",
    "account_or_none",
    "can",
    "granted",
    "granted_anywhere",
    "granted_at_top",
    "needs_role",
    "permission_table",
    "permission_words",
    "predicate",
    "refusal_words",
]
