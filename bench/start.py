"""Seconds until the demo answers: on an empty folder, and the second time."""

import shutil
import tempfile
from pathlib import Path

from bench.results import Figure, record
from bench.running import demo, family, spent

FIRST, SECOND = 180, 5
SIZE = "S"


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="metodika-bench-"))
    folder.chmod(0o755)
    try:
        seconds = []
        for _n in range(3):
            with demo(SIZE, folder) as (process, _port, until):
                seconds.append(until)
                used = {one: spent(one) for one in family(process.pid)}
    finally:
        shutil.rmtree(folder)
    again = min(seconds[1:])
    record(
        "start",
        [
            Figure(f"First start, size {SIZE}", f"{seconds[0]:.1f} s", "", f"≤ {FIRST} s",
                   seconds[0] <= FIRST,
                   "installation of packages not included"),
            Figure("Second start", f"{again:.1f} s", "", f"≤ {SECOND} s", again <= SECOND,
                   f"until the first page; processor time: {used.pop(process.pid):.1f} s, "
                   f"and beside it {sum(used.values()):.1f} s in the children"),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
