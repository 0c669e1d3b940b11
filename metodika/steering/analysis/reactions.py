from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from metodika.core.events import Event, later
from metodika.steering.analysis import queries
from metodika.steering.analysis.documents import write_archive
from metodika.steering.analysis.events import NotesAsked
from metodika.steering.analysis.services import finish_batch, make_notes_of, tell_progress


def make_notes(event: NotesAsked) -> None:
    numbers = make_notes_of(event.batch_id)
    if not numbers:
        return
    with TemporaryDirectory() as folder:
        notes = queries.notes_one_by_one(numbers)
        # Progress is told in transactions of its own; the archive is stored when it is whole.
        path = write_archive(Path(folder), notes, lambda done: tell_progress(event.batch_id, done=done))
        finish_batch(event.batch_id, path=path)


REACTIONS: dict[type[Event], list[Any]] = {NotesAsked: [later(make_notes)]}
