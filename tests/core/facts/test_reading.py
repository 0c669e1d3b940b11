"""How often a statement reads the tables behind the facts."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from metodika.core.calendar import calendar_year, quarter, school_year
from metodika.core.facts import Condition, Counting, Having, Of, Question, Selection, columns_read
from metodika.core.facts.statement import Statement

pytestmark = pytest.mark.django_db
YEAR = school_year(date(2026, 10, 1))
HOME = Selection("staff.employment")
PRESENT = (Condition("present", "yes"),)
MEMBERS = (Condition("capacity", "in", ("member",)),)
COUNTINGS = (
    Counting("meetings.attendance", of=Of.PEOPLE),
    Counting("meetings.attendance", PRESENT),
    Counting("meetings.attendance", MEMBERS, of=Of.BODIES),
    Counting("meetings.attendance", PRESENT, of=Of.PEOPLE, placed_by=HOME),
    Counting("staff.employment", of=Of.PEOPLE, having=(Having("meetings.attendance", PRESENT),)),
    Counting("staff.employment", of=Of.PEOPLE, having=(Having("meetings.attendance", in_each="quarter"),)),
    Counting("staff.employment", (Condition("age", "at_most", 35),), "06-01", of=Of.PEOPLE),
)


def scans(node: dict[str, Any], table: str) -> int:
    own = node.get("Relation Name") == table
    return own + sum(scans(inside, table) for inside in node.get("Plans", ()))


@pytest.mark.parametrize("as_now", [False, True])
def test_a_run_reads_each_table_once_however_many_countings_ask_it(as_now: bool) -> None:
    statement = Statement(as_now=as_now)
    periods = (YEAR, calendar_year(date(2026, 1, 1)), quarter(date(2026, 11, 1)))
    for number, period in enumerate(periods):
        for counting in COUNTINGS:
            statement.ask(number, Question(counting, period))
    sql, given = statement.everywhere()

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", given)
        (plan,) = cursor.fetchone()[0]

    tables = ("meetings_attendance", "staff_employment", "meetings_stay")
    assert {table: scans(plan["Plan"], table) for table in tables} == dict.fromkeys(tables, 1)


def test_a_question_names_the_columns_on_which_its_answer_depends():
    women = (Condition("category", "in", ("teaching",)), Condition("gender", "in", ("female",)))
    having = (Having("meetings.attendance", (Condition("present", "yes"),)),)

    found = columns_read(Question(Counting("staff.employment", women, of=Of.PEOPLE, having=having), YEAR))

    assert found["staff_employment"] == [
        "ended_on", "id", "organisation_id", "person_id", "position_id", "started_on",
    ]  # fmt: skip
    assert (found["staff_person"], found["staff_position"]) == (["gender", "id"], ["category", "id"])
    assert found["meetings_stay"] == ["attendance_id"]
    assert found == columns_read(
        Question(Counting("staff.employment", women, of=Of.PEOPLE, having=having), YEAR)
    )
