"""What a year leaves, roll-overs for their pages, and whether somebody has worked on what they made."""

from metodika.steering.turnover.queries.ground import NEEDED, Ending, Found, page_of
from metodika.steering.turnover.queries.intentions import goal_mark, next_plans, same_of
from metodika.steering.turnover.queries.lists import (
    Group,
    groups_of,
    lines_of,
    no_lines,
    places_to_choose,
    rollover_card,
    rollovers_for_list,
    who_asked,
)
from metodika.steering.turnover.queries.traces import is_relied_on, trace_of
from metodika.steering.turnover.queries.work import next_forms, rows_ending

__all__ = [
    "NEEDED",
    "Ending",
    "Found",
    "Group",
    "goal_mark",
    "groups_of",
    "is_relied_on",
    "lines_of",
    "next_forms",
    "next_plans",
    "no_lines",
    "page_of",
    "places_to_choose",
    "rollover_card",
    "rollovers_for_list",
    "rows_ending",
    "same_of",
    "trace_of",
    "who_asked",
]
