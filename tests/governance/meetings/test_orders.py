"""The order that approves decisions: drafted from them, signed, an act from then on."""

from datetime import timedelta

import pytest

from metodika.core.access import RuleBroken
from metodika.core.events import story_of
from metodika.directory.records.lifecycle import KindCode
from metodika.directory.records.models import Record
from metodika.directory.regulations.models import Act
from metodika.governance.meetings import services
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.directory import EmploymentFactory, PersonFactory
from tests.factories.meetings import closed, decided, members, opened
from tests.factories.records import signed_on_paper
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
APPROVED = {"needs_approval": True, "approval_days": 30}


def held(*, printed=True):
    """A closed session with two decisions, the first with who answers for it."""
    session = opened(make_council(rules=APPROVED), items=2)
    one, _two = [
        decided(session, item, text=f"Решение {item.order}") for item in session.items.order_by("order")
    ]
    person = members(session)[0].person
    services.change_decision(
        one, changes={"responsible": person, "due_on": today_there() + timedelta(30)}, seen=1, by=None
    )
    session = services.close_session(session, by=None)
    if printed:
        services.print_minutes(session, by=None)
        session.refresh_from_db()
    return session


def drafted(session, *, days=0):
    frame = {
        "kind": KindCode.ORDER, "organisation": session.body.host, "place": "",
        "dated_on": today_there() + timedelta(days),
    }  # fmt: skip
    chief = PersonFactory()
    return services.draft_decisions_order(session, frame=frame, signer=chief, position="Директор", by=None)


def states(session):
    return [row.status for row in session.decisions.order_by("number")]


def test_order_lists_the_decisions_with_who_answers_and_sends_them_for_approval():
    session = held()
    minutes = Record.objects.get()

    record = drafted(session)

    places = record.versions.get(superseded_at=None).places
    first = session.decisions.get(number="1.1")
    assert states(session) == ["for_approval", "for_approval"]
    assert f"№ {minutes.number_text}" in places["preamble"]
    [annex] = places["annexes"]
    who = f"{first.responsible.first_name[0]}.\u00a0{first.responsible.patronymic[0]}."
    assert annex["rows"][0][:2] == ["1.1", "Решение 1"]
    assert annex["rows"][0][2].startswith(who)
    assert annex["rows"][0][3] == f"{first.due_on:%d.%m.%Y}"
    assert annex["rows"][1] == ["2.1", "Решение 2", "", ""]
    assert len(places["points"]) == 3


def test_signed_order_is_an_act_that_approves_what_it_lists():
    session = held()

    record = signed_on_paper(drafted(session))

    act = Act.objects.get(owner=session.body.host, number=record.number_text)
    assert states(session) == ["approved", "approved"]
    assert {(row.approval_act, row.approved_on) for row in session.decisions.all()} == {(act, today_there())}
    with pytest.raises(RuleBroken):
        drafted(session)


def test_returned_decision_is_approved_by_another_order():
    session = held()
    record = drafted(session)
    one, two = session.decisions.order_by("number")
    services.return_decision(one, reason="Уточнить срок", on=today_there(), by=None)
    services.approve_decisions(
        session, act=make_act(owner=session.body.host, issued_on=today_there()),
        approvals=[services.Approval(two.pk)], by=None,
    )  # fmt: skip

    again = drafted(session)
    signed_on_paper(again)

    assert again.pk == record.pk  # nobody had signed it, so it was written anew
    assert [row[0] for row in again.versions.get(superseded_at=None).places["annexes"][0]["rows"]] == ["1.1"]
    assert states(session) == ["approved", "approved"]


def test_signature_stands_when_the_decisions_were_approved_by_hand_meanwhile():
    session = held()
    record = drafted(session)
    by_hand = make_act(owner=session.body.host, issued_on=today_there())
    approvals = [services.Approval(row.pk) for row in session.decisions.all()]
    services.approve_decisions(session, act=by_hand, approvals=approvals, by=None)

    record = signed_on_paper(record)

    assert record.status == "signed"
    assert {row.approval_act for row in session.decisions.all()} == {by_hand}
    told = [sentence for _moment, sentence in story_of(session)]
    assert any("ничего не утверждено" in one and str(record) in one for one in told)


def test_order_is_refused_in_words():
    with pytest.raises(RuleBroken, match="распечатайте протокол"):
        drafted(held(printed=False))
    with pytest.raises(RuleBroken, match="ещё не решено"):
        drafted(held(), days=-1)
    free = closed()
    services.print_minutes(free, by=None)
    with pytest.raises(RuleBroken, match="не требуют утверждения"):
        drafted(free)


def test_order_is_drafted_on_the_page_and_by_a_program(client):
    session = held()
    client.force_login(make_user("*", at=session.body.host))
    chief = EmploymentFactory(organisation=session.body.host).person
    said = {
        "kind": "records.directive", "organisation": session.body.host_id, "place": "",
        "dated_on": today_there().isoformat(), "signer": f"№ {chief.pk}", "position": "Директор",
    }  # fmt: skip

    offered = client.get(f"/sessions/{session.pk}/").content.decode()
    done = client.post(f"/sessions/{session.pk}/order/", said)
    record = Record.objects.get(kind="records.directive")
    told = client.post(
        f"/api/v1/sessions/{session.pk}/order", said | {"signer": chief.pk}, content_type="application/json"
    )
    refused = client.post(f"/sessions/{session.pk}/order/", said | {"dated_on": "2020-01-01"})

    assert f"/sessions/{session.pk}/order/" in offered
    assert done["Location"] == f"/records/{record.pk}/"
    assert (told.status_code, told.json()["id"]) == (201, record.pk)
    assert refused.status_code == 422
