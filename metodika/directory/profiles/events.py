from dataclasses import dataclass

from metodika.core.events import Event


@dataclass(frozen=True)
class ProfileLoaded(Event):
    """A profile was loaded for the first time or anew; the sections are those that differ from before."""

    code: str
    changed_sections: tuple[str, ...]
