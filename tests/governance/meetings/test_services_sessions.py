from datetime import timedelta

import pytest

from metodika.core.access import RuleBroken
from metodika.core.database.versions import EditedMeanwhile
from metodika.governance.meetings import services
from metodika.governance.meetings.lifecycle import Deviation, ItemStatus, SessionStatus
from metodika.governance.meetings.models import QuorumCheck, Session
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.bodies import make_body, make_council
from tests.factories.clock import today_there
from tests.factories.directory import PersonFactory
from tests.factories.meetings import arrive, closed, first_item, members, opened, plan

pytestmark = pytest.mark.django_db


def today():
    return today_there()


def test_planned_session_lists_the_members_of_its_day():
    session = plan()

    assert session.status == SessionStatus.PLANNED
    assert session.attendances.filter(capacity="member").count() == 9
    session.pulse.refresh_from_db()
    assert session.pulse.revision == 2


def test_body_that_does_not_work_holds_no_sessions():
    body = make_body()
    body.status = "dissolved"

    with pytest.raises(RuleBroken, match="не проводятся"):
        services.plan_session(body, on=today(), by=None)


@pytest.mark.parametrize(
    ("mode", "words"), [("video", "дистанционного участия"), ("correspondence", "заочного опроса")]
)
def test_mode_that_the_rules_do_not_know_is_refused(mode, words):
    with pytest.raises(RuleBroken, match=words):
        services.plan_session(make_council(), on=today(), card={"mode": mode}, by=None)


def test_session_opens_with_five_of_nine_and_freezes_what_it_is_counted_by():
    session = opened(present=5)

    assert (session.status, session.number, session.is_quorate) == ("opened", 1, True)
    assert session.presiding_ground == "chair"
    assert session.recorder_id == members(session)[2].person_id
    assert (session.electorate["listed"], len(session.electorate["seats"])) == (9, 9)
    check = QuorumCheck.objects.get(session=session)
    assert (check.present, check.required, check.base, check.ok) == (5, 5, 9, True)


def test_four_of_nine_are_refused_with_the_figures_and_may_be_declared():
    session = plan()
    arrive(members(session)[:4])

    with pytest.raises(RuleBroken, match="4 из 9 членов, необходимо 5"):
        services.open_session(session, by=None)
    services.declare_no_quorum(session, by=None)
    session.refresh_from_db()
    assert (session.status, session.is_quorate, session.number) == ("not_quorate", False, 1)
    assert [item.status for item in session.items.all()] == [ItemStatus.DEFERRED]


def test_declaring_no_quorum_where_there_is_one_is_refused():
    session = plan()
    arrive(members(session)[:5])

    with pytest.raises(RuleBroken, match="Кворум есть"):
        services.declare_no_quorum(session, by=None)


def test_not_quorate_session_is_postponed_with_its_agenda_and_keeps_its_record():
    session = plan(items=2)
    services.declare_no_quorum(session, by=None)

    fresh = services.postpone_session(session, to=today() + timedelta(days=7), reason="Кворума нет", by=None)
    session.refresh_from_db()
    assert (session.status, session.moved_to) == ("not_quorate", fresh)
    assert [item.came_from_id for item in fresh.items.order_by("order")] == [
        item.pk for item in session.items.order_by("order")
    ]
    with pytest.raises(RuleBroken, match="уже перенесено"):
        services.postpone_session(session, to=today(), reason="Снова", by=None)


def test_deputy_presides_when_the_chair_is_away():
    session = plan()
    arrive(members(session)[1:7])

    assert services.open_session(session, by=None).presiding_ground == "deputy"


def test_without_chair_and_deputy_those_present_elect_and_it_is_written_down():
    session = plan()
    rows = members(session)
    arrive(rows[2:8])

    with pytest.raises(RuleBroken, match="Присутствующие избирают"):
        services.open_session(session, by=None)
    services.elect_presiding(session, person=rows[4].person, totals=VoteTotals(5, 0, 1), by=None)
    session = services.open_session(session, by=None)
    assert (session.presiding_ground, session.presiding_id) == ("elected", rows[4].person_id)
    vote = session.votes.get()
    assert (vote.purpose, vote.adopted, vote.for_count) == ("presiding", True, 5)


@pytest.mark.parametrize(
    ("totals", "words"),
    [((3, 3, 0), "нужно голосов 4, подано 3"), ((7, 0, 0), "Голосов 7, а присутствует членов 6")],
)
def test_election_needs_the_majority_of_those_present(totals, words):
    session = plan()
    rows = members(session)
    arrive(rows[2:8])

    with pytest.raises(RuleBroken, match=words):
        services.elect_presiding(session, person=rows[4].person, totals=VoteTotals(*totals), by=None)


def test_nobody_is_elected_who_is_away_or_while_the_deputy_is_here():
    session = plan()
    rows = members(session)
    arrive(rows[2:8])

    with pytest.raises(RuleBroken, match="только присутствующего члена"):
        services.elect_presiding(session, person=rows[8].person, totals=VoteTotals(6, 0, 0), by=None)
    arrive(rows[1:2])
    with pytest.raises(RuleBroken, match="заместитель на месте"):
        services.elect_presiding(session, person=rows[4].person, totals=VoteTotals(6, 0, 0), by=None)


def test_absent_secretary_is_replaced_by_name():
    session = plan()
    rows = members(session)
    arrive([*rows[:2], *rows[3:7]])

    with pytest.raises(RuleBroken, match="кто ведёт протокол"):
        services.open_session(session, by=None)
    services.appoint_recorder(session, person=rows[5].person, by=None)
    session = services.open_session(session, by=None)
    assert (session.recorder_id, session.recorder_is_temporary) == (rows[5].person_id, True)


def test_short_composition_and_missing_notice_are_written_down_and_do_not_block():
    body = make_council(8, rules={"min_members": 9, "notice_days": 5})

    session = opened(body, present=5)
    assert session.deviations == [Deviation.NO_NOTICE, Deviation.SHORT]


def test_late_notice_is_written_down():
    session = plan(make_council(rules={"notice_days": 5}))
    services.convene_session(session, by=None)
    arrive(members(session)[:5])

    assert services.open_session(session, by=None).deviations == [Deviation.LATE_NOTICE]


def test_session_of_another_day_is_not_opened_today():
    session = plan(on=today() + timedelta(days=10))
    arrive(members(session)[:5])

    with pytest.raises(RuleBroken, match="Сначала измените день"):
        services.open_session(session, by=None)


def test_agenda_is_sent_once_and_again_only_on_purpose():
    session = plan()
    services.convene_session(session, by=None)

    with pytest.raises(RuleBroken, match="ещё раз"):
        services.convene_session(session, by=None)
    services.convene_session(session, again=True, by=None)
    with pytest.raises(RuleBroken, match="Повестка пуста"):
        services.convene_session(plan(items=0), by=None)


def test_two_people_change_the_card_and_the_second_sees_the_difference():
    session = plan()
    services.change_session(session, changes={"place": "Каб. 1"}, seen=1, by=None)

    with pytest.raises(EditedMeanwhile) as refused:
        services.change_session(session, changes={"place": "Каб. 2"}, seen=1, by=None)
    assert [(one.stored, one.wanted) for one in refused.value.differences] == [("Каб. 1", "Каб. 2")]


def test_numbers_run_by_the_year_of_the_body():
    body = make_council()

    numbers = [closed(body).number, opened(body).number]
    assert numbers == [1, 2]


def test_session_is_closed_once():
    session = closed()

    with pytest.raises(RuleBroken, match="уже закрыто"):
        services.close_session(session, by=None)


def test_closing_ends_the_stays_and_puts_off_what_was_not_reached():
    session = opened(items=2)
    services.open_item(first_item(session), by=None)

    session = services.close_session(session, by=None)
    assert [item.status for item in session.items.order_by("order")] == [ItemStatus.DONE, ItemStatus.DEFERRED]
    assert not session.attendances.filter(stays__isnull=False, stays__left_at=None).exists()


def test_closing_after_the_quorum_is_gone_says_so():
    session = opened(present=5, items=2)
    services.note_leaving(members(session)[4], by=None)

    session = services.close_session(session, by=None)
    assert Deviation.QUORUM_LOST in session.deviations
    assert {item.status_reason for item in session.items.all()} == {"Кворум утрачен."}


def test_recess_ends_only_with_a_quorum():
    session = opened(present=5)
    services.pause_session(session, by=None)
    row = members(session)[4]
    services.note_leaving(row, by=None)

    with pytest.raises(RuleBroken, match="Кворума нет"):
        services.resume_session(session, by=None)
    services.note_arrival(row, by=None)
    assert services.resume_session(session, by=None).status == SessionStatus.OPENED


def test_cancelled_session_keeps_its_reason_and_does_not_open():
    session = services.cancel_session(plan(), reason="Карантин", by=None)

    assert (session.status, session.status_reason) == ("cancelled", "Карантин")
    with pytest.raises(RuleBroken, match="отменено"):
        services.open_session(session, by=None)


def test_joint_session_needs_two_quorums_and_opens_as_two():
    one, other = services.plan_joint_session(make_council(), other=make_council(5), on=today(), by=None)
    arrive(members(one)[:5])
    arrive(members(other)[:2])

    with pytest.raises(RuleBroken, match="2 из 5 членов"):
        services.open_session(one, by=None)
    assert set(Session.objects.values_list("status", flat=True)) == {"planned"}
    arrive(members(other)[2:3])
    services.open_session(one, by=None)
    assert list(Session.objects.values_list("status", "is_quorate")) == [("opened", True)] * 2


def test_body_does_not_meet_with_itself():
    body = make_council()

    with pytest.raises(RuleBroken, match="два разных органа"):
        services.plan_joint_session(body, other=body, on=today(), by=None)


def test_composition_is_the_one_at_the_opening():
    session = opened(present=9)
    body = session.body
    newcomer = PersonFactory()
    body.compositions.get().seats.filter(office="member").first().delete()

    guest = services.invite(session, person=newcomer, by=None)
    services.note_arrival(guest, by=None)
    session.refresh_from_db()
    assert len(session.electorate["seats"]) == 9
    assert newcomer.pk not in [seat[0] for seat in session.electorate["seats"]]
