"""The arithmetic of compositions and duties, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.governance.bodies.rules import (
    OFFICES,
    BodyRules,
    Duty,
    Fault,
    Member,
    SeatFacts,
    SeatRule,
    Strength,
    composition_faults,
    members_among,
    overlaid,
    strength,
)

DAY = date(2026, 10, 1)
NINE = BodyRules(
    min_members=9,
    offices=("chair", "deputy", "secretary"),
    composition_act="directive",
    clauses={"min_members": "YAK-4.3b", "offices": "YAK-4.2a"},
)


def council(count: int = 9, **changes: SeatFacts) -> list[SeatFacts]:
    offices = ["chair", "deputy", "secretary", *["member"] * 20]
    return [
        SeatFacts(number, number, offices[number - 1], person_id=100 + number, name=f"П{number}")
        for number in range(1, count + 1)
    ]


def test_nine_with_all_offices_have_no_fault() -> None:
    assert composition_faults(NINE, council(), day=DAY) == []


def test_eight_of_nine_block_when_a_clause_asks_for_nine() -> None:
    found = composition_faults(NINE, council(8), day=DAY)

    assert found == [Fault("too_few", True, "YAK-4.3b", {"count": 8, "least": 9})]


def test_eight_of_nine_only_warn_when_no_clause_speaks() -> None:
    advised = BodyRules(min_members=9)

    assert composition_faults(advised, council(8), day=DAY) == [
        Fault("too_few", False, "", {"count": 8, "least": 9})
    ]


def test_no_chair_blocks_where_an_act_names_the_office() -> None:
    seats = [SeatFacts(1, 1, "deputy", 1), *council(12)[2:]]

    assert composition_faults(NINE, seats, day=DAY) == [
        Fault("office_empty", True, "YAK-4.2a", {"office": "chair"})
    ]


def test_two_chairs_block_everywhere() -> None:
    seats = [*council(), SeatFacts(30, 30, "chair", 999)]

    assert composition_faults(BodyRules(), seats, day=DAY) == [
        Fault("office_twice", True, "", {"office": "chair", "count": 2})
    ]


def test_person_on_two_seats_is_one_vote_and_one_toward_nine() -> None:
    seats = [*council(8), SeatFacts(9, 9, "member", 104, represents="Совет школы", name="П4")]

    assert len(members_among(seats, day=DAY)) == 8
    assert strength(seats, day=DAY) == Strength(listed=8, filled=8)
    assert composition_faults(NINE, seats, day=DAY) == [
        Fault("too_few", True, "YAK-4.3b", {"count": 8, "least": 9}),
        Fault("person_twice", parameters={"name": "П4", "count": 2}),
    ]


def test_seat_by_agreement_without_a_consent_warns() -> None:
    seats = [*council(), SeatFacts(10, 10, "member", 7, represents="Профсоюз", by_agreement=True, name="П")]

    assert composition_faults(NINE, seats, day=DAY) == [
        Fault("consent_missing", parameters={"name": "П", "represents": "Профсоюз"})
    ]


def test_vacant_seat_stays_in_the_list_until_somebody_takes_its_number() -> None:
    left = SeatFacts(9, 9, "member", 109, ends_on=date(2026, 9, 15))
    taken = SeatFacts(90, 9, "member", 200, starts_on=date(2026, 10, 5))

    assert strength([*council(8), left], day=date(2026, 9, 15)) == Strength(9, 9)
    assert strength([*council(8), left, taken], day=DAY) == Strength(9, 8)
    assert strength([*council(8), left, taken], day=date(2026, 10, 5)) == Strength(9, 9)


def test_secretary_without_a_vote_is_no_vote_of_the_list() -> None:
    seats = council()
    silent = [SeatFacts(3, 3, "secretary", 103, votes=False) if one.number == 3 else one for one in seats]

    assert strength(silent, day=DAY) == Strength(8, 8)
    assert [one.votes for one in members_among(silent, day=DAY)] == [True, True, False, *[True] * 6]


def test_member_of_two_seats_is_told_by_the_foremost() -> None:
    seats = [
        SeatFacts(1, 5, "member", 1, represents="РМО", name="А"),
        SeatFacts(2, 1, "chair", 1, votes=False, represents="Отдел", name="А"),
    ]

    assert members_among(seats, day=DAY) == [
        Member(2, 1, "chair", True, represents="Отдел; РМО", name="А", seat_ids=(2, 1))
    ]


def test_rules_are_read_from_what_a_profile_says() -> None:
    rules = BodyRules.from_data(
        {"quorum": "2/3", "majority": None, "tie": "chair", "offices": ["chair"], "remote_allowed": True,
         "seats": [{"office": "chair", "position": "начальник", "count": 1}],
         "clauses": {"tie": "X-1", "quorum": ""}}
    )  # fmt: skip

    assert rules == BodyRules(
        quorum_numerator=2, quorum_denominator=3, tie="chair", offices=("chair",), remote_allowed=True,
        seats=(SeatRule("chair", position="начальник"),), clauses={"tie": "X-1"},
    )  # fmt: skip


@pytest.mark.parametrize("text", ["3/2", "0/2", "half", "1", ""])
def test_quorum_that_is_no_part_of_a_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="."):
        BodyRules.from_data({"quorum": text})


def test_own_rule_of_a_body_leaves_the_clause_of_its_kind() -> None:
    kind = {"quorum": "1/2", "tie": "rejected", "clauses": {"quorum": "YAK-1", "tie": "YAK-2"}}

    assert overlaid(kind, {"quorum": "2/3", "tie": None, "clauses": {}}) == {
        "quorum": "2/3", "tie": "rejected", "clauses": {"tie": "YAK-2"}
    }  # fmt: skip


def test_duty_is_said_with_its_parameters_and_is_late_after_its_day() -> None:
    duty = Duty(1, "members_missing", "%(count)s of %(least)s", date(2026, 9, 30), {"count": 8, "least": 9})

    assert duty.sentence == "8 of 9"
    assert (duty.is_late_on(date(2026, 9, 30)), duty.is_late_on(DAY)) == (False, True)


seats_of_anybody = st.lists(
    st.builds(
        SeatFacts,
        seat_id=st.integers(1, 10_000),
        number=st.integers(1, 12),
        office=st.sampled_from(OFFICES),
        person_id=st.none() | st.integers(1, 8),
        votes=st.booleans(),
        starts_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        ends_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    max_size=15,
)


@given(seats_of_anybody)
def test_nobody_is_a_member_twice(seats: list[SeatFacts]) -> None:
    people = [member.person_id for member in members_among(seats, day=DAY)]

    assert len(people) == len(set(people))


@given(seats_of_anybody)
def test_votes_that_are_filled_are_the_members_who_vote(seats: list[SeatFacts]) -> None:
    counted = strength(seats, day=DAY)

    assert counted.filled == sum(member.votes for member in members_among(seats, day=DAY))
    assert counted.filled <= counted.listed


@given(seats_of_anybody, st.integers(1, 12))
def test_one_more_person_never_makes_a_composition_too_few(seats: list[SeatFacts], least: int) -> None:
    rules = BodyRules(min_members=least, clauses={"min_members": "X"})
    before = {fault.code for fault in composition_faults(rules, seats, day=DAY)}
    after = {
        fault.code
        for fault in composition_faults(rules, [*seats, SeatFacts(20_000, 50, person_id=99)], day=DAY)
    }

    assert not ("too_few" in after and "too_few" not in before)


@given(
    st.builds(
        BodyRules, min_members=st.none() | st.integers(1, 30), tie=st.sampled_from(["rejected", "chair"])
    )
)
def test_rules_survive_being_stored(rules: BodyRules) -> None:
    assert BodyRules.from_data(rules.data()) == rules
