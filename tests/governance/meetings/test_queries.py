from datetime import date, timedelta

import pytest
from django.utils import timezone

from metodika.core.access import can
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.events import DutyAnnounced
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.services.watch import announce_duties
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.directory import MunicipalityFactory
from tests.factories.meetings import arrive, closed, first_item, members, opened, plan, put, vote_all
from tests.factories.notices import react_twice, told

pytestmark = pytest.mark.django_db


def test_state_of_a_session_costs_one_statement_and_shows_the_vote(django_assert_num_queries):
    session = opened(present=6)
    row = members(session)[1]
    viewer = make_user(person=row.person)
    vote = put(session)
    before = queries.desk_state(session, viewer)
    vote_all(vote, [row.person])

    with django_assert_num_queries(1):
        state = queries.desk_state(session, viewer)
    assert (state.status, state.quorate, state.base, state.required, len(state.present)) == (
        "opened",
        True,
        9,
        5,
        6,
    )
    assert (state.vote.id, state.vote.may_vote, state.vote.mine) == (vote.pk, True, "for")
    assert state.mark != before.mark
    assert state.as_dict()["vote"]["ballots"] == {row.person_id: "for"}


def test_state_before_the_session_counts_who_has_come():
    session = plan()
    arrive(members(session)[:4])

    state = queries.desk_state(session, None)
    assert (state.status, state.quorate, len(state.present), state.vote) == ("planned", False, 4, None)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_sessions_costs_the_same_for_one_and_three(django_assert_num_queries, count):
    place = MunicipalityFactory()
    for _number in range(count):
        plan(make_council(3), items=2)
    reader = make_user("meetings.view_session", at=Body.objects.first().host.parent or place)

    with django_assert_num_queries(2):
        rows = [(str(one), str(one.body.host), one.items_count) for one in queries.sessions_for_list(reader)]
    assert [row[2] for row in rows] == [2] * count


def test_member_and_guest_see_the_session_and_a_stranger_does_not():
    session = opened()
    member, stranger = make_user(person=members(session)[5].person), make_user()

    assert list(Session.objects.visible_to(member)) == [session]
    assert list(Session.objects.visible_to(stranger)) == []
    assert [
        can(member, name, session)
        for name in ("meetings.view_session", "meetings.vote", "meetings.run_session")
    ] == [True, True, False]
    assert [can(stranger, name, session) for name in ("meetings.view_session", "meetings.vote")] == [
        False,
        False,
    ]


def test_secretary_of_the_body_runs_its_sessions_without_any_role():
    session = opened()
    secretary = make_user(person=members(session)[2].person)

    rights = ("plan_session", "run_session", "print_minutes", "publish_decisions", "send_item_on")
    assert all(can(secretary, f"meetings.{name}", session) for name in rights)
    assert can(secretary, "meetings.run_session", first_item(session))
    assert can(secretary, "meetings.plan_session", session.body)
    assert not can(secretary, "meetings.approve_decisions", session)


def test_body_owes_what_its_sessions_lack():
    body = make_council(rules={"sessions_a_year": 3, "needs_approval": True, "approval_days": 30})
    Body.objects.filter(pk=body.pk).update(starts_on=date(2020, 9, 1))
    body.refresh_from_db()
    session = closed(body)
    Session.objects.filter(pk=session.pk).update(held_on=date(2025, 10, 1))

    owed = queries.duties_of_sessions(Body.objects.filter(pk=body.pk), date(2026, 4, 15))
    assert [(one.code, one.due_on) for one in owed] == [
        ("sessions_of_year", date(2026, 8, 31)),
        ("minutes_unsigned", date(2025, 10, 4)),
        ("decisions_unapproved", date(2025, 10, 31)),
    ]
    assert "1 из 3" in owed[0].sentence
    assert len(owed[0].responsible) == 2
    assert (
        queries.duties_of_sessions(Body.objects.filter(pk=body.pk), date(2025, 10, 2))[0].code
        != "sessions_of_year"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_duties_of_many_bodies_cost_the_same(django_assert_num_queries, count):
    for _number in range(count):
        closed(make_council(5, rules={"sessions_a_quarter": 1, "needs_approval": True}), present=5)

    with django_assert_num_queries(6):
        queries.duties_of_sessions(Body.objects.all(), date(2026, 3, 20))


def test_responsible_people_are_told_of_a_duty_once_in_a_fortnight():
    session = closed()
    secretary = make_user(person=members(session)[2].person)
    now = timezone.now() + timedelta(days=1)

    assert announce_duties(now=now) == 1
    assert announce_duties(now=now) == 0
    react_twice()
    assert (secretary.login, DutyAnnounced.key()) in told()
    assert announce_duties(now=now + timedelta(days=15)) == 1


def test_members_and_guests_are_told_of_the_agenda():
    session = plan()
    member = make_user(person=members(session)[4].person)

    services.convene_session(session, by=None)
    react_twice()
    assert told() == [(member.login, "meetings.session_convened")]
