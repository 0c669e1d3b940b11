"""Alphabetical order and likeness of Russian texts, without the help of a database collation."""

import re
import unicodedata
from collections.abc import Iterator

SORT_KEY_LENGTH = 400
NUMBER_WIDTH = 6
LONGEST_RUN = 99
TRIGRAM = 3

SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")
INVISIBLE = re.compile("[\u00ad\u200c\u200d\u0301]")
QUOTES = re.compile('[«»„“”‟"″]')
APOSTROPHES = re.compile("[‘’‚‛ʼ`´′]")
DASHES = re.compile("[\u2010-\u2015\u2212]")
WORDS = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"[0-9]+")
# A space divides words and goes before a hyphen, so that «Петров Яков» stands before «Петров-Водкин».
KEPT_IN_KEY = re.compile(r"[^\w \-]|_")
YO = re.compile("[её]")
# Most names are made of such letters only, and a list has eighty thousand: nothing of them has to be folded.
PLAIN = re.compile("[а-яa-z]+(?:[ -][а-яa-z]+)*")
# Dots beyond the first are swallowed at once, else each of them would cost a pass of normalise.
YO_WITH_DOTS = re.compile("[её]\u0308*")


def normalise(text: str) -> str:
    """Return the text as it is compared: one sort of space, quote and dash, small letters, ё as е.

    The result of a result is the same; nothing of it is fit to be shown to a person.
    """
    folded = _folded(text)
    # Folding may make new foldable signs of rare letters; it settles after a pass or two.
    while (again := _folded(folded)) != folded:
        folded = again
    return folded


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.replace("№", "#")).casefold()
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = YO_WITH_DOTS.sub("е", text)
    text = DASHES.sub("-", APOSTROPHES.sub("'", QUOTES.sub('"', text)))
    return SPACES.sub(" ", text).strip()


def sort_key(text: str) -> str:
    """Return a readable key whose order by code points is the Russian alphabetical order.

    Signs other than letters, digits, spaces and hyphens do not count, nor does case; a number counts by
    its size («школа № 2» before «школа № 10»); ё counts as е and stands after it in words that are equal
    otherwise. At most SORT_KEY_LENGTH characters. Keep it in a column with `db_collation="C"`.
    """
    if PLAIN.fullmatch(lower := text.lower()):
        return lower[:SORT_KEY_LENGTH]
    folded = normalise(text)
    letters = SPACES.sub(" ", KEPT_IN_KEY.sub(" ", folded.replace("'", ""))).strip()
    key = NUMBER.sub(_comparable_number, letters)
    # A tab goes before a space: a longer text never comes between two that differ in ё alone.
    marks = _yo_marks(text)
    return (f"{key}\t{marks}" if marks else key)[:SORT_KEY_LENGTH]


def _comparable_number(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0") or "0"
    if len(digits) <= NUMBER_WIDTH:
        return digits.zfill(NUMBER_WIDTH)
    # A colon goes after every digit; then the length decides before the digits do.
    return f":{min(len(digits), LONGEST_RUN):02}{digits}"


def _yo_marks(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).casefold()
    marks = "".join("2" if letter == "ё" else "1" for letter in YO.findall(composed))
    return marks.rstrip("1")


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1, in any order of their words.

    Counted as PostgreSQL's pg_trgm does: shared trigrams of the words by all trigrams.
    """
    first, second = normalise(one), normalise(other)
    if first == second:
        return 1.0
    ours, theirs = set(_trigrams(first)), set(_trigrams(second))
    everything = ours | theirs
    return len(ours & theirs) / len(everything) if everything else 0.0


def similar(one: str, other: str, *, at_least: float = 0.5) -> bool:
    """Whether two texts are alike enough to ask a person if they mean the same."""
    return similarity(one, other) >= at_least


def _trigrams(text: str) -> Iterator[str]:
    for word in WORDS.findall(text):
        padded = f"  {word} "
        yield from (padded[place : place + TRIGRAM] for place in range(len(padded) - TRIGRAM + 1))
