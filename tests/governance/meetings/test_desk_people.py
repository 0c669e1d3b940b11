"""Who is here, on the line, asked to speak: the part of the desk about people."""

import re
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from metodika.directory.records.queries import short_name
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Passage
from metodika.governance.meetings.queries.papers import minutes_places
from metodika.governance.meetings.views.live import TICKET_LASTS
from tests.factories.bodies import make_council
from tests.factories.clock import ZONE
from tests.factories.meetings import arrive, first_item, members, opened, plan
from tests.governance.meetings.desk_page import BY_SCRIPT, at_desk, press, words_of

pytestmark = pytest.mark.django_db


def test_desk_says_who_is_here_with_the_quorum_in_figures(client):
    session = opened(present=6)
    at_desk(client, session)

    page = words_of(client.get(f"/sessions/{session.pk}/desk/"))

    assert "Членов присутствует: <strong>6</strong> из 9, нужно 5" in page
    assert "Кворум есть" in page


def test_secretary_notes_arrival_leaving_and_absence(client):
    session = plan()
    at_desk(client, session)
    row, other = members(session)[3:5]

    told = [
        press(client, f"attendances/{row.pk}/here/").status_code,
        press(client, f"attendances/{row.pk}/left/").status_code,
        press(client, f"attendances/{other.pk}/absent/", {"reason": "болезнь"}).status_code,
    ]

    assert told == [200, 200, 200]
    assert row.stays.get().left_at is not None
    other.refresh_from_db()
    assert other.absence_reason == "болезнь"


def test_arrival_at_a_time_is_taken_in_the_clock_of_the_municipality(client):
    session = opened(present=6)
    at_desk(client, session)
    row = members(session)[7]

    press(client, f"attendances/{row.pk}/here/", {"at": "00:01"})

    assert timezone.localtime(row.stays.get().arrived_at, ZoneInfo(ZONE)).strftime("%H:%M") == "00:01"


def test_member_on_the_line_is_marked_on_the_desk_on_the_card_and_in_the_minutes(client):
    session = opened(make_council(rules={"remote_allowed": True}), present=6)
    at_desk(client, session)
    far = members(session)[7]

    press(client, f"attendances/{far.pk}/here/", {"remote": "on"})
    desk = words_of(client.get(f"/sessions/{session.pk}/desk/"))
    card = words_of(client.get(f"/sessions/{session.pk}/"))
    rows = minutes_places(session)["members"]

    assert (desk.count("<span>на связи "), card.count("(дистанционно)")) == (1, 1)
    assert "Членов присутствует: <strong>7</strong> из 9" in desk
    assert [row["name"] for row in rows if "по видеосвязи" in row["stay"]] == [short_name(far.person)]


def test_speakers_offered_are_those_who_are_here_guests_among_them(client):
    session = opened(present=6)
    at_desk(client, session)
    services.open_item(first_item(session), by=None)
    guest, away = (services.invite(session, name=name, by=None) for name in ("Гость Первый", "Гость Второй"))
    arrive([guest])

    page = words_of(client.get(f"/sessions/{session.pk}/desk/"))

    here = [*members(session)[:6], guest]
    assert sorted(re.findall('data-says="(.*?): "', page)) == sorted(map(str, here))
    assert str(away) in page


def test_desk_that_was_five_minutes_off_the_line_saves_its_text_and_goes_on(client):
    session = opened(present=6)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        at_desk(client, session)
        ticket = client.get(f"/sessions/{session.pk}/desk/").context["ticket"]
        clock.shift(TICKET_LASTS + 1)
        headers = {**BY_SCRIPT, "x-ticket": ticket}
        text = {"field": "opening", "text": "Набрано без связи.", "version": "0"}
        saved = client.post(f"/sessions/{session.pk}/desk/text/", text, headers=headers)
        state = client.get(f"/sessions/{session.pk}/state/?desk=&seen=", headers=headers)

    assert (saved.status_code, Passage.objects.get().text) == (200, "Набрано без связи.")
    assert (state.status_code, state["X-Ticket"] != ticket) == (200, True)
