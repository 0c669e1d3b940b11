"""What an answer is added up of, and in which words a fact is put."""

import pytest
import time_machine

from metodika.core.facts import Condition, Counting, Having, Of, Selection, facts, wording_of
from metodika.core.facts.differences import unit_of
from metodika.core.facts.touched import Unit, numbers_touched
from metodika.directory.staff.models import Employment, Leave
from tests.factories.directory import EmploymentFactory

pytestmark = pytest.mark.django_db
HOME = Selection("staff.employment")
CAME = Having("meetings.attendance")
AT_SCHOOL = Having("meetings.attendance", by="organisation")


@pytest.mark.parametrize(
    ("counting", "unit"),
    [
        (Counting("staff.employment", of=Of.PEOPLE, having=(CAME,)), Unit.PERSON),
        # Whoever has a job is somebody, so that his rows are counted along with him.
        (Counting("staff.employment"), Unit.PERSON),
        (Counting("staff.qualification"), Unit.PERSON),
        # A guest of a session may be nobody.
        (Counting("meetings.attendance"), Unit.ROW),
        (Counting("meetings.attendance", of=Of.MARK), Unit.ROW),
        (Counting("meetings.attendance", having=(CAME,)), Unit.PERSON),
        (Counting("meetings.attendance", placed_by=HOME), Unit.PERSON),
        (Counting("meetings.held_session", of=Of.BODIES), Unit.BODY),
        (Counting("bodies.working", of=Of.BODIES, having=(CAME,)), Unit.BODY),
        (Counting("meetings.attendance", of=Of.BODIES, placed_by=HOME), None),
        (Counting("staff.employment", of=Of.ORGANISATIONS), None),
        (Counting("staff.employment", of=Of.PEOPLE, having=(AT_SCHOOL,)), None),
        (
            Counting("staff.employment", of=Of.PEOPLE, having=(Having("staff.leave", others=(AT_SCHOOL,)),)),
            None,
        ),
    ],
)
def test_an_answer_is_added_up_of_those_whose_part_stands_apart(
    counting: Counting, unit: Unit | None
) -> None:
    assert unit_of(counting) == unit


def test_changed_rows_lead_to_whom_and_to_what_depends_on_them() -> None:
    job = EmploymentFactory()
    other, stranger = EmploymentFactory(person=job.person), EmploymentFactory()
    leave = Leave.objects.create(employment=job, kind="maternity", started_on="2026-01-01")
    changed = {"staff_leave": [leave.pk], "staff_position": [stranger.position_id]}

    found = {
        (code, unit): numbers_touched(facts()[code], unit, changed, {})
        for code in ("staff.employment", "staff.young_teacher", "staff.leave", "staff.qualification")
        for unit in (Unit.PERSON, Unit.ROW)
    }

    assert found == {
        ("staff.employment", Unit.PERSON): {job.person_id},
        ("staff.employment", Unit.ROW): {job.pk},
        ("staff.young_teacher", Unit.PERSON): {job.person_id},
        # Whether somebody is young depends on the leaves from each of his jobs.
        ("staff.young_teacher", Unit.ROW): {job.pk, other.pk},
        ("staff.leave", Unit.PERSON): {job.person_id},
        ("staff.leave", Unit.ROW): {leave.pk},
        ("staff.qualification", Unit.PERSON): set(),
        ("staff.qualification", Unit.ROW): set(),
    }
    assert Employment.objects.count() == 3


def test_wording_of_a_fact_is_another_one_where_it_depends_on_today() -> None:
    told = {}
    for day in ("2026-11-23", "2026-11-24"):
        with time_machine.travel(f"{day}T09:00:00Z"):
            told[day] = {code: wording_of(one) for code, one in facts().items()}
    first, second = told.values()

    assert "meetings.open_lesson" in {code for code in first if first[code] != second[code]}
    assert first["staff.employment"] == second["staff.employment"] != first["staff.hired"]
    assert Counting(
        "staff.employment", (Condition("head", "yes"),), having=(CAME,), placed_by=HOME
    ).facts == [facts()[code] for code in ("staff.employment", "meetings.attendance", "staff.employment")]
