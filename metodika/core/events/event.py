"""What an announcement is, and how a reaction says that it can wait."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

Reaction = Callable[[Any], object]


@dataclass(frozen=True)
class Event:
    """Something that has happened: ids and plain values only, so that it can be kept and replayed."""

    @classmethod
    def key(cls) -> str:
        """Return the name for the journal, "staff.person_merged" for PersonMerged of the area staff."""
        area = cls.__module__.rsplit(".", 2)[-2]
        words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)
        return f"{area}.{words.lstrip('_')}"

    def parameters(self) -> dict[str, Any]:
        """Return the values by name, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Later:
    """A reaction that runs as a job after the change is committed."""

    reaction: Reaction


def later(reaction: Reaction) -> Later:
    """Mark a reaction to run as a job, in the same transaction as the change and safe to run twice."""
    return Later(reaction)
