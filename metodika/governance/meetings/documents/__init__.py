"""The papers of the area, by noun."""

from metodika.governance.meetings.documents.associations import ASSOCIATIONS, PASSPORT, YEAR_REPORT
from metodika.governance.meetings.documents.sessions import (
    AGENDA,
    EXTRACT,
    MINUTES,
    RECOMMENDATIONS,
    SESSIONS,
    SHEET,
)

DOCUMENTS = (*SESSIONS, *ASSOCIATIONS)

__all__ = [
    "AGENDA", "DOCUMENTS", "EXTRACT", "MINUTES", "PASSPORT", "RECOMMENDATIONS", "SHEET", "YEAR_REPORT",
]  # fmt: skip
