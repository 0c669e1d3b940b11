"""Tables as they stood at a mark."""

import pytest
from django.apps import apps

from metodika.core.audit.marks import table_marks
from metodika.core.audit.past import as_it_was, past_of
from metodika.directory.accounts.models import User
from metodika.directory.staff.models import Employment, Person
from metodika.governance.bodies.models import Body
from tests.factories.accounts import make_user
from tests.factories.bodies import make_body
from tests.factories.directory import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db
JOBS, PEOPLE, BODIES, USERS, LINKS = (
    "staff_employment", "staff_person", "bodies_body", "accounts_user", "staff_employment_subjects",
)  # fmt: skip


def past_after(marks, *, most=100):
    return past_of(marks, table_marks(marks), most=most)


def jobs():
    return list(Employment.objects.order_by("pk").values_list("pk", "person__gender", "load", "version"))


def test_rows_that_changed_came_and_went_are_read_as_they_were_and_then_as_they_are():
    kept, changed, gone = (EmploymentFactory(load="1.00") for _number in range(3))
    before, marks = jobs(), table_marks([JOBS, PEOPLE])
    Employment.objects.filter(pk=changed.pk).update(load="0.50")
    Employment.objects.filter(pk=changed.pk).update(load="0.25")
    Person.objects.filter(pk=kept.person_id).update(gender="male")
    gone.delete()
    EmploymentFactory(person=PersonFactory()).delete()
    EmploymentFactory()
    after, past = jobs(), past_after(marks)

    with as_it_was(past.values()):
        then = jobs()

    assert then == before
    assert jobs() == after != before
    assert len(past[JOBS].rows) == 4
    assert past_after(table_marks(marks)) == {}


def test_a_refused_reading_leaves_the_tables_as_they_are():
    job = EmploymentFactory(load="1.00")
    marks = table_marks([JOBS])
    Employment.objects.filter(pk=job.pk).update(load="0.50")

    with pytest.raises(ZeroDivisionError), as_it_was(past_after(marks).values()):
        raise ZeroDivisionError

    assert str(Employment.objects.get(pk=job.pk).load) == "0.50"


def test_what_the_history_does_not_tell_is_named():
    user, body = make_user(), make_body()
    job = EmploymentFactory()
    marks = table_marks([JOBS, BODIES, USERS, LINKS])
    User.objects.filter(pk=user.pk).update(email="new@example.org")
    Body.objects.filter(pk=body.pk).update(members_count=7, task="Учить")
    Employment.objects.filter(pk=job.pk).update(load="0.50")
    job.subjects.create(title="Химия")
    last, _sign, seen = marks[JOBS].partition(":")

    found = past_after(marks)

    assert {"password"} <= found[USERS].forgotten
    assert found[BODIES].forgotten == {"members_count"}
    assert found[JOBS].forgotten == set()
    assert found[LINKS] is None
    assert past_after({}) == {}
    assert past_of({}, table_marks([JOBS]), most=100) == {JOBS: None}
    # More than can be looked at, a row without an earlier state, and a transaction that has written late.
    assert past_after(marks, most=0)[JOBS] is None
    assert past_after({JOBS: f"{last}:{int(seen) - 1}"})[JOBS] is None
    apps.get_model("staff", "EmploymentVersion").objects.filter(pgh_obj_id=job.pk, pgh_id__lte=last).delete()
    assert past_after({JOBS: f"{last}:{int(seen) - 1}"})[JOBS] is None
