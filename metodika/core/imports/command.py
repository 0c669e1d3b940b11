"""An import without pages: from a path to a report, for the command line and for bulk loading."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.base import File

from metodika.core.imports.columns import Register
from metodika.core.imports.lifecycle import RunStatus
from metodika.core.imports.models import ImportRow, ImportRun
from metodika.core.imports.runs import apply_run, check_run, create_run

SHOWN_PROBLEMS = 100


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    `counts` are rows by outcome (new, changed, same, error, warned); `problems` the first hundred remarks
    with their rows; `refusal` says why nothing could be done at all.
    """

    run_id: int | None
    applied: bool
    counts: dict[str, int]
    problems: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusal: str = ""

    @property
    def rows_taken(self) -> int:
        """Return how many rows were right: new, changed, or in the register already."""
        return sum(self.counts.get(outcome, 0) for outcome in ("new", "changed", "same"))


def run_import(register: Register, path: Path, *, by: Any = None, dry_run: bool = False) -> ImportReport:
    """Check a file of the disk and, unless `dry_run`, apply it; rows with errors are left out.

    Raises FileRefused or ArchiveRefused for a file that is no table at all.
    """
    with Path(path).open("rb") as stream:
        run = create_run(register, File(stream, name=Path(path).name), by=by)
    run = check_run(run, by=by, trust_guesses=True)
    if run.status == RunStatus.CHECKED and not dry_run and run.to_write():
        run = apply_run(run, by=by)
    return report_of(run)


def report_of(run: ImportRun) -> ImportReport:
    """Return the report of a run as it is now."""
    rows = ImportRow.objects.filter(run=run).exclude(problems=[]).order_by("number")
    remarks = rows.values_list("number", "problems")[:SHOWN_PROBLEMS]
    return ImportReport(
        run_id=run.pk,
        applied=run.status == RunStatus.APPLIED,
        counts=run.counts,
        problems=[(number, problem[1]) for number, problems in remarks for problem in problems],
        notes=run.notes,
        refusal=run.failure,
    )
