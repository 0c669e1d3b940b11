from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from metodika.core.calendar import CalendarYearMissing, ProductionCalendar
from metodika.governance.assignments.lifecycle import AWAITED, MOVES, OPEN, AssignmentStatus, Stage

# In working days: how long before the day people are reminded, and how long after it heads are told.
REMINDED_BEFORE = 3
HEAD_AFTER = 3
TOP_AFTER = 10
WEEKEND = 5
STAGES = tuple(Stage)


def may_move(status: str, to: str) -> bool:
    """Tell whether an assignment in a status may come into another.

    Source: domain capabilities, C31 (states).
    """
    return to in MOVES[status]


def add_working_days(calendar: ProductionCalendar, day: date, count: int) -> date:
    """Return the count-th working day after the day, or before it when the count is negative.

    Of a year without a production calendar only the weekends are known.
    Source: Labour Code of the Russian Federation, art. 111-112.
    """
    try:
        return calendar.add_working_days(day, count)
    except CalendarYearMissing:
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= day.weekday() < WEEKEND
        return day


def is_overdue(status: str, *, due_on: date, reported_on: date | None, today: date) -> bool:
    """Tell whether the execution is late: the day is over and no report came in time.

    The last day itself is in time. What was reported in time and waits for the check is not late; what is
    cancelled never is.
    Source: Civil Code of the Russian Federation, art. 194 (the last day belongs to the term).
    """
    if status == AssignmentStatus.CANCELLED:
        return False
    if status in AWAITED:
        return today > due_on
    return reported_on is not None and reported_on > due_on


def days_late(*, due_on: date, until: date) -> int:
    """Return for how many calendar days the term is over; 0 within it.

    Source: Civil Code of the Russian Federation, art. 191.
    """
    return max(0, (until - due_on).days)


def stage_of(status: str, *, due_on: date, today: date, calendar: ProductionCalendar) -> Stage | None:
    """Return of what people are to be told by today, None while there is time or nothing is awaited.

    Three working days before the last day, on it, after it, three working days after it (the head), ten
    (the heads above).
    Source: domain capabilities, C31; management practice of control (reminder, escalation).
    """
    if status not in AWAITED:
        return None
    if today > due_on:
        if today >= add_working_days(calendar, due_on, TOP_AFTER):
            return Stage.TOP
        return Stage.HEAD if today >= add_working_days(calendar, due_on, HEAD_AFTER) else Stage.OVERDUE
    if today == due_on:
        return Stage.TODAY
    return Stage.SOON if today >= add_working_days(calendar, due_on, -REMINDED_BEFORE) else None


def is_new_stage(stage: Stage, told: Collection[str]) -> bool:
    """Tell whether a stage is later than all those that people were told of for the same day.

    Source: domain capabilities, C31 (nobody is told twice).
    """
    return all(STAGES.index(stage) > STAGES.index(Stage(one)) for one in told)


def is_longer(*, due_on: date, to: date) -> bool:
    """Tell whether a new term is one at all: an extension never goes backwards.

    Source: domain capabilities, C31 (prolonged).
    """
    return to > due_on


def fits_parent(*, due_on: date, parent_due_on: date | None) -> bool:
    """Tell whether a part is done by the time that the whole is due.

    Source: domain capabilities, C31 (chain of sub-assignments).
    """
    return parent_due_on is None or due_on <= parent_due_on


def unfinished(statuses: Iterable[str]) -> int:
    """Return how many parts are still open; the whole is not done before them.

    Source: domain capabilities, C31 (chain of sub-assignments).
    """
    return sum(status in OPEN for status in statuses)


def controls_itself(*, controller: int, executors: Iterable[int | None]) -> bool:
    """Tell whether the controller checks his own work. It is allowed, and it is said.

    Source: domain capabilities, C31 (controller = executor).
    """
    return controller in set(executors)


def is_reported(answers: Sequence[bool]) -> bool:
    """Tell whether everybody who answers for the execution has reported; nobody at all is no report.

    Source: domain capabilities, C31 (assignment to a group).
    """
    return bool(answers) and all(answers)


def chosen_holder(holders: Sequence[int], *, present: int | None, taken: Collection[int]) -> int | None:
    """Return who answers for a post today: the same person while he holds it, else a holder who is free.

    `taken` are the people who are executors already. None: the post is vacant.
    Source: domain capabilities, C31; glossary (vacant position).
    """
    if present in holders:
        return present
    return next((holder for holder in holders if holder not in taken), None)
