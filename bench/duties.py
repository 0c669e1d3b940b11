"""The duty watch of a region: 10,000 bodies with 80,000 seats and two sessions each, on one worker.

The bodies are founded and their sessions written in bulk, in a transaction that is taken back at the end.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from bench import ground
from bench.results import Figure, record

BODIES, SEATS, MOST_SECONDS = 10_000, 8, 30


def found(host, kind, people: list[int]) -> None:
    from metodika.governance.bodies.services import BodyValues, NewBody, NewSeat, found_bodies

    rows = [
        NewBody(
            kind, host, f"Объединение {number}", BodyValues(starts_on=date(2020, 9, 1)), (),
            tuple(
                NewSeat(people[(number * 7 + place) % len(people)], "chair" if place == 0 else "member")
                for place in range(SEATS)
            ),
        )
        for number in range(BODIES)
    ]  # fmt: skip
    found_bodies(rows, by=None)


def hold(bodies: list[int], today: date) -> None:
    """Write two held sessions of each body, signed or not, one to come for a half, decisions for some."""
    from django.utils import timezone

    from metodika.core.calendar import school_year
    from metodika.governance.meetings.models import AgendaItem, Decision, Session

    drawn, now, year = random.Random(7), timezone.now(), school_year(today)
    label = f"{year.starts_on.year}/{year.ends_on.year}"
    common = {"year": label, "rules": {}, "electorate": {}, "opened_at": now, "closed_at": now}
    held = [
        Session(
            body_id=body, number=number, planned_on=day, held_on=day, is_quorate=True,
            status=drawn.choice(["signed", "filed", "printed", "closed"]), **common,
        )
        for body in bodies
        for number, day in enumerate(
            sorted(today - timedelta(days=drawn.randint(1, 600)) for _n in range(2)), start=101
        )
    ]  # fmt: skip
    coming = [
        Session(body_id=body, year=label, planned_on=today + timedelta(days=drawn.randint(1, 60)))
        for body in bodies[::2]
    ]
    Session.objects.bulk_create([*held, *coming], batch_size=2000)
    items = AgendaItem.objects.bulk_create(
        [AgendaItem(session=one, body_id=one.body_id, order=1, question="Вопрос") for one in held],
        batch_size=2000,
    )
    Decision.objects.bulk_create(
        [
            Decision(
                session=item.session, item=item, number="1.1", text="Решение", status="adopted",
                adopted_on=item.session.held_on,
            )
            for item in items
        ],
        batch_size=2000,
    )  # fmt: skip


def fill(today: date) -> None:
    from django.db import connection

    from metodika.directory.staff.models import Person
    from metodika.governance.bodies.lifecycle import Family
    from metodika.governance.bodies.models import Body, BodyKind

    known = Body.objects.exclude(host__municipality=None).select_related("host__municipality").first()
    kind = BodyKind.objects.filter(family=Family.ASSOCIATION, profile=known.host.municipality.profile)
    found(known.host, kind.first(), list(Person.objects.values_list("pk", flat=True)[:200]))
    hold(list(Body.objects.order_by("pk").values_list("pk", flat=True)), today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure() -> dict[str, float]:
    from django.db.transaction import atomic, set_rollback
    from django.utils import timezone

    from metodika.governance.bodies.models import Body
    from metodika.governance.bodies.queries import duties as own_duties
    from metodika.governance.bodies.services import announce_endings
    from metodika.governance.meetings.queries import duties, duties_of_sessions
    from metodika.governance.meetings.services.watch import announce_duties

    today, told = timezone.localdate(), {}

    def timed(name, work):
        started = time.perf_counter()
        done = work()
        told[name] = time.perf_counter() - started
        return done

    with atomic():
        fill(today)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told["bodies"] = Body.objects.count()
        told["of_bodies_count"] = len(timed("of_bodies", lambda: own_duties(Body.objects.all(), today)))
        told["of_sessions_count"] = len(
            timed("of_sessions", lambda: duties_of_sessions(Body.objects.all(), today))
        )
        told["count"] = len(timed("both", lambda: duties(Body.objects.all(), today)))
        told["announced"] = timed("job", lambda: announce_duties(now=timezone.now()))
        timed("endings", lambda: announce_endings(now=timezone.now()))
        timed("again", lambda: announce_duties(now=timezone.now()))
        told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told["before"] = before
        set_rollback(True)
    return told


def main() -> None:
    if "measure" in sys.argv:
        ground.stand("XS")
        print(json.dumps(measure()))
        return
    command = [sys.executable, "-W", "ignore", "-m", "bench.duties", "measure"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=dict(os.environ))
    record("duties", figures(json.loads(done.stdout.decode().splitlines()[-1])))


def figures(told: dict[str, float]) -> list[Figure]:
    limit, bodies = f"≤ {MOST_SECONDS} s", f"{told['bodies']:.0f} bodies"
    return [
        Figure(
            f"Everything that {bodies} owe, of their make-up and of their sessions",
            f"{told['both']:.1f} s",
            f"make-up {told['of_bodies']:.1f} s, sessions {told['of_sessions']:.1f} s",
            limit,
            told["both"] <= MOST_SECONDS,
            f"{told['count']:.0f} duties; {told['memory']:.0f} MB at most, {told['before']:.0f} MB of them "
            "after the bodies were written",
        ),
        Figure(
            "The job of the night that announces what sessions owe, all of it for the first time",
            f"{told['job']:.1f} s",
            f"the job of endings {told['endings']:.1f} s",
            limit,
            told["job"] + told["endings"] <= MOST_SECONDS,
            f"{told['announced']:.0f} announcements",
        ),
        Figure(
            "The same on the next night, nothing new",
            f"{told['again']:.1f} s",
            "",
            limit,
            told["again"] <= MOST_SECONDS,
        ),
    ]


if __name__ == "__main__":
    main()
