import pytest

from metodika.core.audit.journal import entries_about
from metodika.core.audit.models import JournalEntry
from metodika.core.audit.tracking import history_of
from metodika.core.events import announce
from metodika.directory.accounts.events import UserReactivated
from metodika.directory.accounts.models import User
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


def test_change_past_the_services_is_recorded_as_well():
    user = make_user()

    User.objects.filter(pk=user.pk).update(email="new@example.org")

    change = history_of(user)[0]
    assert (change.field, change.before, change.after) == ("email", "", "new@example.org")


def test_secrets_are_no_part_of_the_history():
    user = make_user()
    user.set_password("другой длинный пароль")
    user.save(update_fields=["password"])

    assert "password" not in {change.field for change in history_of(user)}


def test_change_on_a_page_carries_the_person(client):
    chief = make_administrator()
    school = SchoolFactory()
    user = make_user("staff.view_person", at=school)
    client.force_login(chief)

    client.post(f"/accounts/{user.pk}/suspend/", {"reason": "проверка"})

    assert {change.user_id for change in history_of(user) if change.field == "status" and change.before} == {
        chief.pk
    }


def test_entries_about_a_row_come_newest_first():
    user, other = make_user(), make_user()
    for one in (user, other, user):
        announce(UserReactivated(user_id=one.pk), about=one)

    found = list(entries_about(user))

    assert [entry.subject_id for entry in found] == [user.pk, user.pk]
    assert found[0].pk > found[1].pk
    assert JournalEntry.objects.count() > 2
