"""The passport and the year report of an association: printed by one press, registered, printed anew."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.calendar import Period, school_year
from metodika.core.database.subjects import about
from metodika.directory.records.lifecycle import OPEN_STATUSES
from metodika.directory.records.models import Record
from metodika.directory.records.services import draft_record, issue_version, register_record
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import rules_of
from metodika.governance.meetings.documents import PASSPORT, YEAR_REPORT
from metodika.governance.meetings.queries.associations import passport_places, report_places


@atomic
def print_passport(body: Body, *, on: date, by: Any) -> Record:
    """Print the passport of a body as it is on the day; the second one of a school year is a new version."""
    title = _("Passport, %(body)s") % {"body": body}
    return _printed(body, PASSPORT, title, passport_places(body, day=on, viewer=by), on=on, by=by)


@atomic
def print_year_report(body: Body, *, on: date, by: Any, period: Period | None = None) -> Record:
    """Print the report on a school year, that of the day unless named; a second one is a new version."""
    year = period or school_year(on)
    title = _("Year report, %(body)s, %(period)s") % {"body": body, "period": year.label}
    return _printed(body, YEAR_REPORT, title, report_places(body, period=year, day=on), on=on, by=by)


def _printed(body: Body, kind: str, title: str, places: Mapping[str, Any], *, on: date, by: Any) -> Record:
    # Two who press at once must not get two papers of one year.
    locked = Body.objects.select_for_update(of=("self",), no_key=True).select_related("host").get(pk=body.pk)
    year = school_year(on)
    found = Record.objects.filter(
        kind=kind, title=title, status__in=OPEN_STATUSES, dated_on__range=(year.starts_on, year.ends_on),
        **about(locked),
    ).first()  # fmt: skip
    if found is None:
        found = register_record(
            draft_record(
                kind=kind, organisation=locked.host, title=title, dated_on=on, subject=locked,
                keep_years=rules_of(locked).keep_years, by=by,
            ),
            by=by,
        )  # fmt: skip
    issue_version(found, places=places, by=by)
    found.refresh_from_db()
    return found
