"""The desk of a session as its secretary uses it in tests."""

from tests.factories.accounts import make_user
from tests.factories.meetings import members

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
