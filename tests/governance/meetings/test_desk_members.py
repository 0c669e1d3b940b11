import pytest
import time_machine
from django.utils import timezone

from metodika.governance.meetings import services
from metodika.governance.meetings.models import Ballot
from metodika.governance.meetings.queries.phones import followed, phone_beat
from metodika.governance.meetings.views.live import TICKET_LASTS
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import first_item, members, opened, plan, put

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


def test_new_question_costs_five_statements_for_the_first_phone_and_one_for_the_rest(
    client, session, django_assert_num_queries
):
    phones = []
    for member in members(session)[3:6]:
        sign_in(client, member)
        page = client.get(f"/sessions/{session.pk}/follow/")
        phones.append((client.cookies["sessionid"].value, page.context["ticket"], page.context["mark"]))
    put(session)

    for (cookie, ticket, mark), statements in zip(phones, (5, 1, 1), strict=True):
        client.cookies["sessionid"] = cookie
        headers = {**BY_SCRIPT, "accept-language": "ru", "x-ticket": ticket}
        with django_assert_num_queries(statements):
            answer = client.get(f"/sessions/{session.pk}/state/?seen={mark}", headers=headers)
        assert "Одобрить?" in words_of(answer)
        assert 'value="for"' in words_of(answer)


def test_shared_parts_tell_each_only_what_is_his(client, session):
    voter, silent, absent = members(session)[3], members(session)[4], members(session)[7]
    services.cast_ballot(put(session), person=voter.person, choice="against", by=None)
    told = []
    for row in (voter, silent, absent):
        sign_in(client, row)
        told.append(words_of(client.get(f"/sessions/{session.pk}/state/", headers=BY_SCRIPT)))

    assert ["Ваш голос: <strong>Против</strong>" in page for page in told] == [True, False, False]
    assert ['value="for"' in page for page in told] == [False, True, False]
    assert ["csrf" in page for page in told] == [False, False, False]


def test_vote_by_ticket_costs_eight_statements_and_brings_what_the_phone_shows(
    client, session, django_assert_num_queries
):
    vote, address = put(session), f"/sessions/{session.pk}/state/"
    # The parts are rendered once for all who vote so; the sign-in is looked up for every vote.
    for member, statements in ((members(session)[3], 8 + 4), (members(session)[5], 8)):
        sign_in(client, member)
        ticket = client.get(f"/sessions/{session.pk}/follow/").context["ticket"]
        headers = {**BY_SCRIPT, "accept-language": "ru", "x-ticket": ticket}
        with django_assert_num_queries(statements):
            answer = client.post(f"/sessions/votes/{vote.pk}/cast/", {"choice": "for"}, headers=headers)
        assert "Ваш голос: <strong>За</strong>" in words_of(answer)
        nothing = client.get(f"{address}?seen={answer['X-Mark']}", headers=headers)
        assert nothing.status_code == 204


def test_member_who_is_signed_out_meanwhile_does_not_vote_by_the_ticket(client, session):
    sign_in(client, members(session)[3])
    vote = put(session)
    ticket = client.get(f"/sessions/{session.pk}/follow/").context["ticket"]
    client.session.delete()

    answer = client.post(
        f"/sessions/votes/{vote.pk}/cast/", {"choice": "for"}, headers={**BY_SCRIPT, "x-ticket": ticket}
    )

    assert (answer.status_code, Ballot.objects.count()) == (302, 0)


def test_phone_that_was_five_minutes_off_the_line_votes_once_and_gets_a_fresh_ticket(client, session):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, members(session)[3])
        vote = put(session)
        ticket = client.get(f"/sessions/{session.pk}/follow/").context["ticket"]
        clock.shift(TICKET_LASTS + 1)
        headers = {**BY_SCRIPT, "x-ticket": ticket}
        answer = client.post(f"/sessions/votes/{vote.pk}/cast/", {"choice": "for"}, headers=headers)
        state = client.get(f"/sessions/{session.pk}/state/", headers=headers)

    assert (answer.status_code, vote.ballots.get().choice) == (200, "for")
    assert state["X-Ticket"] != ticket
    assert "Ваш голос: <strong>За</strong>" in words_of(state)


def test_slip_corrected_by_the_secretary_is_seen_on_the_phone(client, session):
    member = members(session)[3]
    sign_in(client, member)
    vote = put(session)
    services.cast_ballot(vote, person=member.person, choice="for", by=None)
    page = client.get(f"/sessions/{session.pk}/follow/")
    services.correct_ballot(vote, person=member.person, choice="against", by=None)

    answer = client.get(
        f"/sessions/{session.pk}/state/?seen={page.context['mark']}",
        headers={**BY_SCRIPT, "x-ticket": page.context["ticket"]},
    )

    assert "Ваш голос: <strong>Против</strong>" in words_of(answer)


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


def test_phone_shows_the_own_vote_from_the_newest_open_poll():
    rules = {"correspondence_allowed": True, "members_follow": True, "members_vote": True}
    session = plan(make_council(rules=rules), items=2, card={"mode": "correspondence"})
    session = services.open_session(session, by=None)
    person = members(session)[3].person
    first, second = session.items.order_by("order")

    def shown():
        beat = phone_beat(session.pk, person=person.pk)
        vote = followed(session, beat=beat).vote
        return vote and vote.item, beat.is_asked, beat.mine

    older = put(session, first, method="correspondence")
    services.cast_ballot(older, person=person, choice="for", by=None)
    told = [shown()]
    newer = put(session, second, method="correspondence")
    told.append(shown())
    services.cast_ballot(newer, person=person, choice="against", by=None)
    told.append(shown())
    services.close_vote(newer, by=None)
    told.append(shown())
    services.close_vote(older, by=None)
    told.append(shown())

    assert told == [
        (first, True, "for"), (second, True, ""), (second, True, "against"), (first, True, "for"),
        (None, False, ""),
    ]  # fmt: skip
