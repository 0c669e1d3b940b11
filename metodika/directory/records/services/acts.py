"""A signed order enters the register of acts, so that nobody types it a second time."""

from contextlib import suppress
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.models import Record
from metodika.directory.records.queries.orders import KINDS_OF_ACTS, act_of
from metodika.directory.records.services.standing import locked_record
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.services import create_act, import_regulation, settle_doubt

IN_FORCE = frozenset({RecordStatus.SIGNED, RecordStatus.FILED})


@atomic
def enter_order(record: Record, *, by: Any) -> Act:
    """Write a signed order or directive into the register of acts; the one that stands there is given back.

    Its issuer, date, number and title are those of the document, it is in force from its date, and its text
    with the file is the version that was signed. Raises
    RuleBroken for another kind of document and for one that is not signed.
    Source: YAK-4.3a, YAK-4.11c (what is approved is approved by an act).
    """
    locked = locked_record(record)
    if locked.kind not in KINDS_OF_ACTS or locked.status not in IN_FORCE:
        raise RuleBroken(_("Only a signed order or directive becomes an act. Collect the signatures first."))
    known = act_of(locked)
    if known is not None:
        return known
    act = create_act(owner=locked.organisation, values=_values(locked), by=by)
    # A municipality's own template may give a paper that no reader understands: the act stands without it.
    with suppress(RuleBroken):
        _keep_text(locked, by)
    return act


@atomic
def _keep_text(order: Record, by: Any) -> None:
    current = order.versions.current().select_related("docx").first()
    if current is None or current.docx is None:
        return
    with current.docx.content.open("rb") as file:
        content = file.read()
    kept = import_regulation(
        content, name=current.docx.name, owner=order.organisation, card=_values(order), by=by
    )
    for doubt in kept.edition.doubts.all():
        settle_doubt(doubt, reason=_("The register of documents has written this text itself."), by=by)


def _values(order: Record) -> dict[str, Any]:
    current = order.versions.current().first()
    signers = ((current.places if current else None) or {}).get("signers") or [{}]
    return {
        "kind": KINDS_OF_ACTS[order.kind],
        "issuer": order.organisation.name,
        "issued_on": order.dated_on,
        "number": order.number_text,
        "title": order.title,
        "place": order.place,
        "signatory": f"{signers[0].get('position', '')} {signers[0].get('name', '')}".strip(),
        "valid_from": order.dated_on,
    }
