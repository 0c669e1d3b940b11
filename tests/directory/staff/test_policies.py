import pytest

from metodika.core.access import can
from metodika.directory.staff.lifecycle import LeaveKind
from metodika.directory.staff.policies import PERMISSIONS
from metodika.directory.staff.services import send_on_leave
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory, SchoolFactory

pytestmark = pytest.mark.django_db
OWN = {"staff.view_person", "staff.view_private"}


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_permission_holds_for_the_granted_school_and_not_for_others(permission):
    here, elsewhere = EmploymentFactory(), EmploymentFactory()
    user = make_user(permission, at=here.organisation)

    assert can(user, permission)
    assert can(user, permission, here.person)
    assert can(user, permission, here)
    assert not can(user, permission, elsewhere.person)
    assert not can(user, permission, elsewhere)
    assert not can(make_user(at=here.organisation), permission, here.person)


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_own_record_is_open_only_for_reading(permission):
    job = EmploymentFactory()
    user = make_user(person=job.person)
    leave = send_on_leave(job, kind=LeaveKind.OTHER, since=job.started_on, by=None)

    assert [can(user, permission, row) for row in (job.person, job, leave)] == [permission in OWN] * 3


def test_organisation_with_the_number_of_the_person_is_not_the_person():
    school = SchoolFactory()
    user = make_user()
    user.person_id = school.pk

    assert not can(user, "staff.view_person", school)
