import pytest

from metodika.core.access import can
from metodika.directory.organisations.policies import PERMISSIONS
from tests.factories.accounts import make_user
from tests.factories.directory import SchoolFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_permission_holds_for_the_granted_branch_and_not_beside_it(permission):
    unit = UnitFactory()
    school = unit.parent
    user = make_user(permission, at=school)

    assert can(user, permission)
    assert [can(user, permission, row) for row in (school, unit, school.parent, SchoolFactory())] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not can(make_user(at=school), permission, school)
