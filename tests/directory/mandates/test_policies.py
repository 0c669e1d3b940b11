import pytest

from metodika.core.access import can
from tests.factories.accounts import give, make_administrator, make_role, make_user
from tests.factories.directory import PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
NAMES = ["view_mandate", "list_mandates", "give_mandate", "end_mandate", "substitute"]


@pytest.mark.parametrize("name", NAMES)
def test_role_opens_its_own_scope_only(name):
    permission = f"mandates.{name}"
    here, there = SchoolFactory(), SchoolFactory()
    mine, foreign = give(PersonFactory(), make_role(), here), give(PersonFactory(), make_role(), there)
    holder, other = make_user(permission, at=here), make_user("staff.*", at=here)

    found = [
        can(user, permission, row)
        for user in (holder, other, make_administrator())
        for row in (mine, foreign)
    ]

    assert found == [True, False, False, False, True, True]


@pytest.mark.parametrize(("name", "may"), [(name, name == "view_mandate") for name in NAMES])
def test_own_mandate_is_seen_but_not_changed(name, may):
    user = make_user("staff.view_person", at=SchoolFactory())

    assert can(user, f"mandates.{name}", user.person.mandates.get()) is may
    assert can(user, f"mandates.{name}", user.person) is may
