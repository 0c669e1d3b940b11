"""A sealed note becomes a registered document."""

from typing import Any

from django.db.transaction import atomic
from django.utils import translation
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import local_today
from metodika.core.events import announce
from metodika.directory.mandates.queries import zone_of
from metodika.directory.records.services import draft_record, issue_version, register_record
from metodika.steering.analysis.documents import NOTE, note_places
from metodika.steering.analysis.events import NoteRegistered
from metodika.steering.analysis.models import Note
from metodika.steering.analysis.services.ground import locked_note


@atomic
def register_note(note: Note, *, by: Any) -> Note:
    """Give a sealed note a number in the register of documents, with its printed version.

    Raises RuleBroken for one that is not sealed or is registered already.
    """
    row = locked_note(note)
    if row.is_open or row.sealed_at is None:
        raise RuleBroken(_("Seal the note first: what is registered changes no longer."))
    if row.record_id is not None:
        raise RuleBroken(_("The note is registered already."))
    day = local_today(zone_of(row.organisation), row.sealed_at)
    with translation.override("ru"):
        places = note_places(row, row.content)
    record = draft_record(
        kind=NOTE, organisation=row.organisation, title=row.title, dated_on=day, subject=row, by=by
    )
    record = register_record(record, by=by)
    issue_version(record, places=places, by=by)
    row.record = record
    row.version += 1
    row.save(update_fields=["record", "version"])
    announce(NoteRegistered(row.pk, number=record.number_text), by=by, about=row)
    return row
