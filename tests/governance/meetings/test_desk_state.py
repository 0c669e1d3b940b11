import pytest

from metodika.governance.meetings import services
from tests.factories.accounts import make_user
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import members, opened, put

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"x-live": "1"}


def at_desk(client, session):
    client.force_login(make_user(person=members(session)[2].person))


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_state_of_an_unchanged_session_costs_one_statement(client, django_assert_num_queries):
    session = opened()
    at_desk(client, session)
    page = client.get(f"/sessions/{session.pk}/desk/")
    headers = {**BY_SCRIPT, "accept-language": "ru", "x-ticket": page.context["ticket"]}
    address = f"/sessions/{session.pk}/state/?desk=&seen={page.context['mark']}"

    with django_assert_num_queries(1):
        answer = client.get(address, headers=headers)

    assert answer.status_code == 204


def test_state_after_a_change_gives_the_parts_and_a_new_mark(client):
    session = opened(present=6)
    at_desk(client, session)
    page = client.get(f"/sessions/{session.pk}/desk/")
    services.note_arrival(members(session)[7], by=None)

    answer = client.get(
        f"/sessions/{session.pk}/state/?desk=&seen={page.context['mark']}",
        headers={**BY_SCRIPT, "x-ticket": page.context["ticket"]},
    )

    assert answer.status_code == 200
    assert answer["X-Mark"] != page.context["mark"]
    assert "Членов присутствует: <strong>7</strong>" in words_of(answer)
    assert "<html" not in words_of(answer)


def test_ballot_brings_the_slips_alone_for_six_statements(client, django_assert_num_queries):
    session = opened(present=6)
    at_desk(client, session)
    vote = put(session)
    page = client.get(f"/sessions/{session.pk}/desk/")
    headers = {**BY_SCRIPT, "accept-language": "ru", "x-ticket": page.context["ticket"]}
    for row in members(session)[:2]:
        services.cast_ballot(vote, person=row.person, choice="for", by=None)

    with django_assert_num_queries(6):
        answer = client.get(
            f"/sessions/{session.pk}/state/?desk=&seen={page.context['mark']}", headers=headers
        )

    parts = words_of(answer)
    assert (parts.count("data-part"), 'id="desk-vote"' in parts) == (1, True)
    assert "Ещё не проголосовали 4 человека." in parts
    assert parts.count(" checked>") == 2
    assert answer["X-Mark"] == page.context["mark"].replace(".0", ".2")


def test_slip_corrected_at_one_desk_is_seen_at_the_other(client):
    session = opened(present=6)
    at_desk(client, session)
    vote, member = put(session), members(session)[4].person
    services.cast_ballot(vote, person=member, choice="for", by=None)
    page = client.get(f"/sessions/{session.pk}/desk/")
    services.correct_ballot(vote, person=member, choice="against", by=None)

    answer = client.get(
        f"/sessions/{session.pk}/state/?desk=&seen={page.context['mark']}",
        headers={**BY_SCRIPT, "x-ticket": page.context["ticket"]},
    )

    assert f'name="choice_{member.pk}"\n                 value="against" checked' in words_of(answer)


def test_ticket_of_somebody_else_or_of_another_session_opens_nothing(client):
    session, other = opened(), opened()
    at_desk(client, session)
    ticket = client.get(f"/sessions/{session.pk}/desk/").context["ticket"]
    headers = {**BY_SCRIPT, "x-ticket": ticket}

    elsewhere = client.get(f"/sessions/{other.pk}/state/", headers=headers)
    client.force_login(make_user("*", at=SchoolFactory()))
    somebody = client.get(f"/sessions/{session.pk}/state/", headers=headers)

    assert (elsewhere.status_code, somebody.status_code) == (404, 404)


def test_expired_ticket_is_renewed_after_the_whole_check(client):
    session = opened()
    at_desk(client, session)

    answer = client.get(f"/sessions/{session.pk}/state/?desk=", headers={**BY_SCRIPT, "x-ticket": "old"})

    assert answer.status_code == 200
    assert answer["X-Ticket"]
