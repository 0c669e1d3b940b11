"""Cutting a phrase into words that may change and the rest, which is never touched."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

LETTERS = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
OTHER = re.compile(r"[\d_]+(?:-\w+)?|[^\w]|\w")
SHORTENED_AT_MOST = 4
OPENING, CLOSING, STRAIGHT = "«„“", "»”", '"'
QUOTES = OPENING + STRAIGHT


class Sort(Enum):
    """What a piece of a phrase is for its declension."""

    WORD = auto()
    FIXED = auto()
    COMMA = auto()
    DASH = auto()
    SPACE = auto()


@dataclass(frozen=True)
class Token:
    """A piece of a phrase; all pieces joined give the phrase back."""

    text: str
    sort: Sort


def tokens_of(phrase: str, is_known: Callable[[str], bool]) -> list[Token]:
    """Cut the phrase; quoted parts, abbreviations, numbers and Latin words are FIXED.

    Where the whole phrase is in capitals, `is_known` tells words from abbreviations.
    """
    shouted = phrase.isupper()
    pieces = [
        token
        for piece, quoted in _quoted_apart(phrase)
        for token in ([Token(piece, Sort.FIXED)] if quoted else _tokens(piece, shouted=shouted))
    ]
    if not shouted:
        return pieces
    return [
        Token(token.text, Sort.FIXED) if token.sort == Sort.WORD and not is_known(token.text) else token
        for token in pieces
    ]


def _quoted_apart(phrase: str) -> Iterator[tuple[str, bool]]:
    start = place = 0
    while place < len(phrase):
        if phrase[place] not in QUOTES:
            place += 1
            continue
        end = _end_of_quote(phrase, place)
        yield phrase[start:place], False
        yield phrase[place:end], True
        start = place = end
    yield phrase[start:], False


def _end_of_quote(phrase: str, start: int) -> int:
    """Find the place after the closing quote; a quote without an end lasts to the end of the phrase."""
    if phrase[start] == STRAIGHT:
        return phrase.find(STRAIGHT, start + 1) + 1 or len(phrase)
    depth = 0
    for place in range(start, len(phrase)):
        depth += (phrase[place] in OPENING) - (phrase[place] in CLOSING)
        if depth == 0:
            return place + 1
    # «Школа «Радуга»: one closing quote often stands for two.
    return max(phrase.rfind(sign) for sign in CLOSING) + 1 or len(phrase)


def _tokens(piece: str, *, shouted: bool) -> Iterator[Token]:
    place = 0
    while place < len(piece):
        found = LETTERS.match(piece, place)
        if found is None:
            found = OTHER.match(piece, place)
            text = found[0] if found else piece[place]
            yield Token(text, _sort_of_sign(text))
        else:
            text = _foreign_prefix(found[0]) or found[0]
            if piece[found.end() : found.end() + 1] == "." and len(text) <= SHORTENED_AT_MOST:
                text += "."
            yield Token(text, _sort_of_word(text, shouted=shouted))
        place += len(text)


def _foreign_prefix(word: str) -> str:
    """Return «IT-» of «IT-специалист», so that the rest is a word of its own; empty for any other word."""
    prefix, hyphen, rest = word.rpartition("-")
    return prefix + hyphen if prefix.isascii() and rest and is_russian(rest) else ""


def is_russian(word: str) -> bool:
    """Whether the word is made of Russian letters and hyphens only."""
    return all("а" <= letter <= "я" or letter in "ё-‐‑" for letter in word.lower())


def _sort_of_sign(sign: str) -> Sort:
    if sign.isspace():
        return Sort.SPACE
    if sign in ",;/(":
        return Sort.COMMA
    return Sort.DASH if sign in "-–—" else Sort.FIXED


def _sort_of_word(word: str, *, shouted: bool) -> Sort:
    if word.endswith("."):
        return Sort.FIXED
    capitals = sum(letter.isupper() for half in re.split("[-‐‑]", word) for letter in half[1:])
    if not is_russian(word) or len(word) == 1:
        return Sort.WORD if word.lower() == "и" else Sort.FIXED
    if capitals and not shouted:
        return Sort.FIXED
    return Sort.WORD
