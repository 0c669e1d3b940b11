"""Notes of the whole and of each institution by one press, with an archive of .docx and PDF files."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.core.files.uploads import store_upload
from metodika.directory.organisations.models import Organisation
from metodika.steering.analysis import queries
from metodika.steering.analysis.events import NotesAsked, NotesReady
from metodika.steering.analysis.lifecycle import BATCH_ALIVE, FINAL, BatchStatus, NoteStatus
from metodika.steering.analysis.models import Batch, Note
from metodika.steering.analysis.services.ground import refuse_no_municipality, refuse_unfinished
from metodika.steering.analysis.services.notes import make_note
from metodika.steering.indicators.models import Run

# So long after it was asked for, a batch that is not ready has lost its worker.
FORGOTTEN = timedelta(minutes=30)
LARGEST = 500 * 1024 * 1024


@atomic
def ask_notes(municipality: Organisation, run: Run, *, by: Any) -> Batch:
    """Ask for the notes of a municipality and of all its institutions; a job makes them.

    One that was forgotten half way is given up. Raises RuleBroken while another one goes on, and when nothing
    was measured.
    """
    refuse_no_municipality(municipality)
    refuse_unfinished(run)
    Organisation.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    alive = Batch.objects.alive().filter(organisation=municipality)
    alive.filter(asked_at__lt=timezone.now() - FORGOTTEN).update(status=BatchStatus.FAILED)
    if alive.exists():
        raise RuleBroken(_("The notes are being made already. Wait for the notice, or look in again."))
    places = queries.places_measured(municipality, run)
    if not places:
        raise RuleBroken(_("Nothing was measured there in this computing, so there is nothing to tell."))
    made = Batch.objects.create(
        organisation=municipality, run=run, wanted=len(places), asked_by=account_or_none(by)
    )
    announce(NotesAsked(made.pk), by=by, about=made)
    return made


@atomic
def make_notes_of(batch_id: int) -> list[int]:
    """Make the notes of a batch and return their numbers; nothing for one that is ready or given up.

    Edited and sealed notes stay as they are and go into the archive too. Harmless when called twice.
    """
    batch = (
        Batch.objects.select_for_update(of=("self",)).select_related("organisation", "run").get(pk=batch_id)
    )
    if batch.status not in BATCH_ALIVE:
        return []
    drafted = queries.Drafted.of(batch.organisation, batch.run)
    places = [batch.organisation, *drafted.reading.places]
    notes = [_note_of(batch, one, drafted).pk for one in places if drafted.reading.of(one.pk)]
    batch.status, batch.done, batch.wanted = BatchStatus.WORKING, 0, len(notes)
    batch.save(update_fields=["status", "done", "wanted"])
    return notes


def _note_of(batch: Batch, place: Organisation, drafted: queries.Drafted) -> Note:
    found = Note.objects.filter(about=place, run=batch.run).first()
    if found and found.status in {*FINAL, NoteStatus.EDITED}:
        return found
    return make_note(batch.organisation, batch.run, about=place, drafted=drafted, by=batch.asked_by)


@atomic
def tell_progress(batch_id: int, *, done: int) -> None:
    """Keep how many notes are on paper already."""
    Batch.objects.filter(pk=batch_id).update(done=done)


@atomic
def finish_batch(batch_id: int, *, path: Path) -> Batch:
    """Offer the archive: only now, when it is whole."""
    row = Batch.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=batch_id)
    with path.open("rb") as told:
        file = File(told, name=f"notes-{batch_id}.zip")
        row.file = store_upload(file, allowed={"zip"}, max_bytes=LARGEST, by=row.asked_by)
    row.status, row.finished_at, row.done = BatchStatus.READY, timezone.now(), row.wanted
    row.save(update_fields=["file", "status", "finished_at", "done"])
    announce(NotesReady(row.pk, account_id=row.asked_by_id), about=row)
    return row
