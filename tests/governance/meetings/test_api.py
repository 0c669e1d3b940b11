import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.governance.meetings import services
from metodika.governance.meetings.models import Session
from tests.factories.accounts import make_administrator, make_user
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.meetings import arrive, closed, first_item, members, opened, plan, put
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(client):
    def send(user, method, path, **body):
        client.force_login(user)
        address = f"/api/v1{path}"
        if method in {"get", "delete"}:
            return getattr(client, method)(address)
        return getattr(client, method)(address, body, content_type="application/json")

    return send


def secretary_of(session):
    return make_user(person=members(session)[2].person)


def opened_by_the_api(call):
    body = make_council(5)
    chief, today = make_administrator(), today_there()
    made = call(
        chief,
        "post",
        "/sessions",
        body=body.pk,
        kind="ordinary",
        planned_on=f"{today}",
        mode="in_person",
        place="Зал",
    )
    assert (made.status_code, made.json()["status"], made.json()["place"]) == (201, "planned", "Зал")
    pk = made.json()["id"]
    session = Session.objects.get(pk=pk)
    user = secretary_of(session)
    item = call(user, "post", f"/sessions/{pk}/items", question="План", tag="planning").json()
    assert (item["order"], item["tag"]) == (1, "planning")
    assert call(user, "post", f"/sessions/{pk}/convene").json()["status"] == "convened"
    for row in members(session)[:3]:
        assert call(user, "post", f"/attendances/{row.pk}/arrive").status_code == 200
    assert call(user, "post", f"/sessions/{pk}/open").json()["number"] == 1
    return pk, session, user, item


def test_member_on_the_line_is_noted_where_the_rules_know_it(call):
    told = []
    for rules in ({"remote_allowed": True}, {"remote_allowed": False}):
        session = opened(make_council(rules=rules), present=6)
        row = members(session)[7]
        answer = call(secretary_of(session), "post", f"/attendances/{row.pk}/arrive", remote=True)
        told.append((answer.status_code, answer.json().get("remote"), row.stays.count()))

    assert told == [(200, True, 1), (409, None, 0)]


def test_text_of_the_minutes_is_written_and_a_stale_one_sees_the_other(call):
    pk, _session, user, item = opened_by_the_api(call)

    call(user, "post", f"/agenda-items/{item['id']}/take-up")
    text = call(
        user, "post", f"/sessions/{pk}/texts", field="heard", item=item["id"], text="Слушали", version=0
    )
    assert text.json() == {"item_id": item["id"], "field": "heard", "text": "Слушали", "version": 1}
    stale = call(
        user, "post", f"/sessions/{pk}/texts", field="heard", item=item["id"], text="Иное", version=0
    )
    assert (stale.status_code, stale.json()["differences"][0]["stored"]) == (409, "Слушали")


def test_session_is_led_from_the_plan_to_the_minutes(call):
    pk, session, user, item = opened_by_the_api(call)
    today = today_there()
    call(user, "post", f"/agenda-items/{item['id']}/take-up")
    decision = call(
        user, "post", f"/agenda-items/{item['id']}/decisions", text="Принять", kind="decision"
    ).json()
    vote = call(user, "post", f"/sessions/{pk}/votes", question="Принять", item=item["id"]).json()
    for row in members(session)[:2]:
        noted = call(user, "post", f"/votes/{vote['id']}/ballots", person=row.person_id, choice="for")
        assert noted.status_code == 201
    state = call(user, "get", f"/sessions/{pk}/state").json()
    assert (state["quorate"], state["base"], len(state["vote"]["ballots"])) == (True, 5, 2)
    result = call(user, "post", f"/votes/{vote['id']}/close").json()
    assert (result["for_count"], result["silent_count"], result["adopted"], result["needed"]) == (
        2,
        1,
        True,
        2,
    )
    settled = call(user, "post", f"/decisions/{decision['id']}/settle", vote=vote["id"]).json()
    assert (settled["status"], settled["adopted_on"]) == ("adopted", f"{today}")

    assert call(user, "post", f"/sessions/{pk}/close").json()["status"] == "closed"
    assert call(user, "post", f"/sessions/{pk}/close").status_code == 409
    printed = call(user, "post", f"/sessions/{pk}/print/minutes")
    assert (printed.status_code, printed.json()["status"], printed.json()["number"]) == (201, "printed", "1")
    card = call(user, "get", f"/sessions/{pk}").json()
    assert [len(card[name]) for name in ("items", "members", "votes", "decisions")] == [1, 5, 1, 1]


def test_vote_after_the_quorum_is_gone_is_refused_in_words(call):
    session = opened(present=5)
    services.note_leaving(members(session)[4], by=None)

    answer = call(
        secretary_of(session),
        "post",
        f"/sessions/{session.pk}/votes",
        question="?",
        item=first_item(session).pk,
    )
    assert answer.status_code == 409
    assert "4 из 9" in answer.json()["detail"]


def test_member_votes_from_his_own_device_where_the_body_allows_it(call):
    session = opened(make_council(rules={"members_vote": True}))
    vote = put(session)
    user = make_user(person=members(session)[4].person)

    assert call(user, "post", f"/votes/{vote.pk}/cast", choice="for").status_code == 201
    assert call(user, "post", f"/votes/{vote.pk}/cast", choice="for").status_code == 201
    again = call(user, "post", f"/votes/{vote.pk}/cast", choice="against")
    assert (again.status_code, "уже голосовал" in again.json()["detail"]) == (409, True)
    strict = put(opened())
    stranger = call(
        make_user(person=members(strict.session)[4].person), "post", f"/votes/{strict.pk}/cast", choice="for"
    )
    assert stranger.status_code == 403


def test_secretary_does_not_change_what_a_member_has_sent(call):
    session = opened(make_council(rules={"members_vote": True}))
    vote, row = put(session), members(session)[4]
    user, secretary = make_user(person=row.person), secretary_of(session)
    call(user, "post", f"/votes/{vote.pk}/cast", choice="for")

    changed = call(secretary, "post", f"/votes/{vote.pk}/ballots", person=row.person_id, choice="against")
    assert changed.status_code == 409
    other = members(session)[3].person_id
    call(secretary, "post", f"/votes/{vote.pk}/ballots", person=other, choice="for")
    assert (
        call(secretary, "post", f"/votes/{vote.pk}/ballots", person=other, choice="against").json()["choice"]
        == "against"
    )


def test_decisions_are_approved_in_part_and_published(call):
    session = closed(make_council(rules={"needs_approval": True}))
    chief, today = make_administrator(), today_there()
    act = make_act(owner=session.body.host, issued_on=today)
    decision = session.decisions.get()

    call(chief, "post", f"/sessions/{session.pk}/send-for-approval")
    approved = call(
        chief, "post", f"/sessions/{session.pk}/approve", act=act.pk,
        decisions=[{"decision": decision.pk, "text": "С правкой"}],
    )  # fmt: skip
    assert [(one["status"], one["approved_text"]) for one in approved.json()] == [
        ("partly_approved", "С правкой")
    ]
    published = call(chief, "post", f"/sessions/{session.pk}/publish", on=f"{today}")
    assert [one["status"] for one in published.json()] == ["published"]
    assert call(chief, "get", "/decisions").json()["items"][0]["status"] == "published"


def test_agenda_is_ordered_and_materials_are_laid_to_items(call, client):
    session = plan(items=2)
    user = secretary_of(session)
    one, two = session.items.order_by("order")

    ordered = call(user, "post", f"/sessions/{session.pk}/items/order", items=[two.pk, one.pk])
    assert [row["id"] for row in ordered.json()] == [two.pk, one.pk]
    client.force_login(user)
    file = SimpleUploadedFile("план.txt", "План работы совета на год".encode())
    laid = client.post(f"/api/v1/agenda-items/{one.pk}/materials", {"file": file})
    assert (laid.status_code, laid.json()["title"]) == (201, "план.txt")
    assert call(user, "delete", f"/materials/{laid.json()['id']}").status_code == 204
    assert call(user, "post", f"/agenda-items/{one.pk}/remove").status_code == 204


def test_elected_to_preside_and_recused_by_the_api(call):
    session = plan()
    rows = members(session)
    arrive(rows[2:8])
    user = secretary_of(session)

    elected = call(
        user, "post", f"/sessions/{session.pk}/presiding", person=rows[5].person_id, for_count=6,
        against_count=0, abstained_count=0,
    )  # fmt: skip
    assert elected.json()["presiding_ground"] == "elected"
    call(user, "post", f"/sessions/{session.pk}/open")
    item = first_item(session)
    recused = call(
        user, "post", f"/agenda-items/{item.pk}/recusals", person=rows[6].person_id, reason="его школа"
    )
    assert recused.status_code == 201
    assert call(user, "delete", f"/agenda-items/{item.pk}/recusals/{rows[6].person_id}").status_code == 204


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(client, django_assert_max_num_queries, count):
    client.force_login(make_administrator())
    for _number in range(count):
        closed(make_council(5), present=5)

    for path in ("/sessions", "/decisions"):
        client.get(f"/api/v1{path}")
        with django_assert_max_num_queries(6):
            assert client.get(f"/api/v1{path}").json()["count"] == count


def test_stranger_finds_no_session(call):
    session = opened()

    assert call(make_user(), "get", f"/sessions/{session.pk}").status_code == 404
    assert (
        call(
            make_user(person=members(session)[5].person), "post", f"/sessions/{session.pk}/close"
        ).status_code
        == 403
    )
