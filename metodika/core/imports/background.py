"""Doing small files at once and large ones in a job, so that no page waits for minutes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.imports import jobs
from metodika.core.imports.models import ImportRun
from metodika.core.imports.runs import apply_run, check_run

# About 2,000 rows of twenty columns; a text takes ten times the room of the same packed sheet.
SMALL_BYTES = {"txt": 400_000, "xls": 600_000}
SMALL_PACKED = 250_000
SMALL_ROWS = 2_000
# A worker that has died leaves the mark behind; after this time the work may be asked for once more.
FORGOTTEN = timedelta(minutes=15)


def check_soon(run: ImportRun, *, by: Any, mapping: Mapping[int, str] | None = None) -> ImportRun:
    """Check the file now when it is small, else by a job; the run says which (`busy_since`)."""
    if run.file.size <= SMALL_BYTES.get(run.file.kind, SMALL_PACKED):
        return check_run(run, by=by, mapping=mapping)
    _begin(run, "check")
    chosen = {str(place): key for place, key in mapping.items()} if mapping is not None else None
    jobs.check.defer(run_id=run.pk, by_id=by.pk, mapping=chosen, language=_language())
    return run


def apply_soon(run: ImportRun, *, by: Any) -> ImportRun:
    """Apply the preview now when few rows change, else by a job."""
    if run.to_write() <= SMALL_ROWS:
        return apply_run(run, by=by)
    _begin(run, "apply")
    jobs.apply.defer(run_id=run.pk, by_id=by.pk, language=_language())
    return run


@atomic
def _begin(run: ImportRun, work: str) -> None:
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    now = timezone.now()
    if locked.busy_since and now - locked.busy_since < FORGOTTEN:
        raise RuleBroken(_("The file is being worked on already. Wait for the notice, or look in again."))
    locked.busy_since = run.busy_since = now
    locked.busy_with = run.busy_with = work
    locked.save(update_fields=["busy_since", "busy_with"])


def _language() -> str:
    return get_language() or "ru"
