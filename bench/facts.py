"""A run of facts: twelve countings for every institution, municipality and the region as one statement.

A year of sessions is written first in bulk, in a transaction that is taken back at the end: as many
attendances as the first argument says (850,000 by default). The second names the size of the demo.
"""

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date

from bench import ground
from bench.results import Figure, record

ATTENDANCES, MEMBERS, SIZE, MOST_SECONDS = 850_000, 10, "R", 2.0

# Sessions of all living bodies in turn, on the days of the school year; members are people who have jobs.
SESSIONS = """
INSERT INTO meetings_session (
    version, body_id, year, kind, mode, theme, planned_on, held_on, opened_at, closed_at, place, link,
    presiding_ground, recorder_is_temporary, status, status_reason, is_quorate, deviations, rules, electorate)
SELECT 1, bodies.id, 'bench', 'ordinary', 'in_person', '', day, day, day + time '10:00', day + time '11:00',
    '', '', '', false, 'signed', '', number %% 7 <> 0, '[]', '{{}}', '{{}}'
FROM generate_series(1, {sessions}) AS number
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM bodies_body) AS bodies
    ON bodies.place = number %% (SELECT count(*) FROM bodies_body)
CROSS JOIN LATERAL (SELECT %s::date + number %% 330 AS day) AS days
"""
# Ten people of a body stay the same all year: of the staff of its host, or of everybody where it has none.
PRESENCE = """
WITH hired AS (SELECT DISTINCT organisation_id AS host, person_id FROM staff_employment),
staff AS (
    SELECT host, person_id, row_number() OVER (PARTITION BY host ORDER BY person_id) - 1 AS place,
        count(*) OVER (PARTITION BY host) AS many
    FROM hired
    UNION ALL
    SELECT 0, person_id, row_number() OVER (ORDER BY person_id) - 1, count(*) OVER ()
    FROM (SELECT DISTINCT person_id FROM hired) everybody
), hosts AS (
    SELECT bodies.id AS body_id, CASE WHEN sizes.many >= {members} THEN host_id ELSE 0 END AS host
    FROM bodies_body bodies LEFT JOIN (SELECT host, count(*) AS many FROM hired GROUP BY 1) sizes
        ON sizes.host = bodies.host_id
)
INSERT INTO meetings_attendance (session_id, person_id, capacity, guest_name, guest_of, absence_reason)
SELECT sessions.id, staff.person_id, 'member', '', '', ''
FROM meetings_session sessions JOIN hosts USING (body_id)
CROSS JOIN generate_series(1, {members}) AS seat
JOIN staff ON staff.host = hosts.host AND staff.place = (body_id * 37 + seat) %% staff.many
WHERE sessions.year = 'bench'
ON CONFLICT DO NOTHING
"""
STAYS = """
INSERT INTO meetings_stay (attendance_id, arrived_at, remote)
SELECT attendance.id, session.opened_at, attendance.id %% 5 = 0
FROM meetings_attendance attendance JOIN meetings_session session ON session.id = attendance.session_id
WHERE session.year = 'bench' AND attendance.id %% 4 <> 0
"""


def fill(attendances: int, first: date) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        # History is not what is measured; without its triggers the year is written much sooner.
        for table in ("session", "attendance", "stay"):
            cursor.execute(f"ALTER TABLE meetings_{table} DISABLE TRIGGER USER")
        cursor.execute(SESSIONS.format(sessions=attendances // MEMBERS), [first])
        cursor.execute(PRESENCE.format(members=MEMBERS), [])
        cursor.execute(STAYS, [])
        cursor.execute("ANALYZE meetings_session, meetings_attendance, meetings_stay, staff_employment")
        cursor.execute("SELECT count(*) FROM meetings_attendance")
        return int(cursor.fetchone()[0])


def asked():
    """Return twelve countings: of people at the staff's schools, of institutions, bodies and rows."""
    from metodika.core.facts import Counting, Having, Of, conditions_from

    teaching = conditions_from([{"code": "category", "is": "in", "value": ["teaching"]}])
    present = conditions_from([{"code": "present", "is": "yes"}])
    remote = conditions_from([{"code": "remote", "is": "yes"}])

    def staff(*having, of=Of.PEOPLE):
        return Counting("staff.employment", teaching, of=of, having=having)

    def came(**more):
        return Having("meetings.attendance", present, **more)

    return [
        staff(), staff(of=Of.ORGANISATIONS), staff(came()), staff(came(at_least=3)),
        staff(came(in_each="half_year")), staff(came(absent=True)), staff(came(), of=Of.ORGANISATIONS),
        Counting("meetings.attendance", present, of=Of.PEOPLE), Counting("meetings.attendance", present),
        Counting("meetings.attendance", of=Of.ROWS), Counting("meetings.attendance", remote, of=Of.BODIES),
        Counting("meetings.attendance", present, of=Of.ORGANISATIONS),
    ]  # fmt: skip


def measure(attendances: int) -> dict[str, float]:
    from django.db.transaction import atomic, set_rollback
    from django.utils import timezone

    from metodika.core.calendar import school_year
    from metodika.core.facts import Question, Scope, count, count_everywhere, rows
    from metodika.directory.organisations.models import Organisation

    told: dict[str, float] = {}

    def timed(name, work):
        started = time.perf_counter()
        done = work()
        told[name] = time.perf_counter() - started
        return done

    with atomic():
        year = school_year(timezone.localdate())
        told["attendances"] = fill(attendances, year.starts_on)
        questions = [Question(one, year) for one in asked()]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        count_everywhere(questions)
        together = timed("together", lambda: count_everywhere(questions))
        alone = timed("alone", lambda: [count_everywhere([one])[0] for one in questions])
        told["same"] = together == alone
        told["places"] = len(together[0])
        told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
        school = Organisation.objects.institutions().order_by("pk").first()
        scope = Scope.organisation(school.pk)
        timed("one_number", lambda: count(questions[2].counting, year, scope))
        timed("rows", lambda: list(rows(questions[2].counting, year, scope)[:50]))
        set_rollback(True)
    return told


def figures(told: dict[str, float]) -> list[Figure]:
    size = f"{told['attendances']:,.0f} attendances, {told['places']:.0f} places"
    return [
        Figure(
            f"Twelve countings for all places as one statement, {size}",
            f"{told['together']:.2f} s",
            f"one statement each {told['alone']:.2f} s",
            f"≤ {MOST_SECONDS:g} s, the same answers",
            told["together"] <= MOST_SECONDS and bool(told["same"]),
            f"{told['memory']:.0f} MB more in Python",
        ),
        Figure("The same share of one school", f"{told['one_number'] * 1000:.0f} ms"),
        Figure("The first fifty rows behind it", f"{told['rows'] * 1000:.0f} ms"),
    ]


def main() -> None:
    if sys.argv[1:2] == ["measure"]:
        ground.stand(sys.argv[3])
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    numbers = [one for one in sys.argv[1:] if one.isdigit()]
    sizes = [one for one in sys.argv[1:] if one.isalpha()]
    told = [*numbers, str(ATTENDANCES)][0], [*sizes, SIZE][0]
    command = [sys.executable, "-W", "ignore", "-m", "bench.facts", "measure", *told]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=dict(os.environ))
    record("facts", figures(json.loads(done.stdout.decode().splitlines()[-1])))


if __name__ == "__main__":
    main()
