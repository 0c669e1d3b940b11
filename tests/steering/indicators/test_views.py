from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse

from metodika.planning.goals.services import Figure
from metodika.planning.goals.services import set_target as set_goal_target
from metodika.steering.indicators import services
from metodika.steering.indicators.models import Indicator, IndicatorSet, Run, Value
from tests.factories.accounts import make_user
from tests.factories.decisions import AFTER, valued
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    ProfileFactory,
    SchoolFactory,
)
from tests.factories.goals import wanted
from tests.factories.indicators import TODAY, computed, measured

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def chief(client, place):
    user = make_user("indicators.*", "staff.*", "organisations.*", "facts.*", "regulations.*", at=place)
    client.force_login(user)
    return user


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def shown_words(*answers):
    return "".join(one.content.decode() for one in answers)


def staffed(place, schools=1):
    for _one in range(schools):
        school = SchoolFactory(parent=place)
        for gender in ("female", "male", "female"):
            EmploymentFactory(person=PersonFactory(gender=gender), organisation=school)
    return school


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_many_rows(client, place, chief, rows, django_assert_num_queries):
    staffed(place, schools=rows)
    made = [measured(place, code=f"Ж-{number}") for number in range(rows)]
    computed()

    with django_assert_num_queries(16):
        answer = client.get("/indicators/")
    with django_assert_num_queries(19):
        card = client.get(f"/indicators/{made[0].pk}/")

    assert answer.context["table"].count == rows
    assert card.context["table"].count == rows + 1
    line, bars = card.context["line"], card.context["bars"]
    assert [round(one.value, 1) for one in line.series[0].marks] == [66.7]
    assert (len(bars.bars) if bars else 1) == rows
    assert "<svg" in card.content.decode()
    assert "66,7 %" in words_of(answer)
    assert "66,7 %" in words_of(card)


def test_why_page_tells_everything_and_pages_the_rows(client, place, chief):
    school = staffed(place)
    measured(place)
    computed()
    EmploymentFactory(person=PersonFactory(gender="male"), organisation=school)
    computed()
    value = Value.objects.newest().get(organisation=school)

    told = words_of(client.get(reverse("indicators:explain-value", args=[value.pk])))
    whole = client.get(reverse("indicators:explain-value", args=[value.pk]), {"part": "denominator"})

    person = EmploymentFactory._meta.model.objects.filter(person__gender="female").first().person
    for words in (f"{person}: ", "50,0 %", "2 из 4", "Ж-1/1", "66,7 %", "2 из 3", "записи добавлены"):
        assert words in told
    assert whole.context["shown"].paginator.count == 4
    assert (
        client.get(reverse("indicators:explain-value", args=[value.pk])).context["shown"].paginator.count == 2
    )


def test_small_group_is_hidden_on_every_page_from_who_sees_no_people(client, place):
    school = staffed(place)
    indicator = measured(place)
    computed()
    value = Value.objects.get(organisation=school)
    client.force_login(make_user("indicators.view_indicator", "indicators.list_indicators", at=school))

    pages = ["/indicators/", f"/indicators/{indicator.pk}/", f"/indicators/values/{value.pk}/"]
    told = [words_of(client.get(one)) for one in pages[::2]]

    assert "66,7" not in " ".join(told)
    assert client.get(pages[1]).status_code == 404
    api = client.get(f"/api/v1/indicator-values/{value.pk}").json()
    rows = client.get(f"/api/v1/indicator-values/{value.pk}/rows").json()
    assert (api["value"]["value"], api["value"]["numerator"], api["value"]["fingerprint"]) == (None, None, "")
    assert (api["earlier"], rows["count"]) == ([], 0)


def test_papers_and_charts_keep_back_what_the_pages_do(client, place):
    small, others = SchoolFactory(parent=place), [SchoolFactory(parent=place) for _one in range(3)]
    for school, count in zip([small, *others], (3, 8, 9, 10), strict=True):
        for number in range(count):
            gender = "male" if number else "female"
            EmploymentFactory(person=PersonFactory(gender=gender), organisation=school)
    indicator = measured(place)
    computed()
    client.force_login(make_user("indicators.*", "organisations.*", at=place))
    page = f"/indicators/{indicator.pk}/"

    docx = b"".join(client.get(f"{page}indicator.docx").streaming_content)
    words = ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    bars = client.get(page).context["bars"]

    # The small one, and the smallest beside it: else its number would follow from the sum.
    for shown in ("33,3", "12,5"):
        assert shown not in words
    assert [one for one in ("11,1", "10,0") if one not in words] == []
    assert sorted(round(one.mark.value, 1) for one in bars.bars) == [10.0, 11.1]


def test_typed_numbers_of_people_are_hidden_as_counted_ones_are(client, place):
    first, second, third = (SchoolFactory(parent=place) for _one in range(3))
    spec = {"title": "Кадры", "kind": "monitoring", "sections": [{"title": "Люди", "fields": [
        {"code": "left", "kind": "number", "title": "Уволились", "of": "people"},
        {"code": "rooms", "kind": "number", "title": "Кабинетов"},
    ]}]}  # fmt: skip
    place.profile = ProfileFactory(data={"collection": {"staff": spec}})
    place.save()

    def file_of(address):
        return b"".join(client.get(f"{address}?format=csv").streaming_content).decode("utf-8-sig")

    def cells(text):
        return {cell for line in text.splitlines() for cell in line.split(";")}

    def told(field):
        where = [{"code": "field", "is": "in", "value": [field]}]
        summed = {"fact": "collection.value", "of": "sum", "measure": "value", "where": where}
        made = measured(place, code=f"Т-{field}", formula={
            "numerator": summed, "denominator": None, "scale": 1, "period": "school_year"
        })  # fmt: skip
        many = {first: (3, None), second: (40, None), third: (50, None)}
        valued(made.versions.get(), AFTER, many)
        page = client.get(f"/indicators/{made.pk}/")
        return words_of(page).count("скрыто: менее пяти"), file_of(f"/indicators/{made.pk}/")

    client.force_login(make_user("indicators.*", "organisations.*", at=place))
    left, rooms = told("left"), told("rooms")

    assert left[0] > 0
    assert [word in cells(left[1]) for word in ("3", "40", "50")] == [False, False, True]
    assert (rooms[0], "40" in cells(rooms[1])) == (0, True)


def test_reached_value_stands_in_the_list_of_goals_and_in_its_file(client, place, chief):
    staffed(place)
    measured(place)
    computed()
    goals = [wanted(at=place, text=text, approved=False) for text in ("Первая", "Вторая", "Третья")]
    for goal, values in zip(goals, ((50,), (90,), (50, 90)), strict=True):
        for number, value in enumerate(values):
            days = (date(2026, 9, 1), date(2027, 8, 31))
            figure = Figure(f"Доля {number}", *days, Decimal(value), code="Ж-1", unit="%")
            set_goal_target(goal, figure=figure, by=None)
    client.force_login(make_user("goals.*", "indicators.*", "staff.*", at=place))

    page, file = client.get("/goals/"), client.get("/goals/?format=csv")

    rows = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    told = [row.split(";")[-1] for row in rows]
    assert told[0] == "Достигнуто"
    assert sorted(one.replace("\u00a0", " ") for one in told[1:]) == [
        "1 из 2", "66,7 %", "66,7 %"
    ]  # fmt: skip
    assert words_of(page).count("66,7 %") == 2
    value = Value.objects.get(organisation=place)
    assert page.content.decode().count(f'href="/indicators/values/{value.pk}/"') == 2


def test_formula_is_built_in_the_browser_without_code(client, place, chief):
    staffed(place)
    client.post("/indicators/make/", {
        "owner": f"№ {place.pk}", "code": "МОЙ-1", "name": "Доля педагогов-женщин", "unit": "percent",
        "levels": ["institution", "municipality"], "source": "computed", "more_is_better": "on",
    })  # fmt: skip
    made = Indicator.objects.get(code="МОЙ-1")
    page = f"/indicators/{made.pk}/formula/?whole=staff.employment"
    fields = {
        "shown_as": "share", "counted": "people", "when": "last_day", "period": "school_year", "places": "1",
        "w_p_category": "teaching", "n_p_gender": "female", "good": "50",
    }  # fmt: skip

    chosen = client.get(f"/indicators/{made.pk}/formula/")
    looked = client.post(page, {**fields, "look": "1"})
    saved = client.post(page, fields)
    version = made.versions.get()
    client.post(f"/indicators/versions/{version.pk}/approve/", {"starts_on": "2026-01-01"})
    client.post("/indicators/runs/start/", {"day": "2026-11-23", "full": "on"})
    run = services.compute_run(Run.objects.get().pk)
    assert "Завершён" in words_of(client.get(f"/indicators/runs/{run.pk}/"))
    Run.objects.filter(pk=run.pk).update(status="failed", trouble="Кончилось место")
    assert "Кончилось место" in words_of(client.get(f"/indicators/runs/{run.pk}/"))

    assert (chosen.status_code, looked.status_code, saved.status_code) == (200, 200, 302)
    assert "66,7 %" in words_of(looked)
    assert version.formula["numerator"]["where"][-1] == {"code": "gender", "is": "in", "value": ["female"]}
    assert [str(one.shown) for one in Value.objects.order_by("pk")] == ["66.7", "66.7"]
    assert "66,7 %" in words_of(client.get(f"/indicators/{made.pk}/"))


def test_formula_with_what_they_must_have_besides_and_counts_and_means(client, place, chief):
    staffed(place)
    made = measured(place)
    fields = {"counted": "people", "when": "last_day", "period": "school_year", "places": "1"}
    having = {**fields, "shown_as": "share", "least": "1", "each": "", "has_when": "last_day"}

    client.post(f"/indicators/{made.pk}/formula/?whole=staff.employment&has=bodies.membership", having)
    share = made.versions.get(number=2).formula
    either = {**having, "o_least": "2", "o_each": "half_year", "o_has_when": "period", "o_p_present": "yes"}
    client.post(
        f"/indicators/{made.pk}/formula/?whole=staff.employment&has=bodies.membership"
        "&instead=meetings.attendance",
        either,
    )
    one_of = made.versions.get(number=2).formula
    client.post(f"/indicators/{made.pk}/formula/?whole=staff.employment", {**fields, "shown_as": "count"})
    count = made.versions.get(number=2).formula
    client.post(
        f"/indicators/{made.pk}/formula/?whole=staff.employment",
        {**fields, "shown_as": "mean", "measure": "load"},
    )
    mean = made.versions.get(number=2).formula

    assert share["numerator"] == {**share["denominator"], "having": [{"fact": "bodies.membership"}]}
    present = [{"code": "present", "is": "yes"}]
    often = {"fact": "meetings.attendance", "where": present, "at_least": 2, "in_each": "half_year"}
    assert one_of["numerator"]["having"] == [{"fact": "bodies.membership", "or": [often]}]
    assert (count["denominator"], count["scale"]) == (None, 1)
    assert mean["numerator"] == {"fact": "staff.employment", "of": "sum", "measure": "load"}
    assert mean["denominator"] == {"fact": "staff.employment", "of": "rows"}


def test_ratio_of_two_facts_is_made_in_the_browser_and_computes_on_every_rung(client, place, chief):
    school, region = staffed(place), place.parent
    EmploymentFactory(organisation=school, load=Decimal("0.5"))
    made = services.make_indicator(
        owner=region, by=None,
        values={"code": "МОЙ-2", "name": "Принято на ставку", "unit": "units",
                "levels": ["institution", "municipality", "region"]},
    )  # fmt: skip
    client.force_login(head := make_user("indicators.*", "staff.*", "organisations.*", "facts.*", at=region))
    page = f"/indicators/{made.pk}/formula/?whole=staff.hired&divided=staff.employment"
    fields = {
        "counted": "rows", "when": "back", "months": "120",
        "d_counted": "sum", "d_measure": "load", "d_when": "day", "d_day": "15.10",
        "d_p_category": "teaching", "period": "school_year", "places": "2",
    }  # fmt: skip
    wrong = {**fields, "months": "", "d_day": "31.02", "d_measure": "", "look": "1"}

    refused = words_of(client.post(page, wrong))
    looked = client.post(page, {**fields, "look": "1"})
    doubted = words_of(client.post(page, {**fields, "percent": "on", "look": "1"}))
    saved = client.post(page, fields)

    for sentence in ("Напишите, сколько месяцев.", "Такого дня в году нет.", "Выберите число, которое"):
        assert sentence in refused
    assert "за 120 месяцев" in words_of(looked)
    assert "на 15 октября" in words_of(looked)
    assert "Это не доля" in doubted
    version = made.versions.get()
    assert (saved.status_code, version.formula) == (302, {
        "numerator": {"fact": "staff.hired", "when": "back:120m", "of": "rows"},
        "denominator": {"fact": "staff.employment", "when": "10-15", "of": "sum", "measure": "load",
                        "where": [{"code": "category", "is": "in", "value": ["teaching"]}]},
        "scale": 1, "period": "school_year",
    })  # fmt: skip
    services.approve_version(version, starts_on=date(2026, 1, 1), by=head)
    computed()
    rungs = Value.objects.values_list("organisation__level", "numerator", "denominator")
    assert sorted((level, float(part), float(whole)) for level, part, whole in rungs) == [
        ("institution", 4.0, 0.5), ("municipality", 4.0, 0.5), ("region", 4.0, 0.5)
    ]  # fmt: skip


def test_target_and_set_go_their_way(client, place, chief):
    staffed(place)
    indicator = measured(place)
    computed()
    aim = {"organisation": f"№ {place.pk}", "day": "2026-11-23", "value": "120", "reason": "Так решил совет"}

    refused = client.post(f"/indicators/{indicator.pk}/target/", aim)
    client.post(f"/indicators/{indicator.pk}/target/", {**aim, "value": "70"})
    client.post(
        "/indicators/sets/make/", {"owner": f"№ {place.pk}", "title": "Набор", "indicators": [indicator.pk]}
    )

    assert (refused.status_code, indicator.targets.get().value) == (422, 70)
    assert "70,0 %" in words_of(client.get("/indicators/"))
    made = IndicatorSet.objects.get()
    shown = client.get(f"/indicators/sets/{made.pk}/")
    assert "Доля женщин" in words_of(shown)
    assert shown.context["chart"].charts[0].series[0].marks[0].value == 66.7
    card = client.get(f"/indicators/{indicator.pk}/")
    assert card.context["line"].series[0].targets == (70.0,)
    kinds = [("docx", b"PK"), ("pdf", b"%PDF")]
    for address in (f"/indicators/{indicator.pk}/indicator.", f"/indicators/sets/{made.pk}/set."):
        for kind, sign in kinds:
            file = b"".join(client.get(f"{address}{kind}").streaming_content)
            assert (address in shown_words(card, shown), file[: len(sign)]) == (True, sign)
            if kind == "docx":
                assert any(name.startswith("word/media/") for name in ZipFile(BytesIO(file)).namelist())
    assert client.get(f"/indicators/sets/{made.pk}/approve/").status_code == 200
    assert TODAY.year == 2026


def test_goal_tells_what_its_indicator_has_reached_and_nothing_where_nobody_measures(client, place, chief):
    staffed(place)
    measured(place, code="ПК-1")
    goal = wanted(at=place)
    more = Figure("Наставников", date(2026, 9, 1), date(2027, 8, 31), Decimal(5))
    set_goal_target(goal, figure=more, by=None)
    panel = f"/indicators/reached/{goal.pk}/"
    before = words_of(client.get(panel))
    computed()
    value = Value.objects.get(organisation=place)

    shown = client.get(panel)
    told = client.get(f"/api/v1/goals/{goal.pk}/reached").json()

    assert "66,7 %" not in before
    assert [one in words_of(shown) for one in ("не менее 50 %", "66,7 %", "достигнуто")] == [True] * 3
    assert f"/indicators/values/{value.pk}/" in shown.content.decode()
    assert panel in client.get(f"/goals/{goal.pk}/").content.decode()
    assert [(one["code"], one["value"], one["is_reached"]) for one in told] == [
        ("ПК-1", "66.7", True), ("", None, None)
    ]  # fmt: skip
