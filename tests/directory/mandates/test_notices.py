from datetime import UTC, date, datetime

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from metodika.directory.mandates import services
from metodika.directory.mandates.jobs import announce_endings_daily
from tests.factories.accounts import give, make_role, make_user
from tests.factories.directory import PersonFactory, SchoolFactory
from tests.factories.notices import letters, react_twice, shown_under_the_bell, told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


def reader(login, **fields):
    return make_user(login=login, email=f"{login}@example.org", language="ru", **fields)


def test_new_role_is_told_once_to_its_holder_under_the_bell_and_by_letter(client):
    anna, role, school = reader("anna"), make_role("staff.view_person"), SchoolFactory()
    reader("other")

    give(anna.person, role, school, since=TODAY)
    react_twice()

    sentence = f"{anna.person} получает роль «{role.title}», {school}, с 22 ноября 2026 г."
    assert told() == [("anna", "mandates.mandate_given")]
    assert letters() == [("anna@example.org", sentence)]
    assert sentence in shown_under_the_bell(client, anna)


def test_nothing_waits_when_nobody_could_be_told():
    give(PersonFactory(), make_role("staff.view_person"), SchoolFactory())

    assert not ProcrastinateJob.objects.filter(task_name="events.react").exists()


def test_substitution_is_told_to_both_people():
    anna, boris = reader("anna"), reader("boris")
    mandate = give(anna.person, make_role("staff.view_person"), SchoolFactory())
    ProcrastinateJob.objects.all().delete()

    services.substitute(mandate, person=boris.person, starts_on=TODAY, ends_on=date(2026, 12, 1), by=None)
    react_twice()

    assert sorted(told()) == [
        ("anna", "mandates.substitute_appointed"),
        ("boris", "mandates.substitute_appointed"),
    ]


@pytest.mark.parametrize(
    ("since", "until", "announced"),
    [
        (date(2026, 9, 1), date(2026, 11, 22), 1),
        (date(2026, 9, 1), date(2026, 11, 29), 1),
        (date(2026, 9, 1), date(2026, 11, 30), 0),
        (date(2026, 9, 1), date(2026, 11, 21), 0),
        (date(2026, 9, 1), None, 0),
        (date(2026, 11, 20), date(2026, 11, 27), 0),
    ],
)
def test_end_of_a_role_is_announced_in_its_last_week_only(since, until, announced):
    give(PersonFactory(), make_role("staff.view_person"), SchoolFactory(), since=since, until=until)

    assert services.announce_endings(now=datetime(2026, 11, 22, 9, tzinfo=UTC)) == announced


def test_end_of_a_role_is_told_once_however_often_the_job_runs():
    anna = reader("anna")
    give(anna.person, make_role("staff.view_person"), SchoolFactory(), until=date(2026, 11, 25))
    ProcrastinateJob.objects.all().delete()

    for _run in range(2):
        announce_endings_daily(0)
        react_twice()

    assert told() == [("anna", "mandates.mandate_end_announced")]
    assert "25 ноября 2026 г." in letters()[0][1]


def test_role_taken_back_is_no_longer_announced():
    mandate = give(
        PersonFactory(), make_role("staff.view_person"), SchoolFactory(), since=TODAY, until=date(2026, 12, 1)
    )
    services.end_mandate(mandate, on=date(2026, 11, 21), reason="Ошибка", by=None)

    with time_machine.travel("2026-11-27T09:00:00Z", tick=False):
        assert services.announce_endings(now=datetime(2026, 11, 27, 9, tzinfo=UTC)) == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_for_ends_costs_two_queries(rows, django_assert_num_queries):
    for _number in range(rows):
        mandate = give(PersonFactory(), make_role("a.b"), SchoolFactory(), until=date(2026, 11, 25))
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)

    with django_assert_num_queries(2):
        found = services.untold_endings(moment)

    assert len(found) == rows
    assert found[-1] == mandate
