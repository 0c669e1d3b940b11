"""Many bodies at once, with their members: a start of a municipality, or a demo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.transaction import atomic

from metodika.core.database.bulk import next_ids
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act
from metodika.governance.bodies.events import BodiesFounded
from metodika.governance.bodies.lifecycle import CompositionStatus
from metodika.governance.bodies.models import Body, BodyKind, Composition, Seat
from metodika.governance.bodies.queries import rules_of
from metodika.governance.bodies.rules import SeatFacts, composition_faults
from metodika.governance.bodies.services.bodies import BodyValues, built_body
from metodika.governance.bodies.services.compositions import CompositionRefused

BATCH = 2000


@dataclass(frozen=True)
class NewSeat:
    """A person's seat in a body that is founded together with others."""

    person_id: int
    office: str = "member"
    represents: str = ""


@dataclass(frozen=True)
class NewBody:
    """A body to be founded together with others; its members sit from `values["starts_on"]`."""

    kind: BodyKind
    host: Organisation
    name: str
    values: BodyValues = field(default_factory=BodyValues)
    subjects: tuple[int, ...] = ()
    seats: tuple[NewSeat, ...] = ()
    act: Act | None = None


@atomic
def found_bodies(rows: Sequence[NewBody], *, by: Any) -> list[Body]:
    """Found many bodies with their compositions in a handful of statements; return them in the order of rows.

    Parents have to exist already: call once a level. A body with seats needs `starts_on`. RuleBroken as for
    one body and CompositionRefused as for one composition; a name twice at one host is an IntegrityError.
    """
    numbers = next_ids(Body, len(rows))
    bodies = [built_body(row.kind, row.host, row.name, row.values) for row in rows]
    for body, number in zip(bodies, numbers, strict=True):
        body.pk = number
    Body.objects.bulk_create(bodies, batch_size=BATCH)
    through = Body.subjects.through
    linked = [
        through(body_id=body.pk, subject_id=subject)
        for row, body in zip(rows, bodies, strict=True)
        for subject in row.subjects
    ]
    through._default_manager.bulk_create(linked, batch_size=BATCH)
    _seat_people([(row, body) for row, body in zip(rows, bodies, strict=True) if row.seats])
    if bodies:
        announce(BodiesFounded(body_ids=numbers), by=by)
    return bodies


def _seat_people(rows: Sequence[tuple[NewBody, Body]]) -> None:
    numbers = next_ids(Composition, len(rows))
    compositions, seats = [], []
    for (row, body), number in zip(rows, numbers, strict=True):
        starts_on = body.starts_on
        if starts_on is None:
            raise ValueError(f"{body} has members and no first day.")
        _refuse_faults(row, body, starts_on)
        compositions.append(
            Composition(
                pk=number, body=body, number=1, act=row.act, starts_on=starts_on,
                status=CompositionStatus.APPROVED,
            )
        )  # fmt: skip
        seats += list(_seats(row, body, number))
    Composition.objects.bulk_create(compositions, batch_size=BATCH)
    Seat.objects.bulk_create(seats, batch_size=BATCH)


def _refuse_faults(row: NewBody, body: Body, day: date) -> None:
    facts = [
        SeatFacts(place, place, seat.office, seat.person_id) for place, seat in enumerate(row.seats, start=1)
    ]
    blocking = [fault for fault in composition_faults(rules_of(body), facts, day=day) if fault.blocks]
    if blocking:
        raise CompositionRefused(blocking)


def _seats(row: NewBody, body: Body, composition_id: int) -> Iterable[Seat]:
    silent = not rules_of(body).secretary_votes
    for number, seat in enumerate(row.seats, start=1):
        yield Seat(
            composition_id=composition_id, number=number, office=seat.office, person_id=seat.person_id,
            represents=seat.represents, votes=not (silent and seat.office == "secretary"),
        )  # fmt: skip
