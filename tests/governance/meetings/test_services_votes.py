import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Ballot, Vote
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.bodies import make_council
from tests.factories.directory import PersonFactory
from tests.factories.meetings import first_item, members, opened, plan, put, vote_all
from tests.postgres import environment_of_a_process, wait_for_the_server_to_notice

pytestmark = pytest.mark.django_db


def people(session, count=9):
    return [row.person for row in members(session)[:count]]


def test_named_vote_is_counted_of_those_present_and_frozen():
    session = opened(present=6)
    vote = put(session)
    vote_all(vote, people(session, 4))

    vote = services.close_vote(vote, by=None)
    assert (vote.for_count, vote.against_count, vote.abstained_count, vote.silent_count) == (4, 0, 0, 2)
    assert (vote.adopted, vote.reason) == (True, "majority")
    frozen = vote.frozen
    assert (len(frozen["present"]), frozen["base"], frozen["needed"], frozen["rules"]["quorum"]) == (
        6,
        6,
        4,
        "1/2",
    )


def test_tie_is_not_adopted_and_the_chair_decides_it_where_the_rules_say_so():
    for tie, adopted in (("rejected", False), ("chair", True)):
        session = opened(make_council(rules={"tie": tie}), present=6)
        vote = put(session)
        vote_all(vote, people(session, 3))
        vote_all(vote, people(session, 6)[3:], "against")

        assert services.close_vote(vote, by=None).adopted is adopted


def test_closed_result_stays_when_rules_and_people_change():
    session = opened(present=5)
    vote = put(session)
    vote_all(vote, people(session, 3))
    before = services.close_vote(vote, by=None)
    session.body.rules = {"majority_of": "list"}
    session.body.save()
    services.note_leaving(members(session)[0], by=None)

    after = Vote.objects.get(pk=vote.pk)
    assert (after.adopted, after.frozen) == (True, before.frozen)
    with pytest.raises(RuleBroken, match="уже закрыто"):
        services.close_vote(vote, by=None)
    with pytest.raises(RuleBroken, match="закрыто"):
        services.cast_ballot(vote, person=people(session)[3], choice="for", by=None)


def test_vote_after_the_quorum_is_gone_is_refused_with_the_figures():
    session = opened(present=5)
    services.note_leaving(members(session)[4], by=None)

    with pytest.raises(RuleBroken, match="4 из 9 членов, необходимо 5"):
        put(session)
    assert Vote.objects.count() == 0


def test_vote_during_which_the_quorum_goes_away_is_called_off():
    session = opened(present=5)
    vote = put(session)
    services.note_leaving(members(session)[4], by=None)

    with pytest.raises(RuleBroken, match="Кворума нет"):
        services.close_vote(vote, by=None)
    services.void_vote(vote, reason="Кворум утрачен", by=None)
    assert Vote.objects.get().adopted is None


def test_who_voted_and_left_still_counts():
    session = opened(present=5)
    vote = put(session)
    vote_all(vote, people(session, 5))
    services.note_leaving(members(session)[4], by=None)

    assert services.close_vote(vote, by=None).for_count == 5


def test_who_came_after_the_question_was_put_has_no_vote():
    session = opened(present=5)
    vote = put(session)
    services.note_arrival(members(session)[6], by=None)

    with pytest.raises(RuleBroken, match="приход отмечен после"):
        services.cast_ballot(vote, person=people(session)[6], choice="for", by=None)


def test_guest_and_who_left_and_who_withdrew_do_not_vote():
    session = opened(present=7)
    rows = members(session)
    guest = PersonFactory()
    services.note_arrival(services.invite(session, person=guest, by=None), by=None)
    services.recuse_member(first_item(session), person=rows[5].person, reason="его школа", by=None)
    vote = put(session)
    services.note_leaving(rows[6], by=None)

    for person, words in (
        (guest, "не голосует"),
        (rows[5].person, "не участвует"),
        (rows[6].person, "не в зале"),
    ):
        with pytest.raises(RuleBroken, match=words):
            services.cast_ballot(vote, person=person, choice="for", by=None)


def test_same_ballot_again_changes_nothing_and_another_is_refused():
    session = opened()
    vote, person = put(session), people(session)[0]
    first = services.cast_ballot(vote, person=person, choice="for", by=None)

    assert services.cast_ballot(vote, person=person, choice="for", by=None) == first
    with pytest.raises(services.AlreadyVoted, match="уже голосовал"):
        services.cast_ballot(vote, person=person, choice="against", by=None)
    services.correct_ballot(vote, person=person, choice="against", by=None)
    assert Ballot.objects.get().choice == "against"


@pytest.mark.parametrize("totals", [(5, 1, 1), (7, 0, 0)])
def test_totals_that_exceed_those_present_are_refused_with_the_figures(totals):
    vote = put(opened(present=6), method="totals")

    with pytest.raises(RuleBroken, match="всего 7, а голосовать могли только 6"):
        services.enter_totals(vote, totals=VoteTotals(*totals), by=None)


def test_counted_hands_decide_and_recused_members_have_none():
    session = opened(present=6)
    services.recuse_member(first_item(session), person=people(session)[5], reason="его школа", by=None)
    vote = put(session, method="totals")

    with pytest.raises(RuleBroken, match="только 5"):
        services.enter_totals(vote, totals=VoteTotals(6, 0, 0), by=None)
    with pytest.raises(RuleBroken, match="Сначала введите итоги"):
        services.close_vote(vote, by=None)
    services.enter_totals(vote, totals=VoteTotals(3, 2, 0), by=None)
    vote = services.close_vote(vote, by=None)
    assert (vote.adopted, vote.frozen["base"], vote.frozen["recused"]) == (False, 6, [people(session)[5].pk])


def test_second_vote_waits_for_the_first():
    session = opened()
    put(session)

    with pytest.raises(RuleBroken, match="другое голосование"):
        put(session)
    with pytest.raises(RuleBroken, match="Идёт голосование"):
        services.close_session(session, by=None)


def test_deputy_takes_over_when_the_chair_leaves_and_nobody_else_may():
    session = opened(present=7)
    rows = members(session)
    services.note_leaving(rows[0], by=None)
    services.void_vote(put(session), reason="проверка", by=None)
    session.refresh_from_db()
    assert (session.presiding_id, session.presiding_ground) == (rows[1].person_id, "deputy")

    services.note_leaving(rows[1], by=None)
    with pytest.raises(RuleBroken, match="Присутствующие избирают"):
        put(session)


def test_agenda_changes_at_the_session_only_by_a_vote_and_once():
    session = opened()
    with pytest.raises(RuleBroken, match="только голосованием"):
        services.add_item(session, question="Новый", by=None)
    refused = services.vote_at_once(
        session, question="Включить?", totals=VoteTotals(2, 4, 0), purpose="agenda", by=None
    )
    with pytest.raises(RuleBroken, match="только голосованием"):
        services.add_item(session, question="Новый", agreed=refused, by=None)

    agreed = services.vote_at_once(
        session, question="Включить?", totals=VoteTotals(6, 0, 0), purpose="agenda", by=None
    )
    assert services.add_item(session, question="Новый", agreed=agreed, by=None).added_at_session is True
    with pytest.raises(RuleBroken, match="уже изменена"):
        services.remove_item(first_item(session), agreed=agreed, by=None)


def poll(**rules):
    said = {"correspondence_allowed": True, "majority_of": "cast", "tie": "chair", **rules}
    session = plan(make_council(rules=said), card={"mode": "correspondence"})
    return services.open_session(session, by=None)


def test_poll_needs_no_presence_and_is_decided_by_those_who_took_part():
    session = poll()
    vote = put(session, method="correspondence")
    vote_all(vote, people(session, 3))
    vote_all(vote, people(session, 6)[3:], "against")

    vote = services.close_vote(vote, by=None)
    session = services.close_session(session, by=None)
    assert (vote.adopted, vote.reason, vote.frozen["base"]) == (True, "casting_vote", 6)
    assert session.is_quorate is True


def test_question_of_a_poll_is_done_when_it_was_voted_on_and_put_off_when_not():
    session = poll()
    services.close_vote(put(session, method="correspondence"), by=None)

    services.close_session(session, by=None)

    assert [item.status for item in session.items.order_by("order")] == ["done"]


def test_minutes_of_a_poll_are_due_on_the_day_when_it_ends():
    session = poll()
    vote = put(session, method="correspondence")
    vote_all(vote, people(session, 6))
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        services.close_vote(vote, by=None)
        closed = services.close_session(session, by=None)
        services.print_minutes(closed, by=None)

    closed.refresh_from_db()
    assert "typed_late" not in closed.deviations


def test_poll_in_which_too_few_take_part_decides_nothing():
    session = poll()
    vote = put(session, method="correspondence")
    vote_all(vote, people(session, 4))

    vote = services.close_vote(vote, by=None)
    session = services.close_session(session, by=None)
    assert (vote.adopted, vote.reason, session.is_quorate) == (False, "no_quorum", False)


def test_arrival_from_afar_counts_only_where_the_rules_know_it():
    session = plan()
    with pytest.raises(RuleBroken, match="дистанционного участия"):
        services.note_arrival(members(session)[0], remote=True, by=None)

    session = plan(make_council(rules={"remote_allowed": True}))
    for row in members(session)[:5]:
        services.note_arrival(row, remote=True, by=None)
    assert services.open_session(session, by=None).is_quorate is True


def test_stay_is_corrected_within_reason():
    session = opened()
    row = members(session)[0]
    stay, now = row.stays.get(), timezone.now()

    services.correct_stay(stay, arrived_at=now - timedelta(hours=1), left_at=None, by=None)
    for arrived, left in ((now, now - timedelta(hours=1)), (now + timedelta(hours=1), None)):
        with pytest.raises(RuleBroken):
            services.correct_stay(stay, arrived_at=arrived, left_at=left, by=None)
    with pytest.raises(RuleBroken, match="раньше уже отмеченного"):
        services.note_leaving(row, at=now - timedelta(hours=2), by=None)


def at_once(*acts):
    """Run each act in a thread of its own, all at the same moment; return what each came to."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        try:
            found[place] = act()
        except RuleBroken as refused:
            found[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.mark.django_db(transaction=True)
def test_two_votes_of_one_person_from_two_devices_at_the_same_moment_are_one():
    session = opened()
    vote, person = put(session), people(session)[0]

    found = at_once(
        *[
            lambda choice=choice: services.cast_ballot(vote, person=person, choice=choice, by=None)
            for choice in ("for", "against", "for", "against")
        ]
    )
    ballot = Ballot.objects.get()
    refused = [one for one in found if isinstance(one, services.AlreadyVoted)]
    assert len(refused) == 2
    assert {one.choice for one in found if isinstance(one, Ballot)} == {ballot.choice}


@pytest.mark.django_db(transaction=True)
def test_session_closed_by_two_at_the_same_moment_is_closed_once():
    session = opened()

    found = at_once(*[lambda: services.close_session(session, by=None)] * 2)
    assert sorted(isinstance(one, RuleBroken) for one in found) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_ballot_and_closing_at_the_same_moment_agree():
    session = opened()
    vote, voters = put(session), people(session, 6)
    vote_all(vote, voters[:4])

    at_once(
        lambda: services.close_vote(vote, by=None),
        *[
            lambda who=who: services.cast_ballot(vote, person=who, choice="for", by=None)
            for who in voters[4:]
        ],
    )
    vote.refresh_from_db()
    assert vote.for_count == vote.ballots.count()


IN_THE_MIDDLE = """
import os, sys, time
import django
django.setup()
from django.db.transaction import atomic
from metodika.directory.staff.models import Person
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Vote
vote = Vote.objects.get(pk=int(sys.argv[1]))
with atomic():
    services.cast_ballot(vote, person=Person.objects.get(pk=int(sys.argv[2])), choice="for", by=None)
    services.close_vote(vote, by=None)
    print("half way", flush=True)
    time.sleep(60)
"""


@pytest.mark.django_db(transaction=True)
def test_process_killed_in_the_middle_of_a_vote_leaves_nothing_half_done():
    session = opened()
    vote, voters = put(session), people(session, 6)
    vote_all(vote, voters[:3])
    process = subprocess.Popen(
        [sys.executable, "-c", IN_THE_MIDDLE, str(vote.pk), str(voters[3].pk)],
        stdout=subprocess.PIPE, env=environment_of_a_process(), text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "half way\n"

    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    wait_for_the_server_to_notice()
    assert (vote.ballots.count(), Vote.objects.get().closed_at) == (3, None)
    services.cast_ballot(vote, person=voters[3], choice="for", by=None)
    assert services.close_vote(vote, by=None).for_count == 4
