from datetime import date, timedelta

import pytest
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.documents import document_kinds, render_docx, render_pdf
from metodika.directory.records.models import Record, Rendition
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.associations import passport_places, report_places
from metodika.governance.meetings.services import Lines
from tests.factories.accounts import make_user
from tests.factories.bodies import make_composition, make_council
from tests.factories.clock import today_there
from tests.factories.directory import EmploymentFactory, PersonFactory
from tests.factories.meetings import members, plan

pytestmark = pytest.mark.django_db
ALL = ("meetings.*", "bodies.*", "staff.*", "organisations.*", "records.*")
LIGHT = {"offices": ["chair"], "needs_approval": False}


@pytest.fixture
def association():
    return make_council(4, rules=LIGHT, name="Методическое объединение учителей физики")


@pytest.fixture
def head(client, association):
    user = make_user(*ALL, at=association.host)
    client.force_login(user)
    return user


def hold(body, *questions):
    """A light session of today that all but one have attended, with a decision on each question."""
    session = plan(body, items=0)
    now = timezone.now()
    lines = [Lines(question=text, tag=tag, decided=f"Решили: {text}") for text, tag in questions]
    rows = members(session)
    return services.hold_light_session(
        session, present=[row.pk for row in rows[:3]], lines=lines, begun_at=now, ended_at=now, by=None,
        recorder=rows[1].person,
    )  # fmt: skip


def report_of(body):
    today = today_there()
    return report_places(body, period=school_year(today), day=today)


def test_report_counts_sessions_work_lessons_and_decisions(association):
    hold(association, ("Итоги ВПР", "analysis"), ("Открытый урок в 7 классе", "coordination"))
    hold(association, ("План декады", "planning"))

    places = report_of(association)

    told = {one["label"]: one["value"] for one in places["facts"]}
    assert (told["Проведено заседаний"], told["Рассмотрено вопросов"], told["Принято решений"]) == (
        "2", "3", "3",
    )  # fmt: skip
    assert told["В среднем присутствовало"] == "3"
    assert [one["present"] for one in places["sessions"]] == ["3 из 4", "3 из 4"]
    assert {one["title"]: one["questions"] for one in places["work"]} == {
        "Анализ": ["Итоги ВПР"], "Координация": ["Открытый урок в 7 классе"],
        "Планирование": ["План декады"], "Концепция предмета": [],
    }  # fmt: skip
    assert (places["open_lessons"], places["lesson_questions"]) == ([], ["Открытый урок в 7 классе"])
    assert [one["text"] for one in places["decisions"]] == [
        "Решили: Итоги ВПР", "Решили: Открытый урок в 7 классе", "Решили: План декады",
    ]  # fmt: skip
    assert places["title"].startswith("о работе Методического объединения")


def test_sessions_of_another_year_and_those_without_quorum_do_not_count(association):
    held = hold(association, ("Итоги", "analysis"))
    Session.objects.filter(pk=held.pk).update(held_on=date(2020, 1, 1))

    assert report_of(association)["sessions"] == []


def test_who_stays_under_a_new_composition_has_neither_come_nor_left(association):
    before = [row.person for row in members(plan(association, items=0))]
    day = today_there() - timedelta(days=1)
    fresh = PersonFactory(last_name="Новикова")
    make_composition(association, [*before[:3], fresh], on=day)

    words = [one["words"] for one in report_of(association)["changes"]]

    assert [one.partition(":")[0] for one in words] == ["В состав вошли", "Из состава вышли"]
    assert "Новикова" in words[0]
    assert before[3].last_name in words[1]


def test_passport_names_the_members_and_the_rules(association, head):
    places = passport_places(association, day=today_there(), viewer=head)

    told = {one["label"]: one["value"] for one in places["facts"]}
    assert (told["Полное название"], told["Членов"]) == (association.name, "4")
    assert len(places["members"]) == 4
    assert places["head"] != ""


@pytest.mark.parametrize("questions", [[], [("Итоги", "analysis")]])
def test_both_papers_are_laid_out_in_both_formats(association, head, questions):
    if questions:
        hold(association, *questions)
    passport = passport_places(association, day=today_there(), viewer=head)

    for code, places in (("meetings.passport", passport), ("meetings.year_report", report_of(association))):
        paper = document_kinds()[code].paper({**places, "number": "1"})
        assert render_pdf(paper).startswith(b"%PDF")
        assert render_docx(paper).startswith(b"PK")


def test_paper_is_registered_once_a_year_and_printed_anew_as_a_version(association, head):
    today = today_there()
    first = services.print_year_report(association, on=today, by=head)
    hold(association, ("Итоги", "analysis"))

    second = services.print_year_report(association, on=today, by=head)

    assert (second, second.number, second.subject) == (first, 1, association)
    assert list(Rendition.objects.order_by("no").values_list("no", flat=True)) == [1, 2]


def test_papers_are_printed_from_the_page_of_the_body(client, head, association):
    panel = client.get(f"/sessions/of-body/{association.pk}/").content.decode()
    assert "Напечатать паспорт" in panel

    for paper in ("passport", "year-report"):
        answer = client.post(f"/sessions/of-body/{association.pk}/print/{paper}/")
        assert answer.url == f"/records/{Record.objects.latest('pk').pk}/"
    assert client.post(f"/sessions/of-body/{association.pk}/print/poster/").status_code == 404
    assert sorted(Record.objects.values_list("kind", flat=True)) == [
        "meetings.passport", "meetings.year_report",
    ]  # fmt: skip


def test_who_may_not_print_gets_nothing(client, association):
    client.force_login(make_user("meetings.list_sessions", "bodies.view_body", at=association.host))

    assert "Напечатать паспорт" not in client.get(f"/sessions/of-body/{association.pk}/").content.decode()
    assert client.post(f"/sessions/of-body/{association.pk}/print/passport/").status_code in {403, 404}
    assert client.post(f"/api/v1/bodies/{association.pk}/print/passport").status_code in {403, 404}


def test_api_prints_the_same_papers(client, head, association):
    made = client.post(f"/api/v1/bodies/{association.pk}/print/passport")

    assert (made.status_code, made.json()["kind"]) == (201, "meetings.passport")
    assert client.post(f"/api/v1/bodies/{association.pk}/print/poster").status_code == 404


def test_api_writes_a_session_in_four_lines(client, head, association):
    session = plan(association)
    rows, item = members(session), session.items.get()
    EmploymentFactory(person=rows[0].person, organisation=association.host)
    line = {"item": item.pk, "heard": "Отчёт", "decided": "Принять", "responsible": rows[0].person_id}
    sent = {
        "begun": "09:00", "ended": "09:30", "present": [row.pk for row in rows[:3]],
        "lines": [line, {"question": "Разное", "tag": "planning"}],
    }  # fmt: skip
    Session.objects.filter(pk=session.pk).update(planned_on=today_there() - timedelta(days=1))

    made = client.post(f"/api/v1/sessions/{session.pk}/light", sent, content_type="application/json")

    assert (made.status_code, made.json().get("status", made.json())) == (200, "closed")
    session.refresh_from_db()
    assert [one.question for one in session.items.order_by("order")] == [item.question, "Разное"]
    decision = session.decisions.get()
    assert (decision.text, decision.responsible, decision.status) == ("Принять", rows[0].person, "adopted")
    again = client.post(f"/api/v1/sessions/{session.pk}/light", sent, content_type="application/json")
    assert again.status_code == 409


def test_light_form_is_refused_where_an_act_approves():
    session = plan(make_council(5, rules={"needs_approval": True, "approval_days": 10}))
    now = timezone.now()

    with pytest.raises(RuleBroken, match="утвержда"):
        services.hold_light_session(session, present=[], lines=[], begun_at=now, ended_at=now, by=None)
