import json

import pytest
from django.utils import timezone

from metodika.governance.meetings import services
from metodika.governance.meetings.lifecycle import DecisionStatus, ItemStatus, SessionStatus
from metodika.governance.meetings.models import Ballot, Decision, Passage, Session, Vote
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import arrive, first_item, members, opened, plan, put

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"x-live": "1"}


def user_of(attendance):
    return make_user(person=attendance.person)


def at_desk(client, session):
    """The secretary of the session, signed in."""
    user = user_of(members(session)[2])
    client.force_login(user)
    return user


def press(client, path, data=None):
    return client.post(f"/sessions/{path}", data or {}, headers=BY_SCRIPT)


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("seat", "status"),
    [(0, 200), (1, 200), (2, 200), (5, 403)],
    ids=["chair", "deputy", "secretary", "member"],
)
def test_desk_opens_to_officers_of_the_body_only(client, seat, status):
    session = opened()
    client.force_login(user_of(members(session)[seat]))

    assert client.get(f"/sessions/{session.pk}/desk/").status_code == status


def test_stranger_finds_neither_desk_nor_state_nor_phone_page(client):
    session = opened()
    client.force_login(make_user("*", at=SchoolFactory()))

    found = [
        client.get(f"/sessions/{session.pk}/{page}/").status_code for page in ("desk", "state", "follow")
    ]

    assert found == [404, 404, 404]


def test_desk_says_who_is_here_with_the_quorum_in_figures(client):
    session = opened(present=6)
    at_desk(client, session)

    page = words_of(client.get(f"/sessions/{session.pk}/desk/"))

    assert "Членов присутствует: <strong>6</strong> из 9, нужно 5" in page
    assert "Кворум есть" in page
