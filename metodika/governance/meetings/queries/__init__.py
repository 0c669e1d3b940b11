"""Reading sessions for pages, papers and other areas."""

from metodika.governance.meetings.queries.assigned import assignments_of
from metodika.governance.meetings.queries.checks import Warned, agenda_warnings, closing_warnings
from metodika.governance.meetings.queries.desk import DeskState, OpenVote, desk_state, people_here
from metodika.governance.meetings.queries.duties import duties, duties_of_body, duties_of_sessions
from metodika.governance.meetings.queries.found import SEARCHED
from metodika.governance.meetings.queries.lessons import lessons_of
from metodika.governance.meetings.queries.lists import (
    SessionCard,
    by_words,
    card_for,
    decisions_for_list,
    items_of,
    items_waiting_for,
    open_card,
    session_card,
    sessions_about,
    sessions_for_list,
    sessions_of_body,
    sessions_of_day,
)
from metodika.governance.meetings.queries.registers import decision_of, session_of
from metodika.governance.meetings.queries.sittings import (
    electorate_for,
    quorum_at,
    rules_for,
    voters_here,
)
from metodika.governance.meetings.queries.telling import audience_of, people_told

__all__ = [
    "SEARCHED",
    "DeskState",
    "OpenVote",
    "SessionCard",
    "Warned",
    "agenda_warnings",
    "assignments_of",
    "audience_of",
    "by_words",
    "card_for",
    "closing_warnings",
    "decision_of",
    "decisions_for_list",
    "desk_state",
    "duties",
    "duties_of_body",
    "duties_of_sessions",
    "electorate_for",
    "items_of",
    "items_waiting_for",
    "lessons_of",
    "open_card",
    "people_here",
    "people_told",
    "quorum_at",
    "rules_for",
    "session_card",
    "session_of",
    "sessions_for_list",
    "sessions_of_body",
    "sessions_about",
    "sessions_of_day",
    "voters_here",
]
