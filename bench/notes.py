"""The notes of a municipality and its 85 institutions, .docx and PDF in one archive, as their job makes them.

On the demo of size M, by the run with the most values; in a transaction that is taken back. The memory of the
process is read after a quarter of the notes and at the end.
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import ground
from bench.documents import resident
from bench.results import Figure, record

SIZE, MOST_SECONDS, MOST_GROWTH = "M", 60.0, 5.0


def busiest():
    """Return the municipality of the demo and the run that has the most values."""
    from django.db.models import Count

    from metodika.directory.organisations.models import Organisation
    from metodika.steering.indicators.models import Run

    rows = Run.objects.filter(status="finished").annotate(many=Count("values"))
    return Organisation.objects.get(level="municipality"), rows.order_by("-many", "-day")[0]


def made() -> dict[str, float]:
    """Do what the job does; tell its seconds and its memory."""
    from metodika.steering.analysis import queries, services
    from metodika.steering.analysis.documents import write_archive
    from metodika.steering.analysis.models import Batch, Note

    place, run = busiest()
    Batch.objects.alive().update(status="failed")
    Note.objects.filter(run=run, decisions=None).delete()
    batch = services.ask_notes(place, run, by=None)
    told: dict[str, float] = {"before": resident()}
    started = time.perf_counter()
    numbers = services.make_notes_of(batch.pk)
    told |= {"notes": len(numbers), "drafted": resident(), "drafting": time.perf_counter() - started}

    def heard(done: int) -> None:
        services.tell_progress(batch.pk, done=done)
        told["most"] = max(told.get("most", 0), resident())
        if done == len(numbers) // 4:
            told["quarter"] = resident()

    with TemporaryDirectory() as folder:
        path = write_archive(Path(folder), queries.notes_one_by_one(numbers), heard)
        told["size"] = path.stat().st_size / 1024 / 1024
        services.finish_batch(batch.pk, path=path)
    return told | {"end": resident(), "seconds": time.perf_counter() - started}


def in_process() -> dict[str, float]:
    ground.stand(SIZE)
    from django.db.transaction import atomic, set_rollback

    with atomic():
        told = made()
        set_rollback(True)
    return told


def main() -> None:
    if sys.argv[1:] == ["job"]:
        sys.stdout.write(repr(in_process()) + "\n")
        return
    ground.stand(SIZE)
    command = [sys.executable, "-W", "ignore", "-m", "bench.notes", "job"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told = eval(done.stdout.splitlines()[-1])
    growth = (told["end"] - told["quarter"]) / told["quarter"] * 100
    record(
        "notes",
        [
            Figure(
                f"{told['notes']:.0f} notes of one run, each as .docx and PDF, in an archive of "
                f"{told['size']:.1f} MB",
                f"{told['seconds']:.0f} s", f"{told['drafting']:.0f} s of it to draft them",
                f"<= {MOST_SECONDS:.0f} s", told["seconds"] <= MOST_SECONDS,
            ),
            Figure(
                "Memory of the process", f"{told['end']:.0f} MB at the end",
                f"{told['before']:.0f} before, {told['drafted']:.0f} drafted, {told['quarter']:.0f} after a "
                f"quarter, {told['most']:.0f} MB at most",
                f"<= {MOST_GROWTH:.0f} % above a quarter", growth <= MOST_GROWTH, f"{growth:+.1f} %",
            ),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
