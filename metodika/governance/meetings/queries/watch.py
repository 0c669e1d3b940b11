"""The duty watch of one person: all bodies that he answers for, what they owe and by when."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import Duty
from metodika.governance.meetings.queries.choices import bodies_alike, bodies_led_by
from metodika.governance.meetings.queries.duties import duties

SESSION_CODES = frozenset({"sessions_of_year", "session_of_quarter"})


@dataclass(frozen=True)
class Owing:
    """A body with what it owes; `may_draft` when a session is among it and none is planned."""

    body: Body
    duties: list[Duty]
    may_draft: bool


@dataclass(frozen=True)
class Watch:
    """What a person's bodies owe on a day; `left_out` bodies were not looked at.

    `owing` and `idle` are the rows behind the number that was asked for, all that is owed when none was.
    """

    owing: list[Owing]
    late: int
    coming: int
    quiet: int
    left_out: int
    idle: list[Body] = field(default_factory=list)


def duty_watch(user: Any, *, day: date, words: str = "", only: str = "", most: int) -> Watch:
    """Return what the bodies owe that the user answers for, the most pressing body first.

    At most `most` bodies by name are looked at; words narrow them. `only` shows the rows of one number:
    "late", "coming" or "quiet". Some twenty queries.
    """
    rows = bodies_led_by(user)
    rows = bodies_alike(rows, words) if words else rows
    count = rows.count()
    bodies = {body.pk: body for body in rows[:most]}
    found = duties(Body.objects.filter(pk__in=list(bodies)), day)
    by_body: dict[int, list[Duty]] = {}
    for duty in found:
        by_body.setdefault(duty.body_id, []).append(duty)
    quiet = [body for pk, body in bodies.items() if pk not in by_body]
    late = {id(duty) for duty in found if duty.due_on is None or duty.is_late_on(day)}
    wanted = {"late": late, "coming": {id(duty) for duty in found} - late, "quiet": set[int]()}.get(only)
    owing = [
        Owing(bodies[pk], shown, _may_draft(owed))
        for pk, owed in by_body.items()
        if (shown := [duty for duty in owed if wanted is None or id(duty) in wanted])
    ]
    return Watch(
        owing=owing, late=len(late), coming=len(found) - len(late), quiet=len(quiet),
        left_out=count - len(bodies), idle=quiet if only == "quiet" else [],
    )  # fmt: skip


def _may_draft(owed: list[Duty]) -> bool:
    return any(duty.code in SESSION_CODES and not duty.parameters.get("planned_on") for duty in owed)
