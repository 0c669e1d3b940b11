from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.governance.bodies import services as services_of_bodies
from metodika.governance.meetings import services
from metodika.governance.meetings.lifecycle import ItemStatus, SessionStatus
from metodika.governance.meetings.models import AgendaItem, Session
from tests.factories.accounts import make_user
from tests.factories.bodies import make_body, make_council
from tests.factories.clock import today_there
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import closed, first_item, members, opened, plan, put, vote_all

pytestmark = pytest.mark.django_db
ALL = ("meetings.*", "bodies.*", "staff.*", "organisations.*", "regulations.*", "records.*", "assignments.*")


@pytest.fixture
def council():
    return make_council(rules={"needs_approval": True, "approval_days": 10, "sessions_a_year": 3})


@pytest.fixture
def chief(client, council):
    user = make_user(*ALL, at=council.host)
    client.force_login(user)
    return user


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def rows_of(answer):
    return list(answer.context["table"].rows)


def said(answer):
    return [str(one) for one in answer.wsgi_request._messages]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_sessions_costs_the_same_however_many_rows(
    client, chief, council, rows, django_assert_num_queries
):
    for number in range(rows):
        plan(council, on=today_there() + timedelta(days=number), items=2)

    with django_assert_num_queries(12):
        answer = client.get("/sessions/")

    assert len(rows_of(answer)) == rows


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", 3), ("?state=coming", 1), ("?state=unsigned", 1), ("?state=cancelled", 1), ("?q=совет", 3),
     ("?q=нет", 0), ("?mine=on", 0), ("?kind=joint", 0)],
)  # fmt: skip
def test_list_of_sessions_is_narrowed(client, chief, council, asked, found):
    plan(council)
    closed(council)
    services.cancel_session(plan(council), reason="Метель", by=None)

    assert len(rows_of(client.get(f"/sessions/{asked}"))) == found


def test_list_of_sessions_of_one_body_and_one_year(client, chief, council):
    session = plan(council)
    plan(make_council())

    assert rows_of(client.get(f"/sessions/?body={council.pk}&year={session.year}")) == [session]


def test_stranger_sees_no_session(client, council):
    session, decision_session = plan(council), closed(council)
    decision = decision_session.decisions.get()
    client.force_login(make_user(*ALL, at=SchoolFactory()))

    for address in (
        f"/sessions/{session.pk}/", f"/sessions/{session.pk}/agenda/", f"/sessions/{session.pk}/convene/",
        f"/sessions/{session.pk}/calendar.ics", f"/sessions/items/{first_item(session).pk}/change/",
        f"/sessions/decisions/{decision.pk}/", f"/sessions/{decision_session.pk}/approve/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_member_reads_the_card_and_changes_nothing(client, council):
    session = plan(council)
    member = members(session)[5].person
    client.force_login(make_user(person=member))

    answer = client.get(f"/sessions/{session.pk}/")

    assert answer.status_code == 200
    assert [act.page for act, _url in answer.context["front"]] == []
    assert client.get(f"/sessions/{session.pk}/agenda/").status_code == 403
    assert client.post(f"/sessions/{session.pk}/cancel/", {"reason": "Так"}).status_code == 403


def test_secretary_without_a_role_plans_and_convenes(client, council):
    session = plan(council)
    secretary = make_user(person=members(session)[2].person)
    client.force_login(secretary)

    answer = client.post(f"/sessions/{session.pk}/convene/", {})

    assert answer.status_code == 302
    session.refresh_from_db()
    assert session.status == SessionStatus.CONVENED


def test_session_is_planned_with_its_agenda_by_one_form(client, chief, council):
    council.kind.agenda_template = [{"question": "Исполнение решений", "tag": "analysis"}]
    council.kind.save()
    day = today_there() + timedelta(days=20)

    answer = client.post(
        "/sessions/plan/",
        {"body": f"Совет · № {council.pk}", "kind": "extraordinary", "planned_on": f"{day}",
         "begins": "14:00", "mode": "in_person", "place": "Зал", "theme": "Итоги", "fill": "on"},
    )  # fmt: skip

    session = Session.objects.get()
    assert answer["Location"] == f"/sessions/{session.pk}/agenda/"
    assert (session.body, session.kind, session.planned_on, session.place) == (
        council, "extraordinary", day, "Зал",
    )  # fmt: skip
    assert [item.question for item in session.items.all()] == ["Исполнение решений"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"planned_on": "31.02.2026"}, "planned_on"), ({"body": "Нет такого"}, "body"),
     ({"kind": "joint"}, "other"), ({"mode": "video"}, "__all__"), ({"begins": "25:00"}, "begins")],
)  # fmt: skip
def test_wrong_plan_is_told_in_words_and_kept(client, chief, council, changes, field):
    said = {"body": f"№ {council.pk}", "kind": "ordinary", "planned_on": "2030-01-10", "mode": "in_person",
            "place": "Зал", **changes}  # fmt: skip

    answer = client.post("/sessions/plan/", said)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["place"].value() == "Зал"
    assert not Session.objects.exists()


def test_joint_session_makes_two(client, chief, council):
    other = make_body(council.kind, host=council.host, name="Второй совет")

    client.post(
        "/sessions/plan/",
        {"body": f"№ {council.pk}", "other": f"№ {other.pk}", "kind": "joint", "planned_on": "2030-01-10",
         "mode": "in_person"},
    )  # fmt: skip

    first, second = Session.objects.order_by("pk")
    assert (first.joint_with, second.joint_with) == (second, first)


def test_agenda_is_written_ordered_and_given_papers(client, chief, council):
    session = plan(council, items=2)
    first, second = session.items.order_by("order")

    client.post(f"/sessions/{session.pk}/agenda/add/", {"question": "Третий", "tag": "planning"})
    client.post(f"/sessions/items/{second.pk}/move/up/")
    client.post(
        f"/sessions/items/{first.pk}/materials/add/",
        {"file": SimpleUploadedFile("справка.txt", "Справка".encode())},
    )
    client.post(f"/sessions/items/{second.pk}/change/", {"question": "Новый", "version": second.version})

    assert [item.question for item in session.items.order_by("order")] == ["Новый", "Вопрос 1", "Третий"]
    material = first.materials.get()
    assert material.title == "справка.txt"
    assert b"".join(client.get(f"/sessions/materials/{material.pk}/").streaming_content) == "Справка".encode()
    client.post(f"/sessions/items/{second.pk}/remove/")
    assert session.items.count() == 2


def test_program_is_no_material(client, chief, council):
    item = first_item(plan(council))

    answer = client.post(
        f"/sessions/items/{item.pk}/materials/add/", {"file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00" * 9)}
    )

    assert answer.status_code == 422
    assert not item.materials.exists()


def test_convening_shows_what_is_missing_and_sends_all_the_same(client, chief, council):
    session = plan(council)

    page = client.get(f"/sessions/{session.pk}/convene/")
    assert {one.code for one in page.context["warned"]} >= {"no_place", "no_materials", "no_rapporteur"}
    assert len(page.context["people"]) == 9

    client.post(f"/sessions/{session.pk}/convene/", {})
    session.refresh_from_db()
    assert session.status == SessionStatus.CONVENED


def test_empty_agenda_is_not_sent(client, chief, council):
    session = plan(council, items=0)

    answer = client.post(f"/sessions/{session.pk}/convene/", {})

    assert answer.status_code == 422
    assert "Повестка пуста" in words_of(answer)


def test_session_is_postponed_and_cancelled_with_a_reason(client, chief, council):
    session = plan(council)
    day = today_there() + timedelta(days=40)

    assert client.post(f"/sessions/{session.pk}/postpone/", {"to": f"{day}", "reason": ""}).status_code == 422
    client.post(f"/sessions/{session.pk}/postpone/", {"to": f"{day}", "reason": "Карантин"})
    session.refresh_from_db()
    fresh = session.moved_to
    client.post(f"/sessions/{fresh.pk}/cancel/", {"reason": "Метель"})

    fresh.refresh_from_db()
    assert (session.status, fresh.status, fresh.status_reason) == ("postponed", "cancelled", "Метель")


def test_question_is_sent_on_and_taken_with_the_way_back(client, chief, council):
    other = make_body(council.kind, host=council.host, name="Вышестоящий совет")
    session, there = closed(council), plan(other, items=0)
    item = first_item(session)

    client.post(f"/sessions/items/{item.pk}/send-on/", {"body": f"№ {other.pk}", "question": ""})
    sent = AgendaItem.objects.get(came_from=item)
    assert sent.session is None
    client.post(f"/sessions/items/{sent.pk}/take/{there.pk}/")

    sent.refresh_from_db()
    assert (sent.session, sent.status) == (there, ItemStatus.WAITING)
    assert "Вышестоящий совет" in words_of(client.get(f"/sessions/{session.pk}/"))


def test_calendar_file_names_the_session(client, chief, council):
    session = plan(council, on=today_there())

    text = client.get(f"/sessions/{session.pk}/calendar.ics").content.decode()

    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert f"DTSTART;VALUE=DATE:{session.planned_on:%Y%m%d}" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_one_press_drafts_a_session(client, chief, council):
    answer = client.post(f"/sessions/of-body/{council.pk}/draft/")

    session = Session.objects.get(body=council)
    assert answer["Location"] == f"/sessions/{session.pk}/agenda/"
    assert session.planned_on > today_there()


@pytest.mark.parametrize("rows", [1, 3])
def test_duty_watch_costs_the_same_however_many_bodies(
    client, chief, council, rows, django_assert_num_queries
):
    for number in range(rows):
        make_body(council.kind, host=council.host, name=f"Ещё {number}")

    with django_assert_num_queries(22):
        answer = client.get("/sessions/duties/")

    assert len(answer.context["watch"].owing) == rows


def test_duty_panels_of_a_body_and_of_an_institution(client, chief, council):
    session = plan(council)

    assert f"/sessions/{session.pk}/" in words_of(client.get(f"/sessions/of-body/{council.pk}/"))
    assert client.get(f"/sessions/of-organisation/{council.host_id}/duties/").status_code == 200


def test_number_of_the_duty_watch_opens_its_rows(client, chief, council):
    make_body(council.kind, host=council.host, name="Без состава")
    whole = client.get("/sessions/duties/").context["watch"]

    for only, count in (("late", whole.late), ("coming", whole.coming), ("quiet", whole.quiet)):
        watch = client.get(f"/sessions/duties/?only={only}").context["watch"]
        assert sum(len(one.duties) for one in watch.owing) + len(watch.idle) == count
        assert (watch.late, watch.coming, watch.quiet) == (whole.late, whole.coming, whole.quiet)


@pytest.fixture
def signed_session():
    """A signed session of a municipal council whose rules open the minutes, with a vote by name."""
    rules = {"minutes_signed_by": "officers", "open_to_staff": "minutes"}
    session = opened(make_council(rules=rules), items=1)
    item, rows = first_item(session), members(session)
    services.write_passage(session, item=item, field="spoke", text="Иванова возражала", seen=0, by=None)
    vote = put(session, item)
    vote_all(vote, [row.person for row in rows[:6]])
    services.close_vote(vote, by=None)
    services.record_decision(item, text="Одобрить план", vote=vote, by=None)
    services.write_opinion(item, person=rows[5].person, text="Особое", by=None)
    record = services.print_minutes(services.close_session(session, by=None), by=None)
    Session.objects.filter(pk=session.pk).update(status=SessionStatus.SIGNED)
    assert record.number
    return Session.objects.get(pk=session.pk)


def teacher_of(session):
    school = SchoolFactory(parent=session.body.host.municipality)
    return make_user("bodies.view_body", at=school)


def test_staff_of_the_municipality_reads_the_signed_session_and_its_minutes_in_both_formats(
    client, signed_session
):
    session, decision = signed_session, signed_session.decisions.get()
    client.force_login(teacher_of(session))

    words = words_of(client.get(f"/sessions/{session.pk}/"))
    api = client.get(f"/api/v1/sessions/{session.pk}").json()

    assert [word in words for word in ("Одобрить план", "возражала", "Особое")] == [True, False, False]
    assert not any(str(row.person) in words for row in members(session)[3:])
    assert rows_of(client.get("/sessions/")) == [session]
    assert words_of(client.get(f"/sessions/decisions/{decision.pk}/")).count("Одобрить план") > 0
    assert (api["members"], api["texts"], api["opinions"], api["votes"][0]["ballots"]) == ([], [], [], [])
    assert api["votes"][0]["for_count"] == 6
    for door in ("/sessions/{}/minutes/{}/", "/api/v1/sessions/{}/minutes/{}"):
        papers = [client.get(door.format(session.pk, form)) for form in ("pdf", "word")]
        assert [b"".join(paper.streaming_content)[:2] for paper in papers] == [b"%P", b"PK"]
    for closed_door in (f"/sessions/{session.pk}/state/", f"/sessions/{session.pk}/follow/"):
        assert client.get(closed_door).status_code == 403
    assert client.get(f"/api/v1/sessions/{session.pk}/state").status_code == 403
    unnamed = client.get(f"/api/v1/decisions/{decision.pk}").json()
    assert (unnamed["text"], unnamed["responsible"], unnamed["assignments"]) == ("Одобрить план", None, [])


@pytest.mark.parametrize(
    ("rule", "status", "card", "minutes"),
    [("minutes", "signed", 200, 200), ("minutes", "filed", 200, 200), ("minutes", "printed", 404, 404),
     ("decisions", "signed", 200, 403), ("nothing", "signed", 404, 404)],
)  # fmt: skip
def test_what_staff_may_read_of_a_session_is_a_rule_of_its_body(
    client, signed_session, rule, status, card, minutes
):
    session = signed_session
    services_of_bodies.set_own_rules(session.body, rules={"open_to_staff": rule}, by=None)
    Session.objects.filter(pk=session.pk).update(status=status)
    client.force_login(teacher_of(session))
    answers = [client.get(f"/sessions/{session.pk}/{end}") for end in ("", "minutes/pdf/", "minutes/word/")]
    told = [answer.status_code for answer in answers]
    for answer in answers:
        # Read to its end, a file closes itself.
        b"".join(answer.streaming_content if answer.streaming else ())

    client.force_login(make_user("bodies.view_body", at=SchoolFactory()))
    stranger = client.get(f"/sessions/{session.pk}/").status_code

    assert (told, stranger) == ([card, minutes, minutes], 404)
