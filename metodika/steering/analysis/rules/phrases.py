"""Sentences with places in them: «{count|школа|школы|школ} {place:gent}», and when they are said."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PLACE = re.compile(r"\{([a-z_]+)(?::([a-z]+))?(?:\|([^{}|]*)\|([^{}|]*)\|([^{}|]*))?\}")
SPACES = re.compile(r" {2,}")
# «г.» at the end of a sentence ends it, too.
DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)")


@dataclass(frozen=True)
class Phrase:
    """A sentence and the signs under which it is said: all of `when`, none of `unless`."""

    say: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def holds(self, signs: Collection[str]) -> bool:
        """Whether it is said under these signs."""
        return all(one in signs for one in self.when) and not any(one in signs for one in self.unless)


@dataclass(frozen=True)
class Words:
    """How words are put into a sentence: a phrase in a case, a form after a number, a number as written."""

    in_case: Callable[[str, str], str]
    after_number: Callable[[Any, str, str, str], str]
    written: Callable[[Any], str]


@dataclass
class Said:
    """The values of the places of a sentence and the signs that hold."""

    values: dict[str, Any] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)


def phrase_from(data: Mapping[str, Any]) -> Phrase:
    """Read a phrase as a profile says it.

    Source: docs/profile.ru.md, «Анализ».
    """
    return Phrase(str(data["say"]), tuple(data.get("when") or ()), tuple(data.get("unless") or ()))


def filled(say: str, values: Mapping[str, Any], words: Words) -> str:
    """Put values into the places of a sentence; KeyError for one that is missing.

    Source: docs/profile.ru.md, «Анализ».
    """

    def put(found: re.Match[str]) -> str:
        name, case, one, few, many = found.groups()
        value = values[name]
        if one is not None:
            return f"{words.written(value)}\N{NO-BREAK SPACE}{words.after_number(value, one, few, many)}"
        return words.in_case(str(value), case) if case else words.written(value)

    return DOUBLED.sub(".", SPACES.sub(" ", PLACE.sub(put, say))).strip()


def first_said(phrases: Iterable[Phrase], said: Said, words: Words) -> str:
    """Return the first sentence that holds, filled; empty when none does.

    Source: docs/profile.ru.md, «Анализ».
    """
    for one in phrases:
        if one.holds(said.signs):
            return filled(one.say, said.values, words)
    return ""
