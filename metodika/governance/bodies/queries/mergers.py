"""What a merger of organisations leaves for people to finish."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body, Seat
from metodika.governance.bodies.queries.compositions import members_of_bodies


@dataclass(frozen=True)
class MergedBody:
    """A body that was carried over, or ended for another one; `waiting` are members who sit there not yet."""

    body: Body
    heir: Body | None
    waiting: list[Person]


def merged_bodies(organisation: Organisation, user: Any, *, day: date) -> list[MergedBody]:
    """Return what mergers did with the bodies of an organisation, as predecessor or successor."""
    concerned = Q(carried_from=organisation) | Q(host=organisation, carried_from__isnull=False)
    concerned |= Q(goes_on_in__isnull=False) & (Q(host=organisation) | Q(goes_on_in__host=organisation))
    rows = Body.objects.visible_to(user).filter(concerned).distinct().with_names().order_by("sort_key", "pk")
    bodies = list(rows.select_related("goes_on_in", "carried_from"))
    sitting = members_of_bodies([one.goes_on_in_id for one in bodies if one.goes_on_in_id], day)
    left = _who_sat(bodies)
    found = []
    for body in bodies:
        now = {member.person_id for member in sitting.get(body.goes_on_in_id or 0, [])}
        waiting = [person for person in left.get(body.pk, []) if person.pk not in now]
        found.append(MergedBody(body, body.goes_on_in, waiting if body.goes_on_in_id else []))
    return found


def _who_sat(bodies: list[Body]) -> dict[int, list[Person]]:
    """Return who sat in each body that has ended, on its last day."""
    ended = {one.pk: one.ends_on for one in bodies if one.goes_on_in_id and one.ends_on is not None}
    seats = Seat.objects.filter(composition__body__in=ended, person__isnull=False)
    found: dict[int, list[Person]] = {}
    for seat in seats.select_related("person", "composition").order_by("composition__body", "number", "pk"):
        body, last = seat.composition.body_id, ended[seat.composition.body_id]
        sat = found.setdefault(body, [])
        if _sat_on(seat, last) and seat.person is not None and seat.person not in sat:
            sat.append(seat.person)
    return found


def _sat_on(seat: Seat, day: date) -> bool:
    whole = seat.composition
    begun = whole.starts_on is not None and whole.starts_on <= day
    return begun and (whole.ends_on is None or whole.ends_on >= day) and seat.facts.is_held_on(day)
