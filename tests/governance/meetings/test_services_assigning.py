from datetime import timedelta

import pytest

from metodika.governance.assignments.models import Assignment
from metodika.governance.meetings import services
from metodika.governance.meetings.events import AssignmentNotGiven, DecisionCorrected
from metodika.governance.meetings.models import Decision
from metodika.governance.meetings.queries.assigned import not_given
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.accounts import make_user
from tests.factories.bodies import SINCE, make_council
from tests.factories.clock import today_there
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import first_item, members, opened
from tests.factories.notices import react_twice, told
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
APPROVED_BY_ACT = {"needs_approval": True, "approval_days": 10}


def tomorrow():
    return today_there() + timedelta(days=1)


def session_with(*, rules=None, **values):
    """A session that goes on, with one decision carried by all."""
    session = opened(make_council(5, rules=rules or {"needs_approval": False}), present=5)
    item = first_item(session)
    vote = services.vote_at_once(session, question="Поручить", item=item, totals=VoteTotals(5, 0, 0), by=None)
    said = {
        "kind": "assignment", "responsible": members(session)[3].person, "due_on": tomorrow(), **values,
    }  # fmt: skip
    services.record_decision(item, text="Подготовить план", vote=vote, values=said, by=None)
    return session


def given():
    return list(Assignment.objects.order_by("pk"))


def test_decided_assignment_is_given_when_the_session_ends_and_never_before():
    session = session_with()
    assert given() == []

    closed = services.close_session(session, by=None)

    (assignment,) = given()
    decision = Decision.objects.get()
    assert (assignment.subject, assignment.text, assignment.due_on) == (
        decision, "Подготовить план", decision.due_on,
    )  # fmt: skip
    assert assignment.executors.get().person == decision.responsible
    assert (assignment.controller, assignment.organisation) == (closed.presiding, closed.body.host)
    assert assignment.given_on == decision.adopted_on


@pytest.mark.parametrize(
    "values", [{"kind": "decision"}, {"responsible": None, "responsible_text": "Директора"}, {"due_on": None}]
)
def test_decision_of_another_kind_or_without_person_or_day_gives_nothing(values):
    services.close_session(session_with(**values), by=None)

    assert given() == []


def test_day_before_the_session_does_not_hold_up_its_end():
    session = session_with(due_on=today_there() - timedelta(days=3))

    assert services.close_session(session, by=None).status == "closed"
    assert given() == []


def test_refused_assignment_is_told_to_the_officers_and_stands_on_the_card(client):
    session = session_with(due_on=today_there() - timedelta(days=3))
    secretary = make_user(person=members(session)[2].person)

    services.close_session(session, by=None)

    react_twice()
    assert (secretary.login, AssignmentNotGiven.key()) in told()
    client.force_login(secretary)
    card = client.get(f"/sessions/{session.pk}/").content.decode()
    assert "Поручения, которые не выданы" in card
    assert "срок раньше дня" in card


def test_card_says_of_an_assignment_without_person_or_day_why_it_was_not_given():
    session = services.close_session(session_with(responsible=None), by=None)

    assert [one.reason for one in not_given(session, needs_approval=False)] == ["не назван исполнитель"]


def test_what_an_act_approves_is_given_with_its_approval_in_the_words_of_the_act():
    session = services.close_session(session_with(rules=APPROVED_BY_ACT), by=None)
    decision = Decision.objects.get()
    act = make_act(session.body.host, issued_on=today_there())
    assert given() == []

    approval = services.Approval(decision.pk, "Подготовить план и смету")
    services.approve_decisions(session, act=act, approvals=[approval], by=None)

    (assignment,) = given()
    assert (assignment.text, assignment.given_on) == ("Подготовить план и смету", act.issued_on)


def test_person_named_after_the_session_gives_the_assignment_once():
    services.close_session(session_with(responsible=None), by=None)
    decision = Decision.objects.get()
    person = decision.session.presiding

    services.change_decision(decision, changes={"responsible": person}, seen=None, by=None)
    services.change_decision(decision, changes={"responsible_text": "с завучем"}, seen=None, by=None)

    assert [one.executors.get().person for one in given()] == [person]


def test_correction_after_the_assignment_is_told_to_who_does_it_and_makes_no_second():
    session = session_with()
    doer = make_user(person=members(session)[3].person)
    services.close_session(session, by=None)
    decision = Decision.objects.get()

    later = tomorrow() + timedelta(days=7)
    services.change_decision(decision, changes={"due_on": later}, seen=None, by=None)
    react_twice()

    (assignment,) = given()
    assert assignment.due_on == tomorrow()
    assert (doer.login, DecisionCorrected.key()) in told()


def test_card_of_the_decision_shows_the_assignment_and_says_what_was_corrected(client):
    session = services.close_session(session_with(), by=None)
    decision, (assignment,) = Decision.objects.get(), given()
    user = make_user("meetings.*", "assignments.*", "records.*", at=session.body.host)
    client.force_login(user)
    corrected = "Решение исправлено после того, как дано поручение"

    page = client.get(f"/sessions/decisions/{decision.pk}/")
    assert f"/assignments/{assignment.pk}/" in page.content.decode()
    assert page.context["give"] == ""
    assert corrected not in page.content.decode()
    assert (
        f"/sessions/decisions/{decision.pk}/" in client.get(f"/assignments/{assignment.pk}/").content.decode()
    )
    services.change_decision(decision, changes={"due_on": tomorrow() + timedelta(days=7)}, seen=None, by=user)
    assert corrected in client.get(f"/sessions/decisions/{decision.pk}/").content.decode()
    card = client.get(f"/api/v1/decisions/{decision.pk}").json()
    assert ([one["id"] for one in card["assignments"]], card["is_corrected"]) == ([assignment.pk], True)


def test_whoever_reads_the_decision_reads_how_far_it_is_and_nobody_s_name(client):
    session = services.close_session(session_with(rules={"open_to_staff": "decisions"}), by=None)
    type(session).objects.filter(pk=session.pk).update(status="signed")
    decision, (assignment,) = session.decisions.get(), given()
    client.force_login(make_user("bodies.view_body", at=SchoolFactory(parent=session.body.host)))
    name, day = str(decision.responsible), f"{tomorrow():%d.%m.%Y}"
    states = [
        {}, {"given_on": SINCE, "first_due_on": SINCE, "due_on": SINCE}, {"status": "reported"},
        {"status": "executed", "executed_on": SINCE}, {"status": "cancelled", "executed_on": None},
    ]  # fmt: skip

    read = []
    for changes in states:
        Assignment.objects.filter(pk=assignment.pk).update(**changes)
        page = client.get(f"/sessions/decisions/{decision.pk}/").content.decode()
        told = client.get(f"/api/v1/decisions/{decision.pk}").json()
        assert (name in page, told["responsible"], told["assignments"]) == (False, None, [])
        assert told["execution"][0] in page
        read += told["execution"]

    assert read == [
        f"на контроле, исполнить до {day}", "просрочено, срок был 01.09.2025", "отчёт проверяется",
        "исполнено 01.09.2025", "отменено",
    ]  # fmt: skip
