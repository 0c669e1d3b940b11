"""Requests a second of the staff list with 8 clients, signed in, against Granian; the floor page in turns."""

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
SIZES = ("M", "R")
# Requests a second of its list of participants, 100 of 2,000 rows, measured on a machine of this kind.
MOODLE = 4.5
LIST = "/staff/?" + "&".join(
    f"col={key}"
    for key in ("name", "organisations", "positions", "subjects", "category", "experience", "load")
)
FLOOR = "/floor/people/100/7/"


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


def measure(size: str, processes: int) -> Figure:
    folder = Path(os.environ.get(f"METODIKA_BENCH_{size}", ground.BUILDS / size))
    port = running.free_port()
    command = [
        sys.executable, "-W", "ignore", "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", str(processes),
        "--blocking-threads", str(THREADS), "--no-ws",
        "--log-level", "warning", "bench.application:application",
    ]  # fmt: skip
    environment = os.environ | {"METODIKA_DATA": str(folder), "METODIKA_DEMO": "1"}
    process = subprocess.Popen(command, env=environment, cwd=ground.ROOT)
    try:
        for _n in range(600):
            try:
                visitors = [Visitor(port, "demo-admin") for _client in range(CLIENTS)]
                break
            except OSError:
                time.sleep(0.1)
        for address in (LIST, FLOOR):
            visitors[0].get(address)
        ours, floor = [], []
        for _n in range(ROUNDS):
            ours.append(rate(visitors, LIST))
            floor.append(rate(visitors, FLOOR))
    finally:
        process.terminate()
        process.wait(30)
    fast, slow = sorted(floor)[ROUNDS // 2], sorted(ours)[ROUNDS // 2]
    return Figure(
        f"{size}: staff list, 100 rows x 7, web processes: {processes}",
        f"{slow:.1f} a second", f"floor page {fast:.1f} a second",
        "≤ 2 times fewer than the floor", fast / slow <= 2,
        f"{fast / slow:.2f} times fewer; ten times a Moodle, on a free machine: {10 * MOODLE:g} a second",
    )  # fmt: skip


def main() -> None:
    figures = []
    for size in SIZES:
        # A process of its own brings the database up: settings hold for one folder.
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", f"from bench import ground; ground.stand({size!r})"],
            check=True,
        )
        os.environ["METODIKA_DATA"] = os.environ.get(f"METODIKA_BENCH_{size}", str(ground.BUILDS / size))
        # A process renders on one processor at a time, whatever its threads; the second doubles the rate.
        figures += [measure(size, processes) for processes in sorted({1, os.cpu_count() or 1})]
    record("load", figures)


if __name__ == "__main__":
    main()
