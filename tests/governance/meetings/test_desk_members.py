import pytest

from metodika.governance.meetings import services
from metodika.governance.meetings.models import Ballot
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import first_item, members, opened, put

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"x-live": "1"}
PHONES = {"members_follow": True, "members_vote": True}


@pytest.fixture
def session():
    return opened(make_council(rules=PHONES), present=6)


def sign_in(client, attendance):
    user = make_user(person=attendance.person)
    client.force_login(user)
    return user


def cast(client, vote, choice, **more):
    return client.post(f"/sessions/votes/{vote.pk}/cast/", {"choice": choice, **more}, headers=BY_SCRIPT)


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_member_votes_for_himself_whoever_he_names(client, session):
    member, other = members(session)[3:5]
    sign_in(client, member)
    vote = put(session)

    answer = cast(client, vote, "for", person=other.person_id)

    assert "Ваш голос: За" in words_of(answer)
    assert list(Ballot.objects.values_list("person", "choice")) == [(member.person_id, "for")]


def test_second_vote_from_another_device_is_refused_with_the_first(client, session):
    sign_in(client, members(session)[3])
    vote = put(session)
    cast(client, vote, "for")

    again, other = cast(client, vote, "for"), cast(client, vote, "against")

    assert (again.status_code, other.status_code) == (200, 422)
    assert Ballot.objects.get().choice == "for"


def test_member_without_script_comes_back_to_the_page(client, session):
    sign_in(client, members(session)[3])
    vote = put(session)

    answer = client.post(f"/sessions/votes/{vote.pk}/cast/", {"choice": "abstained"})

    assert (answer.status_code, answer["Location"]) == (302, f"/sessions/{session.pk}/follow/")


def test_absent_member_recused_member_guest_and_stranger_do_not_vote(client, session):
    absent, recused = members(session)[7], members(session)[4]
    services.recuse_member(first_item(session), person=recused.person, reason="Своя программа", by=None)
    guest = services.invite(session, person=make_user().person, by=None)
    vote = put(session)
    told = []
    for row in (absent, recused):
        sign_in(client, row)
        told.append(cast(client, vote, "for").status_code)
    for user in (guest.person.user, make_user("*", at=SchoolFactory())):
        client.force_login(user)
        told.append(cast(client, vote, "for").status_code)

    assert told == [422, 422, 403, 404]
    assert not Ballot.objects.exists()


def test_vote_after_the_close_is_refused(client, session):
    sign_in(client, members(session)[3])
    vote = put(session)
    services.close_vote(vote, by=None)

    answer = cast(client, vote, "for")

    assert (answer.status_code, "Голосование закрыто" in words_of(answer)) == (422, True)


def test_body_without_phones_lets_nobody_follow_or_vote_by_them(client):
    session = opened()
    sign_in(client, members(session)[3])
    vote = put(session)

    told = [
        client.get(f"/sessions/{session.pk}/follow/").status_code,
        client.get(f"/sessions/{session.pk}/state/").status_code,
        cast(client, vote, "for").status_code,
    ]

    assert told == [403, 403, 403]


def test_member_sees_the_question_with_three_buttons_then_the_own_vote(client, session):
    sign_in(client, members(session)[3])
    vote = put(session)
    address = f"/sessions/{session.pk}/follow/"

    before = words_of(client.get(address))
    cast(client, vote, "against")
    after = words_of(client.get(address))

    assert [f'value="{choice}"' in before for choice in ("for", "against", "abstained")] == [True] * 3
    assert "Ваш голос: <strong>Против</strong>" in after
    assert 'value="for"' not in after


def test_member_sees_the_result_of_the_closed_vote(client, session):
    sign_in(client, members(session)[3])
    vote = put(session)
    cast(client, vote, "for")
    services.close_vote(vote, by=None)

    page = words_of(client.get(f"/sessions/{session.pk}/follow/"))

    assert "за 1, против 0" in page or "за — 1, против — 0, воздержались — 0" in page


def test_member_may_not_ask_as_the_desk(client, session):
    sign_in(client, members(session)[3])

    assert client.get(f"/sessions/{session.pk}/state/?desk=").status_code == 403


def test_unchanged_state_costs_one_statement_and_other_ballots_change_nothing(
    client, session, django_assert_num_queries
):
    sign_in(client, members(session)[3])
    vote = put(session)
    page = client.get(f"/sessions/{session.pk}/follow/")
    services.cast_ballot(vote, person=members(session)[4].person, choice="for", by=None)
    headers = {**BY_SCRIPT, "accept-language": "ru", "x-ticket": page.context["ticket"]}

    with django_assert_num_queries(1):
        answer = client.get(f"/sessions/{session.pk}/state/?seen={page.context['mark']}", headers=headers)

    assert answer.status_code == 204


def test_new_question_costs_seven_statements_for_a_phone(client, session, django_assert_num_queries):
    sign_in(client, members(session)[3])
    page = client.get(f"/sessions/{session.pk}/follow/")
    put(session)
    headers = {**BY_SCRIPT, "accept-language": "ru", "x-ticket": page.context["ticket"]}

    with django_assert_num_queries(7):
        answer = client.get(f"/sessions/{session.pk}/state/?seen={page.context['mark']}", headers=headers)

    assert "Одобрить?" in words_of(answer)


def test_ticket_of_the_page_casts_the_same_vote_with_fewer_statements(client, session):
    member = members(session)[3]
    sign_in(client, member)
    ticket = client.get(f"/sessions/{session.pk}/follow/").context["ticket"]
    vote, other = put(session), put(opened(make_council(rules=PHONES)))
    headers = {**BY_SCRIPT, "x-ticket": ticket}

    told = [
        client.post(f"/sessions/votes/{one.pk}/cast/", {"choice": choice}, headers=headers).status_code
        for one, choice in ((vote, "for"), (vote, "for"), (vote, "against"), (vote, "maybe"), (other, "for"))
    ]

    assert told[:3] + told[4:] == [200, 200, 422, 404]
    assert list(Ballot.objects.values_list("person", "choice")) == [(member.person_id, "for")]
