"""What programs do with events: the same acts as on the pages."""

from metodika.planning.activities.api.operations import area

__all__ = ["area"]
