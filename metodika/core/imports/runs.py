"""The life of one import: take the file, recognise and check it, store the preview, apply it once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import connection
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.access.grants import access_of
from metodika.core.database.progress import Progress
from metodika.core.events import announce
from metodika.core.files.uploads import MAX_BYTES, store_upload
from metodika.core.imports.cells import text_of
from metodika.core.imports.checking import check_rows
from metodika.core.imports.columns import Column, Register
from metodika.core.imports.events import ImportApplied
from metodika.core.imports.headings import Match, normalised
from metodika.core.imports.lifecycle import WORK, RunStatus
from metodika.core.imports.memory import without_collector
from metodika.core.imports.models import ImportRow, ImportRun, RememberedMapping
from metodika.core.imports.outcomes import PATHS_EVERYWHERE, ImportContext, Planned
from metodika.core.imports.planning import plan_rows
from metodika.core.imports.reading import ALLOWED, missing_columns, read_table
from metodika.core.imports.registry import registers
from metodika.core.imports.storage import Preview, batches, forget_rows, stored_rows
from metodika.core.imports.tables import Table

SAMPLES = 3
# A preview holds personal data and is of no use once it is applied or given up.
KEPT = timedelta(days=30)


class PreviewOutdated(RuleBroken):
    """The register has changed since the preview was made; a fresh preview has been stored."""


def context_of(register: Register, *, by: Any, scope_id: int | None = None) -> ImportContext:
    """Return for whom and where an import of the register runs; nobody (`by` None) is the command line."""
    if by is None:
        return ImportContext(scope_id=scope_id)
    paths = access_of(by).paths_for(register.permission)
    if scope_id is None and len(paths) == 1 and paths != PATHS_EVERYWHERE:
        scope_id = int(paths[0].strip("/").rpartition("/")[2])
    return ImportContext(by=by, paths=paths, scope_id=scope_id)


@atomic
def create_run(register: Register, file: "File[bytes]", *, by: Any, max_bytes: int = MAX_BYTES) -> ImportRun:
    """Take the file for an import into the register.

    Raises FileRefused or ArchiveRefused with a sentence; nothing is stored then.
    """
    stored = store_upload(file, allowed=ALLOWED, max_bytes=max_bytes, by=by)
    scope_id = context_of(register, by=by).scope_id
    return ImportRun.objects.create(register=register.code, file=stored, scope_id=scope_id, created_by=by)


def check_run(
    run: ImportRun, *, by: Any, mapping: Mapping[int, str] | None = None, trust_guesses: bool = False
) -> ImportRun:
    """Read the file, recognise its columns, check every cell, plan every row and store the preview.

    `mapping` (file column -> key) is what a person has chosen; without it the columns are recognised, and
    the run stops at COLUMNS when a needed one is missing or one was only guessed (unless guesses are
    trusted). A file that cannot be read ends as FAILED with its sentence in `failure`. Returns the run.
    """
    register = registers()[run.register]
    try:
        with without_collector():
            remembered = remembered_columns(register, scope_id=run.scope_id)
            table = _read(run, register, remembered)
            matches = _matches(register, table, remembered, mapping)
            _describe(run, register, table, matches)
            if missing_columns(register, matches) or (_guesses(matches) and not trust_guesses):
                return _stop_at_columns(run, register, matches)
            return _store_preview(run, register, table, by)
    except RuleBroken as refusal:
        run.failure = str(refusal)
        return _move(run, RunStatus.FAILED)


def _read(run: ImportRun, register: Register, remembered: Mapping[str, str]) -> Table:
    with run.file.content.open("rb") as stream:
        return read_table(stream, kind=run.file.kind, register=register, remembered=remembered)


def _matches(
    register: Register, table: Table, remembered: Mapping[str, str], mapping: Mapping[int, str] | None
) -> dict[int, Match]:
    if mapping is None:
        return table.match(register.columns, remembered)
    return {place: Match(key, sure=True) for place, key in mapping.items() if place < len(table.headings)}


def _guesses(matches: Mapping[int, Match]) -> list[int]:
    return [place for place, match in matches.items() if not match.sure]


def _describe(run: ImportRun, register: Register, table: Table, matches: Mapping[int, Match]) -> None:
    run.sheet, run.notes, run.failure = table.sheet, table.notes, ""
    run.headings = table.headings
    run.samples = [_samples(table, place) for place in range(len(table.headings))]
    run.guesses = _guesses(matches)
    run.mapping = {str(place): match.column for place, match in sorted(matches.items())}


def _samples(table: Table, place: int) -> list[str]:
    found: list[str] = []
    for row in table.rows[:200]:
        shown = text_of(row[place])[:60] if place < len(row) else ""
        if shown and shown not in found:
            found.append(shown)
        if len(found) == SAMPLES:
            break
    return found


def _stop_at_columns(run: ImportRun, register: Register, matches: Mapping[int, Match]) -> ImportRun:
    missing = missing_columns(register, matches)
    if missing:
        run.failure = _(
            "The file has no column for: %(columns)s. Choose it below, or add it to the file."
        ) % {"columns": ", ".join(str(column.title) for column in missing)}
    return _move(run, RunStatus.COLUMNS)


def _move(run: ImportRun, status: RunStatus) -> ImportRun:
    run.status = status
    run.busy_since, run.busy_with = None, ""
    run.save()
    return run


@atomic
def _store_preview(run: ImportRun, register: Register, table: Table, by: Any) -> ImportRun:
    rows = check_rows(table, {int(place): key for place, key in run.mapping.items()}, register)
    # The cells are parsed now; two copies of a large file would not fit the memory of a small server.
    table.rows.clear()
    forget_rows(run)
    context = context_of(register, by=by, scope_id=run.scope_id)
    _importer, planned = plan_rows(register, rows, context)
    preview = Preview(run, storing=True)
    for batch in planned:
        preview.add(batch)
    run.counts, run.fingerprint = preview.counts, preview.fingerprint()
    return _move(run, RunStatus.CHECKED)


def columns_of(run: ImportRun, register: Register) -> list[Column]:
    """Return the columns of the preview in the order in which values of its rows are kept."""
    return [
        register.column(key) for _place, key in sorted(run.mapping.items(), key=lambda pair: int(pair[0]))
    ]


def apply_run(run: ImportRun, *, by: Any) -> ImportRun:
    """Write the new and changed rows of the preview, all or nothing; rows with errors are left out.

    The rows are planned once more inside the transaction. When anything comes out differently than in the
    preview, nothing is written, a fresh preview is stored, and PreviewOutdated is raised.
    """
    register = registers()[run.register]
    try:
        with atomic(), without_collector():
            return _apply(run, register, by)
    except PreviewOutdated:
        with atomic(), without_collector():
            _plan_again(run, register, by)
        raise


def _apply(run: ImportRun, register: Register, by: Any) -> ImportRun:
    _lock(run)
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    _check_can_apply(locked)
    context = replace(context_of(register, by=by, scope_id=locked.scope_id), applying=True)
    importer, planned = plan_rows(register, stored_rows(locked, columns_of(locked, register)), context)
    again = Preview(locked, storing=False)
    progress = Progress(WORK, locked.pk, steps=locked.row_count() + locked.to_write())
    to_write: list[Planned] = []
    for batch in planned:
        again.add(batch)
        progress.advance(len(batch))
        to_write += [one for one in batch if one.outcome.kind in {"new", "changed"}]
    if again.fingerprint() != locked.fingerprint:
        raise PreviewOutdated(
            _(
                "The register has changed since the preview, so nothing was written. "
                "Look at the fresh preview and apply it."
            )
        )
    for batch in batches(to_write, register.batch):
        importer.apply(batch, by=by)
        progress.advance(len(batch))
    importer.finish(by=by)
    return _finish(locked, by)


def _lock(run: ImportRun) -> None:
    # Two imports into one register would each plan on what the other is about to change.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"imports.{run.register}"])


def _check_can_apply(run: ImportRun) -> None:
    if run.status == RunStatus.APPLIED:
        raise RuleBroken(_("This file has been applied already."))
    if run.status != RunStatus.CHECKED:
        raise RuleBroken(_("The file is not checked yet. Choose its columns first."))
    if not run.to_write():
        raise RuleBroken(_("There is nothing to write: no row of the file is new or changed."))


def _finish(run: ImportRun, by: Any) -> ImportRun:
    run.status, run.applied_at = RunStatus.APPLIED, timezone.now()
    run.failure, run.busy_since, run.busy_with = "", None, ""
    run.save(update_fields=["status", "applied_at", "failure", "busy_since", "busy_with"])
    event = ImportApplied(
        run_id=run.pk,
        register=run.register,
        file=run.file.name,
        added=run.counts["new"],
        changed=run.counts["changed"],
        left_out=run.counts["error"],
        by_id=getattr(by, "pk", None),
    )
    announce(event, by=by, about=run)
    return run


def _plan_again(run: ImportRun, register: Register, by: Any) -> None:
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    rows = list(stored_rows(locked, columns_of(locked, register)))
    forget_rows(locked)
    _importer, planned = plan_rows(register, rows, context_of(register, by=by, scope_id=locked.scope_id))
    preview = Preview(locked, storing=True)
    for batch in planned:
        preview.add(batch)
    locked.counts, locked.fingerprint = preview.counts, preview.fingerprint()
    _move(locked, RunStatus.CHECKED)


def remembered_columns(register: Register, *, scope_id: int | None) -> dict[str, str]:
    """Return what people of the organisation have decided: normalised heading -> key, "" to leave out."""
    decided = RememberedMapping.objects.filter(register=register.code, scope_id=scope_id)
    return dict(decided.values_list("heading", "column"))


@atomic
def remember_columns(run: ImportRun, *, mapping: Mapping[int, str], by: Any) -> None:
    """Keep a person's choice of columns for the next file with the same headings.

    A heading that was left without a column is kept as well: it will not be guessed again.
    """
    register = registers()[run.register]
    keys = [column.key for column in register.columns]
    unknown = set(mapping.values()) - {*keys, ""}
    if unknown:
        raise RuleBroken(_("There is no such column. Open the page once more and choose again."))
    decided = [
        RememberedMapping(
            register=run.register,
            scope_id=run.scope_id,
            heading=normalised(heading)[:300],
            column=mapping.get(place, ""),
            decided_by=by,
        )
        for place, heading in enumerate(run.headings)
        if normalised(heading)
    ]
    unique = list({one.heading: one for one in reversed(decided)}.values())
    # bulk_create cannot name a constraint that takes nulls for equal, so the old decisions go first.
    RememberedMapping.objects.filter(
        register=run.register, scope_id=run.scope_id, heading__in=[one.heading for one in unique]
    ).delete()
    RememberedMapping.objects.bulk_create(unique)


@atomic
def forget_old_previews(now: datetime) -> int:
    """Delete the stored rows of imports begun a month before and return how many; the runs stay."""
    deleted, _by_model = ImportRow.objects.filter(run__created_at__lt=now - KEPT).delete()
    return deleted
