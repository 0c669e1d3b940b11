"""What holds of every quorum and every vote, whoever comes and however they vote."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from metodika.governance.bodies.rules import BodyRules
from metodika.governance.meetings.lifecycle import Choice
from metodika.governance.meetings.rules import (
    Electorate,
    Presence,
    SeatHeld,
    Span,
    VoteTotals,
    count_vote,
    counted_present,
    quorum,
    totals_of,
    voters_present,
)

TEN = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NINE = Electorate(tuple(SeatHeld(number) for number in range(1, 10)), listed=9)
# A busy machine draws slowly; what holds, holds at any speed.
RULES = st.builds(
    BodyRules,
    majority_of=st.sampled_from(["present", "cast", "list"]),
    majority_numerator=st.just(1),
    majority_denominator=st.sampled_from([2, 2, 2, 3]),
    tie=st.sampled_from(["rejected", "chair"]),
    recused_present=st.booleans(),
    quorum_numerator=st.integers(1, 3),
    quorum_denominator=st.just(4),
    quorum_strict=st.booleans(),
    quorum_base=st.sampled_from(["list", "filled"]),
)
CHOICES = st.sampled_from([Choice.FOR, Choice.AGAINST, Choice.ABSTAINED])
PEOPLE = st.integers(1, 12)
BALLOTS = st.dictionaries(PEOPLE, CHOICES)


def decided(rules, ballots, voters, recused=frozenset(), listed=12):
    counted = counted_present(rules, asked=voters, still_here=voters, voted=ballots, recused=recused)
    totals = totals_of(ballots, counted=counted, recused=recused)
    chair = ballots.get(1) if 1 in counted - recused else None
    return count_vote(
        rules, totals, present=len(counted), listed=listed, recused=len(recused & voters), chair_choice=chair
    )


@given(RULES, BALLOTS, st.frozensets(PEOPLE), st.frozensets(PEOPLE))
def test_nobody_is_counted_twice_and_never_more_than_those_present(rules, ballots, voters, recused):
    result = decided(rules, ballots, voters, recused)

    cast = result.for_ + result.against + result.abstained
    assert cast == len(set(ballots) & voters - recused)
    assert cast + result.silent + (result.recused if rules.recused_present else 0) == result.present
    assert result.present <= len(voters)


@given(RULES, BALLOTS, st.frozensets(PEOPLE), st.dictionaries(st.integers(50, 60), CHOICES))
def test_ballot_of_an_invited_person_changes_nothing(rules, ballots, voters, guests):
    assert decided(rules, {**ballots, **guests}, voters) == decided(rules, ballots, voters)


@given(RULES, BALLOTS, st.frozensets(PEOPLE), PEOPLE)
def test_abstaining_never_helps(rules, ballots, voters, person):
    without = {who: choice for who, choice in ballots.items() if who != person}
    abstained = decided(rules, {**without, person: Choice.ABSTAINED}, voters)

    for other in ({**without, person: Choice.FOR}, {**without, person: Choice.AGAINST}, without):
        assert decided(rules, other, voters).adopted or not abstained.adopted


@given(
    RULES, BALLOTS, st.frozensets(PEOPLE), PEOPLE, st.sampled_from(["silent", "left", "abstained", "against"])
)
def test_losing_a_supporter_never_adopts(rules, ballots, voters, person, how):
    before = decided(rules, {**ballots, person: Choice.FOR}, voters | {person})
    without = {who: choice for who, choice in ballots.items() if who != person}
    left = voters | {person} if how != "left" else voters - {person}
    changed = {**without, person: how} if how in {"abstained", "against"} else without

    after = decided(rules, changed, left)
    assert before.adopted or not after.adopted


@given(RULES, st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_more_people_never_break_a_quorum_and_a_decision_needs_one_vote(rules, filled, vacant, people):
    listed = filled + vacant
    fewer = quorum(rules, listed=listed, filled=filled, present=people)
    more = quorum(rules, listed=listed, filled=filled, present=people + 1)

    assert more.ok or not fewer.ok
    assert not quorum(rules, listed=listed, filled=filled, present=0).ok
    assert not count_vote(rules, VoteTotals(0, people, 0), present=people, listed=listed).adopted


@given(RULES, st.lists(st.tuples(PEOPLE, st.integers(0, 5), st.integers(1, 5), st.booleans()), max_size=30))
def test_quorum_is_counted_anew_at_each_moment(rules, stays):
    presences = [
        Presence(person, (Span(TEN + start * HOUR, TEN + (start + length) * HOUR, remote),))
        for person, start, length, remote in stays
    ]
    for hour in range(10):
        moment = TEN + hour * HOUR
        expected = {
            person for person, start, length, remote in stays
            if person <= 9 and not remote and start <= hour < start + length
        }  # fmt: skip
        assert voters_present(NINE, presences, moment, remote_allowed=False) == expected
