from datetime import timedelta

import pytest

from metodika.core.access import RuleBroken
from metodika.core.database.versions import EditedMeanwhile
from metodika.governance.meetings import services
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.directory import PersonFactory
from tests.factories.meetings import closed, decided, first_item, members, opened
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
APPROVED = {"needs_approval": True, "approval_days": 30}


def today():
    return today_there()


def act_of(session, days=0):
    return make_act(owner=session.body.host, issued_on=today() + timedelta(days=days))


def test_decision_takes_the_result_of_its_vote():
    session = opened(items=2)
    one, two = session.items.order_by("order")

    adopted = decided(session, one, votes=4)
    assert (adopted.number, adopted.status, adopted.adopted_on) == ("1.1", "adopted", today())
    vote = services.vote_at_once(session, question="?", item=two, totals=VoteTotals(1, 5, 0), by=None)
    proposed = services.record_decision(two, text="Нет", by=None)
    assert services.settle_decision(proposed, vote=vote, by=None).status == "rejected"
    with pytest.raises(RuleBroken, match="по другому вопросу"):
        services.record_decision(one, text="Чужое", vote=vote, by=None)


def test_text_that_was_voted_on_stays_and_the_rest_may_change():
    session = opened()
    decision, person = decided(session), members(session)[0].person
    services.change_decision(decision, changes={"responsible": person, "due_on": today()}, seen=1, by=None)

    with pytest.raises(RuleBroken, match="именно за этот текст"):
        services.change_decision(decision, changes={"text": "Другое"}, seen=2, by=None)
    with pytest.raises(EditedMeanwhile):
        services.change_decision(decision, changes={"responsible": None}, seen=1, by=None)
    with pytest.raises(RuleBroken, match="остаётся в протоколе"):
        services.drop_decision(decision, by=None)


def test_light_body_adopts_without_a_count_and_a_council_under_approval_does_not():
    session = opened()
    decision = services.record_decision(first_item(session), text="Принять к сведению", by=None)
    assert services.adopt_without_vote(decision, by=None).status == "adopted"

    session = opened(make_council(rules=APPROVED))
    decision = services.record_decision(first_item(session), text="Принять", by=None)
    with pytest.raises(RuleBroken, match="утверждаются актом"):
        services.adopt_without_vote(decision, by=None)
    services.drop_decision(decision, by=None)
    assert session.decisions.count() == 0


def test_decision_is_approved_whole_in_part_and_returned_each_with_its_date():
    session = opened(make_council(rules=APPROVED), items=3)
    one, two, three = [
        decided(session, item, text=f"Решение {item.order}") for item in session.items.order_by("order")
    ]
    session = services.close_session(session, by=None)
    assert services.send_for_approval(session, by=None) == 3
    act = act_of(session)

    approvals = [services.Approval(one.pk), services.Approval(two.pk, "Решение 2 с правкой")]
    services.approve_decisions(session, act=act, approvals=approvals, by=None)
    services.return_decision(three, reason="Нет средств", on=today(), by=None)
    rows = session.decisions.order_by("number")
    assert [(row.status, row.approved_on, row.text_in_force) for row in rows] == [
        ("approved", today(), "Решение 1"),
        ("partly_approved", today(), "Решение 2 с правкой"),
        ("returned", None, "Решение 3"),
    ]
    assert rows[1].text == "Решение 2"

    published = services.publish_decisions(session, on=today() + timedelta(days=1), by=None)
    assert [row.number for row in published] == ["1.1", "2.1"]


def test_act_dated_before_the_session_is_an_error_with_both_dates():
    session = closed(make_council(rules=APPROVED))
    act = act_of(session, days=-1)

    with pytest.raises(RuleBroken, match="раньше заседания"):
        services.approve_decisions(
            session, act=act, approvals=[services.Approval(session.decisions.get().pk)], by=None
        )
    with pytest.raises(RuleBroken, match="раньше заседания"):
        services.return_decision(
            session.decisions.get(), reason="Рано", on=today() - timedelta(days=1), by=None
        )


def test_nothing_is_approved_twice_or_of_another_session_or_by_a_draft():
    session, other = closed(make_council(rules=APPROVED)), closed()
    approvals = [services.Approval(session.decisions.get().pk)]
    act = act_of(session)

    with pytest.raises(RuleBroken, match="другого заседания"):
        services.approve_decisions(
            session, act=act, approvals=[services.Approval(other.decisions.get().pk)], by=None
        )
    with pytest.raises(RuleBroken, match="Выберите решения"):
        services.approve_decisions(session, act=act, approvals=[], by=None)
    services.approve_decisions(session, act=act, approvals=approvals, by=None)
    with pytest.raises(RuleBroken, match="сделать это нельзя"):
        services.approve_decisions(session, act=act, approvals=approvals, by=None)
    with pytest.raises(RuleBroken, match="проект"):
        services.approve_decisions(session, act=make_act(issued_on=None), approvals=approvals, by=None)


def test_publication_waits_for_the_approval_only_where_it_is_needed():
    needs = closed(make_council(rules=APPROVED))
    with pytest.raises(RuleBroken, match="не готово к публикации"):
        services.publish_decisions(needs, on=today(), by=None)

    free = closed()
    with pytest.raises(RuleBroken, match="не требуют утверждения"):
        services.send_for_approval(free, by=None)
    with pytest.raises(RuleBroken, match="раньше, чем решение"):
        services.publish_decisions(free, on=today() - timedelta(days=1), by=None)
    assert [row.status for row in services.publish_decisions(free, on=today(), by=None)] == ["published"]


def test_special_opinion_is_of_a_member_and_the_last_one_holds():
    session = opened()
    item, person = first_item(session), members(session)[3].person
    services.write_opinion(item, person=person, text="Рано", by=None)
    services.write_opinion(item, person=person, text="Поздно", by=None)

    assert session.opinions.get().text == "Поздно"
    with pytest.raises(RuleBroken, match="не входит в состав"):
        services.write_opinion(item, person=PersonFactory(), text="Чужое", by=None)
