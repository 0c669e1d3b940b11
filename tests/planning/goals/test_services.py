from datetime import date
from decimal import Decimal

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.calendar import school_year
from metodika.core.database.versions import EditedMeanwhile
from metodika.core.facts import Scope, happened
from metodika.governance.meetings.services import (
    close_item,
    close_session,
    open_item,
    open_session,
    plan_session,
)
from metodika.planning.goals import queries, services
from metodika.planning.goals.lifecycle import GoalStatus
from metodika.planning.goals.services import Figure
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory
from tests.factories.goals import FIRST, LAST, concept, wanted
from tests.factories.meetings import arrive, members, opened

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


def refused(service, *args, **more):
    with pytest.raises(RuleBroken) as refusal:
        service(*args, **more)
    return str(refusal.value)


def test_goal_is_proposed_with_its_reason_approved_and_ended():
    goal = wanted(approved=False, reason="")

    assert "без обоснования" in refused(services.approve_goal, goal, by=None)
    services.change_goal(goal, changes={"reason": "Так показал мониторинг"}, seen=goal.version, by=None)
    approved = services.approve_goal(goal, by=None)
    assert (approved.status, approved.approved_on) == (GoalStatus.APPROVED, TODAY)
    services.change_goal(goal, changes={"reason": "И опрос"}, seen=None, by=None)
    words = refused(services.change_goal, goal, changes={"text": "Другое"}, seen=None, by=None)
    assert "только обоснование" in words
    assert "что получилось" in refused(services.end_goal, goal, status="achieved", outcome=" ", by=None)
    ended = services.end_goal(goal, status="achieved", outcome="62 % при цели 50 %", by=None)

    assert (ended.status, ended.ended_on) == (GoalStatus.ACHIEVED, TODAY)
    assert "больше она не меняется" in refused(services.change_goal, goal, changes={}, seen=None, by=None)
    assert "Достигнута" in refused(services.end_goal, goal, status="missed", outcome="Нет", by=None)
    assert [one.key for one in entries_about(goal)][::-1] == [
        "goals.goal_proposed", "goals.target_set", "goals.goal_approved", "goals.goal_ended",
    ]  # fmt: skip


def test_second_editor_of_a_goal_is_told():
    goal = wanted(approved=False)
    services.change_goal(goal, changes={"reason": "Первая"}, seen=goal.version, by=None)

    with pytest.raises(EditedMeanwhile):
        services.change_goal(goal, changes={"reason": "Вторая"}, seen=goal.version, by=None)


def test_goals_that_make_no_sense_are_refused():
    place = MunicipalityFactory()
    days = {"starts_on": FIRST, "ends_on": LAST}
    above = wanted(at=place)
    card = {"text": "Обучить наставников", "kind": "task", "parent": above, **days}
    task = services.propose_goal(organisation=place, card=card, by=None)

    def propose(**card):
        told = {"text": "Цель", **days, **card}
        return refused(services.propose_goal, organisation=place, card=told, by=None)

    assert propose(text=" ") == "Напишите, чего хотите достичь."
    assert propose(ends_on=date(2026, 8, 1)) == "Последний день раньше первого. Проверьте даты."
    assert propose(kind="task") == "Задача служит цели: выберите, какой."
    other = wanted(at=place, approved=False, parent=task)
    services.change_goal(task, changes={"parent": above}, seen=None, by=None)
    assert "самой себе" in refused(services.change_goal, task, changes={"parent": other}, seen=None, by=None)
    coming = refused(services.approve_goal, other, approved_on=date(2027, 1, 1), by=None)
    assert coming == "День утверждения ещё не наступил."
    assert list(queries.parts_of(above, viewer=make_user("goals.*", at=place))) == [task]


def test_target_of_120_percent_and_the_same_target_twice_are_refused():
    goal = wanted(at=MunicipalityFactory())

    def target(**more):
        told = {"title": "Доля", "starts_on": FIRST, "ends_on": LAST, "value": Decimal(60), "unit": "%"}
        return Figure(**told | more)

    whole = target(value=Decimal(120))
    assert "120 % быть не может" in refused(services.set_target, goal, figure=whole, by=None)
    early = target(starts_on=date(2026, 1, 1))
    assert "выходит за срок цели" in refused(services.set_target, goal, figure=early, by=None)
    made = services.set_target(goal, figure=target(), by=None)
    assert "уже задано" in refused(services.set_target, goal, figure=target(value=Decimal(70)), by=None)
    services.drop_target(made, by=None)
    assert services.set_target(goal, figure=target(value=Decimal(70)), by=None).value == 70
    services.end_goal(goal, status="missed", outcome="Не вышло", by=None)
    assert "не меняется" in refused(services.set_target, goal, figure=target(title="Ещё"), by=None)


def test_concept_considered_at_a_session_counts_for_its_year():
    session = opened()
    place = session.body.host
    one, other = concept(at=place), concept(at=place, title="Концепция преподавания ОБЖ")
    chief = make_user("goals.*", "meetings.*", at=place)
    coming = plan_session(session.body, on=TODAY, by=None)
    assert list(queries.sessions_to_consider_at(chief, one)) == [coming]
    item = services.put_on_agenda(one, session=coming, by=chief)
    assert "уже есть в повестке" in refused(services.put_on_agenda, one, session=coming, by=chief)
    assert (item.question, item.subject) == ("О реализации: «Концепция преподавания технологии»", one)

    def tones():
        chart = queries.yearly_considerations(chief, day=TODAY)
        return chart.columns, [[cell and cell.tone for cell in row.cells] for row in chart.rows]

    years = ("2024/25", "2025/26", "2026/27")
    assert tones() == (years, [["bad", "bad", "waiting"], ["bad", "bad", "waiting"]])
    considered(coming, item)

    assert [one.pk for one in queries.considerations_of(one)] == [item.pk]
    assert list(queries.considerations_of(other)) == []
    assert tones() == (years, [["bad", "bad", "waiting"], ["bad", "bad", "good"]])
    where = [{"code": "priority", "is": "in", "value": [one.pk]}]
    scope = Scope.body(session.body_id)
    assert happened("goals.concept_considered", where, school_year(TODAY), scope).count() == 1


def considered(session, item):
    arrive(members(session)[:6])
    session = open_session(session, by=None)
    item.refresh_from_db()
    close_item(open_item(item, by=None), by=None)
    return close_session(session, by=None)


def test_priorities_that_make_no_sense_are_refused():
    one = concept()

    def change(**changes):
        return refused(services.change_priority, one, changes=changes, seen=None, by=None)

    assert change(title=" ") == "Укажите название."
    assert change(subject=None) == "Предметная концепция относится к предмету: выберите его."
    assert change(ends_on=date(2020, 1, 1)) == "Последний день раньше первого. Проверьте даты."
    services.change_priority(one, changes={"ends_on": date(2026, 8, 31)}, seen=one.version, by=None)
    assert list(type(one).objects.as_of(TODAY)) == []
