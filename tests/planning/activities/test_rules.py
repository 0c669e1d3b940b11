from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.planning.activities.lifecycle import MOVES, CertificateKind, EventStatus
from metodika.planning.activities.rules import codes
from metodika.planning.activities.rules.certificates import may_have
from metodika.planning.activities.rules.course import (
    hours_attended,
    is_out_of_order,
    is_score,
    may_move,
    takes_people,
)
from metodika.planning.activities.rules.seats import Applicant, Limits, admitted, has_room, smallest_limits

LINES = st.lists(st.one_of(st.none(), st.integers(1, 4)), max_size=30)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@given(LINES, st.one_of(st.none(), st.integers(0, 20)), st.one_of(st.none(), st.integers(1, 5)))
def test_seats_go_in_the_order_of_arrival_and_never_beyond_the_limits(line, seats, per_institution):
    waiting = [Applicant(number, place) for number, place in enumerate(line)]
    limits = Limits(seats, per_institution)

    chosen = admitted(waiting, limits, taken=0, by_institution={})

    assert chosen == sorted(chosen)
    assert seats is None or len(chosen) <= seats
    of = [line[number] for number in chosen]
    assert per_institution is None or all(of.count(place) <= per_institution for place in {*of} - {None})
    # Nobody is passed over for whom there was room when his turn came.
    for one in waiting:
        if one.number in chosen:
            continue
        before = [line[number] for number in chosen if number < one.number]
        own = None if one.institution is None else before.count(one.institution)
        assert not has_room(limits, taken=len(before), of_institution=own)


def test_full_school_is_passed_over_and_keeps_its_place():
    waiting = [Applicant(1, 7), Applicant(2, 8), Applicant(3, None)]

    assert admitted(waiting, Limits(10, 2), taken=8, by_institution={7: 2}) == [2, 3]
    assert admitted(waiting, Limits(10, 2), taken=9, by_institution={7: 1}) == [1]
    assert smallest_limits(taken=8, most_of_one=2) == Limits(8, 2)


def test_moves_lead_only_where_the_table_says():
    for status in EventStatus:
        assert {to for to in EventStatus if may_move(status, to)} == set(MOVES[status])


@pytest.mark.parametrize(
    ("status", "until", "takes"),
    [("open", None, True), ("open", date(2026, 11, 23), True), ("open", date(2026, 11, 22), False),
     ("announced", None, False), ("held", None, False)],
)  # fmt: skip
def test_people_register_while_it_is_open_and_through_its_last_day(status, until, takes):
    assert takes_people(status, until=until, today=date(2026, 11, 23)) is takes


def test_hours_of_part_of_the_days_and_order_of_times():
    assert hours_attended(Decimal(16), days=3, attended=1) == Decimal("5.3")
    assert hours_attended(Decimal(16), days=3, attended=5) == Decimal("16.0")
    assert hours_attended(None, days=1, attended=1) is None
    with pytest.raises(ValueError, match="one day"):
        hours_attended(Decimal(1), days=0, attended=1)
    day, next_day = date(2026, 12, 1), date(2026, 12, 2)
    assert is_out_of_order(next_day, day)
    assert is_out_of_order(day, day, begins=time(14), ends=time(14))
    assert not is_out_of_order(day, next_day, begins=time(14), ends=time(12))
    assert [is_score(one) for one in (0, 1, 5, 6)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("kind", "attended", "presented", "has_part", "fits"),
    [(CertificateKind.PARTICIPANT, True, False, False, True),
     (CertificateKind.PARTICIPANT, False, True, True, False),
     (CertificateKind.SPEAKER, True, True, True, True), (CertificateKind.SPEAKER, False, True, True, False),
     (CertificateKind.SPEAKER, True, False, True, False), (CertificateKind.THANKS, False, False, True, True),
     (CertificateKind.THANKS, True, False, False, True),
     (CertificateKind.THANKS, False, False, False, False)],
)  # fmt: skip
def test_papers_go_to_those_who_have_earned_them(kind, attended, presented, has_part, fits):
    assert may_have(kind, attended=attended, presented=presented, has_part=has_part) is fits


def test_codes_are_read_as_people_type_them():
    assert codes.drawn(lambda signs: signs[0], 4) == "2222"
    assert codes.tidy(" 7кв-м2 ") == "7KBM2"
