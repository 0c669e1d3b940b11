"""What bodies owe by their own make-up, for one card or for ten thousand bodies."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from metodika.core.audit.models import JournalEntry
from metodika.directory.staff.queries import heads_of
from metodika.governance.bodies.events import BodyEndAnnounced, CompositionEndAnnounced
from metodika.governance.bodies.lifecycle import BodyStatus, Office
from metodika.governance.bodies.models import Body, Composition, Seat, Stage
from metodika.governance.bodies.queries.compositions import holders_of, key_of
from metodika.governance.bodies.queries.kinds import rules_of
from metodika.governance.bodies.queries.words import DUTIES
from metodika.governance.bodies.rules import (
    BodyFacts,
    BodyRules,
    Duty,
    Member,
    Owed,
    SeatFacts,
    composition_faults,
    members_among,
    owed_by,
    term_ends_on,
)

# So many bodies are worked out together: their seats have to fit into the memory of a worker.
CHUNK = 1000
COLUMNS = (
    "pk", "number", "office", "person_id", "votes", "represents", "by_agreement", "starts_on", "ends_on",
    "consented_on", "post_at_id", "head_of_id",
)  # fmt: skip
NAMES = ("person__last_name", "person__first_name", "person__patronymic")
NOBODY = (None, None, None)


@dataclass
class _Known:
    """What was read of a portion of bodies."""

    compositions: dict[int, Composition] = field(default_factory=dict)
    seats: dict[int, list[SeatFacts]] = field(default_factory=dict)
    tied: dict[int, list[Seat]] = field(default_factory=dict)
    holders: Mapping[Any, Any] = field(default_factory=dict)
    heads: Mapping[int, Any] = field(default_factory=dict)
    rules: dict[tuple[int, str], BodyRules] = field(default_factory=dict)
    stages: dict[int, list[tuple[str, date]]] = field(default_factory=dict)


def duties(bodies: QuerySet[Body], day: date) -> list[Duty]:
    """Return what the bodies that work owe on the day, the earliest day first, undated duties before all.

    Sessions are not asked here. Eight queries for each thousand of bodies.
    """
    rows = bodies.filter(status=BodyStatus.ACTIVE).select_related("kind", "host").order_by("pk")
    found = [duty for portion in _portions(rows) for duty in _duties_of(portion, day)]
    return sorted(found, key=lambda duty: (duty.due_on or date.min, duty.body_id))


def duties_of(body: Body, day: date) -> list[Duty]:
    """Return what one body owes on the day. Three queries for one that has its officers."""
    if body.status != BodyStatus.ACTIVE:
        return []
    return sorted(_duties_of([body], day), key=lambda duty: duty.due_on or date.min)


def _portions(rows: QuerySet[Body]) -> Iterator[list[Body]]:
    reading = rows.iterator(chunk_size=CHUNK)
    while portion := list(islice(reading, CHUNK)):
        yield portion


def _duties_of(bodies: list[Body], day: date) -> Iterator[Duty]:
    known = _read(bodies, day)
    for body in bodies:
        rules = _rules(known, body)
        members = members_among(known.seats.get(body.pk, ()), day=day)
        facts = _facts(body, rules, known, members, day)
        for owed in owed_by(rules, facts, day=day):
            yield worded(body, owed, _responsible(body, members, known))


def _read(bodies: list[Body], day: date) -> _Known:
    numbers = [body.pk for body in bodies]
    known = _Known()
    for composition in Composition.objects.as_of(day).filter(body__in=numbers):
        known.compositions[composition.body_id] = composition
    by_composition = {one.pk: one.body_id for one in known.compositions.values()}
    tied: list[int] = []
    seats = Seat.objects.filter(composition__in=list(by_composition)).order_by("number", "pk")
    # Plain tuples: eighty thousand seats with their people would take minutes as objects.
    for row in seats.values_list("composition_id", *COLUMNS, *NAMES):
        composition, *plain, starts_on, ends_on, consented_on, post_at, head_of, last, first, patronymic = row
        name = " ".join(filter(None, (last, first, patronymic)))
        told: dict[str, Any] = dict(zip(COLUMNS, plain, strict=False))
        seat = SeatFacts(
            seat_id=told.pop("pk"), consented=consented_on is not None, starts_on=starts_on, ends_on=ends_on,
            name=name, **told,
        )  # fmt: skip
        known.seats.setdefault(by_composition[composition], []).append(seat)
        if post_at or head_of:
            tied.append(seat.seat_id)
    if tied:
        for one in seats.filter(pk__in=tied).select_related("person"):
            known.tied.setdefault(by_composition[one.composition_id], []).append(one)
        known.holders = holders_of([one for own in known.tied.values() for one in own], day)
    for body, title, due_on in (
        Stage.objects.unfinished().filter(body__in=numbers).values_list("body_id", "title", "due_on")
    ):
        known.stages.setdefault(body, []).append((title, due_on))
    led = {number for number, own in known.seats.items() if any(_leads(one, day) for one in own)}
    hosts = {body.host_id for body in bodies if body.pk not in led}
    known.heads = heads_of(hosts, as_of=day) if hosts else {}
    return known


def _leads(seat: SeatFacts, day: date) -> bool:
    return seat.office in {Office.CHAIR, Office.SECRETARY} and seat.is_held_on(day)


def _rules(known: _Known, body: Body) -> BodyRules:
    # Nearly all bodies live by the rules of their kinds alone; reading them anew each time costs the most.
    key = (body.kind_id, str(body.rules) if body.rules else "")
    if key not in known.rules:
        known.rules[key] = rules_of(body)
    return known.rules[key]


def _facts(body: Body, rules: BodyRules, known: _Known, members: list[Member], day: date) -> BodyFacts:
    composition = known.compositions.get(body.pk)
    seats = known.seats.get(body.pk, [])
    return BodyFacts(
        is_permanent=body.kind.permanent,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        has_regulation=body.regulation_id is not None,
        has_composition=composition is not None,
        composition_has_act=composition is not None and composition.act_id is not None,
        composition_starts_on=composition.starts_on if composition else None,
        composition_ends_on=composition.ends_on if composition else None,
        has_head=any(member.office == Office.CHAIR for member in members),
        faults=composition_faults(rules, seats, day=day) if composition else (),
        stages=known.stages.get(body.pk, ()),
        holders_changed=list(_holders_changed(known.tied.get(body.pk, ()), known.holders, day)),
    )


def _holders_changed(
    seats: Iterable[Seat], holders: Mapping[Any, Any], day: date
) -> Iterator[dict[str, Any]]:
    for seat in seats:
        key = key_of(seat)
        if key == NOBODY or not seat.facts.is_held_on(day):
            continue
        now = holders.get(key, [])
        if all(person.pk != seat.person_id for person in now):
            told = {"name": str(seat.person), "position": seat.position or seat.represents}
            yield {**told, "holder": ", ".join(map(str, now))}


def _responsible(body: Body, members: list[Member], known: _Known) -> tuple[int, ...]:
    """Return who answers: the head and the secretary, else the head of the host."""
    own = tuple(one.person_id for one in members if one.office in {Office.CHAIR, Office.SECRETARY})
    if own:
        return own
    head = known.heads.get(body.host_id)
    return (head.pk,) if head else ()


def worded(body: Body, owed: Owed, responsible: tuple[int, ...]) -> Duty:
    """Return a duty with its sentence, its page and the people who answer for it."""
    told = {
        name: date_format(value, "DATE_FORMAT") if isinstance(value, date) else value
        for name, value in owed.parameters.items()
    }
    code = "holder_left" if owed.code == "holder_changed" and not told["holder"] else owed.code
    return Duty(
        body_id=body.pk, code=owed.code, words=DUTIES[code], due_on=owed.due_on, parameters=told,
        url=reverse("bodies:show-body", args=[body.pk]), responsible=responsible,
    )  # fmt: skip


@dataclass(frozen=True)
class Endings:
    """What ends soon and has not been announced, each with its last day."""

    bodies: list[tuple[Body, date]]
    compositions: list[tuple[Composition, date]]


def untold_endings(today: date) -> Endings:
    """Return the bodies and compositions that end within their reminder and are not announced yet."""
    bodies = Body.objects.active().filter(ends_on__gte=today).select_related("kind")
    ending = [
        (body, body.ends_on)
        for body in bodies.order_by("ends_on", "pk")
        if body.ends_on and body.ends_on <= today + timedelta(days=rules_of(body).reminder_days)
    ]
    told = _told(BodyEndAnnounced.key(), {body.pk for body, _last in ending})
    compositions = list(_ending_compositions(today))
    known = _told(CompositionEndAnnounced.key(), {one.body_id for one, _last in compositions})
    return Endings(
        [(body, last) for body, last in ending if (body.pk, f"{last}") not in told],
        [(one, last) for one, last in compositions if (one.body_id, f"{last}") not in known],
    )


def _ending_compositions(today: date) -> Iterator[tuple[Composition, date]]:
    held = Composition.objects.as_of(today).filter(body__status=BodyStatus.ACTIVE)
    for composition in held.select_related("body__kind").order_by("pk").iterator(chunk_size=CHUNK):
        rules = rules_of(composition.body)
        last = term_ends_on(rules, composition.starts_on, composition.ends_on)
        if last is not None and last <= today + timedelta(days=rules.reminder_days):
            yield composition, last


def _told(key: str, bodies: set[int]) -> set[tuple[int | None, str]]:
    entries = JournalEntry.objects.filter(key=key, subject=Body._meta.label_lower, subject_id__in=bodies)
    return {(entry.subject_id, entry.parameters["ends_on"]) for entry in entries}
