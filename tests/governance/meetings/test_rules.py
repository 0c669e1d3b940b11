"""The arithmetic of sessions: the edge cases of the domain by their own figures, and what always holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from metodika.core.calendar import dates, production_calendar
from metodika.governance.bodies.rules import BodyRules
from metodika.governance.meetings.lifecycle import Choice
from metodika.governance.meetings.rules import (
    Electorate,
    Presence,
    Presiding,
    Quorum,
    SeatHeld,
    Span,
    VoteResult,
    VoteTotals,
    act_is_too_early,
    approval_due,
    count_vote,
    counted_present,
    is_pressing,
    is_short,
    latest_notice,
    left_early,
    may_vote,
    owed_in_quarter,
    owed_in_year,
    quarters_of,
    quorum,
    required_for_quorum,
    totals_exceed,
    totals_of,
    typed_late,
    voters_present,
    who_presides,
    year_label,
)

COUNCIL = BodyRules(min_members=9, sessions_a_year=3, needs_approval=True, approval_days=30)
TWO_THIRDS = BodyRules(quorum_numerator=2, quorum_denominator=3, tie="chair", sessions_a_quarter=1)
TEN = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NINE = Electorate(
    (
        SeatHeld(1, "chair"), SeatHeld(2, "deputy"), SeatHeld(3, "secretary"),
        *(SeatHeld(number) for number in range(4, 10)),
    ),
    listed=9,
)  # fmt: skip


def here(*people, since=TEN, until=None, remote=False):
    return [Presence(person, (Span(since, until, remote),)) for person in people]


def present(presences, at=TEN, electorate=NINE, rules=COUNCIL):
    return voters_present(electorate, presences, at, remote_allowed=rules.remote_allowed)


@pytest.mark.parametrize(
    ("base", "strict", "required"),
    [
        (9, False, 5),
        (10, False, 5),
        (11, False, 6),
        (9, True, 5),
        (10, True, 6),
        (1, False, 1),
        (0, False, 1),
    ],
)
def test_quorum_of_half_includes_the_half_unless_strict(base, strict, required):
    assert required_for_quorum(replace(COUNCIL, quorum_strict=strict), base) == required


@pytest.mark.parametrize(("base", "required"), [(9, 6), (10, 7), (20, 14)])
def test_quorum_of_two_thirds_is_rounded_up(base, required):
    assert required_for_quorum(TWO_THIRDS, base) == required


def test_nobody_of_an_empty_body_is_no_quorum():
    assert quorum(COUNCIL, listed=0, filled=0, present=0) == Quorum(0, 0, 0, 0, 1, ok=False)


def test_case_1_vacant_seats_count_by_the_list_and_not_by_filled_seats():
    by_list = quorum(COUNCIL, listed=11, filled=9, present=5)
    by_filled = quorum(replace(COUNCIL, quorum_base="filled"), listed=11, filled=9, present=5)

    assert by_list == Quorum(base=11, listed=11, filled=9, present=5, required=6, ok=False)
    assert by_filled == Quorum(base=9, listed=11, filled=9, present=5, required=5, ok=True)


def test_case_2_eight_of_nine_people_are_short_and_no_obstacle():
    assert is_short(COUNCIL, filled=8) is True
    assert is_short(COUNCIL, filled=9) is False
    assert is_short(BodyRules(), filled=1) is False
    assert quorum(COUNCIL, listed=9, filled=8, present=5).ok is True


@pytest.mark.parametrize(
    ("votes", "people", "adopted"),
    [
        ((3, 2, 0), 5, True),
        ((2, 0, 0), 5, False),
        ((3, 3, 0), 6, False),
        ((4, 2, 0), 6, True),
        ((3, 0, 3), 6, False),
    ],
)
def test_majority_is_of_those_present(votes, people, adopted):
    assert count_vote(COUNCIL, VoteTotals(*votes), present=people, listed=9).adopted is adopted


def test_needed_votes_of_five_and_of_six():
    needed = [count_vote(COUNCIL, VoteTotals(0, 0, 0), present=n, listed=9).needed for n in (5, 6)]

    assert needed == [3, 4]


def test_case_3_tie_is_not_adopted():
    assert count_vote(COUNCIL, VoteTotals(3, 3, 0), present=6, listed=9) == VoteResult(
        for_=3, against=3, abstained=0, silent=0, recused=0, present=6, base=6, needed=4,
        adopted=False, reason="tie",
    )  # fmt: skip


def test_half_in_favour_with_abstentions_is_no_tie_and_no_majority():
    result = count_vote(TWO_THIRDS, VoteTotals(3, 2, 1), present=6, listed=9, chair_choice="for")

    assert (result.adopted, result.reason) == (False, "no_majority")


@pytest.mark.parametrize(
    ("choice", "adopted", "reason"),
    [(Choice.FOR, True, "casting_vote"), (Choice.AGAINST, False, "casting_vote"), (None, False, "tie")],
)
def test_case_3_vote_of_the_chair_decides_a_tie_where_the_body_says_so(choice, adopted, reason):
    result = count_vote(TWO_THIRDS, VoteTotals(3, 3, 0), present=6, listed=9, chair_choice=choice)

    assert (result.adopted, result.reason) == (adopted, reason)


def test_case_4_chair_then_deputy_then_who_was_elected_presides():
    assert who_presides(COUNCIL, NINE, {1, 2, 4}) == Presiding(1, "chair")
    assert who_presides(COUNCIL, NINE, {2, 4, 5}) == Presiding(2, "deputy")
    assert who_presides(COUNCIL, NINE, {4, 5, 6}) == Presiding(None)
    assert who_presides(COUNCIL, NINE, {4, 5, 6}, elected=5) == Presiding(5, "elected")


def test_case_4_absent_or_foreign_person_is_not_elected_and_rules_may_forbid_it():
    assert who_presides(COUNCIL, NINE, {4, 5}, elected=6) == Presiding(None)
    assert who_presides(COUNCIL, NINE, {4, 77}, elected=77) == Presiding(None)
    assert who_presides(BodyRules(presiding=("chair",)), NINE, {2, 4}, elected=4) == Presiding(None)


def test_case_5_new_holder_of_a_position_is_no_member_before_the_act():
    assert present(here(1, 2, 100)) == {1, 2}


def test_case_6_secretary_without_a_vote_counts_nowhere():
    without = Electorate((SeatHeld(1, "chair"), SeatHeld(3, "secretary", votes=False)), listed=1)

    assert present(here(1, 3), electorate=without) == {1}
    assert (without.filled, without.members) == (1, {1, 3})


def test_case_7_guest_and_substitute_neither_make_a_quorum_nor_vote():
    guest = Presence(50, (Span(TEN),), invited=True)

    assert present([*here(1, 2, 3, 4), guest]) == {1, 2, 3, 4}
    assert may_vote(50, voters={1, 2, 3, 4}, recused=()) is False


def test_case_8_who_leaves_no_longer_makes_the_quorum():
    presences = [*here(1, 2, 3, 4), *here(5, until=TEN + HOUR)]

    assert len(present(presences, TEN)) == 5
    assert len(present(presences, TEN + HOUR)) == 4
    assert quorum(COUNCIL, listed=9, filled=9, present=4).ok is False


def test_case_9_who_comes_late_counts_from_then_on():
    presences = [*here(1, 2), *here(3, since=TEN + HOUR)]

    assert present(presences, TEN) == {1, 2}
    assert present(presences, TEN + HOUR) == {1, 2, 3}
    assert may_vote(3, voters=present(presences, TEN), recused=()) is False


def test_case_10_person_with_two_seats_is_one_vote():
    twice = Electorate((SeatHeld(1, "chair"), SeatHeld(1), SeatHeld(2)), listed=2)

    assert (twice.filled, present(here(1, 2), electorate=twice)) == (2, {1, 2})
    assert totals_of({1: Choice.FOR, 2: Choice.FOR}, counted={1, 2}, recused=()) == VoteTotals(2, 0, 0)


def test_case_11_recused_member_is_present_and_has_no_vote():
    counted = counted_present(
        COUNCIL, asked={1, 2, 3, 4, 5}, still_here={1, 2, 3, 4, 5}, voted=(), recused={5}
    )
    totals = totals_of({1: "for", 2: "for", 5: "for"}, counted=counted, recused={5})
    result = count_vote(COUNCIL, totals, present=len(counted), listed=9, recused=1)

    assert (totals, result.base, result.silent, result.adopted) == (VoteTotals(2, 0, 0), 5, 2, False)


def test_case_11_recused_member_is_left_out_where_the_body_says_so():
    rules = replace(COUNCIL, recused_present=False)
    counted = counted_present(rules, asked={1, 2, 3, 4}, still_here={1, 2, 3, 4}, voted=(), recused={4})
    result = count_vote(rules, VoteTotals(2, 1, 0), present=len(counted), listed=9, recused=1)

    assert (counted, result.base, result.silent, result.adopted) == ({1, 2, 3}, 3, 0, True)


def test_case_13_and_14_only_quorate_sessions_fill_the_year_whatever_their_kind():
    ordinary_extraordinary_joint = [date(2025, 9, 20), date(2025, 12, 1), date(2026, 3, 1)]

    assert owed_in_year(COUNCIL, ordinary_extraordinary_joint, date(2026, 4, 1)) is None
    owed = owed_in_year(COUNCIL, ordinary_extraordinary_joint[:2], date(2026, 4, 1))
    assert owed is not None
    assert (owed.missing, owed.held, owed.due_on) == (1, 2, date(2026, 8, 31))


def test_case_15_remote_member_counts_where_allowed_and_a_lost_line_is_a_leaving():
    lost = [Presence(1, (Span(TEN, TEN + HOUR, remote=True), Span(TEN + 2 * HOUR, remote=True)))]
    allowed = replace(COUNCIL, remote_allowed=True)

    assert present(lost) == frozenset()
    moments = [bool(present(lost, TEN + n * HOUR, rules=allowed)) for n in range(3)]
    assert moments == [True, False, True]


def test_case_16_poll_takes_the_majority_of_those_who_took_part_and_the_chair_decides_a_tie():
    rules = BodyRules(correspondence_allowed=True, majority_of="cast", tie="chair")

    taken = count_vote(rules, VoteTotals(4, 2, 0), present=6, listed=15)
    tie = count_vote(rules, VoteTotals(3, 3, 0), present=6, listed=15, chair_choice=Choice.FOR)
    assert (taken.base, taken.adopted, tie.adopted) == (6, True, True)


def test_majority_of_the_list_counts_those_absent():
    rules = BodyRules(majority_of="list")

    assert count_vote(rules, VoteTotals(5, 0, 0), present=5, listed=10).adopted is False
    assert count_vote(rules, VoteTotals(6, 0, 0), present=6, listed=10).adopted is True


def test_majority_of_two_thirds_needs_more_than_it():
    rules = BodyRules(majority_numerator=2, majority_denominator=3, tie="chair")

    results = [
        count_vote(rules, VoteTotals(n, 9 - n, 0), present=9, listed=9, chair_choice="for") for n in (6, 7)
    ]
    assert [result.adopted for result in results] == [False, True]


@pytest.mark.parametrize(
    ("votes", "able", "exceed"), [((3, 1, 1), 5, False), ((3, 2, 1), 5, True), ((-1, 0, 0), 5, True)]
)
def test_case_17_counted_hands_do_not_exceed_those_present(votes, able, exceed):
    assert totals_exceed(VoteTotals(*votes), able=able) is exceed


def test_case_18_minutes_of_a_later_day_are_typed_late():
    assert typed_late(closed_on=date(2026, 11, 20), printed_on=date(2026, 11, 20)) is False
    assert typed_late(closed_on=date(2026, 11, 20), printed_on=date(2026, 11, 21)) is True


def test_case_19_who_left_early_is_known_with_the_time():
    closed = TEN + 3 * HOUR
    back = Presence(1, (Span(TEN, TEN + HOUR), Span(TEN + 2 * HOUR)))

    assert left_early(back, closed) is None
    assert left_early(Presence(2, (Span(TEN, TEN + HOUR),)), closed) == TEN + HOUR
    assert left_early(Presence(3), closed) is None


def test_case_21_act_before_the_session_is_an_error_and_the_term_of_approval_runs():
    assert act_is_too_early(act_on=date(2026, 11, 19), session_on=date(2026, 11, 20)) is True
    assert act_is_too_early(act_on=date(2026, 11, 20), session_on=date(2026, 11, 20)) is False
    assert approval_due(COUNCIL, date(2026, 11, 20)) == date(2026, 12, 20)
    assert approval_due(BodyRules(), date(2026, 11, 20)) is None


def test_case_22_session_belongs_to_the_year_of_its_own_date():
    august, september = date(2026, 8, 31), date(2026, 9, 1)

    assert [year_label(COUNCIL, day) for day in (august, september)] == ["2025/2026", "2026/2027"]
    assert [year_label(BodyRules(year="calendar"), day) for day in (august, september)] == ["2026", "2026"]


def test_case_23_composition_is_the_one_at_the_beginning():
    replaced_during_the_session = Electorate((*NINE.seats[:-1], SeatHeld(10)), listed=9)

    assert 9 in present(here(*range(1, 11)))
    assert 10 not in present(here(*range(1, 11)))
    assert 10 in present(here(*range(1, 11)), electorate=replaced_during_the_session)


def test_once_a_quarter_asks_in_each_quarter_and_not_in_the_summer_of_terms():
    rules = replace(TWO_THIRDS, quarters="terms")

    assert len(quarters_of(TWO_THIRDS, date(2026, 11, 1))) == 5
    owed = owed_in_quarter(TWO_THIRDS, [date(2026, 9, 3)], date(2026, 11, 1))
    assert owed is not None
    assert owed.due_on == date(2026, 12, 31)
    assert owed_in_quarter(TWO_THIRDS, [date(2026, 10, 3)], date(2026, 11, 1)) is None
    assert owed_in_quarter(rules, [], date(2026, 7, 15)) is None
    assert owed_in_quarter(COUNCIL, [], date(2026, 11, 1)) is None
    assert owed_in_year(TWO_THIRDS, [], date(2026, 11, 1)) is None


def test_terms_of_the_municipality_go_before_the_usual_ones():
    rules = replace(TWO_THIRDS, quarters="terms")
    own = [dates(date(2026, 9, 1), date(2026, 11, 15))]

    usual = [(one.starts_on, one.ends_on) for one in quarters_of(rules, date(2026, 9, 5))]
    assert usual[1:3] == [(date(2026, 11, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 3, 31))]
    assert owed_in_quarter(rules, [], date(2026, 11, 10), own).due_on == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("held", "day", "pressing"),
    [([], date(2025, 9, 1), False), ([], date(2025, 12, 15), True), ([1], date(2025, 12, 15), False),
     ([1, 1], date(2026, 3, 1), False), ([1, 1], date(2026, 4, 15), True)],
)  # fmt: skip
def test_it_is_told_in_time_that_a_session_is_missing(held, day, pressing):
    owed = owed_in_year(COUNCIL, [date(2025, 10, 1)] * len(held), day)

    assert owed is not None
    assert is_pressing(owed, day) is pressing


def test_notice_is_sent_so_many_calendar_or_working_days_before():
    working_day = production_calendar().add_working_days
    monday = date(2026, 11, 23)

    assert latest_notice(BodyRules(notice_days=5), monday, working_day) == date(2026, 11, 18)
    in_working = BodyRules(notice_days=5, notice_in="working")
    assert latest_notice(in_working, monday, working_day) == date(2026, 11, 16)
    assert latest_notice(BodyRules(), monday, working_day) is None
