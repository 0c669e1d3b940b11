"""Requests a second with 8 clients, signed in, against Granian: pages for which figures of peers are known.

Each page takes turns with the floor page. Where others work on the machine the rate tells of them as well;
the time of the processor that a request takes, in the web server and in the database, does not: what the
processors of the machine would serve if they were free is worked out from it.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench import ground, running
from bench.results import Figure, record
from bench.visitor import Visitor
from config.serving import THREADS

CLIENTS, SECONDS, ROUNDS = 8, 6, 3
CORES = os.cpu_count() or 1
SIZES = ("M", "R")
FASTER, REGISTERED, TITLE = 10, 200, "Запись на двести мест"
LIST = "/staff/?" + "&".join(
    f"col={key}"
    for key in ("name", "organisations", "positions", "subjects", "category", "experience", "load")
)
FLOOR = "/floor/people/100/7/"
# Title, and what a peer serves a second on a machine of this kind; the address is found in the demo.
PEERS = {
    "list": ("staff list, 100 rows x 7", "Moodle, participants, 100 rows", 4.5),
    "event": ("an event", "Indico, an event", 14.5),
    "registrations": ("people of an event, 200 registered", "Indico, registrations, 200 rows", 3.3),
    "plan": ("a plan of a year", "Moodle, a learning plan", 22),
}
# Of a region the list alone: it has the most rows behind it.
ASKED = {"M": ("list", "event", "registrations", "plan"), "R": ("list",)}


def addresses(size: str) -> dict[str, str]:
    """Bring the demo of a size up, fill an event, and return where the pages are."""
    ground.stand(size)
    from metodika.directory.organisations.models import Organisation
    from metodika.directory.staff.models import Person
    from metodika.planning.activities import services
    from metodika.planning.activities.models import Event
    from metodika.planning.plans.models import Plan

    host = Organisation.objects.filter(level="municipality").order_by("pk").first()
    event = Event.objects.filter(host=host, title=TITLE).first()
    if event is None:
        card = {"kind": "seminar", "title": TITLE, "place": "Зал", "starts_on": Event(host=host).today}
        limits = services.Limits(REGISTERED)
        event = services.announce_event(
            services.plan_event(host, values=card, limits=limits, by=None), by=None
        )
        people = list(Person.objects.filter(merged_into=None).order_by("pk")[:REGISTERED])
        services.register_people(event, people=people, by=None)
    plan = Plan.objects.order_by("pk").first()
    return {
        "list": LIST, "event": f"/events/{event.pk}/", "registrations": f"/events/{event.pk}/people/",
        "plan": f"/plans/{plan.pk}/" if plan else "",
    }  # fmt: skip


def rate(visitors: list[Visitor], address: str) -> float:
    counts = [0] * len(visitors)
    until = time.perf_counter() + SECONDS

    def ask(place: int) -> None:
        while time.perf_counter() < until:
            status, _headers, _body = visitors[place].get(address)
            if status != 200:
                raise SystemExit(f"{address} answers {status}")
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=[place]) for place in range(len(visitors))]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def used(processes: list[int]) -> float:
    """Return the seconds of the processor that processes with all they have started have used."""
    return sum(running.spent(one) for first in processes for one in running.family(first))


def turns(visitors: list[Visitor], address: str, processes: list[int]) -> tuple[float, float, float]:
    """Return the rate of a page, that of the floor, and the processor's seconds that a request took."""
    ours, floor, seconds, answered = [], [], 0.0, 0.0
    for one in (address, FLOOR):
        visitors[0].get(one)
    for _n in range(ROUNDS):
        before, begun = used(processes), time.perf_counter()
        ours.append(rate(visitors, address))
        seconds += used(processes) - before
        answered += ours[-1] * (time.perf_counter() - begun)
        floor.append(rate(visitors, FLOOR))
    return sorted(ours)[ROUNDS // 2], sorted(floor)[ROUNDS // 2], seconds / answered


def measure(size: str, processes: int, where: dict[str, str]) -> list[Figure]:
    folder = Path(os.environ["METODIKA_DATA"])
    port = running.free_port()
    command = [
        sys.executable, "-W", "ignore", "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", str(processes),
        "--blocking-threads", str(THREADS), "--no-ws",
        "--log-level", "warning", "bench.application:application",
    ]  # fmt: skip
    database = int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    process = subprocess.Popen(command, env=os.environ | {"METODIKA_DEMO": "1"}, cwd=ground.ROOT)
    try:
        visitors = signed_in(port)
        return [
            figure(size, processes, page, turns(visitors, where[page], [process.pid, database]))
            for page in ASKED[size]
            if where[page]
        ]
    finally:
        process.terminate()
        process.wait(30)


def signed_in(port: int) -> list[Visitor]:
    for _n in range(600):
        try:
            return [Visitor(port, "demo-admin") for _client in range(CLIENTS)]
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server has not started.")


def figure(size: str, processes: int, page: str, found: tuple[float, float, float]) -> Figure:
    title, peer, theirs = PEERS[page]
    ours, floor, seconds = found
    free = min(processes, CORES) / seconds
    return Figure(
        f"{size}: {title}, web processes: {processes}",
        f"{ours:.1f} a second; on free processors {free:.0f}",
        f"floor page {floor:.1f} a second; {peer}: {theirs:g}",
        f"≥ {FASTER} times the peer with {CORES} processes",
        max(ours, free) >= FASTER * theirs if processes == CORES else None,
        f"{seconds * 1000:.1f} ms of the processor a request, the database's included; "
        f"{floor / ours:.2f} times fewer than the floor",
    )


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in SIZES:
        print(json.dumps(addresses(sys.argv[1])))
        return
    figures = []
    # A region takes ten minutes to build: it is measured where it stands already.
    for size in SIZES:
        folder = Path(os.environ.get(f"METODIKA_BENCH_{size}", ground.BUILDS / size))
        if size == "R" and "--region" not in sys.argv and not folder.exists():
            continue
        # A process of its own brings the database up: settings hold for one folder.
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bench.load", size], stdout=subprocess.PIPE, check=True
        )
        where = json.loads(done.stdout.decode().splitlines()[-1])
        os.environ["METODIKA_DATA"] = str(folder)
        # A process renders on one processor at a time, whatever its threads; the second doubles the rate.
        for processes in sorted({1, CORES}):
            figures += measure(size, processes, where)
    record("load", figures)


if __name__ == "__main__":
    main()
