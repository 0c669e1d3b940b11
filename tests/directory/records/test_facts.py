"""The day on which a paper was read is the day of the place that sent it."""

from datetime import UTC, date, datetime

import pytest

from metodika.core.calendar import dates
from metodika.core.facts import Condition, Counting, Of, Scope, count, rows
from metodika.directory.records.models import Acknowledgement, Dispatch
from tests.factories.directory import MunicipalityFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER = date(2026, 8, 31), date(2026, 9, 1)
EVENING = datetime(2026, 8, 31, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Magadan", SEPTEMBER),
        ("Europe/Kaliningrad", AUGUST),
        ("Asia/Vladivostok", SEPTEMBER),
        ("", AUGUST),
    ],
)
def test_an_evening_in_moscow_is_the_next_day_in_the_east(zone: str, day: date) -> None:
    school = SchoolFactory(parent=MunicipalityFactory(timezone=zone))
    sent = Dispatch.objects.create(organisation=school, title="Положение", audience="все", due_on=AUGUST)
    for moment in (EVENING, None):
        Acknowledgement.objects.create(
            dispatch=sent, person=PersonFactory(), acknowledged_at=moment, method="screen" if moment else ""
        )
    read = Counting("records.acknowledged", of=Of.PEOPLE)
    due = Counting("records.acknowledgement_due", of=Of.PEOPLE)
    in_time = Counting(due.fact, (Condition("in_time", "yes"),), of=Of.PEOPLE)
    term, there = dates(AUGUST, AUGUST), Scope.organisation(school.pk)

    found = {one: count(read, dates(one, one), there) for one in (AUGUST, SEPTEMBER)}

    assert found == {AUGUST: int(day == AUGUST), SEPTEMBER: int(day == SEPTEMBER)}
    assert [row.fact_on for row in rows(read, dates(AUGUST, SEPTEMBER))] == [day]
    assert [count(one, term) for one in (in_time, due)] == [int(day == AUGUST), 2]
    assert in_time.is_part_of(due)
