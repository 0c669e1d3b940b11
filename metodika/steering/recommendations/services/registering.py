"""A sent recommendation becomes a registered document."""

from typing import Any

from django.db.transaction import atomic
from django.utils import translation
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import local_today
from metodika.core.events import announce
from metodika.directory.mandates.queries import zone_of
from metodika.directory.records.models import Record
from metodika.directory.records.services import draft_record, issue_version, register_record
from metodika.steering.recommendations import queries
from metodika.steering.recommendations.documents import RECOMMENDATION, recommendation_places
from metodika.steering.recommendations.events import RecommendationRegistered
from metodika.steering.recommendations.models import Recommendation
from metodika.steering.recommendations.services.recommendations import locked


@atomic
def register_recommendation(recommendation: Recommendation, *, by: Any) -> Record:
    """Give a sent recommendation a number in the register of documents, with its printed version.

    Raises RuleBroken for one that is not sent or is registered already.
    """
    row = locked(recommendation)
    if row.sent_at is None:
        raise RuleBroken(_("Send the recommendation first: what is registered changes no longer."))
    if queries.record_of(row) is not None:
        raise RuleBroken(_("The recommendation is registered already."))
    day = local_today(zone_of(row.organisation), row.sent_at)
    receipts = list(queries.receipts_of(row).order_by("pk"))
    findings = [str(one) for one in row.findings.order_by("pk")]
    with translation.override("ru"):
        places = recommendation_places(row, receipts, findings)
    record = draft_record(
        kind=RECOMMENDATION, organisation=row.organisation, title=row.title, dated_on=day, subject=row, by=by
    )
    record = register_record(record, by=by)
    issue_version(record, places=places, by=by)
    announce(RecommendationRegistered(row.pk, number=record.number_text), by=by, about=row)
    return record
