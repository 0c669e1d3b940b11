"""Effects of all measures of a region at once, beside a plain loop of statsmodels over the same estimates.

The first argument is the number of measures (9,000 by default). Places, sizes, values are drawn by a seed;
compared is the whole way from the values to both differences with their bounds and chances and the two
corrections. Then a municipality with 200 measures is computed by its job, on the demo of the size that
the second argument names (M, or none); and a region of 45 municipalities of 85 schools, loaded in bulk beside
the demo, 200 measures each, by the same job one after another.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from bench.results import Figure, record

MEASURES, PLACES, IN_TOWN, MOST_MEMORY, LEAST_TIMES, MOST_SECONDS = 9_000, 85, 200, 600, 10, 60.0
NEAR, FEW_OF, MOST_GROWTH = 1e-9, 4, 10.0


def drawn(count: int):
    """Return what was seen of each measure: shares of people of one place, and its comparable places."""
    import random

    from metodika.steering.decisions.rules.estimates import Seen
    from metodika.steering.decisions.rules.matching import comparable

    chance = random.Random(5)
    seen = []
    while len(seen) < count:
        cases = [_case(chance, number) for number in range(PLACES)]
        for own in cases[: min(IN_TOWN, count - len(seen))]:
            others = comparable([own], cases)
            before, after = ((round(one * own.size / 100), own.size) for one in (own.before, own.after))
            changes = tuple(one.change for one in others)
            seen.append(Seen("share", before, after, (own.change,), changes, scale=100))
    return seen


def _case(chance, number: int):
    from metodika.steering.decisions.rules.matching import Case

    size = chance.randint(12, 120)
    parts = [round(size * chance.betavariate(8, 12)) for _one in range(2)]
    return Case(number, parts[0] / size * 100, size, parts[1] / size * 100)


def ours(seen):
    from metodika.steering.decisions.rules.estimates import estimates
    from metodika.steering.decisions.rules.verdicts import corrected

    found = estimates(seen)
    return found, corrected([one.deciding.chance for one in found])


def plainly(seen):
    """Ask the reference libraries for each estimate by itself."""
    import numpy as np
    from scipy.stats import fisher_exact
    from statsmodels.regression.linear_model import OLS
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

    told = []
    for one in seen:
        (a, n), (b, m) = one.before, one.after
        low, high = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff")
        pooled = (a + b) / (n + m)
        if min(pooled, 1 - pooled) * min(n, m) < 5:
            chance = fisher_exact([[a, n - a], [b, m - b]]).pvalue
        else:
            chance = proportions_ztest([b, a], [m, n])[1]
        line = [low * 100, high * 100, chance]
        if one.others:
            design = np.column_stack([np.ones(1 + len(one.others)), [1, *[0] * len(one.others)]])
            fitted = OLS(np.array([*one.changes, *one.others]), design).fit()
            line += [fitted.params[1], *fitted.conf_int()[1], fitted.pvalues[1]]
        told.append(line)
    chances = [one[-1] for one in told]
    return told, [multipletests(chances, method=method)[1] for method in ("fdr_bh", "holm")]


def farthest(found, pairs, told, corrections) -> float:
    far = 0.0
    for one, line in zip(found, told, strict=True):
        mine = [one.change.low, one.change.high, one.change.chance]
        if one.compared:
            mine += [one.compared.value, one.compared.low, one.compared.high, one.compared.chance]
        far = max(far, *(abs(a - b) for a, b in zip(mine, line, strict=True)))
    for number, column in enumerate(corrections):
        far = max(far, *(abs(pair[number] - one) for pair, one in zip(pairs, column, strict=True)))
    return far


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def region(count: int) -> list[Figure]:
    ours(drawn(10))  # the libraries are loaded once a process, not once an estimate
    seen = drawn(count)
    started = time.perf_counter()
    found, pairs = ours(seen)
    spent, memory = time.perf_counter() - started, peak()
    started = time.perf_counter()
    told, corrections = plainly(seen)
    plain = time.perf_counter() - started
    far = farthest(found, pairs, told, corrections)
    compared = sum(1 for one in found if one.compared)
    return [
        Figure(
            f"Estimates of {count} measures, {compared} of them against comparable places",
            f"{spent * 1000:.0f} ms", f"a loop of statsmodels {plain:.1f} s",
            f">= {LEAST_TIMES} times faster",
            plain / spent >= LEAST_TIMES, f"{plain / spent:.0f} times",
        ),
        Figure("Farthest of all bounds and chances from statsmodels", f"{far:.1e}", "", f"<= {NEAR:.0e}",
               bool(far <= NEAR)),
        Figure(
            "Peak memory of the process", f"{memory:.0f} MB", "", f"<= {MOST_MEMORY} MB",
            memory <= MOST_MEMORY,
        ),
    ]  # fmt: skip


def job(count: int, size: str) -> list[Figure]:
    """Let the job of a municipality compute as many, and first a quarter of them; all is taken back."""
    from bench import ground

    ground.stand(size)
    from django.db import connection
    from django.db.transaction import atomic, set_rollback

    from metodika.steering.decisions.models import Effect
    from metodika.steering.decisions.services import ask_effects, compute_round

    memory, few = [], count // FEW_OF
    for part in (few, count):
        with atomic():
            town = planned(part)
            connection.queries_log.clear()
            connection.force_debug_cursor = True
            asked_for = ask_effects(town, year=date(2026, 9, 1), by=None)
            started = time.perf_counter()
            written, spent = compute_round(asked_for.pk), time.perf_counter() - started
            asked = len(connection.queries)
            connection.force_debug_cursor = False
            said = ", ".join(sorted(set(Effect.objects.values_list("verdict", flat=True))))
            set_rollback(True)
        memory.append(peak())
    growth = (memory[1] - memory[0]) / memory[0] * 100
    return [
        Figure(
            f"The job of a municipality at size {size}: {written} effects of 8 indicators",
            f"{spent:.1f} s", f"{asked} statements", f"<= {MOST_SECONDS:.0f} s", spent <= MOST_SECONDS,
            f"verdicts: {said}",
        ),
        Figure(
            "Peak memory of this job", f"{memory[1]:.0f} MB",
            f"{memory[0]:.0f} MB with {few} measures", f"<= {MOST_GROWTH:.0f} % more", growth <= MOST_GROWTH,
            f"{growth:+.1f} %",
        ),
    ]  # fmt: skip


def whole_region(size: str) -> list[Figure]:
    """Compute the measures of as many municipalities as 9,000 measures need; all taken back afterwards."""
    from bench import ground

    ground.stand(size)
    from django.db import connection
    from django.db.transaction import atomic, set_rollback

    from metodika.steering.decisions.services import compute_effects

    with atomic(), connection.cursor() as cursor:
        with without_history(cursor):
            towns = bulk_towns(MEASURES // IN_TOWN)
        before, started, written, after_first = peak(), time.perf_counter(), 0, 0.0
        for town in towns:
            written += compute_effects(town, year=date(2026, 9, 1), by=None)
            after_first = after_first or peak()
        spent, most = time.perf_counter() - started, peak()
        set_rollback(True)
    return [
        Figure(
            f"The same jobs of {len(towns)} municipalities of {PLACES} schools: {written} effects",
            f"{spent:.0f} s", f"{spent / len(towns):.1f} s a municipality", "", None, "read, judged and kept",
        ),
        Figure(
            "Peak memory of these jobs in one process", f"{most:.0f} MB",
            f"{before:.0f} MB before, {after_first:.0f} MB after the first municipality",
            f"<= {MOST_MEMORY} MB", most <= MOST_MEMORY,
        ),
    ]  # fmt: skip


@contextmanager
def without_history(cursor) -> Iterator[None]:
    """Load without the triggers of history, which are not measured here; the owner of tables may do that."""
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relhastriggers AND relname ~ %s",
                   ["^(organisations|indicators|decisions)_"])  # fmt: skip
    tables = [name for (name,) in cursor.fetchall()]
    for name in tables:
        cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in tables:
        cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def bulk_towns(count: int):
    """Write municipalities with their schools, the values of two years and the measures, each in bulk."""
    import random

    from metodika.directory.organisations.models import Organisation

    region = Organisation.objects.filter(level="region").order_by("pk").first()
    towns = placed([region], count, "municipality", "municipal_district")
    schools = placed(towns, PLACES, "institution", "secondary_school")
    chance = random.Random(5)
    indicators = [measured(number, region, schools, chance) for number in range(8)]
    inside = {town.pk: [one for one in schools if one.parent_id == town.pk] for town in towns}
    for town in towns:
        meant(town, inside[town.pk], indicators)
    return towns


def placed(above, count: int, level: str, kind: str):
    """Write so many places under each of these."""
    from metodika.directory.organisations.models import Organisation

    made = Organisation.objects.bulk_create(
        Organisation(
            level=level, kind=kind, parent=one, name=f"{level} {number}", short_name=f"{level} {number}",
            sort_key=f"{one.pk}-{number}", path=f"/{level}{one.pk}-{number}/", timezone="Europe/Moscow",
            municipality=one if level == "institution" else None,
        )
        for one in above
        for number in range(count)
    )  # fmt: skip
    for one in made:
        one.path = f"{one.parent.path}{one.pk}/"
        if level == "municipality":
            one.municipality = one
    Organisation.objects.bulk_update(made, ["path", "municipality"], batch_size=500)
    return made


def meant(town, schools, indicators) -> None:
    """Write the measures of a municipality, each with a school and what it shall move."""
    from metodika.steering.decisions.models import Expectation, Measure

    days = {"starts_on": date(2025, 10, 1), "ends_on": date(2026, 3, 1)}
    rows = Measure.objects.bulk_create(
        Measure(organisation=town, text="Практикум", **days) for _number in range(IN_TOWN)
    )
    at = Measure.places.through
    at.objects.bulk_create(
        at(measure=row, organisation=schools[number % len(schools)]) for number, row in enumerate(rows)
    )
    Expectation.objects.bulk_create(
        Expectation(
            organisation=town, measure=row, indicator=indicators[number % len(indicators)],
            starts_on=days["starts_on"], look_on=date(2026, 9, 1), size=Decimal(10),
        )
        for number, row in enumerate(rows)
    )  # fmt: skip


def measured(number: int, town, schools, chance):
    """Return an indicator with invented values of every school in two years."""
    from django.utils import timezone

    from metodika.steering.indicators.models import Indicator, Value, Version

    people = {"fact": "staff.employment", "of": "people"}
    indicator = Indicator.objects.create(code=f"Б-{number}", name="Доля", owner=town, levels=["institution"])
    version = Version.objects.create(
        indicator=indicator, number=1, status="in_force", fingerprint=f"bench{number}", scale=100,
        formula={"numerator": people, "denominator": people, "scale": 100, "period": "school_year"},
    )  # fmt: skip
    for first, last in ((date(2024, 9, 1), date(2025, 8, 31)), (date(2025, 9, 1), date(2026, 8, 31))):
        sizes = [chance.randint(20, 90) for _one in schools]
        Value.objects.bulk_create(
            Value(
                version=version, organisation=one, period_kind="school_year", starts_on=first,
                ends_on=last, numerator=Decimal(round(size * chance.betavariate(8, 12))),
                denominator=Decimal(size), computed_at=timezone.now(), change="first",
            )
            for one, size in zip(schools, sizes, strict=True)
        )  # fmt: skip
    return indicator


def planned(count: int):
    """Return the largest municipality, its schools with values of two years and as many measures."""
    import random

    from metodika.directory.organisations.models import Organisation
    from metodika.steering.decisions.models import Expectation, Measure

    schools = list(Organisation.objects.filter(level="institution", closed_on=None).order_by("pk"))
    towns = [one.municipality_id for one in schools]
    town = Organisation.objects.get(pk=max(set(towns), key=towns.count))
    mine = [one for one in schools if one.municipality_id == town.pk]
    chance = random.Random(5)
    for number in range(8):
        indicator = measured(number, town, mine, chance)
        for place in range(count // 8):
            measure = Measure.objects.create(
                organisation=town, text="Практикум", starts_on=date(2025, 10, 1), ends_on=date(2026, 3, 1)
            )
            measure.places.add(mine[place % len(mine)])
            Expectation.objects.create(
                organisation=town, measure=measure, indicator=indicator, starts_on=date(2025, 10, 1),
                look_on=date(2026, 9, 1), size=Decimal(10),
            )  # fmt: skip
    return town


def in_process(part: str, size: str) -> list[Figure]:
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.effects", part, size],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in told.stdout.splitlines() if line.startswith("Figure(")]
    if not lines:
        print(told.stderr[-2000:], file=sys.stderr)
    return [eval(line, {"Figure": Figure}) for line in lines]


def main() -> None:
    if sys.argv[1:2] == ["job"]:
        print("\n".join(repr(one) for one in job(IN_TOWN, sys.argv[2])))
        return
    if sys.argv[1:2] == ["region"]:
        print("\n".join(repr(one) for one in whole_region(sys.argv[2])))
        return
    count = int(sys.argv[1]) if sys.argv[1:] else MEASURES
    size = sys.argv[2] if sys.argv[2:] else "M"
    figures = region(count)
    if size != "none":
        figures += [*in_process("job", size), *in_process("region", size)]
    record("effects", figures)


if __name__ == "__main__":
    main()
