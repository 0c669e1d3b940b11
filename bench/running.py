"""The whole demo as a person starts it: `metodika demo` in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import ground

LAST_LINE = "Ctrl-C"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demo(size: str, folder: Path | None = None) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """Start the demo; yield its process, its port and the seconds until it greeted."""
    folder = folder or Path(os.environ.get(f"METODIKA_BENCH_{size}", ground.BUILDS / size))
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    log = folder / "bench.log"
    log.write_text("")
    environment = {key: value for key, value in os.environ.items() if key != "METODIKA_DEBUG"}
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "config.command",
             "demo", "--size", size, "--port", str(port)],
            env=environment | {"METODIKA_DATA": str(folder)}, cwd=ground.ROOT, stdout=output, stderr=output,
        )  # fmt: skip
        try:
            while LAST_LINE not in log.read_text(errors="replace"):
                if process.poll() is not None:
                    raise SystemExit(log.read_text())
                time.sleep(0.05)
            yield process, port, time.perf_counter() - started
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def family(process: int) -> list[int]:
    """Return the numbers of a process and of all that it has started."""
    found = [process]
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            found += family(int(child))
    return found


def proportional(process: int) -> float:
    """Return the proportional set size of a process in MB."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def spent(process: int) -> float:
    """Return the seconds of processor time that a process has used."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
