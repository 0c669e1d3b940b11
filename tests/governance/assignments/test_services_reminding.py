from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import transaction

from metodika.core.audit.models import JournalEntry
from metodika.core.events.sentences import sentences_of
from metodika.core.notices.declared import told_events
from metodika.governance.assignments import events, services
from metodika.governance.assignments.jobs import follow_holders_daily, remind_daily
from metodika.governance.assignments.services import Group, Post
from tests.factories.accounts import give, make_role, make_user
from tests.factories.assignments import given
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 7)
KINDS = {
    "assignments.assignment_falls_due", "assignments.assignment_overdue", "assignments.assignment_escalated"
}  # fmt: skip


def moment(day, hour=4):
    return datetime(2026, 12, day, hour, tzinfo=UTC)


def told():
    entries = JournalEntry.objects.filter(key__in=KINDS).order_by("pk")
    return [(one.key.partition("assignment_")[2], one.parameters["people"]) for one in entries]


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def school(place):
    return SchoolFactory(parent=place)


@pytest.fixture
def made(school):
    with time_machine.travel("2026-11-23T09:00:00Z"):
        return given(organisation=school, due_on=DUE)


def test_each_stage_is_told_once_to_those_whom_it_concerns(made, school, place):
    director, chief = PersonFactory(), PersonFactory()
    may = make_role("assignments.*", code="head")
    give(director, may, school)
    give(chief, may, place)
    give(PersonFactory(), make_role("*", code="administrator"), place)
    give(PersonFactory(), make_role("assignments.list_assignments", code="methodist"), place)
    executor, controller = made.executors.get().person_id, made.controller_id

    for day in range(1, 31):
        services.remind(now=moment(day))
        services.remind(now=moment(day, 5))

    assert told() == [
        ("falls_due", [executor]),
        ("falls_due", [executor]),
        ("overdue", [executor, controller]),
        ("escalated", [director.pk, controller]),
        ("escalated", [director.pk, chief.pk, controller]),
    ]
    entries = JournalEntry.objects.filter(key__in=KINDS).order_by("pk")
    assert sentences_of(entries)[2].replace("\u00a0", " ") == (
        "Поручение № 1/2026 «Собрать списки» просрочено: срок был 7 декабря 2026 г."
    )


def test_head_who_is_late_himself_is_told_by_the_one_above(school, place):
    director, chief = PersonFactory(), PersonFactory()
    may = make_role("assignments.*", code="head")
    give(director, may, school)
    give(chief, may, place)
    with time_machine.travel("2026-11-23T09:00:00Z"):
        made = given(organisation=school, due_on=DUE, executor=director)

    services.remind(now=moment(11))

    assert told() == [("escalated", [chief.pk, made.controller_id])]


def test_extension_begins_the_reminders_anew(made):
    services.remind(now=moment(8))
    with time_machine.travel("2026-12-08T09:00:00Z"):
        services.prolong(made, to=date(2026, 12, 14), reason="Надо", by=make_user())

    services.remind(now=moment(9))
    services.remind(now=moment(15))

    assert [kind for kind, _people in told()] == ["overdue", "falls_due", "overdue"]


def test_who_has_reported_is_left_alone(school):
    done, busy = PersonFactory(), PersonFactory()
    with time_machine.travel("2026-11-23T09:00:00Z"):
        made = given(organisation=school, due_on=DUE, executor=Group("Все", [done, busy]))
        services.report_execution(made, text="Сделано", by=make_user(person=done))

    services.remind(now=moment(7))

    assert told() == [("falls_due", [busy.pk])]


def test_nothing_is_told_of_what_is_reported_or_far(made, school):
    given(organisation=school, due_on=date(2026, 12, 31))
    services.report_execution(made, text="Сделано", by=None)

    assert services.remind(now=moment(9)) == 0


def test_day_begins_by_the_clock_of_the_municipality():
    place = MunicipalityFactory(timezone="Asia/Magadan")
    with time_machine.travel("2026-11-23T09:00:00Z"):
        given(organisation=SchoolFactory(parent=place), due_on=DUE)

    # In Magadan it is the eighth of December already.
    services.remind(now=moment(7, 14))

    assert [kind for kind, _people in told()] == ["overdue"]


def test_jobs_run_by_the_clock(made):
    with time_machine.travel("2026-12-07T04:00:00Z"):
        remind_daily(0)
        follow_holders_daily(0)

    assert [kind for kind, _people in told()] == ["falls_due"]


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_what_to_remind_costs_the_same(school, rows, django_assert_num_queries):
    with time_machine.travel("2026-11-23T09:00:00Z"):
        for _number in range(rows):
            given(organisation=school, due_on=date(2026, 12, 10))
    with transaction.atomic(), django_assert_num_queries(5):
        assert services.remind(now=moment(1)) == 0


def test_vacant_post_is_told_to_the_controller_and_the_giver(school):
    controller, giver = make_user(), make_user()
    event = events.PostFoundVacant(1, controller_id=controller.person_id, giver_id=giver.pk, post="Методист")

    notice = told_events()[events.PostFoundVacant]

    assert set(notice.to(event)) == {controller, giver}
    assert notice.url(event) == "/assignments/1/"
    assert notice.anybody(event)


@pytest.mark.parametrize("complete", [True, False])
def test_controller_hears_of_a_complete_report_only(complete):
    controller = make_user()
    event = events.ExecutionReported(
        assignment_id=1, person_id=1, controller_id=controller.person_id, is_complete=complete
    )

    assert told_events()[events.ExecutionReported].anybody(event) == complete


def test_those_who_do_it_and_the_controller_hear_of_the_gift():
    doing, controller = make_user(), make_user()
    given_event = events.AssignmentGiven(
        assignment_id=1, parent_id=None, controller_id=controller.person_id, people=[doing.person_id],
        due_on="2026-12-07",
    )  # fmt: skip
    replaced = events.ExecutorReplaced(
        assignment_id=1, person_id=doing.person_id, before_id=None, controller_id=controller.person_id,
        reason="Отпуск",
    )  # fmt: skip

    for event in (given_event, replaced):
        assert set(told_events()[type(event)].to(event)) == {doing, controller}
        assert told_events()[type(event)].anybody(event)


def test_vacant_post_is_reminded_of_to_nobody_but_escalated(school):
    post = PositionFactory(title="Методист")
    EmploymentFactory()
    with time_machine.travel("2026-11-23T09:00:00Z"):
        made = given(organisation=school, due_on=DUE, executor=Post(post, school))

    services.remind(now=moment(10))

    assert told() == [("escalated", [made.controller_id])]
