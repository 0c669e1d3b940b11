from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db.models import QuerySet

from metodika.core.access.grants import EVERYWHERE
from metodika.core.audit.models import JournalEntry
from metodika.directory.accounts.models import User

LAST_VISIT = "last_visit"
"""Where a session keeps the moment of the sign-in before its own, in ISO 8601."""


def last_visit_of(user: Any, *, session: Any) -> datetime | None:
    """Return when the person was here before; for a program with a key, when its owner last signed in."""
    kept = session.get(LAST_VISIT)
    if kept:
        return datetime.fromisoformat(kept)
    if SESSION_KEY in session:
        return None
    own: datetime | None = getattr(user, "last_login", None)
    return own


def journal_of(viewer: Any) -> QuerySet[JournalEntry]:
    """Return the journal as far as the viewer may read it, newest first.

    Who answers for a part of the tree reads what people of that part have done.
    """
    entries = JournalEntry.objects.select_related("by__person").order_by("-happened_at", "-pk")
    if EVERYWHERE in viewer.access.paths_for("accounts.view_journal"):
        return entries
    seen = User.objects.visible_to(viewer, "accounts.view_journal")
    return entries.filter(by__in=seen)
