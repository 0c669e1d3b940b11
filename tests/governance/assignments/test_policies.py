import pytest

from metodika.core.access import can
from metodika.governance.assignments import services
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.policies import PERMISSIONS
from tests.factories.accounts import make_user
from tests.factories.assignments import given
from tests.factories.directory import PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
OWN = {"assignments.list_own"}
VIEW = OWN | {"assignments.view_assignment"}
CHANGED = {"change_assignment", "cancel_assignment"}


def allowed(user, assignment):
    return {name for name in PERMISSIONS if can(user, name, assignment)}


def named(*names):
    return {f"assignments.{name}" for name in names}


def test_each_may_what_his_part_allows():
    school = SchoolFactory()
    executor, controller, giver, stranger = (make_user() for _number in range(4))
    made = given(organisation=school, executor=executor.person, controller=controller.person, by=giver)
    part = services.split_assignment(
        made, text="Часть", executor=PersonFactory(), due_on=made.due_on, by=None
    )

    assert allowed(executor, made) == VIEW | named("report_execution", "split_assignment")
    assert allowed(controller, made) == VIEW | named("check_report")
    assert allowed(giver, made) == VIEW | named(*CHANGED)
    assert allowed(stranger, made) == OWN
    assert allowed(make_user("assignments.*", at=school), made) == set(PERMISSIONS)
    assert allowed(make_user("assignments.*", at=SchoolFactory()), made) == OWN
    assert allowed(executor, part) == VIEW


def test_each_sees_what_he_has_a_part_in():
    school = SchoolFactory()
    executor, controller, giver, former = (make_user() for _number in range(4))
    made = given(
        organisation=school, executor=[executor.person, former.person], controller=controller.person, by=giver
    )
    part = services.split_assignment(
        made, text="Часть", executor=PersonFactory(), due_on=made.due_on, by=None
    )
    services.replace_executor(
        made.executors.get(person=former.person), person=PersonFactory(), reason="Отпуск", by=None
    )

    def seen(user):
        return set(Assignment.objects.visible_to(user))

    assert seen(executor) == seen(controller) == {made, part}
    assert seen(giver) == seen(former) == {made}
    assert can(former, "assignments.view_assignment", made)
    assert seen(make_user()) == seen(make_user("assignments.*", at=SchoolFactory())) == set()
    assert seen(make_user("assignments.view_assignment", at=school)) == {made, part}
