from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from metodika.governance.meetings import services
from metodika.governance.meetings.lifecycle import ItemStatus, SessionStatus
from metodika.governance.meetings.models import AgendaItem, Session
from tests.factories.accounts import make_user
from tests.factories.bodies import make_body, make_council
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import closed, decided, first_item, members, opened, plan

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
        plan(council, on=timezone.localdate() + timedelta(days=number), items=2)

    with django_assert_num_queries(12):
        answer = client.get("/sessions/")

    assert len(rows_of(answer)) == rows


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", 3), ("?state=coming", 1), ("?state=unsigned", 1), ("?state=cancelled", 1), ("?q=совет", 3), ("?q=нет", 0),
     ("?mine=on", 0), ("?kind=joint", 0)],
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
