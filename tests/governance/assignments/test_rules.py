from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from metodika.core.calendar import production_calendar
from metodika.governance.assignments import rules
from metodika.governance.assignments.lifecycle import AWAITED, MOVES, OPEN, AssignmentStatus, Stage

CALENDAR = production_calendar()
DAYS = st.dates(date(2022, 1, 1), date(2027, 11, 1))
STATUSES = st.sampled_from(list(AssignmentStatus))
IN_PROGRESS = AssignmentStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        # Due on Monday, 7 December 2026: Wednesday, Thursday and Friday are the three working days before it.
        (date(2026, 12, 1), None),
        (date(2026, 12, 2), Stage.SOON),
        (date(2026, 12, 6), Stage.SOON),
        (date(2026, 12, 7), Stage.TODAY),
        (date(2026, 12, 8), Stage.OVERDUE),
        (date(2026, 12, 9), Stage.OVERDUE),
        (date(2026, 12, 10), Stage.HEAD),
        (date(2026, 12, 20), Stage.HEAD),
        (date(2026, 12, 21), Stage.TOP),
    ],
)
def test_people_are_told_by_working_days(day, stage):
    assert rules.stage_of(IN_PROGRESS, due_on=date(2026, 12, 7), today=day, calendar=CALENDAR) == stage


def test_holidays_move_the_first_reminder_back():
    # The New Year holidays end on 11 January 2026; the 12th to the 14th are worked.
    def told(day):
        return rules.stage_of(IN_PROGRESS, due_on=date(2026, 1, 14), today=day, calendar=CALENDAR)

    assert (told(date(2025, 12, 29)), told(date(2025, 12, 30))) == (None, Stage.SOON)


def test_year_without_a_calendar_knows_weekends_only():
    assert rules.add_working_days(CALENDAR, date(2035, 1, 5), 1) == date(2035, 1, 8)
    assert rules.add_working_days(CALENDAR, date(2035, 1, 8), -1) == date(2035, 1, 5)


@drawn(status=STATUSES, due_on=DAYS, today=DAYS)
def test_only_what_is_awaited_is_told_of(status, due_on, today):
    stage = rules.stage_of(status, due_on=due_on, today=today, calendar=CALENDAR)

    assert (stage is None) or status in AWAITED
    assert (stage in {Stage.OVERDUE, Stage.HEAD, Stage.TOP}) == (status in AWAITED and today > due_on)


@drawn(due_on=DAYS, today=DAYS, later=st.integers(0, 40))
def test_stages_never_go_back(due_on, today, later):
    def place(day):
        stage = rules.stage_of(IN_PROGRESS, due_on=due_on, today=day, calendar=CALENDAR)
        return -1 if stage is None else rules.STAGES.index(stage)

    assert place(today) <= place(today + timedelta(days=later))


@drawn(told=st.lists(st.sampled_from(list(Stage))), stage=st.sampled_from(list(Stage)))
def test_stage_is_told_once_and_never_after_a_later_one(told, stage):
    assert rules.is_new_stage(stage, told) == all(
        rules.STAGES.index(one) < rules.STAGES.index(stage) for one in told
    )
    assert not rules.is_new_stage(stage, [*told, stage])


@drawn(status=STATUSES, due_on=DAYS, today=DAYS, reported_on=st.none() | DAYS)
def test_overdue_is_a_day_after_the_last_one_or_a_late_report(status, due_on, today, reported_on):
    late = rules.is_overdue(status, due_on=due_on, reported_on=reported_on, today=today)

    if status == AssignmentStatus.CANCELLED:
        assert not late
    elif status in AWAITED:
        assert late == (today > due_on)
    else:
        assert late == (reported_on is not None and reported_on > due_on)


@drawn(due_on=DAYS, until=DAYS)
def test_days_late_count_from_the_day_after(due_on, until):
    assert rules.days_late(due_on=due_on, until=until) == max((until - due_on).days, 0)
    assert rules.days_late(due_on=due_on, until=due_on + timedelta(days=1)) == 1


@drawn(due_on=DAYS, to=DAYS)
def test_extension_never_goes_backwards(due_on, to):
    assert rules.is_longer(due_on=due_on, to=to) == (to > due_on)


@drawn(due_on=DAYS, parent=st.none() | DAYS)
def test_part_is_due_no_later_than_the_whole(due_on, parent):
    assert rules.fits_parent(due_on=due_on, parent_due_on=parent) == (parent is None or due_on <= parent)


@drawn(st.lists(STATUSES))
def test_whole_waits_for_as_many_parts_as_are_open(statuses):
    assert rules.unfinished(statuses) == len([one for one in statuses if one in OPEN])


@drawn(STATUSES, STATUSES)
def test_moves_are_those_of_the_table(status, to):
    assert rules.may_move(status, to) == (to in MOVES[status])
    assert not rules.may_move(AssignmentStatus.REMOVED, to)


@drawn(controller=st.integers(1, 5), executors=st.lists(st.none() | st.integers(1, 5)))
def test_controller_who_does_it_himself_is_noticed(controller, executors):
    assert rules.controls_itself(controller=controller, executors=executors) == (controller in executors)


@drawn(st.lists(st.booleans()))
def test_group_has_reported_when_each_of_it_has(answers):
    assert rules.is_reported(answers) == (bool(answers) and False not in answers)


@drawn(
    holders=st.lists(st.integers(1, 6), unique=True),
    present=st.none() | st.integers(1, 6),
    taken=st.sets(st.integers(1, 6)),
)
def test_post_passes_to_a_free_holder_only_when_it_was_left(holders, present, taken):
    found = rules.chosen_holder(holders, present=present, taken=taken)

    if present in holders:
        assert found == present
    else:
        assert found is None or (found in holders and found not in taken)
        assert (found is None) == (set(holders) <= taken)
