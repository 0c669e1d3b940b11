from datetime import date

import pytest

from metodika.core.search import search
from metodika.governance.meetings import services
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    council = make_council(4, name="Районный совет по качеству")
    planned = services.plan_session(
        council, on=date(2026, 3, 17), card={"theme": "Итоги пробных работ"}, by=None
    )
    services.add_item(planned, question="О наставничестве молодых педагогов", by=None)
    type(planned).objects.filter(pk=planned.pk).update(number=7)
    return planned


@pytest.fixture
def chief(session):
    return make_user("meetings.*", at=session.body.host)


def found(user, words):
    return [row.url for group in search(user, words, kinds=["sessions"]) for row in group.rows]


@pytest.mark.parametrize(
    "words",
    [
        "совета по качеству", "17.03.2026", "№ 7", "протокол 7", "наставничество", "пробная работа",
        "качество 17.03.2026", "совет № 7",
    ],
)  # fmt: skip
def test_session_is_found_by_body_number_day_theme_and_question(session, chief, words):
    assert found(chief, words) == [f"/sessions/{session.pk}/"]


@pytest.mark.parametrize("words", ["18.03.2026", "31.02.2026", "№ 8", "совет 18.03.2026", "олимпиада"])
def test_other_sessions_are_not_found(session, chief, words):
    assert found(chief, words) == []


def test_stranger_finds_no_session(session):
    stranger = make_user("meetings.*", at=SchoolFactory())

    assert found(stranger, "наставничество") == []
