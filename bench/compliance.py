"""A regulation of 109 clauses assessed for a municipality, and its page beside a floor page of the same run.

The argument names the size of the demo (M by default). The municipality is given the profile with the most
clauses for the time of the measurement, and its own back at the end.
"""

import json
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict

from bench import ground
from bench.pages import Page, queries_of, signed_in, timed
from bench.results import Figure, record

SIZE, PROFILE, MOST_SECONDS, MOST_TIMES, WARM, ROUNDS = "M", "yakovlevsky", 2.0, 2.0, 4, 20


def measure(size: str) -> list[Figure]:
    ground.stand(size)

    from django.utils import timezone

    from metodika.directory.organisations.models import Organisation
    from metodika.steering.compliance.models import Snapshot, Standing
    from metodika.steering.compliance.services import assess

    place = Organisation.objects.filter(level="municipality").order_by("pk")[0]
    with _living_by(place):
        Snapshot.objects.filter(municipality=place).delete()
        Standing.objects.filter(municipality=place).delete()
        started = time.perf_counter()
        assess(place, day=timezone.localdate(), by=None)
        seconds = time.perf_counter() - started
        clauses = Standing.objects.filter(municipality=place).count()
        page = _page(place.pk)
    assess(place, day=timezone.localdate(), by=None)
    first = Figure(
        f"{size}: assessment of {clauses} clauses, cold", f"{seconds:.2f} s", "",
        f"≤ {MOST_SECONDS:g} s", seconds <= MOST_SECONDS,
    )  # fmt: skip
    return [first, page]


@contextmanager
def _living_by(place):
    from metodika.directory.organisations.models import Organisation
    from metodika.directory.profiles.services import load_profile
    from metodika.directory.regulations.models import Act
    from metodika.directory.regulations.services import outline_regulation

    own = Act.objects.filter(owner=place, is_governing=True)
    governing, profile = list(own.values_list("pk", flat=True)), load_profile(PROFILE, by=None)
    places = Organisation.objects.filter(pk=place.pk)
    try:
        own.update(is_governing=False)
        places.update(profile=profile)
        # One that was outlined by an earlier run is the governing one again.
        act = outline_regulation(profile, places.get(), by=None)
        Act.objects.filter(pk=act.pk).update(is_governing=True)
        yield
    finally:
        own.update(is_governing=False)
        Act.objects.filter(pk__in=governing).update(is_governing=True)
        places.update(profile=place.profile_id)


def _page(number: int) -> Figure:
    from metodika.directory.organisations.models import Organisation
    from metodika.steering.compliance.queries import read_text

    lines = len(read_text(Organisation.objects.get(pk=number)).lines)
    page = Page("The regulation with its states", f"/compliance/{number}/", "clauses", lines, 3)
    client = signed_in()
    ours, floor = [], []
    for turn in range(WARM + ROUNDS):
        told = timed(client, page.address), timed(client, page.floor)
        if turn >= WARM:
            ours.append(told[0])
            floor.append(told[1])
    slow, fast = statistics.median(ours), statistics.median(floor)
    return Figure(
        f"{page.title}, {lines} lines",
        f"{slow:.1f} ms, {queries_of(client, page.address)} queries",
        f"floor of {lines} rows {fast:.1f} ms, {queries_of(client, page.floor)} queries",
        f"≤ {MOST_TIMES:g} times the floor",
        slow / fast <= MOST_TIMES,
        f"{slow / fast:.2f} times",
    )


def main() -> None:
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps([asdict(one) for one in measure(sys.argv[2])]))
        return
    size = [*sys.argv[1:], SIZE][0]
    command = [sys.executable, "-W", "ignore", "-m", "bench.compliance", "measure", size]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout.decode().splitlines()[-1])
    record("compliance", [Figure(**one) for one in told])


if __name__ == "__main__":
    main()
