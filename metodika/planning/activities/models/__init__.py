"""Events, who comes, what they get, where it is shown."""

from metodika.planning.activities.models.attendance import Attendance, AttendanceQuerySet, SheetFile
from metodika.planning.activities.models.certificates import (
    Certificate,
    CertificateQuerySet,
    CertificateRun,
    CertificateRunQuerySet,
    CertificateTask,
)
from metodika.planning.activities.models.events import Event, EventQuerySet, ProgrammeItem, Speaker
from metodika.planning.activities.models.feedback import Feedback, FeedbackGiven
from metodika.planning.activities.models.feeds import Feed
from metodika.planning.activities.models.registrations import Registration, RegistrationQuerySet, Seats

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "Certificate",
    "CertificateQuerySet",
    "CertificateRun",
    "CertificateRunQuerySet",
    "CertificateTask",
    "Event",
    "EventQuerySet",
    "Feed",
    "Feedback",
    "FeedbackGiven",
    "ProgrammeItem",
    "Registration",
    "RegistrationQuerySet",
    "Seats",
    "SheetFile",
    "Speaker",
]
