from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import production_calendar
from metodika.core.events import announce
from metodika.directory.accounts import rules
from metodika.directory.accounts.events import DataRequestAnswered, DataRequested, DataRequestTaken
from metodika.directory.accounts.lifecycle import REQUEST_MOVES, DataRequestKind, DataRequestStatus
from metodika.directory.accounts.models import DataRequest
from metodika.directory.staff.models import Person


@atomic
def ask_about_data(person: Person, *, kind: DataRequestKind, words: str, by: Any) -> DataRequest:
    """Record a person's request about his own data, with the day by which it has to be answered.

    Raises RuleBroken without words for a correction or erasure, CalendarYearMissing when working days
    of the year are not known.
    """
    if kind in {DataRequestKind.RECTIFY, DataRequestKind.ERASE} and not words.strip():
        raise RuleBroken(_("Write which data are meant, so that nothing has to be asked back."))
    now = timezone.now()
    due_on = production_calendar().deadline(timezone.localdate(now), rules.working_days_to_answer(kind))
    request = DataRequest.objects.create(
        person=person, kind=kind, words=words.strip(), created_at=now, due_on=due_on
    )
    announce(
        DataRequested(request_id=request.pk, person_id=person.pk, due_on=due_on.isoformat()),
        by=by,
        about=request,
    )
    return request


@atomic
def take_data_request(request: DataRequest, *, by: Any) -> DataRequest:
    """Note that somebody works on a request; RuleBroken when it is no longer waiting."""
    locked = _moved(request, DataRequestStatus.IN_WORK)
    locked.save(update_fields=["status"])
    announce(DataRequestTaken(request_id=locked.pk, person_id=locked.person_id), by=by, about=locked)
    return locked


@atomic
def answer_data_request(request: DataRequest, *, answer: str, refuse: bool = False, by: Any) -> DataRequest:
    """Answer a request, or refuse it with a reason that names the ground.

    Raises RuleBroken without an answer, for one's own request and when it has been answered.
    """
    if not answer.strip():
        raise RuleBroken(_("Write the answer; a refusal names its ground in the law."))
    locked = _moved(request, DataRequestStatus.REFUSED if refuse else DataRequestStatus.ANSWERED)
    if by is not None and by.person_id == locked.person_id and not by.is_administrator:
        raise RuleBroken(_("Somebody else answers your own request. Ask a colleague."))
    locked.answer, locked.answered_at, locked.answered_by = answer.strip(), timezone.now(), by
    locked.save(update_fields=["status", "answer", "answered_at", "answered_by"])
    announce(
        DataRequestAnswered(request_id=locked.pk, person_id=locked.person_id, refused=refuse),
        by=by,
        about=locked,
    )
    return locked


def _moved(request: DataRequest, status: DataRequestStatus) -> DataRequest:
    locked = DataRequest.objects.select_for_update().get(pk=request.pk)
    if status not in REQUEST_MOVES[locked.status]:
        raise RuleBroken(
            _("The request is “%(now)s”, so it cannot become “%(wanted)s”.")
            % {"now": locked.get_status_display(), "wanted": status.label}
        )
    locked.status = status
    return locked
