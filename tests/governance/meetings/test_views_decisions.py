from datetime import timedelta

import pytest

from metodika.core.calendar import school_year
from metodika.core.facts import Counting, Of, Question, count_everywhere
from metodika.directory.records.models import Dispatch
from metodika.directory.records.services import acknowledge
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Session
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.meetings import closed, first_item, members, opened, plan
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
ALL = ("meetings.*", "bodies.*", "staff.*", "organisations.*", "regulations.*", "records.*", "assignments.*")


@pytest.fixture
def council():
    return make_council(rules={"needs_approval": True, "approval_days": 10})


@pytest.fixture
def chief(client, council):
    user = make_user(*ALL, at=council.host)
    client.force_login(user)
    return user


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def light_body():
    return make_council(5, rules={"offices": ["chair"], "needs_approval": False})


@pytest.mark.parametrize("rows", [1, 3])
def test_register_of_decisions_costs_the_same_however_many_rows(
    client, chief, council, rows, django_assert_num_queries
):
    for _number in range(rows):
        closed(council)

    with django_assert_num_queries(11):
        answer = client.get("/sessions/decisions/")

    assert len(list(answer.context["table"].rows)) == rows


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", 1), ("?state=adopted", 1), ("?state=approved", 0), ("?overdue=on", 0), ("?q=план", 1),
     ("?q=нет", 0), ("?mine=on", 0)],
)  # fmt: skip
def test_register_of_decisions_is_narrowed(client, chief, council, asked, found):
    closed(council)

    assert len(list(client.get(f"/sessions/decisions/{asked}").context["table"].rows)) == found


def test_decision_has_its_dates_and_its_vote(client, chief, council):
    decision = closed(council).decisions.get()

    answer = client.get(f"/sessions/decisions/{decision.pk}/")

    assert [(label, day) for label, day, _note in answer.context["dates"]] == [
        ("Принято", decision.adopted_on), ("Утверждено", None), ("Опубликовано", None), ("Доведено", None),
    ]  # fmt: skip
    assert answer.context["vote"].vote.for_count == 5


def test_act_approves_a_part_with_another_text(client, chief, council):
    session = closed(council)
    decision = session.decisions.get()
    act = make_act(owner=council.host, issued_on=today_there())

    said = {"act": f"№ {act.pk}", f"way_{decision.pk}": "changed", f"text_{decision.pk}": decision.text}
    refused = client.post(f"/sessions/{session.pk}/approve/", said)
    assert refused.status_code == 422

    client.post(f"/sessions/{session.pk}/approve/", {**said, f"text_{decision.pk}": "Одобрить с поправкой"})
    decision.refresh_from_db()
    assert (decision.status, decision.approved_text, decision.approval_act) == (
        "partly_approved", "Одобрить с поправкой", act,
    )  # fmt: skip
    assert "Одобрить с поправкой" in words_of(client.get(f"/sessions/decisions/{decision.pk}/"))


def test_act_of_an_earlier_day_is_refused_with_both_dates(client, chief, council):
    session = closed(council)
    decision = session.decisions.get()
    act = make_act(owner=council.host, issued_on=today_there() - timedelta(days=3))

    answer = client.post(
        f"/sessions/{session.pk}/approve/", {"act": f"№ {act.pk}", f"way_{decision.pk}": "as_is"}
    )

    assert answer.status_code == 422
    assert "раньше" in words_of(answer) or "до заседания" in words_of(answer)


def test_decision_is_returned_published_and_told(client, chief, council):
    session = closed(council)
    decision = session.decisions.get()
    today = today_there()

    client.post(f"/sessions/decisions/{decision.pk}/return/", {"on": f"{today}", "reason": "Нет денег"})
    decision.refresh_from_db()
    assert (decision.status, decision.return_reason) == ("returned", "Нет денег")
    act = make_act(owner=council.host, issued_on=today)
    client.post(f"/sessions/{session.pk}/approve/", {"act": f"№ {act.pk}", f"way_{decision.pk}": "as_is"})
    client.post(f"/sessions/{session.pk}/publish/", {"on": f"{today}"})
    decision.refresh_from_db()
    assert (decision.status, decision.published_on) == ("published", today)

    assert client.post(f"/sessions/{session.pk}/tell/", {}).status_code == 422
    client.post(f"/sessions/{session.pk}/tell/", {"members": "on"})
    sent = Dispatch.objects.get()
    assert sent.items.count() == 9
    acknowledge(sent.items.first(), by=make_user(person=sent.items.first().person))
    dates = client.get(f"/sessions/decisions/{decision.pk}/").context["dates"]
    assert dates[-1] == ("Доведено", today, "ознакомлены 1 из 9")
    card = client.get(f"/api/v1/decisions/{decision.pk}").json()["told"]
    assert (card["id"], card["sent_count"], card["missing_count"]) == (sent.pk, 9, 8)
    question = Question(Counting("meetings.decision_told", of=Of.ROWS), school_year(today))
    assert count_everywhere([question])[0][council.host_id] == 1


def test_minutes_are_printed_disputed_and_printed_anew(client, chief, council):
    session = closed(council)

    client.post(f"/sessions/{session.pk}/print/minutes/")
    session.refresh_from_db()
    assert session.status == "printed"
    card = client.get(f"/sessions/{session.pk}/")
    assert len(card.context["minutes"][0].signatures) == 6
    client.post(f"/sessions/{session.pk}/dispute/", {"reason": "Не моё слово"})
    services.write_passage(session, field="other", text="Поправка", seen=0, by=None)
    client.post(f"/sessions/{session.pk}/print/minutes/")

    known, _url = client.get(f"/sessions/{session.pk}/").context["minutes"]
    assert [version.no for version in known.versions] == [2, 1]


def test_agenda_sheet_and_extract_are_printed(client, chief, council):
    session = closed(council)
    client.post(f"/sessions/{session.pk}/print/minutes/")

    for paper in ("agenda", "sheet"):
        client.post(f"/sessions/{session.pk}/print/{paper}/")
    client.post(f"/sessions/items/{first_item(session).pk}/extract/")

    papers = client.get(f"/sessions/{session.pk}/").context["papers"]
    assert len(papers) == 3
    assert client.post(f"/sessions/{session.pk}/print/poem/").status_code == 404


def test_light_session_is_written_in_one_form(client):
    body = light_body()
    client.force_login(make_user(*ALL, at=body.host))
    session = plan(body)
    item = first_item(session)
    people = [row.pk for row in members(session)]

    said = {
        "begun": "00:00", "ended": "00:01", "present": people[:4], f"heard_{item.pk}": "Итоги",
        f"decided_{item.pk}": "Разобрать ошибки", "question_new1": "Разное", "tag_new1": "planning",
        "decided_new1": "Встретиться в марте",
    }  # fmt: skip
    answer = client.post(f"/sessions/{session.pk}/light/", said)

    assert answer.status_code == 302, answer.context["form"].errors
    session.refresh_from_db()
    assert (session.status, session.is_quorate) == ("closed", True)
    assert [row.text for row in session.decisions.order_by("pk")] == [
        "Разобрать ошибки",
        "Встретиться в марте",
    ]


def test_council_whose_decisions_need_an_act_has_no_light_session(client, chief, council):
    session = plan(council)
    people = [row.pk for row in members(session)]

    answer = client.post(
        f"/sessions/{session.pk}/light/", {"begun": "00:00", "ended": "00:01", "present": people}
    )

    assert answer.status_code == 422
    session.refresh_from_db()
    assert session.status == "planned"


def test_plan_of_the_year_makes_its_sessions(client):
    body = light_body()
    client.force_login(make_user(*ALL, at=body.host))

    assert client.post(f"/sessions/of-body/{body.pk}/year/", {}).status_code == 422
    same = {"on_1": "2030-10-01", "on_2": "2030-10-01"}
    assert client.post(f"/sessions/of-body/{body.pk}/year/", same).status_code == 422
    client.post(
        f"/sessions/of-body/{body.pk}/year/",
        {"on_1": "2030-10-01", "theme_1": "Начало", "analysis_1": "Итоги", "on_2": "2031-01-15"},
    )

    first, second = Session.objects.filter(body=Body(pk=body.pk)).order_by("planned_on")
    assert (first.theme, [(item.question, item.tag) for item in first.items.all()], second.theme) == (
        "Начало", [("Итоги", "analysis")], "",
    )  # fmt: skip


def test_card_costs_the_same_however_many_items(client, chief, council, django_assert_max_num_queries):
    one, three = opened(council, items=1), opened(make_council(host=council.host), items=3)
    services.close_session(one, by=None)

    for session in (one, three):
        with django_assert_max_num_queries(70):
            assert client.get(f"/sessions/{session.pk}/").status_code == 200
