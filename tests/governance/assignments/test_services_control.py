from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.governance.assignments import services
from metodika.governance.assignments.lifecycle import AssignmentStatus, ExtensionStatus, Verdict
from metodika.governance.assignments.models import Assignment, Executor, Report
from metodika.governance.assignments.services import Group, Post
from tests.factories.accounts import make_user
from tests.factories.assignments import TODAY, given
from tests.factories.directory import PersonFactory, PositionFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


def reported(**more):
    made = given(**more)
    services.report_execution(made, text="Сделано", by=None)
    return made


def status_of(assignment):
    assignment.refresh_from_db()
    return assignment.status


def test_way_from_the_gift_to_the_removal():
    made, user = given(), make_user(person=PersonFactory())

    services.start_assignment(made, by=user)
    report = services.report_execution(made, text="Сделано", by=user)
    services.accept_report(made, by=user, note="Хорошо")
    closed = services.remove_from_control(made, by=user)

    report.refresh_from_db()
    assert (closed.status, closed.reported_on, closed.executed_on, closed.closed_on) == (
        AssignmentStatus.REMOVED, TODAY, TODAY, TODAY,
    )  # fmt: skip
    assert (report.verdict, report.note, report.checked_by) == (Verdict.ACCEPTED, "Хорошо", user)
    assert [entry.key.partition(".")[2] for entry in entries_about(made)] == [
        "assignment_removed", "report_accepted", "execution_reported", "assignment_started",
        "assignment_given",
    ]  # fmt: skip


def test_report_sent_back_asks_everybody_anew():
    first, second = PersonFactory(), PersonFactory()
    made = given(executor=Group("Все", [first, second]))

    one = services.report_execution(made, text="Моя часть", by=make_user(person=first))
    assert status_of(made) == AssignmentStatus.IN_PROGRESS
    services.report_execution(made, text="И моя", by=make_user(person=second))
    assert status_of(made) == AssignmentStatus.REPORTED
    services.send_back(made, reason="Нет таблицы", by=None)

    one.refresh_from_db()
    assert (status_of(made), made.reported_on) == (AssignmentStatus.SENT_BACK, None)
    assert (one.executor.person, one.verdict, one.note) == (first, Verdict.SENT_BACK, "Нет таблицы")
    services.report_execution(
        made, text="С таблицей", by=make_user(person=PersonFactory()), executor=one.executor
    )
    assert status_of(made) == AssignmentStatus.SENT_BACK


def test_helper_s_report_does_not_end_the_work():
    answers, helps = PersonFactory(), PersonFactory()
    made = given(executor=[answers, helps])

    services.report_execution(made, text="Помог", by=make_user(person=helps))
    assert status_of(made) == AssignmentStatus.IN_PROGRESS
    services.report_execution(made, text="Готово", by=make_user(person=answers))

    assert status_of(made) == AssignmentStatus.REPORTED


def test_report_of_somebody_else_is_that_of_who_answers():
    answers, helps = PersonFactory(), PersonFactory()
    made = given(executor=[answers, helps])

    report = services.report_execution(made, text="Со слов", by=make_user(person=PersonFactory()))

    assert report.executor.person == answers


def test_vacant_post_cannot_report():
    school = SchoolFactory()
    made = given(executor=Post(PositionFactory(), school), organisation=school)

    with pytest.raises(RuleBroken, match="вакантна"):
        services.report_execution(made, text="Сделано", by=None)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda made: services.report_execution(made, text=" ", by=None), "что сделано"),
        (lambda made: services.accept_report(made, by=None), "в состоянии «Дано»"),
        (lambda made: services.send_back(made, reason="Рано", by=None), "в состоянии «Дано»"),
        (lambda made: services.send_back(made, reason=" ", by=None), "чего не хватает"),
        (lambda made: services.remove_from_control(made, by=None), "только исполненное"),
        (lambda made: services.cancel_assignment(made, reason="", by=None), "почему поручение отменяется"),
        (lambda made: services.prolong(made, to=made.due_on, reason="Надо", by=None), "после 30 ноября 2026"),
        (lambda made: services.prolong(made, to=date(2027, 1, 20), reason="", by=None), "зачем нужно"),
        (lambda made: services.grant_extension(made, by=None), "уже ответили"),
        (lambda made: services.refuse_extension(made, note="Нет", by=None), "уже ответили"),
    ],
)
def test_act_out_of_order_is_refused_in_words(act, words):
    made = given()

    with pytest.raises(RuleBroken, match=words):
        act(made)

    assert status_of(made) == AssignmentStatus.GIVEN


@pytest.mark.parametrize(
    "act",
    [
        lambda made: services.start_assignment(made, by=None),
        lambda made: services.report_execution(made, text="Ещё", by=None),
        lambda made: services.cancel_assignment(made, reason="Не нужно", by=None),
        lambda made: services.prolong(made, to=date(2027, 1, 20), reason="Надо", by=None),
        lambda made: services.ask_extension(made, to=date(2027, 1, 20), reason="Надо", by=None),
        lambda made: services.change_assignment(made, changes={"text": "Иначе"}, seen=None, by=None),
        lambda made: services.split_assignment(
            made, text="Часть", executor=PersonFactory(), due_on=TODAY, by=None
        ),
        lambda made: services.replace_executor(
            made.executors.get(), person=PersonFactory(), reason="Надо", by=None
        ),
    ],
)
def test_executed_assignment_is_touched_no_more(act):
    made = reported()
    services.accept_report(made, by=None)

    with pytest.raises(RuleBroken, match="Исполнено|закрыто"):
        act(made)

    assert status_of(made) == AssignmentStatus.EXECUTED


def test_second_report_waits_for_the_check():
    made = reported()

    for act in (
        lambda: services.report_execution(made, text="Ещё", by=None),
        lambda: services.ask_extension(made, to=date(2027, 1, 20), reason="Надо", by=None),
    ):
        with pytest.raises(RuleBroken, match="на проверке"):
            act()


def test_whole_is_accepted_after_its_parts():
    made = given()
    part = services.split_assignment(
        made, text="Часть", executor=PersonFactory(), due_on=TODAY, by=make_user()
    )
    services.report_execution(made, text="Сделано", by=None)

    with pytest.raises(RuleBroken, match="1 часть"):
        services.accept_report(made, by=None)
    services.report_execution(part, text="Сделано", by=None)
    services.accept_report(part, by=None)
    services.accept_report(made, by=None)

    assert status_of(made) == AssignmentStatus.EXECUTED


def test_cancelling_the_whole_cancels_its_open_parts_at_any_depth():
    made = given()
    part = services.split_assignment(
        made, text="Часть", executor=PersonFactory(), due_on=TODAY, by=make_user()
    )
    deeper = services.split_assignment(
        part, text="Часть части", executor=PersonFactory(), due_on=TODAY, by=None
    )
    done = services.split_assignment(part, text="Готовая", executor=PersonFactory(), due_on=TODAY, by=None)
    services.report_execution(done, text="Сделано", by=None)
    services.accept_report(done, by=None)

    services.cancel_assignment(made, reason="Не нужно", by=None)

    assert (deeper.number, deeper.controller) == ("1/2026.1.1", part.controller)
    assert [status_of(one) for one in (made, part, deeper, done)] == [
        *[AssignmentStatus.CANCELLED] * 3, AssignmentStatus.EXECUTED,
    ]  # fmt: skip


def test_extension_is_asked_for_and_granted():
    made, user = given(), make_user(person=PersonFactory())

    asked = services.ask_extension(made, to=date(2026, 12, 20), reason="Болезнь", by=user)
    assert (made.due_on, asked.status) == (date(2026, 11, 30), ExtensionStatus.ASKED)
    with pytest.raises(RuleBroken, match="уже запрошено"):
        services.ask_extension(made, to=date(2026, 12, 25), reason="Ещё", by=user)
    with pytest.raises(RuleBroken, match="Сначала ответьте"):
        services.prolong(made, to=date(2026, 12, 25), reason="Ещё", by=user)
    granted = services.grant_extension(made, by=user, note="Согласовано")

    made.refresh_from_db()
    assert (made.due_on, made.first_due_on) == (date(2026, 12, 20), date(2026, 11, 30))
    assert (granted.status, granted.from_on, granted.decided_by) == (
        ExtensionStatus.GRANTED, date(2026, 11, 30), user,
    )  # fmt: skip


def test_refused_extension_leaves_the_day_and_says_why():
    made = given()
    services.ask_extension(made, to=date(2026, 12, 20), reason="Болезнь", by=make_user())

    with pytest.raises(RuleBroken, match="почему"):
        services.refuse_extension(made, note="", by=None)
    refused = services.refuse_extension(made, note="Срок от министерства", by=None)

    made.refresh_from_db()
    assert (made.due_on, refused.status) == (date(2026, 11, 30), ExtensionStatus.REFUSED)
    assert services.prolong(made, to=date(2026, 12, 1), reason="Праздник", by=None).status == "granted"


def test_part_is_not_prolonged_beyond_the_whole_nor_into_the_past():
    made = given(given_on=date(2026, 11, 1), due_on=date(2026, 11, 10))
    whole = given(due_on=date(2026, 12, 1))
    part = services.split_assignment(
        whole, text="Часть", executor=PersonFactory(), due_on=TODAY, by=make_user()
    )

    with pytest.raises(RuleBroken, match="уже прошёл"):
        services.prolong(made, to=date(2026, 11, 20), reason="Надо", by=None)
    with pytest.raises(RuleBroken, match="до 1 декабря"):
        services.prolong(part, to=date(2026, 12, 2), reason="Надо", by=None)


def test_controller_may_be_the_executor():
    person = PersonFactory()
    made = reported(executor=person, controller=person)

    assert services.accept_report(made, by=make_user(person=person)).status == AssignmentStatus.EXECUTED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["accept", "report", "number"])
def test_two_acts_at_one_moment_happen_once(act):
    school = SchoolFactory()
    made = given(organisation=school)
    if act == "accept":
        services.report_execution(made, text="Сделано", by=None)
    people = [PersonFactory(), PersonFactory()]
    acts = {
        "accept": lambda _number: services.accept_report(made, by=None),
        "report": lambda _number: services.report_execution(made, text="Сделано", by=None),
        "number": lambda number: given(organisation=school, executor=people[number], controller=people[0]),
    }
    start, refused = Barrier(2), []

    def run(number):
        start.wait()
        try:
            acts[act](number)
        except RuleBroken as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    if act == "number":
        assert (refused, sorted(Assignment.objects.values_list("number", flat=True))) == (
            [], ["1/2026", "2/2026", "3/2026"],
        )  # fmt: skip
    else:
        assert len(refused) == 1
        assert Report.objects.count() == 1
        assert Executor.objects.exclude(reported_at=None).count() == 1
    assert TODAY + timedelta(days=7) == made.due_on
