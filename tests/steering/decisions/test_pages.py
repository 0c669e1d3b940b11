"""The pages and the API, by one chief of a municipality with schools and two years of values."""

import json
import re
from datetime import date

import pytest
import time_machine

from metodika.planning.goals.models import Goal
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.models import Decision, Effect, Expectation, Measure
from tests.factories.accounts import make_user
from tests.factories.decisions import AFTER, BEFORE, LOOK, expected, meant, ordered, valued
from tests.factories.directory import MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.indicators import SHARE, TEACHERS, measured
from tests.factories.notices import react_twice, told
from tests.factories.plans import planned

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": "01.10.2025", "ends_on": "01.03.2026"}
ROWS = {**TEACHERS, "of": "rows"}
ALL = ("decisions.*", "indicators.*", "organisations.*", "staff.*", "goals.*", "plans.*", "assignments.*")


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def chief(client, place):
    user = make_user(*ALL, person=PersonFactory(), at=place)
    client.force_login(user)
    return user


@pytest.fixture
def measures(place):
    schools = [SchoolFactory(parent=place) for _one in range(9)]
    indicator = measured(place, formula={**SHARE, "numerator": ROWS, "denominator": ROWS})
    version = indicator.versions.get()
    valued(version, BEFORE, {one: (40 + number % 3, 100) for number, one in enumerate(schools)})
    valued(version, AFTER, {one: (75 if number == 0 else 41, 100) for number, one in enumerate(schools)})
    return [meant(place, one, indicator=indicator) for one in schools[:3]]


def words_of(answer):
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ")
    return " ".join(plain.split())


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_many_rows(
    client, place, chief, measures, rows, django_assert_num_queries
):
    Measure.objects.exclude(pk__in=[one.pk for one in measures[:rows]]).delete()
    for _one in range(rows):
        ordered(place)
    services.compute_effects(place, year=LOOK, by=None)
    found = []

    for address, cost in (("measures/", 12), ("", 11), ("effects/", 11)):
        with django_assert_num_queries(cost):
            found.append(client.get(f"/decisions/{address}").context["table"].count)

    assert found == [rows, rows, rows]


def test_effect_is_told_in_plain_words_with_its_numbers_chart_others_and_method(
    client, place, chief, measures
):
    expectation = measures[0].expectations.get()
    early = words_of(client.get(f"/decisions/effects/{expectation.pk}/"))

    client.post(f"/decisions/effects/{expectation.pk}/compute/", headers={"accept-language": "ru"})
    answer = client.get(f"/decisions/effects/{expectation.pk}/")

    said, chart = words_of(answer), answer.context["chart"]
    assert "Ещё не вычислено" in early
    assert "Сдвинулся, как ожидалось" in said
    assert "Это не меньше, чем ожидалось" in said
    assert "Crawford J. R." in said
    assert [one.value for one in chart.series[0].marks] == [40, 75]
    assert len(answer.context["compared"]) == 6
    shown = dict(answer.context["seen"])
    assert any("п.\N{NO-BREAK SPACE}п." in str(one) for one in shown.values())


def test_before_its_day_the_page_shows_the_values_up_to_now(client, place, chief, measures):
    indicator = measures[0].expectations.get().indicator
    card = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 1)}
    ahead = meant(place, measures[0].places.get(), **card)
    said = services.Said(indicator, date(2027, 9, 1))
    expectation = services.say_expectation(ahead, said=said, by=None)

    page = client.get(f"/decisions/effects/{expectation.pk}/")
    refused = client.post(f"/decisions/effects/{expectation.pk}/compute/")

    assert "до тех пор об эффекте ничего сказать нельзя" in words_of(page)
    assert [one.value for one in page.context["so_far"].series[0].marks] == [40, 75]
    assert (refused.status_code, "Ещё рано" in words_of(refused)) == (409, True)


def test_small_groups_are_hidden_in_an_effect_from_who_may_not_see_people(client, place):
    schools = [SchoolFactory(parent=place) for _one in range(9)]
    indicator = measured(place)
    version = indicator.versions.get()
    sizes = (6, 3, 4, 6, 6, 6, 6, 12, 20)
    for days, shift in ((BEFORE, 0), (AFTER, 1)):
        parts = {one: (size // 2 + shift, size) for one, size in zip(schools, sizes, strict=True)}
        valued(version, days, parts)
    meant(place, schools[0], indicator=indicator)
    own = meant(place, schools[1], indicator=indicator)
    services.compute_effects(place, year=LOOK, by=None)
    first, second = (one.expectations.get().pk for one in (Measure.objects.earliest("pk"), own))
    seen = make_user("decisions.*", "indicators.*", "organisations.*", at=place)

    def shown(number, user):
        client.force_login(user)
        page = client.get(f"/decisions/effects/{number}/").context
        told = client.get(f"/api/v1/effects/{number}").json()["effect"]
        return page, told

    page, told = shown(first, seen)
    hidden = [one["name"] for one in told["compared"] if one.get("is_hidden")]
    mine, own_told = shown(second, seen)
    whole, _told = shown(first, make_user("decisions.*", "indicators.*", "staff.*", at=place))
    assert str(schools[2]) in hidden
    assert len(hidden) == 2  # a neighbour goes with the only small one
    assert [row[1] for row in page["compared"]].count("скрыто: менее пяти человек") == 2
    assert all(own_told["numbers"][side]["is_hidden"] for side in ("before", "after"))
    assert (mine["chart"], "change" in own_told["numbers"]) == (None, False)
    assert "скрыто: менее пяти человек" not in str(whole["compared"])


def test_way_from_a_measure_and_a_decision_to_the_next_goal_by_forms(client, place, chief, measures):
    indicator = measures[0].expectations.get().indicator
    card = {"organisation": place.pk, "text": "Выезды", "kind": "training", **DAYS}
    client.post("/decisions/measures/plan/", card)
    measure = Measure.objects.get(text="Выезды")
    at = f"/decisions/measures/{measure.pk}"
    client.post(f"{at}/start/")
    said = {"indicator": indicator.code, "direction": "up", "size": "5", "look_on": "01.09.2026"}
    client.post(f"{at}/expect/", said)
    soon = client.post(f"{at}/expect/", {**said, "look_on": "01.12.2025"})
    client.post(f"{at}/end/done/", {"outcome": "Прошли девять школ"})
    client.post(
        "/decisions/draft/", {"organisation": place.pk, "text": "Закрепить практикумы", "kind": "order"}
    )
    decision = Decision.objects.get()
    refused = client.post(f"/decisions/{decision.pk}/take/", {"taken_on": "20.11.2026"})
    client.post(f"/decisions/{decision.pk}/take/", {"taken_on": "20.11.2026", "act_words": "Приказ № 5"})
    given = {"text": "Составить график", "executor": str(chief.person), "due_on": "01.12.2026"}
    client.post(f"/decisions/{decision.pk}/assign/", given)
    card_page = words_of(client.get(f"/decisions/{decision.pk}/"))
    expectation = measures[0].expectations.get()
    at = f"/decisions/effects/{expectation.pk}"
    client.post(f"{at}/change/", {"direction": "up", "size": "7", "look_on": "01.09.2026", "version": 1,
                                  "reason": "Сократили средства"})  # fmt: skip
    nothing = client.get(f"{at}/goal/", follow=True)
    client.post(f"{at}/compute/")
    client.post(f"{at}/consider/", {"next_step": "keep", "conclusion": "Продолжить"})
    client.post(f"{at}/goal/", {"text": "Распространить", "starts_on": "01.12.2026", "ends_on": "31.08.2027"})

    measure.refresh_from_db()
    decision.refresh_from_db()
    effect = Effect.objects.get(expectation=expectation)
    assert (measure.status, measure.expectations.count(), soon.status_code) == ("done", 1, 422)
    assert (refused.status_code, decision.status, decision.act_words) == (422, "taken", "Приказ № 5")
    assert "не опирается на анализ" in card_page
    assert "Составить график" in card_page
    assert "Эффект ещё не вычислен" in words_of(nothing)
    assert (effect.goal, effect.next_step, effect.conclusion) == (Goal.objects.get(), "goal", "Продолжить")
    assert effect.goal.reason_address == f"{at}/"
    assert "Сократили средства" in words_of(client.get(f"{at}/"))


def test_api_goes_the_same_way(client, place, chief, measures):
    def send(path, method="post", **body):
        answer = getattr(client, method)(f"/api/v1{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    status, made = send("/measures", organisation=place.pk, text="Семинары", kind="event",
                        starts_on="2026-12-01", ends_on="2026-12-20")  # fmt: skip
    changed = send(f"/measures/{made['id']}", "patch", version=1, resources="без затрат")
    started = send(f"/measures/{made['id']}/start")
    indicator = measures[0].expectations.get().indicator
    told = send(f"/measures/{made['id']}/expectations", indicator=indicator.pk, direction="up", size=3,
                look_on="2027-09-01")  # fmt: skip
    early = send(f"/effects/{told[1]['id']}/compute")
    altered = send(f"/effects/{told[1]['id']}", "patch", version=1, size=4)
    ended = send(f"/measures/{made['id']}/end/cancelled", outcome="Не состоялись")
    decision = send("/managerial-decisions", organisation=place.pk, text="Поощрить", kind="reward")[1]
    taken = send(f"/managerial-decisions/{decision['id']}/take", taken_on="2026-11-20")
    closed = send(f"/managerial-decisions/{decision['id']}/end/carried_out", outcome="Вручены грамоты")
    number = measures[0].expectations.get().pk
    computed = send(f"/effects/{number}/compute")[1]
    considered = send(f"/effects/{number}/consider", next_step="keep", conclusion="Продолжить")[1]
    goal = send(f"/effects/{number}/goal", text="Цель", starts_on="2026-12-01", ends_on="2027-08-31")
    listed = client.get("/api/v1/effects").json()
    card = client.get(f"/api/v1/effects/{number}").json()

    assert (status, changed[1]["resources"], started[1]["status"]) == (201, "без затрат", "going")
    assert (told[0], told[1]["said_late"], early[0], float(altered[1]["size"])) == (201, False, 409, 4)
    assert (ended[1]["status"], taken[1]["is_without_basis"]) == ("cancelled", True)
    assert (taken[1]["status"], closed[1]["status"]) == ("taken", "carried_out")
    assert (computed["verdict"], computed["numbers"]["change"]["value"]) == ("moved", 35)
    assert (considered["conclusion"], goal[0]) == ("Продолжить", 200)
    assert (listed["count"], card["effect"]["goal"]["id"]) == (4, Goal.objects.get().pk)
    assert json.dumps(card)


def test_stranger_and_reader_have_no_doors_but_their_own(client, place, measures):
    reader = make_user("decisions.list_effects", "decisions.view_effect", "organisations.*", at=place)
    client.force_login(reader)
    number = measures[0].expectations.get().pk
    shown = client.get(f"/decisions/effects/{number}/")
    stranger = make_user(*ALL, at=MunicipalityFactory())

    codes = [
        client.post(f"/decisions/effects/{number}/{act}/").status_code
        for act in ("compute", "change", "goal")
    ]
    client.force_login(stranger)

    assert (shown.status_code, codes) == (200, [403, 403, 403])
    assert client.get(f"/decisions/effects/{number}/").status_code == 404
    assert client.get(f"/decisions/measures/{measures[0].pk}/").status_code == 404
    assert Expectation.objects.get(pk=number).starts_on == date(2025, 10, 1)
    assert expected(ordered(place), measures[0].expectations.get().indicator).decision is not None


def test_measures_and_decisions_stand_beside_what_they_concern_and_people_are_told(
    client, place, chief, measures, django_assert_num_queries
):
    school = measures[0].places.get()
    plan = planned(at=place, kind="service")
    ahead = services.plan_measure(
        organisation=place, places=[school], by=None,
        card={
            "text": "Открыть школу наставника", "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 20),
            "responsible": chief.person,
        },
    )  # fmt: skip
    item = services.put_into_plan(ahead, plan=plan, reason="По итогам анализа", by=None).item
    decision = ordered(place, controller=chief.person)
    react_twice()

    beside = client.get(f"/decisions/of-organisation/{school.pk}/")
    assert "Открыть школу наставника" in words_of(beside)
    assert "Закрепить наставников" in words_of(client.get(f"/decisions/of-organisation/{place.pk}/"))
    client.get(f"/decisions/of-item/{item.pk}/")
    with django_assert_num_queries(11):
        assert "Открыть школу наставника" in words_of(client.get(f"/decisions/of-item/{item.pk}/"))
    assert f"/decisions/of-item/{item.pk}/" in client.get(f"/plans/items/{item.pk}/").content.decode()
    assert [one for one in told() if one[1].startswith("decisions.")] == [
        (chief.login, "decisions.measure_planned"), (chief.login, "decisions.decision_taken")
    ]  # fmt: skip
    (use,) = {one.title for one in queries.facts_expected(chief)}
    assert use.startswith("Его должны сдвинуть меры и решения (3): Ж-1")
    assert decision.controller == chief.person


def test_event_is_planned_from_the_card_of_a_measure_where_events_may_be_planned(client, place):
    measure, address = meant(place, text="Практикум"), "/decisions/measures/{}/event/"
    said = {"host": place.pk, "kind": "seminar", "title": "Практикум наставников", "starts_on": "01.12.2026"}
    client.force_login(make_user(*ALL, at=place))
    card = client.get(f"/decisions/measures/{measure.pk}/").content.decode()
    refused = client.post(address.format(measure.pk), said)

    client.force_login(make_user(*ALL, "activities.*", at=place))
    offered = client.get(f"/decisions/measures/{measure.pk}/").content.decode()
    shown = client.get(address.format(measure.pk)).content.decode()
    wrong = client.post(address.format(measure.pk), {**said, "starts_on": "31.02.2026"})
    made = client.post(address.format(measure.pk), said)
    measure.refresh_from_db()

    assert (address.format(measure.pk) in card, refused.status_code) == (False, 422)
    assert (address.format(measure.pk) in offered, 'value="Практикум"' in shown) == (True, True)
    assert (wrong.status_code, 'value="Практикум наставников"' in wrong.content.decode()) == (422, True)
    assert made["Location"] == f"/events/{measure.event_id}/"
    asked = json.dumps({**said, "starts_on": "2026-12-01"})
    other = meant(place).pk
    program = client.post(f"/api/v1/measures/{other}/event", asked, content_type="application/json")
    assert (program.status_code, program.json()["event"]["name"]) == (200, "Практикум наставников")
