"""Who heads a body and until when, now and later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from metodika.directory.regulations.models import Act
from metodika.governance.bodies.lifecycle import CompositionStatus, Office
from metodika.governance.bodies.models import Body, Seat


@dataclass
class Tenure:
    """From when to when a person heads a body without a break; `last` None means until further notice."""

    person: int
    first: date
    last: date | None
    act: Act | None


def bodies_with_head_role(numbers: Iterable[int] | None) -> QuerySet[Body]:
    """Return the bodies whose kinds give their heads a role, in the order of their numbers."""
    rows = Body.objects.filter(kind__rules__has_key="head_role").exclude(kind__rules__head_role=None)
    rows = rows.select_related("kind", "host__municipality").order_by("pk")
    return rows if numbers is None else rows.filter(pk__in=list(numbers))


def tenures(body: Body, day: date) -> dict[int, Tenure]:
    """Return who heads a body on the day or will, by person; compositions in a row are one tenure."""
    seats = Seat.objects.filter(
        Q(composition__ends_on=None) | Q(composition__ends_on__gte=day),
        Q(ends_on=None) | Q(ends_on__gte=day),
        composition__body=body, composition__status=CompositionStatus.APPROVED, office=Office.CHAIR,
        person__isnull=False,
    )  # fmt: skip
    found: dict[int, Tenure] = {}
    for seat in seats.select_related("composition__act").order_by("composition__starts_on", "pk"):
        whole = seat.composition
        first = max(one for one in (seat.starts_on, whole.starts_on) if one is not None)
        last = min((one for one in (seat.ends_on, whole.ends_on) if one is not None), default=None)
        known = found.get(seat.person_id or 0)
        if known is None:
            found[seat.person_id or 0] = Tenure(seat.person_id or 0, first, last, whole.act)
        else:
            known.last = last
    return found
