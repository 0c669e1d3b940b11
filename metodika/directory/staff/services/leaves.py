"""Long leaves: they keep the job and may pause the count of young teachers."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.staff.events import LeaveBegun, LeaveEnded
from metodika.directory.staff.models import Employment, Leave
from metodika.directory.staff.rules.employments import ends_before_it_begins, lies_within
from metodika.directory.staff.services.employments import locked_employment


@atomic
def send_on_leave(
    employment: Employment, *, kind: str, since: date, by: Any, until: date | None = None
) -> Leave:
    """Begin a long leave; without `until` it lasts until the return.

    RuleBroken when it ends before it begins, lies outside the days of the job, or meets another leave.
    """
    row = locked_employment(employment)
    if ends_before_it_begins(since, until):
        raise RuleBroken(_("The leave would end before it begins. Check both days."))
    if not lies_within((since, until), (row.started_on, row.ended_on)):
        raise RuleBroken(_("The leave does not lie within the days of the job. Check both days."))
    days = Q(ended_on=None) | Q(ended_on__gte=since)
    if until:
        days &= Q(started_on__lte=until)
    if row.leaves.filter(days).exists():
        raise RuleBroken(_("There is another leave on these days. End or correct it first."))
    leave = Leave.objects.create(employment=row, kind=kind, started_on=since, ended_on=until)
    announce(LeaveBegun(row.pk, row.person_id, kind, since.isoformat()), by=by, about=row.person)
    return leave


@atomic
def return_from_leave(leave: Leave, *, on: date, by: Any) -> Leave:
    """End a leave by the return to work; the day is the first one worked again.

    RuleBroken when the return is not after the beginning, or the leave has ended before.
    """
    row = Leave.objects.select_for_update(of=("self",)).select_related("employment__person").get(pk=leave.pk)
    if on <= row.started_on:
        raise RuleBroken(
            _("The leave began on %(started)s; the return is possible from the next day on.")
            % {"started": f"{row.started_on:%d.%m.%Y}"}
        )
    if row.ended_on and row.ended_on < on:
        raise RuleBroken(_("The leave ended on %(ended)s already.") % {"ended": f"{row.ended_on:%d.%m.%Y}"})
    row.ended_on = on - timedelta(days=1)
    row.save(update_fields=["ended_on"])
    job = row.employment
    announce(LeaveEnded(job.pk, job.person_id, row.ended_on.isoformat()), by=by, about=job.person)
    return row
