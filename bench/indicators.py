"""A monitoring run over a synthetic year, beside the same numbers by pandas from the same tables.

The year is that of bench.facts, in a transaction that is taken back at the end. Both sides answer the twelve
countings for every institution, municipality and region, reading counted in, in turns within one process.
Then all indicators that compute are run and kept, refreshed, and one value's rows are listed.
pandas is no part of the project: `uv run --with pandas python -m bench.indicators`.
The first argument is the number of attendances (850,000 by default), the second the size of the demo.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import time

from bench import facts, ground
from bench.results import Figure, record

TURNS, MOST_MEMORY, MOST_TIMES, LEAST_TIMES, LEAST_REFRESH = 2, 300, 3, 3, 20
RUNGS = ("institution", "municipality", "region")


def read(sql, *given):
    """Return the rows of a query as a frame."""
    import pandas
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return pandas.DataFrame(cursor.fetchall(), columns=[one.name for one in cursor.description])


def frames(year) -> tuple:
    """Return the teachers of the last day and the attendances of the year, each with the places above."""
    places = read("SELECT id AS place, path, level FROM organisations_organisation")
    levels = dict(zip(places["place"], places["level"], strict=True))
    for rung in RUNGS:
        places[rung] = [
            next((one for one in map(int, reversed(path.strip("/").split("/"))) if levels[one] == rung), None)
            for path in places["path"]
        ]
    places = places.drop(columns=["path", "level"])
    jobs = read(
        "SELECT job.person_id AS person, job.organisation_id AS place, post.category "
        "FROM staff_employment job JOIN staff_position post ON post.id = job.position_id "
        "WHERE (started_on IS NULL OR started_on <= %s) AND (ended_on IS NULL OR ended_on >= %s)",
        year.ends_on, year.ends_on,
    )  # fmt: skip
    teachers = jobs[jobs["category"] == "teaching"].merge(places, on="place", how="left")
    stays = read("SELECT attendance_id AS id, remote FROM meetings_stay")
    stays = stays.groupby("id", as_index=False)["remote"].max().assign(present=True)
    came = read("SELECT id, session_id AS session, person_id AS person FROM meetings_attendance")
    sessions = read(
        "SELECT id AS session, body_id AS body, held_on, status FROM meetings_session "
        "WHERE held_on IS NOT NULL"
    )
    held = ["closed", "disputed", "filed", "printed", "signed"]
    sessions = sessions[
        sessions["status"].isin(held) & (sessions["held_on"] >= year.starts_on)
        & (sessions["held_on"] <= year.ends_on)
    ]  # fmt: skip
    bodies = read("SELECT id AS body, host_id AS place FROM bodies_body")
    came = came.merge(sessions, on="session").merge(bodies, on="body").merge(stays, on="id", how="left")
    return teachers, came.merge(places, on="place", how="left")


def distinct(frame, key) -> dict:
    """Return how many different ones each place has, and the whole."""
    found = {}
    for rung in RUNGS:
        found |= {int(place): int(many) for place, many in frame.groupby(rung)[key].nunique().items()}
    return {place: many for place, many in found.items() if many} | {None: int(frame[key].nunique())}


def rows(frame) -> dict:
    """Return how many rows each place has, and the whole."""
    found = {}
    for rung in RUNGS:
        found |= {int(place): int(many) for place, many in frame.groupby(rung).size().items()}
    return found | {None: len(frame)}


def by_pandas(year) -> list[dict]:
    """Return the twelve countings as an analyst would count them: tables into frames, joined and grouped."""
    from metodika.core.facts import pieces_of

    teachers, came = frames(year)
    present, remote = came[came["present"].notna()], came[came["remote"].fillna(False).astype(bool)]

    times = present["person"].value_counts()
    halves = [
        set(present[(present["held_on"] >= one.first) & (present["held_on"] <= one.last)]["person"])
        for one in pieces_of(year, "half_year")
    ]
    some, often = set(times.index), set(times[times >= 3].index)
    schools = set(present["institution"].dropna())
    return [
        distinct(teachers, "person"),
        distinct(teachers, "institution"),
        distinct(teachers[teachers["person"].isin(some)], "person"),
        distinct(teachers[teachers["person"].isin(often)], "person"),
        distinct(teachers[teachers["person"].isin(set.intersection(*halves))], "person"),
        distinct(teachers[~teachers["person"].isin(some)], "person"),
        distinct(teachers[teachers["institution"].isin(schools)], "institution"),
        distinct(present, "person"),
        rows(present),
        rows(came),
        distinct(remote, "body"),
        distinct(present, "institution"),
    ]


def side_by_side(year) -> dict:
    """Return the seconds of both sides in turns, whether they are equal, and how often a table is read."""
    from django.db import connection

    from metodika.core.facts import Question, count_everywhere
    from metodika.core.facts.statement import Statement

    questions = [Question(one, year) for one in facts.asked()]
    seconds: dict[str, list[float]] = {"ours": [], "pandas": []}
    answers = {}
    for _turn in range(TURNS):
        for name, work in (
            ("ours", lambda: count_everywhere(questions)),
            ("pandas", lambda: by_pandas(year)),
        ):
            gc.collect()
            started = time.perf_counter()
            answers[name] = work()
            seconds[name].append(time.perf_counter() - started)
    statement = Statement()
    for number, question in enumerate(questions):
        statement.ask(number, question)
    sql, given = statement.everywhere()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", given)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    tables = ("meetings_attendance", "meetings_stay", "meetings_session", "staff_employment")
    return {
        **{name: min(told) for name, told in seconds.items()},
        "same": answers["ours"] == answers["pandas"],
        "differ": [
            number for number, pair in enumerate(zip(*answers.values(), strict=True)) if pair[0] != pair[1]
        ],
        "places": len(answers["ours"][0]),
        "scans": {table: plan.count(f" on {table}") for table in tables},
    }


# What somebody who knows the tables would write to list the young teachers of a municipality.
BARE = """
SELECT job.id, job.*, person.*, place.*, post.*
FROM staff_employment job
JOIN staff_person person ON person.id = job.person_id
JOIN staff_position post ON post.id = job.position_id
JOIN organisations_organisation place ON place.id = job.organisation_id
WHERE place.path LIKE %(path)s AND post.category = 'teaching' AND job.kind = 'main'
    AND (job.started_on IS NULL OR job.started_on <= %(day)s)
    AND (job.ended_on IS NULL OR job.ended_on >= %(day)s)
    AND extract(year FROM age(%(day)s, person.born_on)) <= 35
    AND NOT EXISTS (
        SELECT 1 FROM staff_leave
        WHERE employment_id = job.id AND started_on <= %(day)s
            AND (ended_on IS NULL OR ended_on >= %(day)s)
    )
ORDER BY job.started_on DESC NULLS LAST, job.id LIMIT 50
"""


def bare_rows(value) -> list[int]:
    """Return the numbers of the first fifty jobs behind a value of I-21, read with all their columns."""
    from django.db import connection

    from metodika.core.facts.spans import span_of

    day = span_of("06-01", value.period, lasting=True).last
    with connection.cursor() as cursor:
        cursor.execute(BARE, {"path": f"{value.organisation.path}%", "day": day})
        return [row[0] for row in cursor.fetchall()]


# A day's work that no indicator reads: how somebody was present, the load of a job.
UNREAD = (
    "UPDATE meetings_stay SET remote = NOT remote WHERE id % 100 = 0",
    "UPDATE staff_employment SET load = 0.5 WHERE id % 100 = 0",
)
# A day's work that many read: one of ten sessions has one more who came, one of a hundred main jobs is none.
READ = (
    """
    WITH everybody AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM staff_person), came AS (
        INSERT INTO meetings_attendance
            (session_id, person_id, capacity, guest_name, guest_of, absence_reason)
        SELECT sessions.id, everybody.id, 'member', '', '', ''
        FROM meetings_session sessions JOIN everybody
            ON everybody.place = 1 + sessions.id % (SELECT count(*) FROM staff_person)
        WHERE sessions.year = 'bench' AND sessions.id % 10 = 0
        ON CONFLICT DO NOTHING RETURNING id, session_id
    )
    INSERT INTO meetings_stay (attendance_id, arrived_at, remote)
    SELECT came.id, sessions.opened_at, false
    FROM came JOIN meetings_session sessions ON sessions.id = came.session_id
    """,
    "UPDATE staff_employment SET kind = 'external' WHERE id % 100 = 1 AND kind = 'main'",
)
DAYS = {"refresh": UNREAD, "refresh_read": READ}
# The year is written without its history; what a day changes must have one.
HISTORY = """
INSERT INTO meetings_stayversion (pgh_created_at, pgh_label, pgh_obj_id, id, attendance_id, {columns})
SELECT now(), 'insert', id, id, attendance_id, {columns} FROM meetings_stay
"""


def remember_year() -> None:
    """Let the history know the year, and record what changes from now on."""
    from django.db import connection

    from metodika.governance.meetings.models import Stay

    columns = [one.column for one in Stay._meta.concrete_fields if one.name not in {"id", "attendance"}]
    with connection.cursor() as cursor:
        # What waits for the end of the transaction is looked at now, else no table can be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(HISTORY.format(columns=", ".join(columns)))
        for table in ("session", "attendance", "stay"):
            cursor.execute(f"ALTER TABLE meetings_{table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE meetings_stayversion")


def refreshed_after(name: str, work: tuple[str, ...], today) -> dict:
    """Return the seconds of a refresh after a day's work, and whether a whole run says the same."""
    from django.db import connection

    from metodika.steering.indicators import services

    with connection.cursor() as cursor:
        for statement in work:
            cursor.execute(statement)
    started = time.perf_counter()
    run = services.compute_run(services.start_run(day=today, full=False, by=None).pk)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    whole = services.compute_run(services.start_run(day=today, by=None).pk)
    return {
        name: seconds, f"{name}_asked": run.asked, f"{name}_written": run.written,
        f"{name}_narrowed": run.narrowed, f"{name}_whole": time.perf_counter() - started,
        f"{name}_same": run.status == whole.status == "finished" and whole.written == 0,
    }  # fmt: skip


def whole_run(today) -> dict:
    """Return the seconds of a whole run with its keeping, of refreshes after a day, and of a why-page."""
    from metodika.core.facts import Scope, rows
    from metodika.steering.indicators import queries, services
    from metodika.steering.indicators.models import Run, Value

    told: dict = {}

    def timed(name, work):
        started = time.perf_counter()
        done = work()
        told[name] = time.perf_counter() - started
        return done

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    run = timed("run", lambda: services.compute_run(services.start_run(day=today, by=None).pk))
    told |= {"status": run.status, "asked": run.asked, "written": run.written, "trouble": run.trouble}
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    for name, work in DAYS.items():
        told |= refreshed_after(name, work, today)
    value = Value.objects.newest().filter(version__indicator__code="I-21", organisation__level="municipality")
    value = value.select_related("version", "organisation").order_by("-denominator").first()
    if value is not None:
        formula = queries.formula_of(value.version.formula)
        found = rows(formula.numerator, value.period, Scope.organisation(value.organisation_id))
        list(found[:50])
        numbers = [one.pk for one in timed("why", lambda: list(found[:50]))]
        bare_rows(value)
        assert numbers == timed("bare", lambda: bare_rows(value))
    assert Run.objects.filter(pk=run.pk).exists()
    return told


def measure(attendances: int) -> dict:
    from django.db.transaction import atomic, set_rollback
    from django.utils import timezone

    from metodika.core.calendar import school_year

    today = timezone.localdate()
    year = school_year(today)
    with atomic():
        told = {"attendances": facts.fill(attendances, year.starts_on)}
        remember_year()
        # The run goes first: what pandas takes of memory is not counted as ours.
        told |= whole_run(today)
        told |= side_by_side(year)
        set_rollback(True)
    return told


REFRESHES = (
    ("refresh", "1 % of stays and jobs changed in what no indicator reads"),
    ("refresh_read", "1 % of attendances new, 1 % of jobs changed in what indicators read"),
)


def refresh(told: dict, name: str, what: str) -> Figure:
    """Return the figure of a refresh after one kind of day."""
    times = told["run"] / told[name]
    return Figure(
        f"A refresh after a day's work: {what}",
        f"{told[name]:.2f} s", f"whole run {told['run']:.2f} s",
        f"≥ {LEAST_REFRESH} times faster, the same values",
        bool(told[f"{name}_same"]) and times >= LEAST_REFRESH,
        f"{times:.1f} times; {told[f'{name}_asked']} indicators counted, "
        f"{told[f'{name}_narrowed']} of them only for those touched, {told[f'{name}_written']} new values; "
        f"a whole run after it took {told[f'{name}_whole']:.2f} s and wrote "
        + ("nothing" if told[f"{name}_same"] else "other values"),
    )  # fmt: skip


def figures(told: dict) -> list[Figure]:
    size = f"{told['attendances']:,} attendances, {told['places']} places"
    times = told["pandas"] / told["ours"]
    found = [
        Figure(
            f"Twelve countings for all places, reading counted in, {size}",
            f"{told['ours']:.2f} s", f"pandas {told['pandas']:.2f} s",
            f"equal, ≥ {LEAST_TIMES} times faster", bool(told["same"]) and times >= LEAST_TIMES,
            f"{times:.1f} times; readings of a table: "
            + ", ".join(f"{table} {many}" for table, many in told["scans"].items()),
        ),
        Figure(
            f"A whole run of {told['asked']} indicators, {told['written']:,} values kept",
            f"{told['run']:.2f} s", "", f"≤ {MOST_MEMORY} MB more in Python", told["memory"] <= MOST_MEMORY,
            f"{told['memory']:.0f} MB",
        ),
        *(refresh(told, *day) for day in REFRESHES),
    ]  # fmt: skip
    if "why" in told:
        ratio = told["why"] / told["bare"]
        found.append(
            Figure(
                "The first fifty rows behind a number of the largest municipality",
                f"{told['why'] * 1000:.0f} ms",
                f"the same rows by SQL written for them {told['bare'] * 1000:.0f} ms",
                f"≤ {MOST_TIMES} times",
                ratio <= MOST_TIMES,
                f"{ratio:.1f} times",
            )  # fmt: skip
        )
    return found


def main() -> None:
    if sys.argv[1:2] == ["measure"]:
        ground.stand(sys.argv[3])
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    numbers = [one for one in sys.argv[1:] if one.isdigit()]
    sizes = [one for one in sys.argv[1:] if one.isalpha()]
    told = [*numbers, str(facts.ATTENDANCES)][0], [*sizes, facts.SIZE][0]
    command = [sys.executable, "-W", "ignore", "-m", "bench.indicators", "measure", *told]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=dict(os.environ))
    record("indicators", figures(json.loads(done.stdout.decode().splitlines()[-1])))


if __name__ == "__main__":
    main()
