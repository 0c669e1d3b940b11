"""The duty watch of a region: what all its bodies owe, and the jobs of a night, on one worker.

What the jobs announce is taken back at the end.
"""

import json
import os
import resource
import subprocess
import sys
import time

from bench import ground
from bench.results import Figure, record

MOST_SECONDS = 30


def measure() -> dict[str, float]:
    from django.db.transaction import atomic, set_rollback
    from django.utils import timezone

    from metodika.governance.bodies.models import Body, Seat
    from metodika.governance.bodies.queries import duties as own_duties
    from metodika.governance.bodies.services import announce_endings, count_members
    from metodika.governance.meetings.models import Session
    from metodika.governance.meetings.queries import duties, duties_of_sessions
    from metodika.governance.meetings.services.watch import announce_duties

    today, told = timezone.localdate(), {}

    def timed(name, work):
        started = time.perf_counter()
        done = work()
        told[name] = time.perf_counter() - started
        return done

    counted = {"bodies": Body, "seats": Seat, "sessions": Session}
    told |= {name: model.objects.count() for name, model in counted.items()}
    with atomic():
        timed("of_bodies", lambda: own_duties(Body.objects.all(), today))
        timed("of_sessions", lambda: duties_of_sessions(Body.objects.all(), today))
        told["count"] = len(timed("both", lambda: duties(Body.objects.all(), today)))
        told["announced"] = timed("job", lambda: announce_duties(now=timezone.now()))
        timed("endings", lambda: announce_endings(now=timezone.now()))
        timed("members", lambda: count_members(None, day=today))
        timed("again", lambda: announce_duties(now=timezone.now()))
        told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        set_rollback(True)
    return told


def main() -> None:
    if "measure" in sys.argv:
        ground.stand("R")
        print(json.dumps(measure()))
        return
    command = [sys.executable, "-W", "ignore", "-m", "bench.duties", "measure"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=dict(os.environ))
    record("duties", figures(json.loads(done.stdout.decode().splitlines()[-1])))


def figures(told: dict[str, float]) -> list[Figure]:
    limit = f"≤ {MOST_SECONDS} s"
    held = f"{told['bodies']:.0f} bodies, {told['seats']:.0f} seats, {told['sessions']:.0f} sessions"
    return [
        Figure(
            f"R: everything that is owed: {held}",
            f"{told['both']:.1f} s",
            f"make-up {told['of_bodies']:.1f} s, sessions {told['of_sessions']:.1f} s",
            limit,
            told["both"] <= MOST_SECONDS,
            f"{told['count']:.0f} duties; {told['memory']:.0f} MB at most",
        ),
        Figure(
            "The job of the night that announces what sessions owe, all of it for the first time",
            f"{told['job']:.1f} s",
            f"the job of endings {told['endings']:.1f} s, of members {told['members']:.1f} s",
            limit,
            told["job"] + told["endings"] + told["members"] <= MOST_SECONDS,
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
