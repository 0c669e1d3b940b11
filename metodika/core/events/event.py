"""What an announcement is, and how a reaction says that it can wait."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise

Reaction = Callable[[Any], object]
InWords = Callable[[Any], object]


@dataclass(frozen=True)
class Event:
    """Something that has happened: ids and plain values only, so that it can be kept and replayed.

    `sentence` is what the journal says of it, a lazy msgid with the parameters by name: "%(person)s has
    been given the role". `names` tells which rows stand behind ids, {"person_id": "staff.Person"}; the
    sentence then calls the row by the name without "_id", as it is called on the day of reading. `words`
    tells how a stored code is said, {"kind": choice_of(Kind)}: a function of the value. Days, which
    are called "..._on", are written out by themselves. `past` is what history says instead, where the
    sentence asks its reader to do something.
    """

    sentence: ClassVar[str | Promise] = ""
    past: ClassVar[str | Promise] = ""
    names: ClassVar[Mapping[str, str]] = {}
    words: ClassVar[Mapping[str, InWords]] = {}

    @classmethod
    def key(cls) -> str:
        """Return the name for the journal, "staff.person_merged" for PersonMerged of the area staff."""
        # An area keeps its events in one module, or in a package of that name.
        area = cls.__module__.rpartition(".events")[0].rpartition(".")[2] or cls.__module__.rsplit(".", 2)[-2]
        words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)
        return f"{area}.{words.lstrip('_')}"

    def parameters(self) -> dict[str, Any]:
        """Return the values by name, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Later:
    """A reaction that runs as a job after the change is committed."""

    reaction: Reaction
    wanted: Callable[[Any], bool] = lambda event: True


def later(reaction: Reaction, *, wanted: Callable[[Any], bool] | None = None) -> Later:
    """Mark a reaction to run as a job, stored in the same transaction as the change and safe to run twice.

    `wanted` is a cheap question, asked at once: where it says no, no job is stored.
    """
    return Later(reaction, wanted) if wanted else Later(reaction)
