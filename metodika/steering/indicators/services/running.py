"""A run: asked for, computed by a job, finished or failed, and what of it need not be counted anew."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.audit.marks import table_marks
from metodika.core.events import announce
from metodika.core.facts import Columns, columns_read, remembering_choices, wording_of
from metodika.steering.indicators.events import RunFailed, RunFinished, RunStarted
from metodika.steering.indicators.lifecycle import RunStatus
from metodika.steering.indicators.models import Run, Version
from metodika.steering.indicators.services.counting import Asked, asked_on, keep
from metodika.steering.indicators.services.refreshing import ALWAYS, Work, done, work_after

log = logging.getLogger(__name__)

# A run is given up when nobody has computed it for so long, or when it was begun so often.
LONGEST_WAIT, MOST_TRIES, LONGEST_TROUBLE = timedelta(minutes=15), 3, 1000


@atomic
def start_run(*, day: date, full: bool = True, by: Any) -> Run:
    """Ask for a run; a job computes it. RuleBroken while another one goes on.

    One that is not full counts only what reads rows that came or went since the last run, or columns that
    changed, and where it can only for those whom the rows touch. A run that nobody has computed for a quarter
    of an hour is given up first, so that it never stands in the way.
    """
    give_up_left_runs()
    if Run.objects.filter(status=RunStatus.WAITING).exists():
        raise RuleBroken(_("Indicators are being computed already. Wait until the run is finished."))
    run = Run.objects.create(day=day, is_full=full, started_by=account_or_none(by))
    announce(RunStarted(run_id=run.pk), by=by, about=run)
    return run


@atomic
def give_up_left_runs() -> int:
    """Let runs fail that wait for nobody: their worker is gone. Returns how many.

    Whoever computes a run holds its row, so a row that can be had is not being computed.
    """
    left = Run.objects.select_for_update(of=("self",), skip_locked=True).filter(
        status=RunStatus.WAITING, started_at__lt=timezone.now() - LONGEST_WAIT
    )
    found = [run for run in left if (run.taken_at or run.started_at) < timezone.now() - LONGEST_WAIT]
    for run in found:
        _fail(run, _("The computing ended in the middle, or nobody took it up. Start it again."))
    return len(found)


@atomic
def compute_run(run_id: int) -> Run:
    """Compute a run that waits; harmless when called twice.

    One that breaks off becomes failed, with the reason and without any new value: the next can begin at once.
    """
    run = _taken(run_id)
    if run.status != RunStatus.WAITING:
        return run
    try:
        with remembering_choices():
            return _computed(run_id)
    except Exception as error:
        log.exception("Run %s of indicators has failed", run_id)
        return _failed(run_id, error)


@atomic
def _taken(run_id: int) -> Run:
    """Note that somebody begins; a run that has killed its worker before is given up."""
    run = Run.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.status != RunStatus.WAITING:
        return run
    if run.tries >= MOST_TRIES:
        return _fail(run, _("The computing ended in the middle %(count)s times.") % {"count": run.tries})
    run.tries, run.taken_at = run.tries + 1, timezone.now()
    run.save(update_fields=["tries", "taken_at"])
    return run


@atomic
def _failed(run_id: int, error: Exception) -> Run:
    run = Run.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.status != RunStatus.WAITING:
        return run
    told = str(error) if isinstance(error, RuleBroken) else f"{type(error).__name__}: {error}"
    return _fail(run, told.strip().partition("\n")[0][:LONGEST_TROUBLE])


def _fail(run: Run, trouble: str) -> Run:
    run.status, run.finished_at, run.trouble = RunStatus.FAILED, timezone.now(), trouble
    run.save(update_fields=["status", "finished_at", "trouble"])
    announce(RunFailed(run_id=run.pk, trouble=trouble), about=run)
    return run


@atomic
def _computed(run_id: int) -> Run:
    run = Run.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.status != RunStatus.WAITING:
        return run
    asked = asked_on(run.day)
    tables = {one.key: _tables(one, anew=run.is_full) for one in asked}
    run.marks = table_marks({*ALWAYS, *(name for names in tables.values() for name in names)})
    run.answered = _wordings(asked)
    before = Run.objects.filter(status=RunStatus.FINISHED).order_by("-finished_at", "-pk").first()
    work = Work(asked, []) if run.is_full or before is None else work_after(before, run, asked, tables)
    run.written = keep(run, done(run, work, tables), of=asked)
    run.asked = len(work.anew) + len(work.right)
    run.kept = len(asked) - run.asked
    run.status, run.finished_at = RunStatus.FINISHED, timezone.now()
    run.save()
    announce(RunFinished(run_id=run.pk, written=run.written), about=run)
    return run


def _wordings(asked: Sequence[Asked]) -> dict[str, str]:
    """Return in which words each version is counted: with the key they tell whether it means the same."""
    named = {fact.code: fact for one in asked for part in one.formula.parts for fact in part.facts}
    wordings = {code: wording_of(fact) for code, fact in named.items()}
    return {
        one.key: " ".join(sorted({wordings[fact.code] for part in one.formula.parts for fact in part.facts}))
        for one in asked
    }


def _tables(asked: Asked, *, anew: bool) -> Columns:
    """Return what a version reads of which tables; told by the database, and kept until the next full run."""
    version = asked.version
    if anew or not version.tables:
        found: Columns = {}
        for one in asked.questions[::2]:
            for name, columns in columns_read(one).items():
                known = found.get(name, [])
                found[name] = None if known is None or columns is None else sorted({*known, *columns})
        if found != version.tables:
            version.tables = found
            Version.objects.filter(pk=version.pk).update(tables=found)
    return dict(version.tables)
