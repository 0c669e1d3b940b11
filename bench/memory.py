"""Proportional set size of everything that a running demo consists of, after each role has looked around."""

import os
import time
from pathlib import Path

from bench import ground
from bench.results import Figure, record
from bench.running import demo, family, proportional
from bench.visitor import Visitor

SIZE, MOST = "M", 400
LOGINS = ("demo-admin", "demo-methodist", "demo-director", "demo-teacher")
LOOKED_AT = ("/", "/staff/", "/organisations/", "/regulations/", "/search/?q=абрамова")


def kind_of(process: int) -> str:
    line = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    for mark, kind in (
        ("postgres", "database"),
        ("granian", "web"),
        ("worker", "worker"),
        ("demo", "worker"),
    ):
        if mark in line.replace(str(ground.ROOT), ""):
            return kind
    return "other"


def main() -> None:
    folder = Path(os.environ.get(f"METODIKA_BENCH_{SIZE}", ground.BUILDS / SIZE))
    with demo(SIZE) as (process, port, _seconds):
        for login in LOGINS:
            visitor = Visitor(port, login)
            for address in LOOKED_AT:
                visitor.get(address)
        time.sleep(5)
        database = int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        parts: dict[str, float] = {}
        for one in {*family(process.pid), *family(database)}:
            kind = "parent" if one == process.pid else kind_of(one)
            parts[kind] = parts.get(kind, 0) + proportional(one)
    total = sum(parts.values())
    told = ", ".join(f"{kind} {size:.0f}" for kind, size in sorted(parts.items()))
    record(
        "memory",
        [
            Figure(
                f"Size {SIZE}",
                f"{total:.0f} MB",
                told,
                f"≤ {MOST} MB",
                total <= MOST,
                "proportional set size",
            )
        ],
    )


if __name__ == "__main__":
    main()
