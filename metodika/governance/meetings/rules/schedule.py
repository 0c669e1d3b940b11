"""When: the year of a session, what is still owed in it, terms of notice and of approval."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metodika.core.calendar import Period, PeriodKind, calendar_year, dates, quarter, school_year
from metodika.governance.meetings.rules.bodies import CalendarRules

SCHOOL, TERMS, WORKING = "school", "terms", "working"
# The usual terms where a municipality has not set its own: (first month, last month).
USUAL_TERMS = ((9, 10), (11, 12), (1, 3), (4, 5))
SEPTEMBER = 9
END_OF_LESSONS = (5, 31)
RESERVE = 2 / 3


@dataclass(frozen=True)
class Owed:
    """Sessions that are still to be held in a period, and by when at the latest."""

    missing: int
    held: int
    required: int
    period: Period
    due_on: date


def year_of(rules: CalendarRules, day: date) -> Period:
    """Return the year of the body to which a day belongs: the school year, or the calendar's.

    A session belongs to the year of its own date, whenever its minutes are signed.
    Source: domain capabilities, C05, edge case 22.
    """
    return school_year(day) if rules.year == SCHOOL else calendar_year(day)


def year_label(rules: CalendarRules, day: date) -> str:
    """Return the year of a session in figures: "2026/2027" or "2026".

    Source: domain capabilities, C05, edge case 22.
    """
    first = year_of(rules, day).starts_on.year
    return f"{first}/{first + 1}" if rules.year == SCHOOL else f"{first}"


def quarters_of(rules: CalendarRules, day: date, terms: Sequence[Period] = ()) -> list[Period]:
    """Return the quarters of the body's year with the day: of the calendar, or the terms of lessons.

    Terms leave the summer out, so nothing is owed then.
    Source: VP-5.2; domain capabilities, C06 (quarter rule).
    """
    year = year_of(rules, day)
    if rules.quarters == TERMS:
        return [term for term in (terms or _usual_terms(day)) if term.overlaps(year)]
    found = [quarter(year.starts_on)]
    while found[-1].ends_on < year.ends_on:
        found.append(found[-1].next())
    return found


def _usual_terms(day: date) -> list[Period]:
    """Return the four terms of most schools in the school year of the day.

    Source: domain capabilities, C06 (academic terms); VP-5.2.
    """
    first = school_year(day).starts_on.year
    found = []
    for begins, ends in USUAL_TERMS:
        number = first if begins >= SEPTEMBER else first + 1
        last = date(number + ends // 12, ends % 12 + 1, 1) - timedelta(days=1)
        found.append(dates(date(number, begins, 1), last))
    return found


def owed_in_year(rules: CalendarRules, held: Collection[date], day: date) -> Owed | None:
    """Return the sessions that the body still has to hold in the year of the day; None when it owes none.

    `held` are the days of quorate sessions, extraordinary and joint ones included.
    Source: YAK-4.10.1; domain capabilities, C05, edge cases 13 and 14.
    """
    if rules.sessions_a_year is None:
        return None
    return _owed(rules.sessions_a_year, held, year_of(rules, day))


def owed_in_quarter(
    rules: CalendarRules, held: Collection[date], day: date, terms: Sequence[Period] = ()
) -> Owed | None:
    """Return the sessions still to hold in the quarter of the day; None when none is owed.

    Between terms of lessons there is no quarter.
    Source: VP-5.2; domain capabilities, C06 (quarter rule).
    """
    if rules.sessions_a_quarter is None:
        return None
    for period in quarters_of(rules, day, terms):
        if day in period:
            return _owed(rules.sessions_a_quarter, held, period)
    return None


def _owed(required: int, held: Iterable[date], period: Period) -> Owed | None:
    """Return what is missing in a period, None when it is filled.

    Source: YAK-4.10.1; VP-5.2.
    """
    done = sum(1 for one in held if one in period)
    if done >= required:
        return None
    return Owed(required - done, done, required, period, period.ends_on)


def is_pressing(owed: Owed, day: date) -> bool:
    """Tell whether it is time to speak: the time left is less than two thirds of the even pace asks for.

    The summer is no time to meet, so a school year is reckoned to the end of May.
    Source: domain capabilities, C05 (minimum of sessions); YAK-4.10.1.
    """
    last = owed.due_on
    if owed.period.kind == PeriodKind.SCHOOL_YEAR:
        last = date(last.year, *END_OF_LESSONS)
    pace = ((last - owed.period.starts_on).days + 1) / owed.required
    return (last - day).days < pace * owed.missing * RESERVE


def latest_notice(
    rules: CalendarRules, session_on: date, working_day: Callable[[date, int], date]
) -> date | None:
    """Return the last day on which the agenda may still be sent; None where no term is set.

    `working_day(day, count)` is the count-th working day from a day, as of the production calendar.
    Source: profile, rules of the body (notice).
    """
    if rules.notice_days is None:
        return None
    if rules.notice_in == WORKING:
        return working_day(session_on, -rules.notice_days)
    return session_on - timedelta(days=rules.notice_days)


def approval_due(rules: CalendarRules, adopted_on: date) -> date | None:
    """Return by when the decisions have to be approved; None where no approval or no term is set.

    Source: YAK-4.11; domain capabilities, C05, edge case 21.
    """
    if not rules.needs_approval or rules.approval_days is None:
        return None
    return adopted_on + timedelta(days=rules.approval_days)


def act_is_too_early(*, act_on: date, session_on: date) -> bool:
    """Tell whether an approving act is dated before the session whose decisions it approves.

    Source: domain capabilities, C05, edge case 21.
    """
    return act_on < session_on


def typed_late(*, closed_on: date, printed_on: date) -> bool:
    """Tell whether the minutes were printed on a later day than the session ended.

    Source: YAK-4.10.2; domain capabilities, C05, edge case 18.
    """
    return printed_on > closed_on
