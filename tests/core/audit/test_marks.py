import pytest

from metodika.core.audit.marks import columns_changed, table_marks
from metodika.directory.accounts.models import User
from metodika.directory.staff.models import Employment
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory

pytestmark = pytest.mark.django_db
JOBS, USERS = "staff_employment", "accounts_user"


def changed_by(work):
    before = table_marks([JOBS, USERS, "organisations_succession"])
    work()
    return columns_changed(before, table_marks(before))


def test_changed_rows_tell_their_columns_and_rows_that_came_or_went_do_not():
    job, other = EmploymentFactory(load="1.00"), EmploymentFactory()
    user = make_user()
    jobs = Employment.objects.filter(pk=job.pk)

    def twice():
        jobs.update(load="0.50")
        jobs.update(is_head=True)

    assert changed_by(lambda: None) == {}
    assert changed_by(lambda: jobs.update(load="1.00")) == {}
    assert changed_by(twice) == {JOBS: {"load", "is_head"}}
    assert changed_by(EmploymentFactory)[JOBS] is None
    assert changed_by(other.delete) == {JOBS: None}
    # A column without history may have changed as well.
    found = changed_by(lambda: User.objects.filter(pk=user.pk).update(email="new@example.org"))[USERS]
    assert {"email", "password"} <= found
    assert "is_active" not in found
    assert columns_changed({}, table_marks([JOBS])) == {JOBS: None}


def test_change_of_a_transaction_that_was_still_open_is_not_missed():
    job = [EmploymentFactory() for _number in range(2)][-1]
    marks = table_marks([JOBS])
    last, _sign, seen = marks[JOBS].partition(":")
    # So it looked while the first of the two rows, with its lower number, was not to be seen.
    before = {JOBS: f"{last}:{int(seen) - 1}"}

    assert columns_changed(before, table_marks([JOBS])) == {JOBS: None}
    Employment.objects.filter(pk=job.pk).update(load="0.50")
    assert columns_changed(before, table_marks([JOBS])) == {JOBS: None}
    assert columns_changed(marks, table_marks([JOBS])) == {JOBS: {"load"}}
