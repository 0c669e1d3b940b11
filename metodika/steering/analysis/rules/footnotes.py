"""Figures and their sources: [3] after a sentence is the third source of a note."""

import re
from collections.abc import Collection, Iterable

MARK = re.compile(r"\[(\d+)\]")
# A full stop ends a sentence only before a capital letter, a mark or the end: «И. О.» and «0,5» do not.
SENTENCE = re.compile(r"(?<=[.!?…])(?<!\s[А-ЯЁA-Z]\.)((?:\s*\[\d+\])*)\s+(?=[«(\[]?[А-ЯЁA-Z])")
QUOTED = re.compile(r"«[^«»]*»")
# What has digits and is no figure: years, days, numbers of things by their sign, codes of indicators.
NO_FIGURE = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{4}|\b(?:19|20)\d\d(?:[/–-]\d{2,4})?|№\s*\S+|\b[A-ZА-ЯЁ]+[-–.]?[A-ZА-ЯЁ]*\d[\w.–-]*"
    r"|\b\d{1,2}\s(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b"
)
NAME_FIRST = re.compile(r"\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?[\s\u00a0][А-ЯЁ]\.[\s\u00a0]?[А-ЯЁ]\.")
NAME_LAST = re.compile(r"\b[А-ЯЁ]\.[\s\u00a0]?[А-ЯЁ]\.[\s\u00a0][А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
FULL_NAME = re.compile(
    r"\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+"
    r"(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вну|вной|ич|ична|ичны|ичне|ичну|ичной)\b"
)


def marks_of(text: str) -> list[int]:
    """Return the numbers of the sources that a text names, each once, in their order.

    Source: GOST R 7.0.5-2008, cl. 7 (references in square brackets).
    """
    return list(dict.fromkeys(int(found[1]) for found in MARK.finditer(text)))


def sentences_of(text: str) -> list[str]:
    """Cut a paragraph into sentences, each with the marks that follow it.

    Source: rules of Russian spelling, § 154 (end of a sentence).
    """
    cut: list[str] = []
    start = 0
    for found in SENTENCE.finditer(text):
        cut.append(text[start : found.end(1)].strip())
        start = found.end()
    rest = text[start:].strip()
    return [*cut, rest] if rest else cut


def figures_without_source(text: str) -> list[str]:
    """Return the sentences that hold a figure and name no source.

    Years, days, numbers after «№», codes and what stands in quotes are no figures.
    Source: capabilities C29 (every figure leads to its source).
    """
    return [
        one
        for paragraph in text.splitlines()
        for one in sentences_of(paragraph)
        if not MARK.search(one) and re.search(r"\d", NO_FIGURE.sub("", QUOTED.sub("", one)))
    ]


def unknown_marks(text: str, known: int) -> list[int]:
    """Return the marks that lead to no source, of so many that there are.

    Source: GOST R 7.0.5-2008, cl. 7.
    """
    return [one for one in marks_of(text) if not 1 <= one <= known]


def without_sources(text: str, hidden: Collection[int], instead: str) -> tuple[str, int]:
    """Return a text with `instead` for every sentence with a hidden source; and how many there were.

    Neighbours that are hidden become one sentence.
    Source: 152-FZ; domain cycle, calculation rules (suppression in public view).
    """
    removed, paragraphs = 0, []
    for paragraph in text.splitlines():
        kept: list[str] = []
        for one in sentences_of(paragraph):
            if not set(marks_of(one)) & set(hidden):
                kept.append(one)
                continue
            removed += 1
            if not kept or kept[-1] != instead:
                kept.append(instead)
        paragraphs.append(" ".join(kept))
    return "\n".join(paragraphs), removed


def names_in(text: str) -> list[str]:
    """Return what looks like names of people: «Иванова А. П.», «А. П. Иванова», a full name with patronymic.

    Source: 152-FZ, art. 3 (personal data); GOST R 7.0.97-2016 for initials.
    """
    found = [one[0] for pattern in (NAME_FIRST, NAME_LAST, FULL_NAME) for one in pattern.finditer(text)]
    return list(dict.fromkeys(found))


def without_names(text: str, names: Iterable[str], instead: str) -> str:
    """Return the text with `instead` in the place of each name.

    Source: 152-FZ, art. 6.
    """
    for one in sorted(names, key=len, reverse=True):
        text = text.replace(one, instead)
    return text
