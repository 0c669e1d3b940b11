from metodika.governance.meetings.api.agenda import area as agenda
from metodika.governance.meetings.api.associations import area as associations
from metodika.governance.meetings.api.decisions import area as decisions
from metodika.governance.meetings.api.desk import area as desk
from metodika.governance.meetings.api.lessons import area as lessons
from metodika.governance.meetings.api.printings import area as printings
from metodika.governance.meetings.api.sessions import area as sessions

AREAS = (sessions, agenda, desk, decisions, associations, lessons, printings)
