"""A list of 80,000 jobs: our import, preview and all, beside django-import-export on the same file."""

import csv
import json
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bench import ground, running
from bench.results import Figure, record

ROWS, TARGET, MOST_MEMORY = 80_000, 5.0, 600
HEADINGS = (
    "Фамилия", "Имя", "Отчество", "Дата рождения", "СНИЛС", "Электронная почта", "Организация", "Должность",
    "Ставка", "Дата приёма",
)  # fmt: skip
SIZE = "M"


def table(rows: int) -> Path:
    return ground.folder() / f"staff-{rows}.csv"


def write_table(rows: int) -> None:
    from metodika.directory.organisations.models import Organisation
    from metodika.web.demo.people import Inventor

    inventor = Inventor.of("import", date(2026, 9, 1))
    # Numbers of their own: the people of the demo have the lower ones.
    inventor.accounts = iter(range(950_000_001, 950_000_001 + rows + 1))
    schools = list(
        Organisation.objects.institutions().working().order_by("pk").values_list("short_name", flat=True)
    )
    with table(rows).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=",")
        writer.writerow(HEADINGS)
        for number in range(rows):
            one = inventor.person()
            writer.writerow([
                one["last_name"], one["first_name"], one["patronymic"], f"{one['born_on']:%d.%m.%Y}",
                one["snils"],
                f"i{number}@example.org", schools[number % len(schools)], "Учитель", "1",
                f"{one['teaching_experience_since']:%d.%m.%Y}",
            ])  # fmt: skip


def ours(rows: int) -> dict:
    from metodika.core.imports.command import run_import
    from metodika.core.imports.models import ImportRun
    from metodika.core.imports.registry import registers
    from metodika.core.imports.runs import apply_run

    register = registers()["staff-people"]
    started = time.perf_counter()
    report = run_import(register, table(rows), dry_run=True)
    checked = time.perf_counter()
    apply_run(ImportRun.objects.get(pk=report.run_id), by=None)
    done = time.perf_counter()
    return {"preview": checked - started, "apply": done - checked, "counts": report.counts}


def theirs(rows: int) -> dict:
    """Run them twice, dry for the preview and then in earnest, as its manual advises."""
    import tablib
    from django.db import transaction

    from bench.peer import EmploymentResource, PersonResource

    started = time.perf_counter()
    dataset = tablib.Dataset().load(table(rows).read_text(encoding="utf-8"), format="csv")
    with transaction.atomic():
        for kind in (PersonResource, EmploymentResource):
            for dry_run in (True, False):
                result = kind().import_data(dataset, dry_run=dry_run, raise_errors=True)
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return {"seconds": seconds, "totals": dict(result.totals)}


def in_process(part: str, rows: int) -> dict:
    command = [sys.executable, "-W", "ignore", "-m", "bench.imports", part, str(rows)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.decode().splitlines()[-1])


def processor() -> float:
    """Return the seconds of the processor that this process and the database have used.

    Unlike the clock, it does not tell of what else the machine has to do.
    """
    database = int((ground.folder() / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    return time.process_time() + sum(running.spent(one) for one in running.family(database))


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in {"file", "ours", "theirs"}:
        part, rows = sys.argv[1], int(sys.argv[2])
        ground.stand(SIZE)
        before = processor()
        found = {"file": write_table, "ours": ours, "theirs": theirs}[part](rows) or {}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({**found, "peak": peak, "processor": processor() - before}))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    ground.BUILDS.mkdir(parents=True, exist_ok=True)
    in_process("file", rows)
    slow = in_process("theirs", rows)
    fast = in_process("ours", rows)
    ground.stand(SIZE)
    ground.build(SIZE)
    seconds = fast["preview"] + fast["apply"]
    ratio = slow["seconds"] / seconds
    record(
        "imports",
        [
            Figure(
                f"{rows} rows, preview and application",
                f"{seconds:.1f} s (preview {fast['preview']:.1f}, application {fast['apply']:.1f})",
                f"django-import-export, dry run and import, in bulk: {slow['seconds']:.1f} s",
                f"≥ {TARGET:g} times faster",
                ratio >= TARGET,
                f"{ratio:.1f} times faster, {slow['processor'] / fast['processor']:.1f} times by the time of "
                f"the processor ({fast['processor']:.0f} and {slow['processor']:.0f} s); {fast['counts']}",
            ),
            Figure(
                "Peak memory of the process",
                f"{fast['peak']} MB",
                f"{slow['peak']} MB",
                f"≤ {MOST_MEMORY} MB",
                fast["peak"] <= MOST_MEMORY,
            ),
        ],
    )


if __name__ == "__main__":
    main()
