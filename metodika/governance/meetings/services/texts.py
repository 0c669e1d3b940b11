"""The words of the minutes, written by one or several people at once."""

from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.edits import Difference, EditedMeanwhile
from metodika.governance.meetings.lifecycle import WRITABLE, PassageField
from metodika.governance.meetings.models import AgendaItem, Passage, Session
from metodika.governance.meetings.services.ground import beat, refuse_unless_in


@atomic
def write_passage(
    session: Session, *, field: str, text: str, seen: int, by: Any, item: AgendaItem | None = None
) -> Passage:
    """Save one text of the minutes and count the edit.

    `seen` is the revision that the writer had before him, 0 for an empty field. Other fields of the same
    minutes wait for nobody. Raises EditedMeanwhile with both texts when somebody else has written here since,
    and RuleBroken once the minutes are printed.
    """
    refuse_unless_in(Session.objects.get(pk=session.pk), WRITABLE)
    if item is not None and item.session_id != session.pk:
        raise RuleBroken(_("This item does not stand on the agenda of the session."))
    found, _made = Passage.objects.get_or_create(session=session, item=item, field=PassageField(field))
    row = Passage.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if row.text == text:
        return row
    if seen != row.revision:
        difference = Difference(field, row.get_field_display(), row.text, text)
        raise EditedMeanwhile([difference], row.revision)
    row.text, row.revision = text, row.revision + 1
    row.edited_at, row.edited_by = timezone.now(), account_or_none(by)
    row.save(update_fields=["text", "revision", "edited_at", "edited_by"])
    beat(session)
    return row
