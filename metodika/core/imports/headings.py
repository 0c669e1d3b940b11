"""Recognising columns by their headings, as people really write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from metodika.core.imports.columns import Column

# Usual shortenings of headings in staff lists and reports.
SHORT = {
    "д": "дата",
    "дат": "дата",
    "р": "рождения",
    "рожд": "рождения",
    "рожден": "рождения",
    "фам": "фамилия",
    "отч": "отчество",
    "тел": "телефон",
    "моб": "мобильный",
    "орг": "организация",
    "организ": "организация",
    "учр": "учреждение",
    "учрежд": "учреждение",
    "долж": "должность",
    "должн": "должность",
    "кв": "квалификационная",
    "квал": "квалификационная",
    "катег": "категория",
    "кат": "категория",
    "пед": "педагогический",
    "педагог": "педагогический",
    "образ": "образование",
    "обр": "образование",
    "эл": "электронная",
    "электр": "электронная",
    "e": "электронная",
    "mail": "почта",
    "email": "электронная почта",
    "кол": "количество",
    "ставк": "ставка",
    "наим": "наименование",
    "наимен": "наименование",
    "сокр": "сокращенное",
    "полн": "полное",
    "муниц": "муниципальное",
}
FUZZY_ENOUGH = 0.84
# Two columns that look nearly alike are a question for a person, not for a guess.
CLEAR_LEAD = 0.05


def normalised(heading: str) -> str:
    """Return a heading without case, ё, punctuation, notes in brackets and shortenings."""
    text = heading.casefold().replace("ё", "е").replace("\u00ad", "")
    without_notes = re.sub(r"\([^)]*\)", " ", text)
    text = without_notes if re.search(r"\w", without_notes) else text
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", text)
    words = re.findall(r"[^\W_]+|№", text)
    return " ".join(SHORT.get(word, word) for word in words)


@dataclass(frozen=True)
class Match:
    """The column found for a heading; `sure` is False for a guess that a person should look at."""

    column: str
    sure: bool


def vocabulary(columns: Sequence[Column]) -> dict[str, str]:
    """Return every understood heading, normalised, with the key of its column."""
    known: dict[str, str] = {}
    for column in columns:
        for heading in (str(column.title), *column.headings, column.key):
            known.setdefault(normalised(heading), column.key)
    return known


def recognise(
    headings: Sequence[str], columns: Sequence[Column], *, remembered: Mapping[str, str] | None = None
) -> dict[int, Match]:
    """Find a column for each heading, by its position; headings without one are left out.

    What a person has decided before (`remembered`: normalised heading -> key, "" to leave out) comes
    first, then usual headings, then headings that differ by an ending or a slip of the keyboard.
    """
    known = vocabulary(columns)
    decided = remembered or {}
    wanted = [normalised(heading) for heading in headings]
    found: dict[int, Match] = {}
    for place, heading in enumerate(wanted):
        key = decided.get(heading, known.get(heading))
        if heading and key and key not in {match.column for match in found.values()}:
            found[place] = Match(key, sure=True)
    for place, heading in enumerate(wanted):
        if place in found or not heading or heading in decided or heading in known:
            continue
        taken = {match.column for match in found.values()}
        key = _nearest(heading, {words: key for words, key in known.items() if key not in taken})
        if key:
            found[place] = Match(key, sure=False)
    return found


def _nearest(heading: str, known: Mapping[str, str]) -> str | None:
    best: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(heading)
    for words, key in known.items():
        matcher.set_seq1(words)
        if matcher.real_quick_ratio() < FUZZY_ENOUGH or matcher.quick_ratio() < FUZZY_ENOUGH:
            continue
        best[key] = max(best.get(key, 0), matcher.ratio())
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < FUZZY_ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR_LEAD:
        return None
    return ranked[0][0]
