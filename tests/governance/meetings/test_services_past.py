from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models import Decision, Session
from metodika.governance.meetings.services import PastItem, PastSession, enter_past_sessions
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.meetings import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_middle_of_a_year():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


ITEM = PastItem("О плане", "Утвердить план.", "planning")


def past(body, day: date, *, hours: int = 14, **more):
    begun_at = datetime(day.year, day.month, day.day, hours, tzinfo=ZoneInfo("Europe/Moscow"))
    fresh = Body.objects.with_names().select_related("host__municipality").get(pk=body.pk)
    return PastSession(fresh, begun_at, begun_at + timedelta(hours=1), "План", (ITEM,), **more)


def test_past_sessions_follow_the_numbers_of_their_years_and_keep_their_members():
    session = opened(make_council(4, rules={"needs_approval": False}), present=4)
    body, since = session.body, today_there() - timedelta(days=3)
    body.compositions.update(starts_on=since - timedelta(days=2000))
    rows = [past(body, since, is_signed=False), past(body, since - timedelta(days=1))]

    entered = enter_past_sessions(rows, by=None)

    held = Session.objects.filter(pk__in=[one.pk for one in entered]).order_by("held_on")
    told = [(one.held_on, one.number, one.status, one.is_quorate, one.composition_id) for one in held]
    composition = body.compositions.get().pk
    assert told == [
        (since - timedelta(days=1), session.number + 1, "signed", True, composition),
        (since, session.number + 2, "closed", True, composition),
    ]
    assert [one.electorate for one in held] == [session.electorate] * 2
    decisions = Decision.objects.filter(session__in=held).order_by("session__held_on")
    assert [(one.number, one.text, one.status, one.adopted_on) for one in decisions] == [
        ("1.1", "Утвердить план.", "adopted", one.held_on) for one in held
    ]


@pytest.mark.parametrize(
    ("rules", "back", "words"),
    [({"needs_approval": True}, 3, "утверждаются актом"), ({"needs_approval": False}, 9000, "нет состава")],
)
def test_past_session_needs_a_composition_and_a_body_that_decides_for_itself(rules, back, words):
    body = make_council(4, rules=rules)

    with pytest.raises(RuleBroken) as refusal:
        enter_past_sessions([past(body, today_there() - timedelta(days=back))], by=None)

    assert words in str(refusal.value)
    assert not Session.objects.exists()
