import pytest
from django.contrib.auth.models import AnonymousUser

from metodika.core.access import can
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import EmploymentFactory, SchoolFactory

pytestmark = pytest.mark.django_db
BY_ROLE = [
    "list_users",
    "invite_user",
    "suspend_user",
    "view_journal",
    "answer_data_request",
    "publish_consent_text",
]
EVERYBODYS = ["manage_tokens", "view_own_data", "manage_own_account"]


@pytest.mark.parametrize("name", BY_ROLE)
def test_role_opens_the_accounts_of_its_own_scope_only(name):
    permission = f"accounts.{name}"
    here, there = SchoolFactory(), SchoolFactory()
    mine = make_user(person=EmploymentFactory(organisation=here).person)
    foreign = make_user(person=EmploymentFactory(organisation=there).person)
    holder, other = make_user(permission, at=here), make_user("staff.*", at=here)

    found = [
        can(user, permission, row)
        for user in (holder, other, make_administrator())
        for row in (mine, foreign)
    ]

    assert found == [True, False, False, False, True, True]


@pytest.mark.parametrize("name", EVERYBODYS)
def test_own_pages_need_a_sign_in_and_no_role(name):
    permission = f"accounts.{name}"

    assert can(make_user(), permission)
    assert not can(AnonymousUser(), permission)
