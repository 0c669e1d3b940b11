"""Orders and directives: written by a person, or drafted from what an area has decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.records.lifecycle import WRITTEN_KINDS, RecordStatus
from metodika.directory.records.models import Record, Rendition
from metodika.directory.records.queries.orders import OrderText, order_being_written
from metodika.directory.records.queries.papers import order_places, short_name
from metodika.directory.records.services.records import change_record, draft_record
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
    """Write the text of an order anew; signatures under the earlier one no longer count, its annexes stay.

    Raises RuleBroken without points and for a kind of document that is made by another page.
    """
    if record.kind not in WRITTEN_KINDS:
        raise RuleBroken(_("The text of this document is made elsewhere: change it where it comes from."))
    if not points:
        raise RuleBroken(_("Write at least one point."))
    current = record.versions.current().first()
    annexes = (current.places or {}).get("annexes", ()) if current else ()
    text = OrderText(record.title, points, preamble, annexes)
    return _written(record, text, signer=signer, position=position, by=by)


@atomic
def draft_order(
    subject: models.Model,
    *,
    text: OrderText,
    frame: Mapping[str, Any],
    signer: Person,
    position: str,
    by: Any,
) -> Record:
    """Draft the order about a row, or write the text of the one that is not signed yet anew.

    `frame` has kind, organisation, dated_on and place; of an order that is there kind and organisation stay,
    and with its number date and place as well.
    """
    found = order_being_written(subject)
    if found is None:
        record = draft_record(**frame, title=text.title, subject=subject, by=by)
    else:
        record = found
        if record.status == RecordStatus.DRAFT:
            changes = {"title": text.title, "dated_on": frame["dated_on"], "place": frame["place"]}
            record = change_record(record, changes=changes, seen=None, by=by)
    _written(record, text, signer=signer, position=position, by=by)
    return record


def _written(record: Record, text: OrderText, *, signer: Person, position: str, by: Any) -> Rendition:
    places = order_places(
        organisation=record.organisation,
        dated_on=record.dated_on,
        place=record.place,
        title=record.title,
        preamble=text.preamble,
        points=text.points,
        signers=[{"position": position, "name": short_name(signer), "person_id": signer.pk}],
        annexes=text.annexes,
    )
    return issue_version(record, places=places, by=by)
