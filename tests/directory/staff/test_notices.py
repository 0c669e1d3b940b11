from datetime import date

import pytest

from metodika.core.notices.models import Letter, Notice
from metodika.directory.staff import services
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory
from tests.factories.notices import react_twice, shown_under_the_bell, told

pytestmark = pytest.mark.django_db


def test_transfer_is_told_to_the_person_and_waits_for_the_daily_letter(client):
    anna = make_user(login="anna", email="anna@example.org", language="ru")
    make_user(login="other")
    job = EmploymentFactory(person=anna.person)
    school = SchoolFactory()

    services.transfer_person(job, to=school, on=date(2026, 9, 1), by=None)
    react_twice()

    assert told() == [("anna", "staff.person_transferred")]
    assert (Notice.objects.get().for_digest, Letter.objects.count()) == (True, 0)
    said = shown_under_the_bell(client, anna)
    assert f"{anna.person}: перевод, {job.organisation} → {school}, 1 сентября 2026 г." in said


def test_merger_is_told_to_the_account_that_stays():
    anna = make_user(login="anna", person=PersonFactory(last_name="Ясенева"))
    twin = PersonFactory(last_name="Ясенева")

    services.merge_people(keep=anna.person, drop=twin, by=None)
    react_twice()

    assert told() == [("anna", "staff.people_merged")]


def test_category_is_told_to_the_person():
    anna = make_user(login="anna")

    services.assign_qualification(anna.person, category="first", assigned_on=date(2026, 3, 1), by=None)
    react_twice()

    assert told() == [("anna", "staff.qualification_assigned")]
