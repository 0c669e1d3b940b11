"""A school is merged into another: what becomes of its bodies, their business and its assignments."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from metodika.directory.organisations.services import merge_organisations
from metodika.governance.bodies.lifecycle import BodyStatus
from metodika.governance.bodies.services import admit_member
from metodika.governance.meetings import services as meetings
from tests.factories.accounts import make_user
from tests.factories.assignments import given
from tests.factories.bodies import SINCE, home_of, make_body, make_kind
from tests.factories.directory import PersonFactory, ProfileFactory, SchoolFactory, SubjectFactory

pytestmark = pytest.mark.django_db
MERGED_ON = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


@pytest.fixture
def schools():
    home = home_of(ProfileFactory())
    return SchoolFactory(parent=home), SchoolFactory(parent=home)


def bodies_at(school):
    profile = school.municipality.profile
    council = make_kind(profile, code="school_council")
    association = make_kind(profile, code="school_association", family="association")
    return council, association


def merge(old, new):
    merge_organisations(old, successor=new, on=MERGED_ON, by=None, carry_staff=False)


def test_body_that_the_successor_has_ends_and_its_business_goes_there(schools):
    old, new = schools
    council, _association = bodies_at(old)
    before, heir = make_body(council, host=old), make_body(council, host=new)
    first, second = PersonFactory(), PersonFactory()
    for person in (first, second):
        admit_member(before, person=person, on=SINCE, by=None)
    admit_member(heir, person=second, on=SINCE, by=None)
    asking = make_body(council, host=SchoolFactory(parent=old.parent))
    question = meetings.add_item(
        meetings.plan_session(asking, on=MERGED_ON, by=None), question="О кабинетах", by=None
    )
    sent = meetings.send_item_on(question, body=before, by=None)
    session = meetings.plan_session(before, on=MERGED_ON + timedelta(days=9), by=None)

    merge(old, new)

    for row in (before, sent, session):
        row.refresh_from_db()
    assert (before.status, before.ends_on, before.goes_on_in) == (
        BodyStatus.DISSOLVED, date(2026, 11, 30), heir,
    )  # fmt: skip
    assert (sent.body, session.status) == (heir, "cancelled")


def test_body_that_the_successor_lacks_is_carried_over(schools):
    old, new = schools
    council, association = bodies_at(old)
    maths, history = SubjectFactory(title="Математика"), SubjectFactory(title="История")
    make_body(association, host=new, subjects=[maths], name="ШМО учителей математики")
    carried = make_body(association, host=old, subjects=[history], name="ШМО учителей истории")
    same_name = make_body(council, host=old, name="ШМО учителей математики")

    merge(old, new)

    for row in (carried, same_name):
        row.refresh_from_db()
    assert (carried.status, carried.host, carried.carried_from) == (BodyStatus.ACTIVE, new, old)
    assert (same_name.host, same_name.name) == (new, f"ШМО учителей математики ({old})")


def test_open_assignments_go_on_under_numbers_of_the_successor(schools):
    old, new = schools
    given(organisation=new)
    kept, closed = given(organisation=old), given(organisation=old)
    type(closed).objects.filter(pk=closed.pk).update(status="executed")

    merge(old, new)

    for row in (kept, closed):
        row.refresh_from_db()
    assert (kept.organisation, kept.number) == (new, "2/2026")
    assert (closed.organisation, closed.number) == (old, "2/2026")


def test_pages_of_both_schools_show_what_is_left_to_finish(client, schools):
    old, new = schools
    council, association = bodies_at(old)
    before, heir = make_body(council, host=old, name="Совет старой"), make_body(council, host=new)
    waiting = PersonFactory(last_name="Незабытова")
    admit_member(before, person=waiting, on=SINCE, by=None)
    make_body(association, host=old, name="ШМО классных руководителей")
    given(organisation=old, text="Сдать отчёт")
    merge(old, new)
    client.force_login(make_user("bodies.*", "assignments.*", "organisations.*", at=old.parent))

    def panel(name, school):
        return client.get(reverse(name, args=[school.pk])).content.decode()

    for school in (old, new):
        shown = panel("bodies:show-bodies-of-organisation", school)
        assert all(words in shown for words in ("После слияния", "Незабытова", "ШМО классных руководителей"))
    assert "Сдать отчёт" in panel("assignments:show-assignments-of-organisation", old)

    admit_member(heir, person=waiting, on=date(2026, 11, 23), by=None)

    assert "Незабытова" not in panel("bodies:show-bodies-of-organisation", old)
