from typing import Any

from django.db.models import QuerySet

from metodika.core.access.grants import EVERYWHERE
from metodika.core.audit.models import JournalEntry
from metodika.directory.accounts.models import User


def journal_of(viewer: Any) -> QuerySet[JournalEntry]:
    """Return the journal as far as the viewer may read it, newest first.

    Who answers for a part of the tree reads what people of that part have done.
    """
    entries = JournalEntry.objects.select_related("by__person").order_by("-happened_at", "-pk")
    if EVERYWHERE in viewer.access.paths_for("accounts.view_journal"):
        return entries
    seen = User.objects.visible_to(viewer, "accounts.view_journal")
    return entries.filter(by__in=seen)
