"""Sessions and everything that stands in their minutes."""

from metodika.governance.meetings.models.agenda import AgendaItem, AgendaItemQuerySet, Material, Passage
from metodika.governance.meetings.models.decisions import Decision, DecisionQuerySet, SpecialOpinion
from metodika.governance.meetings.models.lessons import OpenLesson, OpenLessonQuerySet
from metodika.governance.meetings.models.openness import DECISIONS, MINUTES, NEEDED
from metodika.governance.meetings.models.presence import Attendance, QuorumCheck, Recusal, Stay
from metodika.governance.meetings.models.printings import Printing, PrintingQuerySet, PrintingTask
from metodika.governance.meetings.models.sessions import Pulse, Session, SessionQuerySet
from metodika.governance.meetings.models.votes import Ballot, Vote, VoteQuerySet

__all__ = [
    "DECISIONS",
    "MINUTES",
    "NEEDED",
    "AgendaItem",
    "AgendaItemQuerySet",
    "Attendance",
    "Ballot",
    "Decision",
    "DecisionQuerySet",
    "Material",
    "OpenLesson",
    "OpenLessonQuerySet",
    "Passage",
    "Printing",
    "PrintingQuerySet",
    "PrintingTask",
    "Pulse",
    "QuorumCheck",
    "Recusal",
    "Session",
    "SessionQuerySet",
    "SpecialOpinion",
    "Stay",
    "Vote",
    "VoteQuerySet",
]
