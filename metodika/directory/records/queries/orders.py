"""Orders and directives about what an area has decided, and the acts that they become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet

from metodika.core.database.subjects import about
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.lifecycle import WRITTEN_KINDS, KindCode, RecordStatus
from metodika.directory.records.models import Record
from metodika.directory.records.queries.papers import chief_of
from metodika.directory.regulations.lifecycle import ActKind
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.queries import act_with_identity, identity_of

KINDS_OF_ACTS: dict[str, ActKind] = {KindCode.ORDER: ActKind.ORDER, KindCode.DIRECTIVE: ActKind.DIRECTIVE}
VOID = (RecordStatus.CANCELLED, RecordStatus.DESTROYED)
UNSIGNED = (RecordStatus.DRAFT, RecordStatus.REGISTERED, RecordStatus.PRINTED)


@dataclass(frozen=True)
class OrderText:
    """What an order or a directive says, whoever wrote it.

    A point is {"text", "items": [text, …]}; an annex {"title", "text", "heads", "rows"}, its table is not
    always there.
    """

    title: str
    points: Sequence[Mapping[str, Any]]
    preamble: str = ""
    annexes: Sequence[Mapping[str, Any]] = ()


def orders_about(subject: models.Model) -> QuerySet[Record]:
    """Return the orders and directives about a row that still count, the newest first."""
    orders = Record.objects.filter(kind__in=WRITTEN_KINDS, **about(subject)).exclude(status__in=VOID)
    return orders.select_related("organisation").order_by("-pk")


def order_being_written(subject: models.Model) -> Record | None:
    """Return the order or directive about a row that is not signed yet, None when there is none."""
    return orders_about(subject).filter(status__in=UNSIGNED).first()


def order_proposed(subject: models.Model, *, kind: str, host: Organisation, day: date) -> dict[str, Any]:
    """Return what a form of an order begins with: the one being written, else the head of the host signs."""
    known = order_being_written(subject)
    if known is None:
        chief = chief_of(host, day=day)
        told = {"kind": kind, "organisation": host, "dated_on": day}
        return told | ({"signer": chief.person_id, "position": str(chief.position)} if chief else {})
    current = known.versions.current().first()
    signer = ((current.places if current else None) or {}).get("signers", [{}])[0]
    card = {name: getattr(known, name) for name in ("kind", "organisation", "dated_on", "place")}
    return card | {"signer": signer.get("person_id"), "position": signer.get("position", "")}


def act_of(order: Record) -> Act | None:
    """Return the act that a signed order or directive is in the register, None when it is not there."""
    identity = identity_of(
        kind=KINDS_OF_ACTS[KindCode(order.kind)],
        issuer=order.organisation.name,
        issued_on=order.dated_on,
        number=order.number_text,
    )
    return act_with_identity(order.organisation, identity) if order.number_text else None
