from datetime import date
from decimal import Decimal

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.facts import Counting, Scope, count
from metodika.directory.organisations.services import merge_organisations
from metodika.planning.plans.lifecycle import PlanKind
from metodika.steering.analysis.services import observe
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.jobs import compute_effects_daily, compute_place
from metodika.steering.decisions.models import Effect
from metodika.steering.decisions.services import Said
from metodika.steering.indicators.services import approve_version, write_formula
from tests.factories.accounts import make_user
from tests.factories.decisions import AFTER, BEFORE, LOOK, STARTS, expected, meant, ordered, valued
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.indicators import SHARE, TEACHERS, measured
from tests.factories.plans import planned

pytestmark = pytest.mark.django_db
# Nobody works in these schools, so that the values below are all there is.
PLAIN = {**SHARE, "denominator": {**TEACHERS, "of": "rows"}, "numerator": {**TEACHERS, "of": "rows"}}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def schools(place):
    return [SchoolFactory(parent=place) for _one in range(12)]


def told(indicator, schools, before, after):
    version = indicator.versions.get()
    for days, parts in ((BEFORE, before), (AFTER, after)):
        valued(version, days, {one: (part, 100) for one, part in zip(schools, parts, strict=True)})


def steady(first, last, *, common=0):
    """The first school goes from one number to another, the others move in common with a little noise."""
    before = [first, *(40 + number % 3 for number in range(11))]
    return before, [last, *(40 + common + (number * 7) % 4 for number in range(11))]


@pytest.mark.parametrize(
    ("last", "common", "expected_verdict"),
    [(75, 0, ("moved", "seen", True)), (75, 33, ("others", "common", False)),
     (43, 0, ("not_seen", "chance", False)), (15, 0, ("against", "against", False))],
)  # fmt: skip
def test_effect_is_what_comes_beyond_comparable_schools(place, schools, last, common, expected_verdict):
    indicator = measured(place, formula=PLAIN)
    told(indicator, schools, *steady(41, last, common=common))
    measure = meant(place, schools[0], indicator=indicator)

    effect = services.compute_effect(measure.expectations.get(), by=None)
    again = services.compute_effects(place, year=LOOK, by=None)

    assert (effect.verdict, effect.reason, effect.is_large_enough) == expected_verdict
    assert (effect.definition.indicator, again) == (indicator, 0)
    assert schools[0].pk not in [one["place"] for one in effect.compared]
    assert len(effect.compared) == effect.numbers["others"]["count"] == 11
    assert effect.numbers["before"]["period"] == school_year(BEFORE[0]).key
    assert effect.numbers["change"]["value"] == last - 41
    assert effect.numbers["many"] == 1


def test_school_with_a_measure_of_its_own_is_no_comparison_and_many_are_corrected_together(place, schools):
    indicator = measured(place, formula=PLAIN)
    told(indicator, schools, *steady(41, 75))
    measures = [meant(place, one, indicator=indicator) for one in schools[:3]]
    cancelled = meant(place, schools[3], indicator=indicator)
    services.move_measure(cancelled, to="cancelled", outcome="Не состоялось", by=None)

    written = services.compute_effects(place, year=LOOK, by=None)

    effects = [one.expectations.get().effects.get() for one in measures]
    assert (written, Effect.objects.count()) == (3, 3)
    assert {len(one.compared) for one in effects} == {9}
    assert [one.verdict for one in effects] == ["moved", "not_seen", "not_seen"]
    assert effects[0].numbers["many"] == 3
    assert effects[0].numbers["corrected"]["fdr"] == pytest.approx(
        effects[0].numbers["beyond"]["chance"] * 3, abs=1e-8
    )
    with pytest.raises(RuleBroken, match="ничего больше не ожидается"):
        services.compute_effect(cancelled.expectations.get(), by=None)


def test_without_others_nobody_says_that_the_measure_did_it_and_the_night_computes_it_too(place, schools):
    indicator = measured(place, formula=PLAIN)
    valued(indicator.versions.get(), BEFORE, {place: (300, 900)})
    valued(indicator.versions.get(), AFTER, {place: (600, 900)})
    decision = ordered(place)
    expectation = expected(decision, indicator)

    assert queries.families_due(date(2026, 11, 23)) == [(place.pk, date(2026, 9, 1))]
    compute_place(place.pk, "2026-09-01")
    compute_effects_daily(0)

    effect = expectation.effects.get()
    assert (effect.verdict, effect.reason, effect.compared) == ("alone", "alone", [])
    year = school_year(date(2026, 11, 23))
    counted = count(
        Counting.from_data({"fact": "decisions.effect", "of": "rows", "where": [
            {"code": "answered", "is": "yes"}, {"code": "of_decision", "is": "yes"}]}),
        year, Scope.organisation(place.pk),
    )  # fmt: skip
    assert counted == 1


def test_effect_asked_before_its_window_gets_a_sentence(place):
    indicator = measured(place)
    measure = meant(place, starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 1))
    said = Said(indicator, date(2027, 9, 1))
    expectation = services.say_expectation(measure, said=said, by=None)

    with pytest.raises(RuleBroken, match="Ещё рано"):
        services.compute_effect(expectation, by=None)
    with pytest.raises(RuleBroken, match="31 августа 2027"):
        services.say_expectation(
            meant(place, starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 1)),
            said=Said(indicator, date(2027, 8, 1)), by=None,
        )  # fmt: skip
    with pytest.raises(RuleBroken, match="уже записано"):
        services.say_expectation(measure, said=said, by=None)
    assert Effect.objects.count() == 0


def test_no_verdict_without_values_with_another_definition_or_without_variation(place, schools):
    indicator = measured(place, formula=PLAIN)
    first = indicator.versions.get()
    empty = meant(place, schools[3], indicator=indicator).expectations.get()
    services.compute_effect(empty, by=None)
    told(indicator, schools, [100, 41, *[40] * 10], [100, 60, *[41] * 10])
    constant = meant(place, schools[0], indicator=indicator).expectations.get()
    broken = meant(place, schools[1], indicator=indicator).expectations.get()
    services.compute_effects(place, year=LOOK, by=None)
    was = broken.effects.get()
    changed = write_formula(indicator, formula={**PLAIN, "period": "school_year", "scale": 1}, by=None)
    approve_version(changed, starts_on=AFTER[0], by=None)
    first.values.filter(organisation=schools[1], starts_on=AFTER[0]).update(is_latest=False)
    valued(changed, AFTER, {schools[1]: (60, 100)})

    services.compute_effects(place, year=LOOK, by=None)

    assert [(one.verdict, one.reason, one.is_latest) for one in empty.effects.order_by("pk")] == [
        ("little", "no_before", False), ("not_seen", "chance", True),
    ]  # fmt: skip
    newest = [one.effects.get(is_latest=True) for one in (constant, broken)]
    assert [(one.verdict, one.reason, one.is_large_enough) for one in newest] == [
        ("little", "constant", None), ("broken", "definition", None),
    ]  # fmt: skip
    assert (was.is_latest, newest[1].definition) == (True, changed)
    assert queries.earlier_effects(broken) == [was]


def test_merged_schools_are_compared_as_the_school_they_have_become(place, schools):
    indicator = measured(place, formula=PLAIN)
    heir, gone = schools[0], schools[1]
    before, after = steady(41, 75)
    told(indicator, schools, before, after)
    measure = meant(place, gone, indicator=indicator)
    merge_organisations(gone, successor=heir, on=date(2026, 9, 1), ground="Приказ", by=None)

    effect = services.compute_effect(measure.expectations.get(), by=None)

    sides = [effect.numbers[one] for one in ("before", "after")]
    assert [(one["numerator"], one["denominator"]) for one in sides] == [(81, 200), (115, 200)]
    assert effect.numbers["merged"] == [str(gone)]
    assert (effect.verdict, effect.compared) == ("alone", [])  # twice as large as any other school


def test_other_people_than_before_are_no_effect(place, schools):
    indicator = measured(place)
    told(indicator, schools, *steady(41, 75))
    measure = meant(place, schools[0], indicator=indicator)
    for number in range(4):
        EmploymentFactory(
            person=PersonFactory(), organisation=schools[0], started_on=date(2020, 9, 1),
            ended_on=None if number == 0 else date(2025, 10, 1),
        )  # fmt: skip

    effect = services.compute_effect(measure.expectations.get(), by=None)

    assert (effect.verdict, effect.reason, effect.numbers["kept"]) == ("people", "people", 0.25)


def test_what_is_expected_changes_after_the_start_only_with_a_reason_that_stays(place):
    indicator = measured(place)
    late = meant(place, indicator=indicator).expectations.get()
    soon = meant(place, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))
    early = services.say_expectation(soon, said=Said(indicator, date(2027, 9, 1)), by=None)

    services.change_expectation(early, changes={"size": Decimal(7)}, seen=1, by=None)
    with pytest.raises(RuleBroken, match="уже началась"):
        services.change_expectation(late, changes={"size": Decimal(3)}, seen=1, by=None)
    services.change_expectation(late, changes={"size": Decimal(3)}, reason="Мало средств", seen=1, by=None)
    with pytest.raises(RuleBroken, match="без знака"):
        services.change_expectation(early, changes={"size": Decimal(-1)}, seen=None, by=None)
    services.compute_effect(late, by=None)

    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.size, early.changed_because, early.said_late) == (7, "", False)
    assert (late.size, late.changed_because, late.said_late) == (3, "Мало средств", True)
    with pytest.raises(RuleBroken, match="ожидание больше не меняется"):
        services.change_expectation(late, changes={"size": Decimal(1)}, reason="Ещё", seen=None, by=None)
    with pytest.raises(RuleBroken, match="первый день и список"):
        services.change_measure(soon, changes={"starts_on": date(2026, 11, 1)}, seen=None, by=None)


def test_decision_names_its_basis_and_document_and_ends_after_its_assignments(place):
    chief = make_user("decisions.*", at=place)
    chief.person = PersonFactory()
    chief.save()
    draft = services.draft_decision(
        organisation=place, card={"text": "Ввести наставничество", "due_on": date(2026, 12, 31)}, by=chief
    )
    with pytest.raises(RuleBroken, match="это документы"):
        services.take_decision(draft, taken_on=STARTS, by=chief)
    with pytest.raises(RuleBroken, match="ещё не наступил"):
        services.take_decision(draft, taken_on=date(2026, 12, 1), act_words="Приказ № 1", by=chief)
    with pytest.raises(RuleBroken, match="после его принятия"):
        services.assign_decision(
            draft, text="Составить список", executor=chief.person, controller=None, due_on=LOOK, by=chief
        )
    taken = services.take_decision(draft, taken_on=STARTS, act_words="Приказ № 1", by=chief)
    given = services.assign_decision(
        taken, text="Составить список", executor=chief.person, controller=None, due_on=date(2026, 12, 1),
        by=chief,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="открытые поручения: 1"):
        services.end_decision(taken, to="carried_out", outcome="Исполнено", by=chief)
    with pytest.raises(RuleBroken, match="принято и больше не меняется"):
        services.change_decision(taken, changes={"text": "Иное"}, seen=None, by=chief)

    assert (taken.is_without_basis, given.subject, taken.status) == (True, taken, "taken")
    ended = services.end_decision(taken, to="cancelled", outcome="Передумали", by=chief)
    assert (ended.status, ended.outcome) == ("cancelled", "Передумали")
    with pytest.raises(RuleBroken, match="Отменено"):
        services.end_decision(ended, to="carried_out", outcome="Исполнено", by=chief)


def test_measure_stands_in_a_plan_and_ends_with_words(place, schools):
    plan = planned(at=place, kind=PlanKind.SERVICE)
    measure = meant(place, schools[0], starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 20))

    in_plan = services.put_into_plan(measure, plan=plan, reason="По итогам анализа", by=None)
    with pytest.raises(RuleBroken, match="уже стоит в плане"):
        services.put_into_plan(measure, plan=plan, reason="Ещё раз", by=None)
    services.change_measure(
        measure, changes={"resources": "без затрат"}, places=schools[:2], seen=None, by=None
    )
    services.move_measure(measure, to="going", by=None)
    with pytest.raises(RuleBroken, match="что получилось"):
        services.move_measure(measure, to="done", by=None)
    done = services.move_measure(measure, to="done", outcome="Прошли шесть школ", by=None)

    assert in_plan.item.text == measure.text
    assert in_plan.item.occurrences.get().starts_on == date(2026, 12, 1)
    assert (done.status, done.resources, done.places.count()) == ("done", "без затрат", 2)
    with pytest.raises(RuleBroken, match="завершена"):
        services.change_measure(done, changes={"resources": ""}, seen=None, by=None)
    with pytest.raises(RuleBroken, match="не относится"):
        meant(place, SchoolFactory(parent=MunicipalityFactory()))


def test_measure_is_carried_out_by_an_event_that_names_its_finding_and_plan_item(place, schools):
    period = {"period_kind": "school_year", "starts_on": STARTS, "ends_on": STARTS}
    finding = observe(place, values={"scope": "whole", "text": "Мало пар", **period}, by=None)
    plan = planned(at=place, kind=PlanKind.SERVICE)
    measure = services.put_into_plan(meant(place, finding=finding), plan=plan, reason="Анализ", by=None)
    said = {"host": place, "kind": "seminar", "title": "Практикум", "starts_on": LOOK, "by": None}

    event = services.make_event(measure, place="Зал", **said).event

    assert (event.host, event.title, event.starts_on, event.place) == (place, "Практикум", LOOK, "Зал")
    assert (event.plan_item, event.basis) == (measure.item, str(finding))
    with pytest.raises(RuleBroken, match="уже есть мероприятие"):
        services.make_event(measure, **said)


def test_effect_becomes_the_reason_of_a_goal(place, schools):
    indicator = measured(place, formula=PLAIN)
    told(indicator, schools, *steady(41, 75))
    effect = services.compute_effect(
        meant(place, schools[0], indicator=indicator).expectations.get(), by=None
    )
    days = {"starts_on": date(2026, 12, 1), "ends_on": date(2027, 8, 31)}

    goal = services.lead_to_goal(effect, card={"text": "Распространить практикумы", **days}, by=None)
    services.lead_to_goal(effect, goal=goal, card={}, by=None)
    considered = services.consider_effect(
        Effect.objects.get(), next_step="keep", conclusion="Продолжить", by=None
    )
    meant(place, schools[1], indicator=indicator)
    assert services.compute_effects(place, year=LOOK, by=None) == 1

    goal.refresh_from_db()
    assert goal.reason.count("сдвинулся, как ожидалось") == 2
    assert goal.reason_address == f"/decisions/effects/{effect.expectation_id}/"
    assert (considered.goal, considered.next_step, considered.conclusion) == (goal, "keep", "Продолжить")
    Effect.objects.update(is_latest=False)
    with pytest.raises(RuleBroken, match="вычислен заново"):
        services.consider_effect(effect, next_step="keep", conclusion="Да", by=None)
    assert Effect.objects.get(pk=effect.pk).numbers["many"] == 2
