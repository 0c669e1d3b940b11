"""The order that approves a composition: drafted here, signed in the register, an act from then on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.records.models import Record
from metodika.directory.records.queries import order_being_written
from metodika.directory.records.services import draft_order, enter_order
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Composition
from metodika.governance.bodies.queries.orders import composition_order, is_as_printed
from metodika.governance.bodies.services.bodies import locked_body
from metodika.governance.bodies.services.compositions import (
    approve_composition,
    locked_composition,
    refuse_approved,
)


@atomic
def draft_composition_order(
    composition: Composition,
    *,
    on: date,
    frame: Mapping[str, Any],
    signer: Person,
    position: str,
    controller: Person | None = None,
    by: Any,
) -> Record:
    """Draft the order that approves a draft of a composition from a day on, or write it anew.

    `frame` is that of `draft_order`; the day is kept with the composition. The `controller` sees that the
    order is carried out; without one, who signs it. Signatures under an earlier text
    no longer count. Raises RuleBroken for an approved composition, one without people, and for a day before
    the date of the order.
    """
    locked_body(composition.body)
    locked = locked_composition(composition)
    refuse_approved(locked)
    if not locked.seats.filter(person__isnull=False).exists():
        raise RuleBroken(_("Nobody sits in this composition yet. Name the people, then draft the order."))
    known = order_being_written(locked)
    kind = known.kind if known else frame["kind"]
    if on < frame["dated_on"]:
        raise RuleBroken(
            _("A composition does not hold before the order that approves it. Give a later day.")
        )
    locked.starts_on = on
    locked.save(update_fields=["starts_on"])
    text = composition_order(locked, kind=kind, on=on, controller=controller)
    return draft_order(locked, text=text, frame=frame, signer=signer, position=position, by=by)


@atomic
def approve_by_order(composition: Composition, record: Record, *, by: Any) -> Composition:
    """Approve a composition by the signed order about it, which enters the register of acts.

    Raises RuleBroken when the people have changed since the order was drafted, and whatever
    `approve_composition` raises.
    """
    act = enter_order(record, by=by)
    locked = locked_composition(composition)
    on = locked.starts_on or record.dated_on
    if not is_as_printed(locked, record, on=on):
        raise RuleBroken(_("The people have changed since the order was drafted. Draft it anew."))
    return approve_composition(locked, on=on, act=act, by=by)
