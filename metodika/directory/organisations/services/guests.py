"""A hub serves organisations from outside its own municipality (clause MAG-9.3)."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.organisations.events import GuestLeft, GuestWelcomed
from metodika.directory.organisations.models import Guest, Organisation


@atomic
def welcome_guest(
    hub: Organisation,
    *,
    organisation: Organisation,
    since: date,
    by: Any,
    until: date | None = None,
    ground: str = "",
) -> Guest:
    """Let a hub serve an organisation of another municipality, from a day to a day.

    RuleBroken when both are of one municipality, the end lies before the beginning, or the organisation
    is a guest of the hub on these days already.
    """
    if organisation.municipality_id is not None and organisation.municipality_id == hub.municipality_id:
        raise RuleBroken(
            _("“%(organisation)s” is of the same municipality as the hub and needs no invitation.")
            % {"organisation": organisation}
        )
    if until and until < since:
        raise RuleBroken(_("The last day lies before the first one. Check both days."))
    days = Q(valid_to=None) | Q(valid_to__gte=since)
    if until:
        days &= Q(valid_from__lte=until)
    if Guest.objects.select_for_update().filter(days, hub=hub, organisation=organisation).exists():
        raise RuleBroken(
            _("“%(organisation)s” is a guest of this hub on these days already.")
            % {"organisation": organisation}
        )
    guest = Guest.objects.create(
        hub=hub, organisation=organisation, valid_from=since, valid_to=until, ground=ground
    )
    announce(GuestWelcomed(hub.pk, organisation.pk), by=by, about=hub)
    return guest


@atomic
def end_guest(guest: Guest, *, on: date, by: Any) -> Guest:
    """End the service of a guest; the day is its last."""
    row = Guest.objects.select_for_update().get(pk=guest.pk)
    if on < row.valid_from:
        raise RuleBroken(_("The last day lies before the first one. Check both days."))
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    announce(GuestLeft(row.hub_id, row.organisation_id), by=by, about=row.hub)
    return row
