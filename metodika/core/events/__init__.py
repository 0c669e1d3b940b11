"""Announcements: an area tells in the past tense what happened; areas above react, the journal remembers.

Terms: event, reaction, now, later, journal.
"""

from metodika.core.events.bus import announce
from metodika.core.events.event import Event, Later, later

__all__ = ["Event", "Later", "announce", "later"]
