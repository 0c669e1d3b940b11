"""Days of jobs and leaves: first and last day both belong to them, an empty end means no end."""

from datetime import date

from metodika.directory.staff.lifecycle import EmploymentStatus


def status_on(
    day: date, *, started_on: date | None, ended_on: date | None, on_leave: bool = False
) -> EmploymentStatus:
    """Return the state of a job on a day.

    Source: capabilities C01 (planned, active, on leave, ended); Labour Code art. 61 and 84.1.
    """
    if started_on and day < started_on:
        return EmploymentStatus.PLANNED
    if ended_on and day > ended_on:
        return EmploymentStatus.ENDED
    return EmploymentStatus.ON_LEAVE if on_leave else EmploymentStatus.ACTIVE


def ends_before_it_begins(started_on: date | None, ended_on: date | None) -> bool:
    """Tell whether the last day lies before the first; an unknown day is no contradiction.

    Source: Labour Code art. 84.1 (the last day of work).
    """
    return started_on is not None and ended_on is not None and ended_on < started_on


def days_meet(first: tuple[date | None, date | None], second: tuple[date | None, date | None]) -> bool:
    """Tell whether two spans of days have a day in common.

    Source: capabilities C01 (several jobs at once).
    """
    earliest, latest = date.min, date.max
    return (first[0] or earliest) <= (second[1] or latest) and (second[0] or earliest) <= (first[1] or latest)


def lies_within(inner: tuple[date | None, date | None], outer: tuple[date | None, date | None]) -> bool:
    """Tell whether a span of days, such as a leave, lies inside another, such as its job.

    A span without an end lies inside one with an end: the leave ends with the job at the latest.
    Source: Labour Code art. 114, 256 and 335 (leaves of an employee).
    """
    begins = outer[0] is None or inner[0] is None or inner[0] >= outer[0]
    starts_in_time = outer[1] is None or inner[0] is None or inner[0] <= outer[1]
    ends = outer[1] is None or inner[1] is None or inner[1] <= outer[1]
    return begins and starts_in_time and ends
