from datetime import date

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.directory.staff.events import PersonHired
from metodika.directory.staff.services import end_employment, merge_people, send_on_leave
from metodika.governance.assignments import services
from metodika.governance.assignments.models import Executor
from metodika.governance.assignments.reactions import concerns_assignments, follow_posts
from metodika.governance.assignments.services import Post, RoleThere
from tests.factories.accounts import give, make_role, make_user
from tests.factories.assignments import TODAY, given
from tests.factories.directory import EmploymentFactory, PersonFactory, PositionFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def post():
    return PositionFactory(title="Методист")


def present(assignment):
    return [one.person for one in assignment.executors.present().order_by("order")]


def last(assignment):
    return entries_about(assignment)[0].key


def test_post_passes_to_the_new_holder(school, post):
    before = EmploymentFactory(organisation=school, position=post)
    made = given(executor=Post(post, school), organisation=school)
    end_employment(before, on=date(2026, 11, 20), reason="Уход", by=None)

    assert services.follow_holders(day=TODAY) == 1
    assert (present(made), last(made)) == ([None], "assignments.post_found_vacant")
    assert services.follow_holders(day=TODAY) == 0
    after = EmploymentFactory(organisation=school, position=post, started_on=TODAY)
    follow_posts(None)

    assert (present(made), last(made)) == ([after.person], "assignments.executor_replaced")
    assert [one.person for one in made.executors.order_by("pk")] == [before.person, None, after.person]


def test_holder_on_leave_gives_way_to_whoever_stands_in(school, post):
    absent = EmploymentFactory(organisation=school, position=post)
    made = given(executor=Post(post, school), organisation=school)
    send_on_leave(absent, kind="maternity", since=date(2026, 11, 1), until=None, by=None)
    assert services.follow_holders(day=TODAY) == 0

    stands_in = EmploymentFactory(organisation=school, position=post, started_on=TODAY)
    services.follow_holders(day=TODAY)

    assert present(made) == [stands_in.person]


def test_role_passes_to_the_next_one_who_acts_in_it(school):
    role = make_role(code="deputy_head")
    held = give(PersonFactory(), role, school, until=date(2026, 11, 22))
    made = given(executor=RoleThere(role, school), organisation=school, given_on=date(2026, 11, 1))
    assert present(made) == [held.person]

    after = give(PersonFactory(), role, school, since=TODAY)
    services.follow_holders(day=TODAY)

    assert present(made) == [after.person]


def test_new_holder_who_helps_already_is_not_named_twice(school, post):
    before, helper = EmploymentFactory(organisation=school, position=post), PersonFactory()
    made = given(executor=[Post(post, school), helper], organisation=school)
    end_employment(before, on=date(2026, 11, 20), reason="Уход", by=None)
    EmploymentFactory(person=helper, organisation=school, position=post, started_on=TODAY)

    services.follow_holders(day=TODAY)

    assert present(made) == [helper]


def test_closed_assignment_stays_with_whoever_did_it(school, post):
    before = EmploymentFactory(organisation=school, position=post)
    made = given(executor=Post(post, school), organisation=school)
    services.cancel_assignment(made, reason="Не нужно", by=None)
    end_employment(before, on=date(2026, 11, 20), reason="Уход", by=None)

    assert services.follow_holders(day=TODAY) == 0
    assert present(made) == [before.person]


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_after_posts_costs_the_same(school, post, rows, django_assert_num_queries):
    for number in range(rows):
        place = SchoolFactory(parent=school.parent)
        EmploymentFactory(organisation=place, position=post)
        given(executor=Post(post, place), organisation=place, text=f"Дело {number}")

    with django_assert_num_queries(4):
        assert services.follow_holders(day=TODAY) == 0


def test_executor_is_replaced_by_decision():
    made, person = given(), PersonFactory()
    before = made.executors.get()

    after = services.replace_executor(before, person=person, reason="Отпуск", by=make_user())

    before.refresh_from_db()
    assert (before.until_on, before.replaced_because) == (TODAY, "Отпуск")
    assert (after.person, after.is_responsible, after.since_on) == (person, True, TODAY)
    with pytest.raises(RuleBroken, match="уже сменили"):
        services.replace_executor(before, person=PersonFactory(), reason="Отпуск", by=None)
    with pytest.raises(RuleBroken, match="уже исполняет"):
        services.replace_executor(after, person=person, reason="Отпуск", by=None)
    with pytest.raises(RuleBroken, match="почему меняется"):
        services.replace_executor(after, person=PersonFactory(), reason=" ", by=None)


def test_no_job_is_stored_where_no_post_is_followed(school, post):
    hired = EmploymentFactory(organisation=school, position=post)
    event = PersonHired(hired.person_id, hired.pk, school.pk, "2026-11-23")

    assert not concerns_assignments(event)
    given(executor=Post(post, school))
    assert concerns_assignments(event)


def test_merged_card_hands_its_assignments_over():
    kept, dropped = PersonFactory(), PersonFactory()
    of_both, controlled, done = (
        given(executor=[kept, dropped]),
        given(controller=dropped),
        given(executor=dropped),
    )

    merge_people(kept, drop=dropped, by=None)

    controlled.refresh_from_db()
    assert (present(of_both), present(done), controlled.controller) == ([kept], [kept], kept)
    assert not Executor.objects.filter(person=dropped).exists()
    dropped.refresh_from_db()
    with pytest.raises(RuleBroken, match="объединена"):
        services.replace_executor(controlled.executors.get(), person=dropped, reason="Нет", by=None)
