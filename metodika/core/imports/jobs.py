from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import override

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.core.imports.events import ImportRefused
from metodika.core.imports.lifecycle import RunStatus
from metodika.core.imports.models import ImportRun
from metodika.core.imports.runs import apply_run, check_run, forget_old_previews
from metodika.core.jobs import cron, job


@job(name="imports.check")
def check(*, run_id: int, by_id: int, mapping: dict[str, str] | None, language: str) -> None:
    """Check a large file; the person looks in again or gets a notice."""
    run = ImportRun.objects.select_related("file").get(pk=run_id)
    if run.status == RunStatus.APPLIED:
        return
    chosen = {int(place): key for place, key in mapping.items()} if mapping is not None else None
    with override(language):
        run = check_run(run, by=_person(by_id), mapping=chosen)
    if run.status == RunStatus.FAILED:
        announce(
            ImportRefused(run.pk, run.register, run.file.name, run.failure, by_id),
            by=_person(by_id),
            about=run,
        )


@job(name="imports.apply")
def apply(*, run_id: int, by_id: int, language: str) -> None:
    """Apply a large preview; safe to run twice."""
    run = ImportRun.objects.select_related("file").get(pk=run_id)
    # A worker that died after the commit runs the job once more: the work is done then.
    if run.status == RunStatus.APPLIED:
        return
    with override(language):
        try:
            apply_run(run, by=_person(by_id))
        except RuleBroken as refusal:
            ImportRun.objects.filter(pk=run_id).update(failure=str(refusal), busy_since=None, busy_with="")
            announce(
                ImportRefused(run.pk, run.register, run.file.name, str(refusal), by_id),
                by=_person(by_id),
                about=run,
            )


@cron("40 1 * * *", name="imports.forget")
def forget(timestamp: int) -> None:
    """Forget the rows of old previews, which hold personal data."""
    forget_old_previews(timezone.now())


def _person(by_id: int) -> Any:
    return get_user_model()._default_manager.get(pk=by_id)
