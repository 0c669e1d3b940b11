"""Asking an area what will become of the rows, batch by batch."""

from collections.abc import Iterable, Iterator

from metodika.core.imports.columns import Register
from metodika.core.imports.outcomes import ImportContext, Importer, Level, Outcome, Planned, Row
from metodika.core.imports.storage import batches


def plan_rows(
    register: Register, rows: Iterable[Row], context: ImportContext
) -> tuple[Importer, Iterator[list[Planned]]]:
    """Return the importer of this run and its planned batches, in the order of the file.

    Rows with an error in a cell never reach the area. Raises ValueError when the area answers for fewer
    or more rows than it was asked about.
    """
    importer = register.importer(context)
    return importer, (_plan_batch(importer, batch) for batch in batches(rows, register.batch))


def _plan_batch(importer: Importer, batch: list[Row]) -> list[Planned]:
    good = [row for row in batch if not row.problems or not row.has_errors()]
    outcomes = importer.plan(good)
    answers = iter(outcomes)
    if len(outcomes) != len(good):
        raise ValueError(f"{type(importer).__name__}.plan answered for {len(outcomes)} rows of {len(good)}.")
    planned: list[Planned] = []
    for row in batch:
        bad = row.problems and row.has_errors()
        outcome = Outcome("error") if bad else next(answers)
        if any(problem.level is Level.ERROR for problem in outcome.problems):
            outcome.kind = "error"
        planned.append(Planned(row, outcome))
    return planned
