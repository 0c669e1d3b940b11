"""Which sessions the staff of a municipality may read: signed ones of its own bodies."""

from typing import Any

from django.db.models import Q

from metodika.core.access.grants import access_of
from metodika.directory.organisations.lifecycle import Level
from metodika.governance.bodies.models import paths_above
from metodika.governance.meetings.lifecycle import SETTLED

# What the rule `open_to_staff` of a body may open; with the minutes go the names in them.
DECISIONS, MINUTES = "decisions", "minutes"
NEEDED = "bodies.view_body"


def open_sessions(user: Any, before: str = "") -> Q:
    """Show what the rules of the municipality's bodies open to all who work in it.

    `before` stands before the columns of a session. What a body has decided for itself goes before its kind.
    """
    above = paths_above(access_of(user), NEEDED)
    if not above:
        return Q(pk__in=())
    own, kind = f"{before}body__rules__open_to_staff", f"{before}body__kind__rules__open_to_staff"
    opened = [DECISIONS, MINUTES]
    said = Q(**{f"{own}__in": opened}) | Q(**{f"{own}__isnull": True, f"{kind}__in": opened})
    place = {f"{before}body__level": Level.MUNICIPALITY, f"{before}body__host__municipality__path__in": above}
    return said & Q(**{f"{before}status__in": sorted(SETTLED)}, **place)
