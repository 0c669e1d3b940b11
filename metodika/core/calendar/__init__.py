"""When: periods, working days, deadlines and the municipality's own clock. Pure, nothing is stored.

Terms: period, academic term, production calendar, working day, deadline.
Governing clauses: Labour Code art. 95 and 112; Civil Code art. 191-194; Education Act (273-FZ) art. 28.
"""

from metodika.core.calendar.clock import USUAL_ZONE, end_of_day, local_today, start_of_day
from metodika.core.calendar.feeds import Entry, calendar_file
from metodika.core.calendar.periods import (
    SCHOOL_YEAR_START,
    MonthDay,
    Period,
    PeriodKind,
    calendar_year,
    dates,
    half_year,
    month,
    quarter,
    school_year,
)
from metodika.core.calendar.production import (
    CalendarFileBroken,
    CalendarYearMissing,
    ProductionCalendar,
    TimeUnit,
    production_calendar,
)
from metodika.core.calendar.terms import AcademicYear, Holiday, TermDates, TermKind

__all__ = [
    "SCHOOL_YEAR_START",
    "USUAL_ZONE",
    "AcademicYear",
    "CalendarFileBroken",
    "CalendarYearMissing",
    "Entry",
    "Holiday",
    "MonthDay",
    "Period",
    "PeriodKind",
    "ProductionCalendar",
    "TermDates",
    "TermKind",
    "TimeUnit",
    "calendar_file",
    "calendar_year",
    "dates",
    "end_of_day",
    "half_year",
    "local_today",
    "month",
    "production_calendar",
    "quarter",
    "school_year",
    "start_of_day",
]
