from datetime import date

import pytest
import time_machine

from metodika.core.notices.models import Batch, Letter
from metodika.governance.assignments.services import ask_extension, report_execution
from tests.factories.accounts import give, make_administrator, make_role, make_user
from tests.factories.assignments import given
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.regulations import make_act, make_text, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z"):
        yield


def words_of(answer):
    return " ".join(answer.content.decode().split())


def test_visitor_sees_the_published_regulation_and_the_way_in(client):
    make_act(is_governing=True, published=True, title="О службе")
    make_act(is_governing=True, title="О тайном")

    shown = words_of(client.get("/"))

    assert "О службе" in shown
    assert "О тайном" not in shown
    assert "Войти" in shown


def test_nothing_waits_on_a_quiet_day(client):
    client.force_login(make_user("regulations.view_act", at=MunicipalityFactory()))

    answer = client.get("/")

    assert answer.context["agenda"].is_empty
    assert "Ничего" in words_of(answer) or "ничего" in words_of(answer)


def test_methodist_is_shown_the_doubtful_places_of_her_acts_only(client):
    here = MunicipalityFactory()
    mine = make_text(here, content=text_of(second="Школа открыта,")).act
    make_text(content=text_of(second="Школа открыта,"))
    client.force_login(make_user("regulations.*", at=here))

    agenda = client.get("/").context["agenda"]

    assert [task.url for task in agenda.later] == [f"/regulations/{mine.pk}/doubts/"]


def test_head_sees_roles_that_end_by_when_they_end(client):
    school = SchoolFactory()
    holder = make_user("mandates.*", "staff.*", "organisations.*", at=school)
    for day in (date(2026, 11, 25), date(2026, 12, 10), date(2027, 3, 1)):
        give(PersonFactory(), make_role(), school, until=day)
    client.force_login(holder)

    agenda = client.get("/").context["agenda"]

    assert [task.due for task in agenda.this_week] == [date(2026, 11, 25)]
    assert [task.due for task in agenda.later if task.due] == [date(2026, 12, 10)]


def test_administrator_is_shown_letters_that_wait(client):
    chief = make_administrator()
    batch = Batch.objects.create(key="imports.import_applied")
    Letter.objects.create(batch=batch, recipient=chief, address="a@example.org", subject="Т", text="Т")
    client.force_login(chief)

    tasks = client.get("/").context["agenda"].later

    assert [task.url for task in tasks] == [f"/notices/outbox/{batch.pk}/"]


def test_figures_are_of_the_own_school_and_lead_to_their_rows(client):
    school = SchoolFactory()
    EmploymentFactory(organisation=school)
    EmploymentFactory()
    client.force_login(make_user("staff.*", "organisations.*", at=school))

    figures = client.get("/").context["figures"]

    assert [value for _title, value, _url in figures][:2] == [1, 1]
    assert all(client.get(url).status_code == 200 for _title, _value, url in figures)


def test_teacher_sees_own_roles_and_no_figures(client):
    school = SchoolFactory()
    teacher = make_user("regulations.view_act", at=school)
    client.force_login(teacher)

    answer = client.get("/")

    assert answer.context["figures"] == []
    assert [mandate.person for mandate in answer.context["mandates"]] == [teacher.person]


@pytest.mark.parametrize("rows", [1, 3])
def test_today_costs_the_same_however_much_waits(client, rows, django_assert_num_queries):
    owner = MunicipalityFactory()
    for number in range(rows):
        make_text(owner, content=text_of(f"{number}-О", second="Школа открыта,"))
        give(PersonFactory(), make_role(), owner, until=date(2026, 11, 25))
    client.force_login(make_user("regulations.*", "mandates.*", at=owner))

    with django_assert_num_queries(19):
        answer = client.get("/")

    agenda = answer.context["agenda"]
    assert [len(agenda.later), len(agenda.this_week)] == [rows, rows]


def test_assignments_wait_for_those_who_do_and_check_them(client):
    school = SchoolFactory()
    does, checks = make_user(), make_user("assignments.*", at=school)
    made = given(organisation=school, executor=does.person, controller=checks.person)
    late = given(
        organisation=school, executor=does.person, controller=checks.person,
        given_on=date(2026, 11, 1), due_on=date(2026, 11, 2),
    )  # fmt: skip

    client.force_login(does)
    mine = client.get("/").context["agenda"]
    report_execution(made, text="Сделано", by=does)
    ask_extension(late, to=date(2026, 12, 1), reason="Болезнь", by=does)
    client.force_login(checks)
    answer = client.get("/")

    assert [task.url for task in mine.overdue] == [f"/assignments/{late.pk}/"]
    assert [task.url for task in mine.later] == [f"/assignments/{made.pk}/"]
    agenda, figures = answer.context["agenda"], answer.context["figures"]
    assert [task.title.partition(":")[0] for task in [*agenda.overdue, *agenda.later]] == [
        "Ответить на просьбу о продлении", "Проверить исполнение",
    ]  # fmt: skip
    assert [value for _title, value, _url in figures] == [2, 1]
    for _title, value, url in figures:
        assert client.get(url).context["table"].count == value


def test_health_is_told_to_everybody(client):
    assert client.get("/health/").json() == {"status": "ok"}
