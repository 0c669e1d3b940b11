from datetime import timedelta

import pytest

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.database.versions import EditedMeanwhile
from metodika.governance.bodies.services import vacate_seat
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.lifecycle import ItemStatus
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.items import agenda_rows
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.accounts import make_administrator
from tests.factories.assignments import given
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.meetings import arrive, decided, first_item, members, opened, plan, put
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db


def answers(session):
    """What other bodies made of each question, as the card of the session shows it."""
    reader = make_administrator(f"reader-{session.pk}")
    rows = agenda_rows(queries.card_for(session, viewer=reader), viewer=reader)
    return [[(one.body.name, [d.text for d in one.answers]) for one in row.sent] for row in rows]


def questions(session):
    return list(session.items.order_by("order").values_list("order", "question"))


def test_items_are_ordered_changed_and_taken_off_before_the_session():
    session = plan(items=3)
    one, two, three = session.items.order_by("order")
    services.order_items(session, items=[three.pk, one.pk, two.pk], by=None)
    services.change_item(one, changes={"question": "Иной", "rapporteur_text": "Зимина"}, seen=1, by=None)
    services.remove_item(two, by=None)

    assert questions(session) == [(1, "Вопрос 3"), (2, "Иной")]
    with pytest.raises(RuleBroken, match="тем временем изменилась"):
        services.order_items(session, items=[three.pk], by=None)
    with pytest.raises(EditedMeanwhile):
        services.change_item(one, changes={"question": "Третий"}, seen=1, by=None)


def test_next_item_ends_the_one_before():
    session = opened(items=2)
    one, two = session.items.order_by("order")
    services.open_item(one, by=None)
    services.open_item(two, by=None)

    assert list(session.items.order_by("order").values_list("status", flat=True)) == ["done", "open"]
    services.defer_item(two, reason="Нет материалов", by=None)
    two.refresh_from_db()
    assert (two.status, two.status_reason) == (ItemStatus.DEFERRED, "Нет материалов")
    with pytest.raises(RuleBroken, match="сделать это нельзя"):
        services.close_item(two, by=None)


def test_item_does_not_end_while_it_is_voted_on():
    session = opened()
    item = services.open_item(first_item(session), by=None)
    put(session, item)

    with pytest.raises(RuleBroken, match="Идёт голосование"):
        services.close_item(item, by=None)


def test_question_goes_to_another_body_and_the_way_back_is_seen():
    school, council = make_council(3, name="Школьное"), make_council(name="Совет")
    session = opened(school, present=3)
    item = services.open_item(first_item(session), by=None)
    sent = services.send_item_on(item, body=council, question="Предложение школы", by=None)
    with pytest.raises(RuleBroken, match="уже направлен"):
        services.send_item_on(item, body=council, by=None)
    with pytest.raises(RuleBroken, match="и так у этого органа"):
        services.send_item_on(item, body=school, by=None)

    assert list(queries.items_waiting_for(council)) == [sent]
    above = plan(council, items=0)
    services.fill_agenda(above, by=None)
    services.note_arrival(members(above)[0], by=None)
    for row in members(above)[1:5]:
        services.note_arrival(row, by=None)
    above = services.open_session(above, by=None)
    decided(above, votes=5, text="Поддержать")
    services.close_item(services.open_item(first_item(above), by=None), by=None)
    assert answers(session) == [[("Совет", ["Поддержать"])]]


def carried(body, item=None):
    """A session of the body that carried one question: the one that waited, or its own."""
    session = plan(body, items=0 if item else 1)
    if item:
        services.take_item(item, session=session, by=None)
    arrive(members(session))
    session = services.open_session(session, by=None)
    decided(session, votes=3, text=f"Решение: {body.name}")
    return services.close_item(services.open_item(first_item(session), by=None), by=None)


def test_question_climbs_from_school_to_city_to_council_and_each_sees_the_answer():
    school, city, council = (make_council(3, name=name) for name in ("Школьное", "Городское", "Совет"))

    first = carried(school)
    second = carried(city, services.send_item_on(first, body=city, by=None))
    third = carried(council, services.send_item_on(second, body=council, by=None))

    assert [item.came_from for item in (first, second, third)] == [None, first, second]
    above = ("Совет", ["Решение: Совет"])
    assert answers(first.session) == [[("Городское", ["Решение: Городское"]), above]]
    assert (answers(second.session), answers(third.session)) == ([[above]], [[]])


def test_whatever_is_put_to_the_vote_is_told_of_by_its_name():
    session = plan()
    subject = make_act(owner=session.body.host)
    item = services.add_item(session, question="О положении", subject=subject, by=None)
    arrive(members(session)[:6])
    session = services.open_session(session, by=None)

    decided(session, item, votes=5)
    vote = services.vote_at_once(session, question="?", item=item, totals=VoteTotals(1, 5, 0), by=None)
    services.record_decision(item, text="Отменить", vote=vote, by=None)

    keys = ["meetings.decision_adopted", "meetings.decision_rejected"]
    told = JournalEntry.objects.filter(key__in=keys).order_by("pk")
    assert [one.key for one in told] == keys
    assert {(one.parameters["subject"], one.parameters["subject_id"]) for one in told} == {
        ("regulations.act", subject.pk)
    }


def test_agenda_is_made_of_what_is_known_and_nothing_twice():
    body = make_council()
    body.kind.agenda_template = [{"question": "Обычный", "tag": "analysis", "clause": ""}]
    body.kind.save()
    first = opened(body, items=2)
    decision = decided(first)
    services.open_item(first_item(first), by=None)
    services.close_session(first, by=None)
    given(
        subject=decision,
        text="Собрать отчёты",
        organisation=body.host,
        due_on=today_there() + timedelta(days=7),
    )

    session = plan(Session.objects.get(pk=first.pk).body, on=today_there() + timedelta(days=8), items=0)
    services.fill_agenda(session, by=None)
    services.fill_agenda(session, by=None)
    assert questions(session) == [
        (1, "Вопрос 2"),
        (2, "О выполнении поручения: Собрать отчёты"),
        (3, "Обычный"),
    ]


def test_second_secretary_sees_the_difference_and_other_fields_wait_for_nobody():
    session = opened()
    item = first_item(session)
    services.write_passage(session, item=item, field="heard", text="Раз", seen=0, by=None)

    with pytest.raises(EditedMeanwhile) as refused:
        services.write_passage(session, item=item, field="heard", text="Два", seen=0, by=None)
    assert [(one.stored, one.wanted) for one in refused.value.differences] == [("Раз", "Два")]
    assert refused.value.current == 1
    services.write_passage(session, item=item, field="spoke", text="Три", seen=0, by=None)
    assert (
        services.write_passage(session, item=item, field="heard", text="Два", seen=1, by=None).revision == 2
    )


def test_text_of_an_item_of_another_session_is_refused():
    session, other = opened(), plan()

    with pytest.raises(RuleBroken, match="нет в повестке"):
        services.write_passage(session, item=first_item(other), field="heard", text="Раз", seen=0, by=None)


def test_guest_is_invited_once_and_struck_off_before_he_comes():
    session = plan()
    guest = services.invite(session, name="Гость", guest_of="Профсоюз", by=None)
    with pytest.raises(RuleBroken, match="уже в списке"):
        services.invite(session, person=members(session)[0].person, by=None)
    with pytest.raises(RuleBroken, match="имя приглашённого"):
        services.invite(session, name=" ", by=None)

    services.strike_guest(guest, by=None)
    with pytest.raises(RuleBroken, match="причину отсутствия"):
        services.strike_guest(members(session)[0], by=None)
    assert services.note_absence(members(session)[8], reason="Болеет", by=None).absence_reason == "Болеет"


def test_recusal_is_taken_back_until_the_item_was_voted_on():
    session = opened()
    item, person = first_item(session), members(session)[5].person
    recusal = services.recuse_member(item, person=person, reason="его школа", by=None)
    services.withdraw_recusal(recusal, by=None)
    vote = put(session, item)
    services.cast_ballot(vote, person=person, choice="for", by=None)

    with pytest.raises(RuleBroken, match="уже проголосовал"):
        services.recuse_member(item, person=person, reason="его школа", by=None)


def test_warnings_before_the_agenda_goes_out_and_before_the_end():
    session = plan(make_council(8, rules={"min_members": 9, "notice_days": 5}))

    before = [one.code for one in queries.agenda_warnings(session, today=today_there())]
    assert before == [
        "no_place", "no_time", "short", "late_notice", "no_materials", "no_rapporteur", "no_draft",
    ]  # fmt: skip
    session = opened(items=2)
    services.open_item(first_item(session), by=None)
    services.record_decision(first_item(session), text="Проект", by=None)
    assert [one.code for one in queries.closing_warnings(session)] == ["absent", "not_reached", "not_voted"]


def test_vacant_seat_and_a_poll_without_a_term_are_told_before_the_agenda_goes_out():
    body = make_council(rules={"correspondence_allowed": True})
    seat = body.compositions.get().seats.order_by("-number").first()
    vacate_seat(seat, on=today_there() - timedelta(days=1), reason="Уволилась", by=None)

    codes = {
        one.code
        for one in queries.agenda_warnings(plan(body, card={"mode": "correspondence"}), today=today_there())
    }

    assert {"vacant", "no_term"} <= codes
    assert not {"no_place", "no_time"} & codes


def test_end_of_a_session_tells_of_silence_on_presence_quorum_decisions_and_people():
    silent = plan(items=0)
    session = opened(present=9, items=3)
    decision = decided(session)
    services.open_item(session.items.get(order=2), by=None)

    told = {one.code: one.item_id for one in queries.closing_warnings(session)}
    services.change_decision(
        decision, changes={"responsible_text": "Директора", "due_on": today_there()}, seen=None, by=None
    )
    services.record_decision(session.items.get(order=2), text="Принять к сведению", by=None)
    mended = {one.code for one in queries.closing_warnings(session)}

    assert [one.code for one in queries.closing_warnings(silent)] == ["nobody", "no_quorum_check", "absent"]
    assert told == {
        "no_decision": session.items.get(order=2).pk, "not_reached": session.items.get(order=3).pk,
        "nobody_responsible": decision.item_id,
    }  # fmt: skip
    assert mended == {"not_reached", "not_voted"}
