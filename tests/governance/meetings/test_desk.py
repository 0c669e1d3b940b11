import pytest

from metodika.governance.meetings import services
from metodika.governance.meetings.lifecycle import DecisionStatus, ItemStatus, SessionStatus
from metodika.governance.meetings.models import Ballot, Decision, Passage, Session, Vote
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import arrive, first_item, members, opened, plan, put
from tests.governance.meetings.desk_page import at_desk, press, user_of, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("seat", "status"),
    [(0, 200), (1, 200), (2, 200), (5, 403)],
    ids=["chair", "deputy", "secretary", "member"],
)
def test_desk_opens_to_officers_of_the_body_only(client, seat, status):
    session = opened()
    client.force_login(user_of(members(session)[seat]))

    assert client.get(f"/sessions/{session.pk}/desk/").status_code == status


def test_stranger_finds_neither_desk_nor_state_nor_phone_page(client):
    session = opened()
    client.force_login(make_user("*", at=SchoolFactory()))

    found = [
        client.get(f"/sessions/{session.pk}/{page}/").status_code for page in ("desk", "state", "follow")
    ]

    assert found == [404, 404, 404]


def test_act_without_script_leads_back_to_the_desk_with_its_words(client):
    session = plan()
    at_desk(client, session)

    answer = client.post(f"/sessions/attendances/{members(session)[0].pk}/here/", follow=True)

    assert answer.redirect_chain == [(f"/sessions/{session.pk}/desk/", 302)]
    assert "Присутствует: " in words_of(answer)


def test_refusal_without_script_keeps_what_was_typed(client):
    session = opened()
    at_desk(client, session)

    answer = client.post(f"/sessions/{session.pk}/desk/item/", {"question": "О столовой", "for_count": "9",
                         "against_count": "0", "abstained_count": "0"})  # fmt: skip

    assert answer.status_code == 422
    assert 'value="О столовой"' in words_of(answer)


def test_refusal_by_script_is_a_sentence(client):
    session = plan()
    at_desk(client, session)
    arrive(members(session)[:4])

    answer = press(client, f"{session.pk}/desk/open/")

    assert answer.status_code == 422
    assert "Кворума нет" in words_of(answer)


def decision_on(session, text="Одобрить план"):
    return services.record_decision(first_item(session), text=text, by=None)


def test_counted_hands_adopt_the_decision(client):
    session = opened(present=6)
    at_desk(client, session)
    decision = decision_on(session)

    answer = press(
        client, f"decisions/{decision.pk}/hands/", {"for_count": 4, "against_count": 1, "abstained_count": 1}
    )

    assert "Принято: за — 4, против — 1, воздержались — 1." in words_of(answer)
    decision.refresh_from_db()
    assert (decision.status, decision.vote.for_count) == (DecisionStatus.ADOPTED, 4)


def test_vote_by_name_is_noted_counted_and_settles_its_decision(client):
    session = opened(present=6)
    at_desk(client, session)
    decision = decision_on(session)
    press(client, f"decisions/{decision.pk}/vote/")
    vote = Vote.objects.get(session=session)
    against = {f"choice_{row.person_id}": "against" for row in members(session)[:3]}

    answer = press(client, f"votes/{vote.pk}/ballots/", {**against, "rest": "for", "finish": "1"})

    assert "Не принято: за — 3, против — 3, воздержались — 0." in words_of(answer)
    decision.refresh_from_db()
    assert decision.status == DecisionStatus.REJECTED


def test_secretary_corrects_own_slip_and_leaves_what_a_member_has_sent(client):
    session = opened(present=6)
    at_desk(client, session)
    vote = put(session)
    own, noted = members(session)[3:5]
    services.cast_ballot(vote, person=own.person, choice="for", by=user_of(own))
    services.cast_ballot(vote, person=noted.person, choice="for", by=None)

    press(client, f"votes/{vote.pk}/ballots/",
          {f"choice_{own.person_id}": "against", f"choice_{noted.person_id}": "against"})  # fmt: skip

    assert dict(Ballot.objects.values_list("person", "choice")) == {
        own.person_id: "for", noted.person_id: "against",
    }  # fmt: skip


def test_procedural_vote_adds_an_item(client):
    session = opened(present=6)
    at_desk(client, session)

    press(client, f"{session.pk}/desk/item/",
          {"question": "О столовой", "for_count": 6, "against_count": 0, "abstained_count": 0})  # fmt: skip

    assert list(session.items.filter(added_at_session=True).values_list("question", flat=True)) == [
        "О столовой"
    ]


def test_item_without_agreement_stays_off_the_agenda(client):
    session = opened(present=6)
    at_desk(client, session)

    press(client, f"{session.pk}/desk/item/",
          {"question": "О столовой", "for_count": 3, "against_count": 3, "abstained_count": 0})  # fmt: skip

    assert session.items.count() == 1


def write(client, session, text, seen=0):
    item = first_item(session)
    return press(client, f"{session.pk}/desk/text/",
                 {"field": "heard", "item": item.pk, "text": text, "version": seen})  # fmt: skip


def test_second_secretary_sees_the_stored_text_and_overwrites_nothing(client):
    session = opened()
    at_desk(client, session)

    first = write(client, session, "Слушали Белову.")
    second = write(client, session, "Слушали Волкова.")

    assert (first.status_code, first.json()) == (200, {"seen": 1})
    assert (second.status_code, second.json()) == (409, {"stored": "Слушали Белову.", "seen": 1})
    assert Passage.objects.get(session=session).text == "Слушали Белову."


def test_second_secretary_may_choose_own_text_after_seeing_both(client):
    session = opened()
    at_desk(client, session)
    write(client, session, "Слушали Белову.")

    answer = write(client, session, "Слушали Волкова.", seen=1)

    assert answer.json() == {"seen": 2}
    assert Passage.objects.get(session=session).text == "Слушали Волкова."


def test_conflict_without_script_shows_both_texts(client):
    session = opened()
    at_desk(client, session)
    write(client, session, "Слушали Белову.")
    entered = {"field": "heard", "item": first_item(session).pk, "text": "Слушали Волкова.", "version": 0}

    answer = client.post(f"/sessions/{session.pk}/desk/text/", entered)

    assert answer.status_code == 422
    assert "Слушали Белову." in words_of(answer)
    assert "Слушали Волкова." in words_of(answer)


def test_two_who_change_one_decision_do_not_overwrite_each_other(client):
    session = opened()
    at_desk(client, session)
    decision = decision_on(session)
    path, seen = f"decisions/{decision.pk}/text/", decision.version

    first = press(client, path, {"text": "Одобрить план с замечаниями", "version": seen})
    second = press(client, path, {"text": "Отклонить план", "version": seen})

    assert first.json() == {"seen": seen + 1}
    assert second.json() == {"stored": "Одобрить план с замечаниями", "seen": seen + 1}
    assert second.status_code == 409


def test_closing_lists_what_is_missing_and_closes_all_the_same(client):
    session = opened(items=2)
    at_desk(client, session)

    asked = words_of(client.get(f"/sessions/{session.pk}/desk/close/"))
    answer = client.post(f"/sessions/{session.pk}/desk/close/")

    assert "До вопроса 1 не дошли, он будет перенесён." in asked
    assert answer.status_code == 302
    assert Session.objects.get(pk=session.pk).status == SessionStatus.CLOSED


def test_closed_session_takes_no_arrivals_and_no_votes_but_late_words(client):
    session = opened()
    decision = decision_on(session)
    services.close_session(session, by=None)
    at_desk(client, session)

    told = [
        press(client, f"attendances/{members(session)[7].pk}/here/").status_code,
        press(client, f"decisions/{decision.pk}/vote/").status_code,
        press(client, f"{session.pk}/desk/recess/").status_code,
        write(client, session, "Дописано после заседания.").status_code,
    ]

    assert told == [422, 422, 422, 200]


def test_session_closed_twice_says_so(client):
    session = opened()
    at_desk(client, session)
    services.close_session(session, by=None)

    answer = client.post(f"/sessions/{session.pk}/desk/close/")

    assert answer.status_code == 422
    assert "уже закрыто" in words_of(answer)


def test_course_of_a_session_by_its_buttons(client):
    session = plan(items=2)
    at_desk(client, session)
    arrive(members(session)[:6])
    one, two = session.items.order_by("order")
    item = f"items/{one.pk}"

    told = [
        press(client, path, data).status_code
        for path, data in [
            (f"{session.pk}/desk/guest/", {"name": "Гость", "guest_of": "Родители"}),
            (f"{session.pk}/desk/open/", {}),
            (f"{session.pk}/desk/recess/", {}),
            (f"{session.pk}/desk/go-on/", {}),
            (f"{item}/take-up/", {}),
            (f"{item}/recuse/", {"person": members(session)[4].person_id, "reason": "Своя программа"}),
            (f"{item}/recusals/{{recusal}}/withdraw/", {}),
            (f"{item}/opinion/", {"person": members(session)[5].person_id, "text": "Против сроков"}),
            (f"{item}/finish/", {}),
            (f"items/{two.pk}/put-off/", {"reason": "Нет докладчика"}),
            (f"{session.pk}/desk/recorder/", {"person": members(session)[5].person_id}),
        ]
        for path in [path.format(recusal=getattr(one.recusals.first(), "pk", 0))]
    ]

    assert told == [200] * 11
    assert [row.status for row in session.items.order_by("order")] == [ItemStatus.DONE, ItemStatus.DEFERRED]
    assert session.opinions.get().text == "Против сроков"


def test_decision_is_written_down_with_a_responsible_and_a_day(client):
    session = opened()
    at_desk(client, session)
    values = {
        "text": "Одобрить план",
        "kind": "assignment",
        "responsible_text": "Методисты",
        "due_on": "2027-01-15",
    }

    press(client, f"items/{first_item(session).pk}/decide/", values)

    found = Decision.objects.get(session=session)
    assert (found.text, found.kind, found.responsible_text, str(found.due_on)) == tuple(values.values())


def test_nobody_objects_in_a_light_body_only(client):
    strict, light = opened(make_council(rules={"needs_approval": True})), opened()
    told = []
    for session in (strict, light):
        at_desk(client, session)
        told.append(press(client, f"decisions/{decision_on(session).pk}/adopt/").status_code)

    assert told == [422, 200]


def test_suggestions_of_people_come_from_the_desk_itself(client):
    session = opened()
    user = at_desk(client, session)

    answer = client.get(
        f"/sessions/{session.pk}/desk/?pick=responsible&responsible={user.person.last_name[:5]}"
    )

    assert user.person.last_name in words_of(answer)
