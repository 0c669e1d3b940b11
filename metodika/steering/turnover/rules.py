"""What is proposed for each row when a school year ends, and how days and titles move along."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from metodika.core.calendar import Period
from metodika.governance.assignments.lifecycle import AssignmentStatus
from metodika.governance.bodies.lifecycle import BodyStatus
from metodika.planning.goals.lifecycle import GoalStatus
from metodika.planning.plans.lifecycle import PREPARED
from metodika.steering.collection.lifecycle import CampaignStatus
from metodika.steering.decisions.lifecycle import ANSWERS, DecisionStatus, MeasureStatus, Verdict
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.recommendations.lifecycle import Status as RecommendationStatus
from metodika.steering.turnover.lifecycle import MOVES, Advice, Choice, Mark, Reason, Register

FEBRUARY, LAST_OF_FEBRUARY, CENTURY = 2, 28, 100
ALL = (Choice.KEEP, Choice.COPY, Choice.CLOSE)
NO_COPY = (Choice.KEEP, Choice.CLOSE)
NO_CLOSE = (Choice.KEEP, Choice.COPY)
ONLY_KEPT = (Choice.KEEP,)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?:(\s*[/–—-]\s*)(\d\d)(?!\d))?")


@dataclass(frozen=True)
class Row:
    """A row as the ending year leaves it: its state, the last day of its term, what else is known."""

    register: str
    status: str
    ends_on: date | None = None
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a row, why, and what else a person may choose."""

    choice: Choice
    reason: Reason
    offered: tuple[Choice, ...]


def may_move(status: str, to: str) -> bool:
    """Tell whether a roll-over in a status may come into another.

    Source: design peers, row 18 (preview, then done, then undone).
    """
    return to in MOVES[status]


def propose(row: Row, *, year: Period) -> Proposal:
    """Return what is proposed for a row when the year ends, why, and what else is offered.

    Source: design peers, row 18 (keep, copy or close for each).
    """
    is_over = row.ends_on is not None and row.ends_on <= year.ends_on
    return JUDGES[row.register](row, is_over)


def _plan(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C09 (states; items that are moved to the next year)."""
    if not is_over:
        return Proposal(Choice.KEEP, Reason.GOES_ON, ALL)
    if row.status in PREPARED:
        return Proposal(Choice.CLOSE, Reason.NEVER_APPROVED, ALL)
    if Mark.OF_MONTH in row.marks:
        return Proposal(Choice.CLOSE, Reason.MONTH_OVER, ALL)
    if Mark.HAS_NEXT in row.marks:
        return Proposal(Choice.CLOSE, Reason.HAS_NEXT, NO_COPY)
    return Proposal(Choice.COPY, Reason.YEAR_ENDS, ALL)


def _goal(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C34 (states); VP-6.2."""
    if not is_over:
        return Proposal(Choice.KEEP, Reason.GOES_ON, ALL)
    if row.status == GoalStatus.PROPOSED:
        return Proposal(Choice.CLOSE, Reason.NEVER_APPROVED, ALL)
    if Mark.REACHED in row.marks:
        return Proposal(Choice.CLOSE, Reason.REACHED, ALL)
    return Proposal(Choice.COPY, Reason.MISSED if Mark.MISSED in row.marks else Reason.YEAR_ENDS, ALL)


def _body(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C04 (permanent and temporary), MAG-7."""
    if is_over:
        return Proposal(Choice.CLOSE, Reason.TERM_ENDS, NO_COPY)
    if row.status == BodyStatus.PROPOSED:
        return Proposal(Choice.KEEP, Reason.PROPOSED, NO_COPY)
    if Mark.COMPOSITION_ENDS in row.marks:
        return Proposal(Choice.KEEP, Reason.COMPOSITION_ENDS, NO_COPY)
    return Proposal(Choice.KEEP, Reason.GOES_ON if row.ends_on else Reason.STANDING, NO_COPY)


def _campaign(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C28 (planned, open, closed, frozen)."""
    if row.status == CampaignStatus.DRAFT:
        return Proposal(Choice.KEEP, Reason.NOT_OPENED if is_over else Reason.GOES_ON, NO_CLOSE)
    if row.status == CampaignStatus.OPEN:
        if Mark.DEADLINE_PASSED in row.marks:
            return Proposal(Choice.CLOSE, Reason.DEADLINE_PASSED, ALL)
        return Proposal(Choice.KEEP, Reason.GOES_ON, ALL)
    if row.status == CampaignStatus.CLOSED and Mark.HAS_NEXT in row.marks:
        return Proposal(Choice.CLOSE, Reason.NOT_FROZEN, NO_COPY)
    offered = ALL if row.status == CampaignStatus.CLOSED else NO_CLOSE
    if Mark.HAS_NEXT in row.marks:
        return Proposal(Choice.KEEP, Reason.HAS_NEXT, ONLY_KEPT)
    return Proposal(Choice.COPY, Reason.HELD_YEARLY, offered)


def _indicator(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C27 (a definition holds until it is replaced)."""
    if row.status == VersionStatus.DRAFT:
        return Proposal(Choice.KEEP, Reason.DRAFT, ONLY_KEPT)
    return Proposal(Choice.KEEP, Reason.TERM_ENDS if is_over else Reason.IN_FORCE, ONLY_KEPT)


def _set(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C27 (a set is approved by an act)."""
    approved = row.status == VersionStatus.IN_FORCE
    return Proposal(Choice.KEEP, Reason.IN_FORCE if approved else Reason.NOT_APPROVED, ONLY_KEPT)


def _assignment(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C31 (executed, then removed from control)."""
    if row.status == AssignmentStatus.EXECUTED:
        return Proposal(Choice.CLOSE, Reason.EXECUTED, NO_COPY)
    if row.status == AssignmentStatus.REPORTED:
        return Proposal(Choice.KEEP, Reason.TO_CHECK, NO_COPY)
    return Proposal(Choice.KEEP, Reason.NOT_DONE if is_over else Reason.GOES_ON, NO_COPY)


def _finding(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C29 (a finding is confirmed, reworded or dismissed by a person)."""
    return Proposal(Choice.KEEP, Reason.NOT_JUDGED if is_over else Reason.GOES_ON, NO_COPY)


def _recommendation(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C30 (what was sent is owed an answer)."""
    if row.status == RecommendationStatus.SENT:
        return Proposal(Choice.KEEP, Reason.UNANSWERED, ONLY_KEPT)
    if is_over:
        return Proposal(Choice.CLOSE, Reason.NOT_SENT, NO_COPY)
    return Proposal(Choice.KEEP, Reason.GOES_ON, NO_COPY)


def _measure(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C31 (states of a measure)."""
    if not is_over:
        return Proposal(Choice.KEEP, Reason.GOES_ON, NO_COPY)
    if row.status == MeasureStatus.PLANNED:
        return Proposal(Choice.CLOSE, Reason.NOT_BEGUN, NO_COPY)
    return Proposal(Choice.KEEP, Reason.NOT_DONE, NO_COPY)


def _decision(row: Row, is_over: bool) -> Proposal:
    """Source: domain capabilities, C31 (a decision stays under control until it is executed)."""
    if row.status == DecisionStatus.DRAFT and is_over:
        return Proposal(Choice.CLOSE, Reason.NEVER_APPROVED, NO_COPY)
    if row.status == DecisionStatus.DRAFT:
        return Proposal(Choice.KEEP, Reason.PROPOSED, NO_COPY)
    return Proposal(Choice.KEEP, Reason.NOT_DONE if is_over else Reason.GOES_ON, NO_COPY)


JUDGES: dict[str, Callable[[Row, bool], Proposal]] = {
    Register.PLANS: _plan, Register.GOALS: _goal, Register.BODIES: _body, Register.CAMPAIGNS: _campaign,
    Register.INDICATORS: _indicator, Register.SETS: _set, Register.ASSIGNMENTS: _assignment,
    Register.FINDINGS: _finding, Register.RECOMMENDATIONS: _recommendation, Register.MEASURES: _measure,
    Register.DECISIONS: _decision,
}  # fmt: skip


def advice(verdicts: Collection[str], *, is_reached: bool) -> Advice | None:
    """Return what the verdicts on a goal's indicators suggest for its target; None without any verdict.

    Source: VP-6.2; domain capabilities, C32 (keep, change, stop, new goal).
    """
    if not verdicts:
        return None
    if Verdict.MOVED in verdicts:
        return Advice.RAISE if is_reached else Advice.GO_ON
    return Advice.REVISE if ANSWERS & set(verdicts) else Advice.WAIT


def moved_day(day: date, *, years: int = 1) -> date:
    """Return the same day some years later; the 29th of February becomes the 28th where there is none.

    Source: domain capabilities, C09 (terms of a plan move by a year).
    """
    if (day.month, day.day) == (FEBRUARY, LAST_OF_FEBRUARY + 1):
        day = day.replace(day=LAST_OF_FEBRUARY)
    return day.replace(year=day.year + years)


def years_to_move(starts_on: date, ends_on: date, *, coming: Period) -> int:
    """Return by how many years a term moves to follow its present one and to reach into the coming year.

    Source: domain capabilities, C09 (plans of one and of several years).
    """
    years = 1
    while moved_day(starts_on, years=years) <= ends_on or (
        moved_day(ends_on, years=years) < coming.starts_on
    ):
        years += 1
    return years


def without_numbers(title: str) -> str:
    """Return the words of a title without figures: equal for the plans of two years.

    Source: domain capabilities, C09 (the plan of the next year).
    """
    return " ".join(re.sub(r"\d+", " ", title).casefold().split())


def moved_title(title: str, *, years: int = 1) -> str:
    """Return a title with its years moved: 2025, 2025/26 and 2025/2026.

    Source: domain capabilities, C09 (the plan of the next year).
    """

    def moved(found: "re.Match[str]") -> str:
        year, between, short = int(found[1]), found[2], found[3]
        if short is None:
            return str(year + years)
        is_school_year = int(short) == (year + 1) % CENTURY
        second = int(short) + years if is_school_year else int(short)
        return f"{year + years}{between}{second % CENTURY:02}"

    return YEAR.sub(moved, title)
