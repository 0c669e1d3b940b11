"""The minutes of a whole year printed by a job: portion by portion, each session in its own transaction."""

from datetime import datetime, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.calendar import Period
from metodika.core.events import Event, announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.events import PrintingFinished, PrintingStarted, PrintingWentOn
from metodika.governance.meetings.lifecycle import UNPRINTED
from metodika.governance.meetings.models import Printing, PrintingTask
from metodika.governance.meetings.queries.printings import printing_counted, sessions_to_print
from metodika.governance.meetings.services.ground import locked_session
from metodika.governance.meetings.services.minutes import minutes_of, print_minutes

# So long after the last portion its worker is thought to be gone for good.
FORGOTTEN = timedelta(minutes=15)


@atomic
def start_printing(
    organisation: Organisation, *, period: Period, body: Body | None = None, by: Any
) -> Printing:
    """Begin to print the minutes of all sessions held in the period that have none yet.

    Those of the organisation and of all that lies under it, or of one body there; the list is fixed now.
    Raises RuleBroken when nothing is to be printed, and for a body from elsewhere.
    """
    if body is not None and not body.host.path.startswith(organisation.path):
        raise RuleBroken(
            _("%(body)s does not belong to %(organisation)s. Choose the one or the other.")
            % {"body": body, "organisation": organisation}
        )
    sessions = list(sessions_to_print(organisation, period, body=body))
    if not sessions:
        raise RuleBroken(_("There is nothing to print: every session held then has its minutes."))
    printing = Printing.objects.create(
        organisation=organisation, body=body, starts_on=period.starts_on, ends_on=period.ends_on,
        created_by=account_or_none(by),
    )  # fmt: skip
    PrintingTask.objects.bulk_create(
        [
            PrintingTask(printing=printing, place=place, session_id=session)
            for place, session in enumerate(sessions, start=1)
        ],
        batch_size=1000,
    )
    started = PrintingStarted(printing_id=printing.pk, portion=printing.portion, total=len(sessions))
    announce(started, by=by, about=printing)
    return printing


@atomic
def print_next(printing_id: int, *, portion: int) -> bool:
    """Print the next session of a portion; return whether there was one.

    What is printed stays printed, with its number, whatever comes of the worker. Nothing is done for a
    portion that has been passed on. A session that a rule refuses keeps the sentence and holds nobody up.
    """
    printing = Printing.objects.select_related("created_by").get(pk=printing_id)
    if printing.finished_at is not None or printing.portion != portion:
        return False
    waiting = printing.tasks.filter(done_at=None).select_for_update(of=("self",), skip_locked=True)
    task = waiting.select_related("session").order_by("place").first()
    if task is None:
        return False
    try:
        task.record = _minutes(task, printing.created_by)
    except RuleBroken as refusal:
        task.refusal = str(refusal)
    task.done_at = timezone.now()
    task.save(update_fields=["record", "refusal", "done_at"])
    return True


@atomic
def _minutes(task: PrintingTask, by: Any) -> Record:
    session = locked_session(task.session)
    if session.status in UNPRINTED:
        return print_minutes(session, by=by)
    # Somebody has printed them by hand since the list was made.
    record = minutes_of(session)
    if record is None:
        raise RuleBroken(
            _("This cannot be done now: the session is “%(state)s”.")
            % {"state": session.get_status_display().lower()}
        )
    return record


@atomic
def pass_on(printing_id: int, *, portion: int) -> None:
    """Give the rest of a printing to its next portion, or end it; harmless when called twice."""
    locked = Printing.objects.select_for_update(of=("self",)).get(pk=printing_id)
    if locked.portion != portion or locked.finished_at is not None:
        return
    counted = printing_counted(locked)
    locked.portion, locked.moved_at = portion + 1, timezone.now()
    if counted.done_count == counted.all_count:
        locked.finished_at = locked.moved_at
        told: Event = PrintingFinished(locked.pk, total=counted.all_count, refused=counted.refused_count)
    else:
        told = PrintingWentOn(
            printing_id=locked.pk, portion=locked.portion, done=counted.done_count, total=counted.all_count
        )
    locked.save(update_fields=["portion", "moved_at", "finished_at"])
    announce(told, about=locked)


@atomic
def resume_printing(printing: Printing, *, now: datetime, by: Any) -> Printing:
    """Give the rest of a printing to a new job, when the old one has not been heard of for long.

    Raises RuleBroken for one that is finished or still goes on.
    """
    locked = Printing.objects.select_for_update(of=("self",)).get(pk=printing.pk)
    if locked.finished_at is not None:
        raise RuleBroken(_("Everything is printed already."))
    if now - locked.moved_at < FORGOTTEN:
        raise RuleBroken(_("The minutes are being printed. Wait for the notice, or look in again."))
    locked.portion, locked.moved_at = locked.portion + 1, now
    locked.save(update_fields=["portion", "moved_at"])
    counted = printing_counted(locked)
    going_on = PrintingWentOn(
        printing_id=locked.pk, portion=locked.portion, done=counted.done_count, total=counted.all_count
    )
    announce(going_on, by=by, about=locked)
    return locked
