"""Announcements: an area tells in the past tense what happened; areas above react, the journal remembers.

Terms: event, reaction, now, later, journal.
"""

from metodika.core.events.bus import announce, announce_many
from metodika.core.events.event import Event, Later, later
from metodika.core.events.sentences import (
    choice_of,
    fields_of,
    kinds_of_entries,
    sentences_of,
    story_of,
)

__all__ = [
    "Event",
    "Later",
    "announce",
    "announce_many",
    "choice_of",
    "fields_of",
    "kinds_of_entries",
    "later",
    "sentences_of",
    "story_of",
]
