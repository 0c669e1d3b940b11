from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.governance.assignments import services as assignments
from metodika.governance.assignments.models import Assignment
from metodika.governance.bodies import services as bodies
from metodika.governance.bodies.models import Composition
from metodika.governance.bodies.queries import standing_of
from metodika.governance.bodies.services import propose_composition
from metodika.planning.goals import services as goals
from metodika.planning.goals.models import Goal
from metodika.planning.plans import services as plans
from metodika.planning.plans.models import Item, Occurrence, Plan
from metodika.steering.analysis import services as analysis
from metodika.steering.collection import services as collection
from metodika.steering.collection.models import Campaign
from metodika.steering.decisions import services as decisions
from metodika.steering.decisions.models import Effect
from metodika.steering.decisions.services import move_measure
from metodika.steering.recommendations import services as recommendations
from metodika.steering.turnover import services
from metodika.steering.turnover.models import Line, Rollover
from tests.factories.accounts import make_administrator, make_user
from tests.factories.decisions import expected, valued
from tests.factories.directory import MunicipalityFactory, SchoolFactory
from tests.factories.indicators import measured
from tests.factories.turnover import FIRST, LAST, YEAR, begun, goal_left, plan_left, year_left

pytestmark = pytest.mark.django_db
CLOSED = ("goals", "plans", "bodies", "campaigns", "assignments", "findings", "recommendations", "measures",
          "decisions")  # fmt: skip


@pytest.fixture(autouse=True)
def _august():
    with time_machine.travel("2026-08-20T09:00:00Z", tick=False):
        yield


@pytest.fixture
def chief():
    return make_administrator()


@pytest.fixture
def place():
    return MunicipalityFactory()


def lines(rollover, *names):
    rows = Line.objects.filter(rollover=rollover).order_by("pk")
    return {one.register: tuple(getattr(one, name) for name in names) for one in rows}


def applied(rollover, by):
    services.ask_rollover(rollover, by=by)
    assert services.apply_rollover(rollover.pk)
    return Rollover.objects.get(pk=rollover.pk)


def undone(rollover, by):
    services.ask_undo(rollover, by=by)
    assert services.undo_rollover(rollover.pk)
    return lines(rollover, "outcome", "told")


def made(rollover, register):
    return Line.objects.get(rollover=rollover, register=register).made


def states(left):
    """Return what is told of each row: undo has to bring every one of these back."""
    told = {}
    for register, row in left.rows.items():
        now = type(row).objects.get(pk=row.pk)
        told[register] = {
            name: getattr(now, name, None) for name in ("status", "ends_on", "closed_on", "outcome")
        }
    told["occurrences"] = list(Occurrence.objects.order_by("pk").values_list("status", "reason"))
    told["compositions"] = list(Composition.objects.order_by("pk").values_list("status", "ends_on"))
    return told


def test_each_register_gets_its_proposal_and_nothing_is_written(place, chief):
    left = year_left(place)
    before = states(left)

    rollover = begun(place, by=chief)

    assert lines(rollover, "choice", "reason", "outcome") == {
        "goals": ("copy", "year_ends", "waiting"),
        "plans": ("copy", "year_ends", "waiting"),
        "bodies": ("close", "term_ends", "waiting"),
        "campaigns": ("copy", "held_yearly", "waiting"),
        "assignments": ("keep", "not_done", "waiting"),
        "findings": ("keep", "not_judged", "waiting"),
        "recommendations": ("close", "not_sent", "waiting"),
        "measures": ("close", "not_begun", "waiting"),
        "decisions": ("keep", "goes_on", "waiting"),
    }
    assert (states(left), Plan.objects.count(), Goal.objects.count()) == (before, 1, 1)


def test_what_was_proposed_is_done_at_one_press_and_a_second_one_changes_nothing(place, chief):
    left = year_left(place)
    section = plans.add_section(left.rows["plans"], title="Наставники", goal=left.rows["goals"], by=chief)
    Item.objects.filter(plan=left.rows["plans"]).update(section=section)
    rollover = applied(begun(place, by=chief), chief)

    plan, goal, campaign = (made(rollover, one) for one in ("plans", "goals", "campaigns"))
    assert (plan.title, plan.status, plan.starts_on, plan.ends_on, plan.items.get().term) == (
        "План службы на 2026/27 учебный год", "draft", date(2026, 9, 1), date(2027, 8, 31), "октябрь 2026",
    )  # fmt: skip
    assert plan.sections.get().goal == goal
    target = goal.targets.get()
    assert (goal.status, goal.starts_on, target.value, target.ends_on) == (
        "proposed", date(2026, 9, 1), 50, date(2027, 8, 31),
    )  # fmt: skip
    due = datetime(2027, 5, 20, 15, tzinfo=ZoneInfo("Europe/Moscow"))
    assert (campaign.title, campaign.status, campaign.due_at, campaign.as_of) == (
        "Мониторинг 2027",
        "draft",
        due,
        date(2027, 5, 1),
    )
    assert states(left)["bodies"]["status"] == "dissolved"
    assert {one for (one,) in lines(rollover, "outcome").values()} == {"copied", "closed", "kept"}
    with pytest.raises(RuleBroken, match="состояние перехода — «Выполнен»"):
        services.ask_rollover(rollover, by=chief)
    assert (services.apply_rollover(rollover.pk), Plan.objects.count()) == (False, 2)


def test_everything_closed_and_copied_is_as_it_was_after_the_undo(place, chief):
    left = year_left(place)
    before = states(left)
    valued(left.rows["indicators"], (FIRST, LAST), {place: (60, 100)})
    left.rows["goals"].targets.update(code=left.rows["indicators"].indicator.code)
    part = Assignment.objects.create(
        organisation=place, parent=left.rows["assignments"], year=2026, ordinal=1, number="1.1", text="Часть",
        controller=left.rows["assignments"].controller, given_on=date(2026, 5, 4), due_on=date(2026, 5, 5),
        first_due_on=date(2026, 5, 5),
    )  # fmt: skip
    rollover = begun(place, by=chief)
    for register in CLOSED:
        services.choose_for_register(rollover, choice="close", register=register, by=chief)

    applied(rollover, chief)

    after = states(left)
    assert {one: after[one]["status"] for one in CLOSED} == {
        "goals": "achieved", "plans": "closed", "bodies": "dissolved", "campaigns": "frozen",
        "assignments": "cancelled", "findings": "dismissed", "recommendations": "withdrawn",
        "measures": "cancelled", "decisions": "carried_out",
    }  # fmt: skip
    part.refresh_from_db()
    assert ([state for state, _why in after["occurrences"]], part.status) == (["cancelled"], "cancelled")
    assert {one for one, _told in undone(rollover, chief).values()} == {"taken_back"}
    part.refresh_from_db()
    assert (states(left), part.status) == (before, "given")
    assert services.undo_rollover(rollover.pk) is False


def test_copies_are_removed_by_the_undo_unless_somebody_has_worked_on_them(place, chief):
    left = year_left(place)
    first = applied(begun(place, by=chief), chief)
    told = undone(first, chief)
    assert [told[one] for one in ("plans", "goals", "campaigns")] == [("taken_back", "")] * 3
    assert [one.objects.count() for one in (Plan, Goal, Campaign)] == [1, 1, 1]

    second = applied(begun(place, by=chief), chief)
    plans.add_item(made(second, "plans"), values={"text": "Ещё один семинар", "term": "май"}, by=chief)
    goal_served = {"kind": "task", "parent": made(second, "goals"), "starts_on": FIRST, "ends_on": LAST}
    Goal.objects.create(organisation=place, text="Задача", **goal_served)
    told = undone(second, chief)

    assert (told["plans"], told["goals"]) == (
        ("stayed", "С записью уже работали."),
        ("stayed", "На «Каждый молодой педагог с наставником» уже опираются другие записи: удалить нельзя."),
    )
    assert (told["campaigns"], told["bodies"], Plan.objects.count()) == (
        ("taken_back", ""),
        ("taken_back", ""),
        2,
    )
    assert states(left)["bodies"]["status"] == "active"


def test_a_row_that_its_area_refuses_is_told_and_stops_no_other(place, chief):
    left = year_left(place)
    rollover = begun(place, by=chief)
    services.choose_for_register(rollover, choice="close", register="goals", by=chief)
    move_measure(left.rows["measures"], to="cancelled", outcome="Передумали", by=chief)
    plan_left(
        place, "План службы на 2026/27 учебный год", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31)
    )

    applied(rollover, chief)

    told = lines(rollover, "outcome", "told")
    assert {one: told[one] for one in ("goals", "measures", "plans", "bodies")} == {
        "goals": (
            "refused",
            "По значениям показателей не видно, достигнута ли цель. "
            "Завершите её на её странице и укажите итог.",
        ),
        "measures": ("refused", "Сейчас это невозможно: состояние — «Отменена»."),
        "plans": ("refused", "На следующий год уже подготовлено."),
        "bodies": ("closed", ""),
    }


def test_rows_are_handed_over_only_by_those_whose_roles_allow_it(place):
    year_left(place)
    clerk = make_user("turnover.*", "plans.make_plan", at=place)
    rollover = begun(place, by=clerk)
    assert lines(rollover, "choice") == {"plans": ("copy",)}

    services.choose_for_register(rollover, choice="close", register="plans", by=clerk)
    applied(rollover, clerk)

    words = "Ваши роли не разрешают этого для записи. Обратитесь к тому, кому это разрешено."
    assert lines(rollover, "outcome", "told") == {"plans": ("refused", words)}


def test_unfinished_items_go_into_the_draft_of_the_next_plan_and_come_back(place, chief):
    old = plan_left(place)
    draft = plans.copy_plan(
        old, title="План службы на 2026/27", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31), by=chief
    )
    Plan.objects.filter(pk=draft.pk).update(title="План службы на 2026/27 учебный год")
    rollover = begun(place, by=chief)
    assert lines(rollover, "choice", "reason") == {"plans": ("close", "has_next")}

    applied(rollover, chief)
    assert (draft.items.count(), old.items.get().occurrences.get().status) == (2, "cancelled")

    assert undone(rollover, chief) == {"plans": ("taken_back", "")}
    assert (draft.items.count(), old.items.get().occurrences.get().status) == (1, "planned")


def test_the_verdicts_and_a_suggestion_stand_beside_the_goal(place, chief):
    left = year_left(place)
    indicator = left.rows["indicators"].indicator
    expectation = expected(left.rows["decisions"], indicator)
    Effect.objects.create(expectation=expectation, verdict="not_seen", reason="chance", computed_at=YEAR_END)
    left.rows["goals"].targets.update(code=indicator.code)
    valued(left.rows["indicators"], (FIRST, LAST), {place: (40, 100)})

    ((reason, note),) = [lines(begun(place, by=chief), "reason", "note")["goals"]]

    told = {"day": "2026-08-31", "verdicts": {"not_seen": 1}, "advice": "revise"}
    assert (reason, note) == ("missed", told)


YEAR_END = datetime(2026, 8, 1, tzinfo=ZoneInfo("UTC"))


def test_choices_stay_when_the_rows_are_looked_at_anew(place, chief):
    left = year_left(place)
    rollover = begun(place, by=chief)
    services.choose_for_register(rollover, choice="keep", register="plans", by=chief)
    one = Line.objects.get(rollover=rollover, register="findings").pk
    assert services.choose_for_rows(rollover, choice="close", rows=[one], by=chief) == 1
    move_measure(left.rows["measures"], to="cancelled", outcome="Передумали", by=chief)
    goal_left(place)

    services.refresh_rollover(rollover, by=chief)

    rows = Line.objects.filter(rollover=rollover)
    assert [rows.filter(register=one).count() for one in ("goals", "measures")] == [2, 0]
    chosen = lines(rollover, "choice")
    assert (chosen["plans"], chosen["findings"]) == (("keep",), ("close",))


def test_what_makes_no_sense_is_refused_in_clear_words(place, chief):
    plan_left(place)
    other = begun(MunicipalityFactory(), by=chief)
    mine = begun(place, by=chief)
    (row,) = Line.objects.filter(rollover=mine)
    ahead = school_year(date(2026, 9, 1))

    def begin(where, ending, coming):
        return lambda: services.begin_rollover(where, ending=ending, coming=coming, by=chief)

    def choose(rollover, *rows):
        return lambda: services.choose_for_rows(rollover, choice="keep", rows=rows, by=chief)

    refusals = [
        (begin(SchoolFactory(), YEAR, ahead), "Выберите муниципалитет"),
        (begin(place, YEAR, YEAR), "один и тот же год"),
        (begin(place, ahead, YEAR), "не идут подряд"),
        (begin(place, ahead, ahead.next()), "ещё не начался"),
        (begin(place, YEAR, ahead), "здесь уже начат"),
        (choose(other, row.pk), "не к этому переходу"),
        (choose(mine), "Сначала отметьте строки"),
        (
            lambda: services.choose_for_register(mine, choice="copy", register="bodies", by=chief),
            "невозможно",
        ),
        (lambda: services.ask_undo(mine, by=chief), "Готовится"),
    ]
    for act, words in refusals:
        with pytest.raises(RuleBroken, match=words):
            act()
    services.drop_rollover(mine, by=chief)
    assert Rollover.objects.filter(municipality=place).count() == 0


def test_a_year_is_looked_through_by_as_many_queries_for_one_row_as_for_three(chief):
    counts = []
    for rows in (1, 3):
        place = MunicipalityFactory()
        for number in range(rows):
            plan_left(place, f"План {'абв'[number]}")
            goal_left(place)
        with CaptureQueriesContext(connection) as caught:
            begun(place, by=chief)
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_rows_of_the_ending_year_only(place, chief):
    plan_left(SchoolFactory(parent=place))
    plan_left(place, "План на год", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31))
    measured(place)

    assert lines(begun(place, by=chief), "choice") == {}


def test_what_has_not_ended_is_not_taken_back_and_what_is_in_force_is_not_removed(place, chief):
    rows = year_left(place).rows
    stood = standing_of(rows["bodies"], on=LAST)
    back = {"reason": "Ошибка", "by": chief}
    number = rows["assignments"].pk
    refused = [
        lambda: plans.reopen_plan(rows["plans"], ended=plans.WoundUp("approved", {}), **back),
        lambda: plans.drop_plan(rows["plans"], by=chief),
        lambda: plans.drop_items(rows["plans"], numbers=[1], by=chief),
        lambda: goals.reopen_goal(rows["goals"], status="approved", **back),
        lambda: goals.drop_goal(rows["goals"], by=chief),
        lambda: bodies.restore_body(rows["bodies"], stood=stood, **back),
        lambda: collection.undo_closing(rows["campaigns"], status="draft", **back),
        lambda: collection.drop_campaign(rows["campaigns"], by=chief),
        lambda: assignments.reopen_assignment(rows["assignments"], states={number: "given"}, **back),
        lambda: decisions.reopen_measure(rows["measures"], status="planned", by=chief),
        lambda: decisions.reopen_decision(rows["decisions"], status="taken", by=chief),
        lambda: analysis.reopen_finding(rows["findings"], by=chief),
        lambda: recommendations.restore_recommendation(rows["recommendations"], status="draft", by=chief),
    ]
    for act in refused:
        with pytest.raises(RuleBroken):
            act()
    propose_composition(rows["bodies"], by=chief)
    with pytest.raises(RuleBroken, match="готовится или ещё не начал"):
        standing_of(rows["bodies"], on=LAST)
