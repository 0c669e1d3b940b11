"""Cases of the work of councils that only a whole session shows."""

import pytest

from metodika.core.access import RuleBroken
from metodika.governance.meetings import services
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.bodies import make_council
from tests.factories.meetings import closed, decided, first_item, opened
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
APPROVED = {"needs_approval": True, "approval_days": 30}


def procedural(session, *totals):
    return services.vote_at_once(
        session, question="Включить вопрос?", totals=VoteTotals(*totals), purpose="agenda", by=None
    )


def test_case_12_agenda_changes_at_the_session_by_four_of_six_and_not_by_a_tie():
    session = opened(present=6)
    agenda = list(session.items.values_list("question", flat=True))

    with pytest.raises(RuleBroken, match="только голосованием"):
        services.add_item(session, question="О сроках", by=None)
    tie = procedural(session, 3, 3, 0)
    with pytest.raises(RuleBroken, match="только голосованием"):
        services.add_item(session, question="О сроках", agreed=tie, by=None)
    unchanged = list(session.items.values_list("question", flat=True))
    added = services.add_item(session, question="О сроках", agreed=procedural(session, 4, 0, 2), by=None)
    services.remove_item(first_item(session), agreed=procedural(session, 4, 2, 0), by=None)

    assert (tie.adopted, unchanged, added.added_at_session) == (False, agenda, True)
    assert list(session.items.order_by("order").values_list("question", flat=True))[-1] == "О сроках"


def test_case_12_no_procedural_vote_without_a_quorum():
    session = opened(present=5)
    services.note_leaving(session.attendances.filter(capacity="member").first(), by=None)

    with pytest.raises(RuleBroken, match="[Кк]ворум"):
        procedural(session, 4, 0, 0)


def test_case_20_act_that_changes_or_refuses_leaves_the_text_before_beside_the_text_after():
    session = opened(make_council(rules=APPROVED), items=2)
    changed, refused = [
        decided(session, item, text=f"Решение {item.order}") for item in session.items.order_by("order")
    ]
    session = services.close_session(session, by=None)
    services.send_for_approval(session, by=None)
    act = make_act(owner=session.body.host, issued_on=session.day)

    services.approve_decisions(
        session, act=act, approvals=[services.Approval(changed.pk, "Решение 1 с 1 декабря")], by=None
    )
    services.return_decision(refused, reason="Нет средств", on=session.day, by=None)

    assert [
        (one.text, one.approved_text, one.text_in_force, one.status, one.approval_act)
        for one in session.decisions.order_by("number")
    ] == [
        ("Решение 1", "Решение 1 с 1 декабря", "Решение 1 с 1 декабря", "partly_approved", act),
        ("Решение 2", "", "Решение 2", "returned", None),
    ]
    assert session.decisions.get(pk=refused.pk).return_reason == "Нет средств"


def test_case_20_returned_decision_may_not_be_published():
    session = closed(make_council(rules=APPROVED))
    services.send_for_approval(session, by=None)
    services.return_decision(session.decisions.get(), reason="Нет средств", on=session.day, by=None)

    with pytest.raises(RuleBroken):
        services.publish_decisions(session, on=session.day, by=None)
