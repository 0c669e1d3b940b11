from datetime import date

import pytest

from metodika.core.calendar import school_year
from metodika.steering.turnover.lifecycle import MOVES, Advice, Choice, Mark, Reason, Register
from metodika.steering.turnover.rules import (
    ALL,
    NO_CLOSE,
    NO_COPY,
    ONLY_KEPT,
    Proposal,
    Row,
    advice,
    may_move,
    moved_day,
    moved_title,
    propose,
    without_numbers,
    years_to_move,
)

YEAR = school_year(date(2025, 9, 1))
OVER, LATER = date(2026, 8, 31), date(2026, 9, 1)
KEEP, COPY, CLOSE = Choice.KEEP, Choice.COPY, Choice.CLOSE
CASES = [
    ("plans", "approved", LATER, "", KEEP, "goes_on", ALL),
    ("plans", "draft", OVER, "", CLOSE, "never_approved", ALL),
    ("plans", "agreed", OVER, "has_next", CLOSE, "never_approved", ALL),
    ("plans", "approved", OVER, "of_month has_next", CLOSE, "month_over", ALL),
    ("plans", "approved", OVER, "has_next", CLOSE, "has_next", NO_COPY),
    ("plans", "approved", OVER, "", COPY, "year_ends", ALL),
    ("goals", "approved", LATER, "reached", KEEP, "goes_on", ALL),
    ("goals", "proposed", OVER, "", CLOSE, "never_approved", ALL),
    ("goals", "approved", OVER, "reached", CLOSE, "reached", ALL),
    ("goals", "approved", OVER, "missed", COPY, "missed", ALL),
    ("goals", "approved", OVER, "", COPY, "year_ends", ALL),
    ("bodies", "active", OVER, "", CLOSE, "term_ends", NO_COPY),
    ("bodies", "proposed", None, "", KEEP, "proposed", NO_COPY),
    ("bodies", "active", None, "composition_ends", KEEP, "composition_ends", NO_COPY),
    ("bodies", "active", LATER, "", KEEP, "goes_on", NO_COPY),
    ("bodies", "suspended", None, "", KEEP, "standing", NO_COPY),
    ("campaigns", "draft", OVER, "", KEEP, "not_opened", NO_CLOSE),
    ("campaigns", "draft", LATER, "", KEEP, "goes_on", NO_CLOSE),
    ("campaigns", "open", OVER, "deadline_passed", CLOSE, "deadline_passed", ALL),
    ("campaigns", "open", OVER, "", KEEP, "goes_on", ALL),
    ("campaigns", "closed", OVER, "has_next", CLOSE, "not_frozen", NO_COPY),
    ("campaigns", "closed", OVER, "", COPY, "held_yearly", ALL),
    ("campaigns", "frozen", OVER, "has_next", KEEP, "has_next", ONLY_KEPT),
    ("campaigns", "frozen", OVER, "", COPY, "held_yearly", NO_CLOSE),
    ("indicators", "draft", None, "", KEEP, "draft", ONLY_KEPT),
    ("indicators", "in_force", OVER, "", KEEP, "term_ends", ONLY_KEPT),
    ("indicators", "in_force", None, "", KEEP, "in_force", ONLY_KEPT),
    ("sets", "in_force", None, "", KEEP, "in_force", ONLY_KEPT),
    ("sets", "draft", None, "", KEEP, "not_approved", ONLY_KEPT),
    ("assignments", "executed", OVER, "", CLOSE, "executed", NO_COPY),
    ("assignments", "reported", OVER, "", KEEP, "to_check", NO_COPY),
    ("assignments", "given", OVER, "", KEEP, "not_done", NO_COPY),
    ("assignments", "in_progress", LATER, "", KEEP, "goes_on", NO_COPY),
    ("findings", "draft", OVER, "", KEEP, "not_judged", NO_COPY),
    ("findings", "draft", LATER, "", KEEP, "goes_on", NO_COPY),
    ("recommendations", "sent", OVER, "", KEEP, "unanswered", ONLY_KEPT),
    ("recommendations", "draft", OVER, "", CLOSE, "not_sent", NO_COPY),
    ("recommendations", "approved", LATER, "", KEEP, "goes_on", NO_COPY),
    ("measures", "planned", LATER, "", KEEP, "goes_on", NO_COPY),
    ("measures", "planned", OVER, "", CLOSE, "not_begun", NO_COPY),
    ("measures", "going", OVER, "", KEEP, "not_done", NO_COPY),
    ("decisions", "draft", OVER, "", CLOSE, "never_approved", NO_COPY),
    ("decisions", "draft", None, "", KEEP, "proposed", NO_COPY),
    ("decisions", "taken", OVER, "", KEEP, "not_done", NO_COPY),
    ("decisions", "taken", None, "", KEEP, "goes_on", NO_COPY),
]


@pytest.mark.parametrize(("register", "status", "day", "marks", "choice", "reason", "offered"), CASES)
def test_each_row_gets_its_proposal(register, status, day, marks, choice, reason, offered):
    row = Row(register, status, day, frozenset(Mark(one) for one in marks.split()))

    assert propose(row, year=YEAR) == Proposal(choice, Reason(reason), offered)


def test_every_register_and_reason_is_met_and_what_is_proposed_is_offered():
    assert {case[0] for case in CASES} == set(Register.values)
    assert {case[5] for case in CASES} == set(Reason.values)
    assert [case for case in CASES if case[4] not in case[6]] == []


@pytest.mark.parametrize(
    ("verdicts", "is_reached", "said"),
    [
        ([], True, None),
        (["moved", "not_seen"], True, Advice.RAISE),
        (["moved"], False, Advice.GO_ON),
        (["not_seen", "early"], True, Advice.REVISE),
        (["against"], False, Advice.REVISE),
        (["early", "little"], False, Advice.WAIT),
    ],
)
def test_effects_suggest_what_to_do_with_the_target(verdicts, is_reached, said):
    assert advice(verdicts, is_reached=is_reached) == said


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2025, 9, 1), date(2026, 5, 31), 1),
        (date(2023, 9, 1), date(2026, 8, 31), 3),
        (date(2023, 9, 1), date(2024, 8, 31), 3),
        (date(2025, 1, 1), date(2025, 12, 31), 1),
        (date(2024, 2, 29), date(2024, 2, 29), 3),
    ],
)
def test_a_term_moves_into_the_coming_year_without_overlapping_itself(first, last, years):
    assert years_to_move(first, last, coming=YEAR.next()) == years


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("План на 2025/26 учебный год", "План на 2026/27 учебный год"),
        ("План на 2025/2026", "План на 2026/2027"),
        ("План 2025-26", "План 2026-27"),
        ("Итоги 2099/00", "Итоги 2100/01"),
        ("План 2025 г., приказ 12-15", "План 2026 г., приказ 12-15"),
        ("Приказ от 2025-10-01 № 120251", "Приказ от 2026-10-01 № 120251"),
        ("План работы", "План работы"),
    ],
)
def test_years_of_a_title_move_along_and_other_figures_stay(before, after):
    assert moved_title(before) == after


def test_days_move_by_years_titles_of_two_years_have_equal_words_and_states_have_one_way():
    moved = moved_day(date(2024, 2, 29)), moved_day(date(2025, 9, 1), years=2)
    assert moved == (date(2025, 2, 28), date(2027, 9, 1))
    assert without_numbers("План на 2025/26 год") == without_numbers("план  на 2026/27 год")
    assert [(one, to) for one in MOVES for to in MOVES if may_move(one, to)] == [
        ("draft", "applying"), ("applying", "applied"), ("applied", "undoing"), ("undoing", "undone"),
    ]  # fmt: skip
