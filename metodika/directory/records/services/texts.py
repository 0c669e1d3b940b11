"""Orders and directives that a person writes by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.records.lifecycle import WRITTEN_KINDS
from metodika.directory.records.models import Record, Rendition
from metodika.directory.records.queries.papers import order_places, short_name
from metodika.directory.records.services.records import draft_record
from metodika.directory.records.services.versions import issue_version
from metodika.directory.staff.models import Person


@atomic
def write_order(
    *,
    draft: Mapping[str, Any],
    points: Sequence[Mapping[str, Any]],
    signer: Person,
    position: str,
    preamble: str = "",
    by: Any,
) -> Record:
    """Draft an order or a directive and print it at once.

    `draft` is what `draft_record` takes, `points` are {"text", "items"}. Raises RuleBroken without points.
    """
    record = draft_record(**draft, by=by)
    write_text(record, points=points, signer=signer, position=position, preamble=preamble, by=by)
    return record


@atomic
def write_text(
    record: Record,
    *,
    points: Sequence[Mapping[str, Any]],
    signer: Person,
    position: str,
    preamble: str = "",
    by: Any,
) -> Rendition:
    """Write the text of an order anew; signatures under the earlier one no longer count.

    Raises RuleBroken without points and for a kind of document that is made by another page.
    """
    if record.kind not in WRITTEN_KINDS:
        raise RuleBroken(_("The text of this document is made elsewhere: change it where it comes from."))
    if not points:
        raise RuleBroken(_("Write at least one point."))
    places = order_places(
        organisation=record.organisation,
        dated_on=record.dated_on,
        place=record.place,
        title=record.title,
        preamble=preamble,
        points=points,
        signers=[{"position": position, "name": short_name(signer), "person_id": signer.pk}],
    )
    return issue_version(record, places=places, by=by)
