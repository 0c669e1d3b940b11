"""What bodies owe: sessions to hold, minutes to sign, decisions to approve; for ten thousand at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from metodika.core.audit.models import JournalEntry
from metodika.core.calendar import Period
from metodika.directory.profiles.queries import terms_of_profiles
from metodika.directory.staff.queries import heads_of
from metodika.governance.bodies.lifecycle import BodyStatus, Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries import Duty, rules_of
from metodika.governance.bodies.queries import duties as duties_of_bodies
from metodika.governance.meetings.events import DutyAnnounced
from metodika.governance.meetings.lifecycle import DUTIES, DecisionStatus, SessionStatus
from metodika.governance.meetings.models import Decision, Session
from metodika.governance.meetings.rules import (
    TERMS,
    MeetingRules,
    Owed,
    approval_due,
    is_pressing,
    owed_in_quarter,
    owed_in_year,
)

CHUNK = 1000
# Nothing older than a school year and a calendar year matters for what is owed now.
LOOK_BACK = timedelta(days=800)
UNSIGNED = (SessionStatus.CLOSED, SessionStatus.PRINTED, SessionStatus.DISPUTED, SessionStatus.NOT_QUORATE)
SIGN_WITHIN = timedelta(days=3)


@dataclass
class _Known:
    """What was read of a portion of bodies."""

    held: dict[int, list[date]] = field(default_factory=dict)
    planned: dict[int, date] = field(default_factory=dict)
    unsigned: dict[int, list[Session]] = field(default_factory=dict)
    unapproved: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    officers: dict[int, list[int]] = field(default_factory=dict)
    heads: dict[int, Any] = field(default_factory=dict)
    terms: dict[int, tuple[Period, ...]] = field(default_factory=dict)


def duties(bodies: QuerySet[Body], day: date) -> list[Duty]:
    """Return everything that the bodies owe on the day, the earliest first; undated duties stand before all.

    That of their make-up and that of their sessions. A number of queries that grows with the thousands only.
    """
    found = [*duties_of_bodies(bodies, day), *duties_of_sessions(bodies, day)]
    return sorted(found, key=lambda duty: (duty.due_on or date.min, duty.body_id, duty.code))


def duties_of_body(body: Body, day: date) -> list[Duty]:
    """Return everything that one body owes on the day."""
    return duties(Body.objects.filter(pk=body.pk), day)


def duties_of_sessions(bodies: QuerySet[Body], day: date) -> list[Duty]:
    """Return what the bodies owe by their sessions. Six queries for each thousand of bodies.

    One more where a quarter is a term of lessons.
    """
    rows = bodies.filter(status=BodyStatus.ACTIVE).select_related("kind", "host").order_by("pk")
    reading = rows.iterator(chunk_size=CHUNK)
    found: list[Duty] = []
    rules_by_key: dict[tuple[int, str], MeetingRules] = {}
    while portion := list(islice(reading, CHUNK)):
        known = _read(portion, day)
        for body in portion:
            key = (body.kind_id, str(body.rules) if body.rules else "")
            if key not in rules_by_key:
                rules_by_key[key] = rules_of(body)
            found += _duties_of(body, rules_by_key[key], known, day)
    return found


def _read(bodies: list[Body], day: date) -> _Known:
    numbers, known = [body.pk for body in bodies], _Known()
    sessions = Session.objects.filter(body__in=numbers)
    held = sessions.quorate().filter(held_on__gte=day - LOOK_BACK, held_on__lte=day)
    for body, held_on in held.values_list("body_id", "held_on"):
        if held_on is not None:
            known.held.setdefault(body, []).append(held_on)
    coming = sessions.upcoming().filter(planned_on__gte=day).values("body_id")
    known.planned = dict(coming.annotate(first=Min("planned_on")).values_list("body_id", "first"))
    unsigned = sessions.filter(status__in=UNSIGNED).only("body", "held_on", "planned_on")
    for session in unsigned.order_by("planned_on"):
        known.unsigned.setdefault(session.body_id, []).append(session)
    for row in _unapproved(numbers):
        known.unapproved.setdefault(row["session__body"], []).append(row)
    known.officers = _officers(numbers, day)
    hosts = {body.host_id for body in bodies if body.pk not in known.officers}
    known.heads = heads_of(hosts, as_of=day) if hosts else {}
    divided = {
        body.kind.profile_id
        for body in bodies
        if TERMS in (body.kind.rules.get("quarters"), (body.rules or {}).get("quarters"))
    }
    known.terms = terms_of_profiles(divided, day) if divided else {}
    return known


def _unapproved(bodies: list[int]) -> Iterable[Any]:
    rows = Decision.objects.filter(
        session__body__in=bodies, status__in=[DecisionStatus.ADOPTED, DecisionStatus.FOR_APPROVAL]
    )
    return rows.values("session", "session__body", "session__held_on").annotate(count=Count("pk"))


def _officers(bodies: list[int], day: date) -> dict[int, list[int]]:
    holding = Composition.objects.as_of(day).filter(body__in=bodies)
    seats = Seat.objects.held_on(day).filter(
        composition__in=holding, office__in=[Office.CHAIR, Office.SECRETARY]
    )
    found: dict[int, list[int]] = {}
    for body, person in seats.order_by("number", "pk").values_list("composition__body", "person"):
        found.setdefault(body, []).append(person)
    return found


def _duties_of(body: Body, rules: MeetingRules, known: _Known, day: date) -> Iterator[Duty]:
    head = known.heads.get(body.host_id)
    people = tuple(known.officers.get(body.pk) or ([head.pk] if head else []))
    # What began late in a year owes its first whole year.
    held, terms = known.held.get(body.pk, []), known.terms.get(body.kind.profile_id, ())
    for code, owed in (
        ("sessions_of_year", owed_in_year(rules, held, day)),
        ("session_of_quarter", owed_in_quarter(rules, held, day, terms)),
    ):
        if owed is not None and not _is_new(body, owed) and is_pressing(owed, day):
            yield _session_duty(body, code, owed, known.planned.get(body.pk), people)
    for session in known.unsigned.get(body.pk, []):
        due_on = session.day + SIGN_WITHIN
        told = {"session_on": date_format(session.day)}
        yield _duty(body, "minutes_unsigned", due_on, told, people, session.pk)
    if rules.needs_approval:
        for row in known.unapproved.get(body.pk, []):
            approve_by = approval_due(rules, row["session__held_on"])
            told = {"session_on": date_format(row["session__held_on"]), "count": row["count"]}
            yield _duty(body, "decisions_unapproved", approve_by, told, people, row["session"])


def _is_new(body: Body, owed: Owed) -> bool:
    return body.starts_on is not None and body.starts_on > owed.period.starts_on and owed.held == 0


def _session_duty(body: Body, code: str, owed: Owed, planned: date | None, people: tuple[int, ...]) -> Duty:
    told: dict[str, Any] = {
        "missing": owed.missing, "held": owed.held, "required": owed.required,
        "due_on": date_format(owed.due_on),
        "planned_on": planned.isoformat() if planned else "",
    }  # fmt: skip
    return _duty(body, code, owed.due_on, told, people, None)


def _duty(
    body: Body,
    code: str,
    due_on: date | None,
    told: dict[str, Any],
    people: tuple[int, ...],
    session: int | None,
) -> Duty:
    url = f"/sessions/{session}/" if session else reverse("bodies:show-body", args=[body.pk])
    return Duty(
        body_id=body.pk, code=code, words=DUTIES[code], due_on=due_on, parameters=told, url=url,
        responsible=people,
    )  # fmt: skip


def told_duties(*, since: datetime) -> set[tuple[int | None, str, str]]:
    """Return which duties were announced since a moment, as body, code and page."""
    rows = JournalEntry.objects.filter(key=DutyAnnounced.key(), happened_at__gte=since)
    return {
        (row.subject_id, row.parameters["code"], row.parameters["url"])
        for row in rows.iterator(chunk_size=CHUNK)
    }
