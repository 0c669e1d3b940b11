"""The file plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.models import CaseFile, Record


def cases_for_list(user: Any) -> QuerySet[CaseFile]:
    """Return the cases that the person may see, each with `record_count`."""
    return (
        CaseFile.objects.visible_to(user)
        .select_related("organisation")
        .annotate(record_count=Count("records"))
    )


def records_in(case: CaseFile) -> Sequence[Record]:
    """Return what lies in a case, by date."""
    return list(case.records.select_related("organisation").order_by("dated_on", "pk"))


def open_cases(record: Record) -> QuerySet[CaseFile]:
    """Return the cases into which a document may be put: open ones of its organisation, this year's first."""
    rows = CaseFile.objects.filter(organisation=record.organisation_id, closed_on=None)
    return rows.order_by("-year", "index")


def cases_past_term(organisation: Organisation, *, day: date) -> QuerySet[CaseFile]:
    """Return the closed cases whose term has passed and which no act names yet, with nothing held in them."""
    unnamed = Q(destruction_act=None) | Q(destruction_act__status=RecordStatus.CANCELLED)
    held = Record.objects.filter(legal_hold=True, case_file__isnull=False).values("case_file")
    rows = CaseFile.objects.filter(unnamed, organisation=organisation, destroyed_on=None, keep_until__lt=day)
    return rows.exclude(pk__in=held).order_by("year", "index")


def act_on(case: CaseFile) -> Record:
    """Return the act of destruction that names a case. Raises RuleBroken when there is none."""
    if case.destruction_act is None:
        raise RuleBroken(_("No act of destruction names this case. Draw one up first."))
    return case.destruction_act
