"""Who is named in the cell «Ответственный»: a list of posts, roles, groups and people, kept word for word."""

import re
from collections.abc import Mapping

MARK = r"[-–—−•·▪●○◦‣⁃]"
ITEMS = re.compile(rf"(?:^|[;,.\n]|(?<=\s))\s*{MARK}\s+|;\s*|\n+\s*(?:{MARK}\s*)?")
PEOPLE = re.compile(r",\s+(?=[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ]\.|\s[А-ЯЁ][а-яё]+\s[А-ЯЁ]))")
BROKEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)|(?<=\w)-\s+(?=[а-яё]+[;,.]?\s*(?:\n|$))")
NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
PERSON = re.compile(r"^([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s+([А-ЯЁ])[а-яё]*\.?\s*([А-ЯЁ])?")
STEM = 5
SHORTEST = 3


def split_responsible(text: str) -> list[str]:
    """Return those who are named, each as it is worded, in their order and once.

    A dash, a semicolon or a line of its own begins the next one; commas inside a title stay.
    Source: domain quirks, D10 (lists of positions and groups); road map of Verkhnyaya Pyshma 2020.
    """
    joined = BROKEN.sub("-", text.replace("\u00a0", " "))
    found: dict[str, None] = {}
    for part in ITEMS.split(joined):
        for one in PEOPLE.split(part):
            words = NUMBERED.sub("", " ".join(one.split())).strip(" ,;-–—")
            words = words[:-1] if words.endswith(".") and not re.search(r"\b\w\.$", words) else words
            if words:
                found[words] = None
    return list(found)


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words, which do not change by case and number.

    Source: municipal practice: «заместители директора» are those whose post is «заместитель директора».
    """
    found = re.findall(r"[а-яёa-z]+", text.casefold().replace("ё", "е"))
    return frozenset(word[:STEM] for word in found if len(word) >= SHORTEST)


def named_alike(words: str, known: Mapping[int, str]) -> int | None:
    """Return the number of the title that the words name, whatever their cases; None when several could be.

    Every word of the title must stand in the words; the title with most words wins.
    Source: domain quirks, D10 (posts and roles are named in plural and with the name of the office).
    """
    wanted = stems(words)
    if not wanted:
        return None
    fitting = [
        (len(own), number) for number, title in known.items() if (own := stems(title)) and own <= wanted
    ]
    best = max((size for size, _number in fitting), default=0)
    found = [number for size, number in fitting if size == best]
    return found[0] if len(found) == 1 else None


def person_named(words: str) -> tuple[str, str, str] | None:
    """Return the surname and the initials when the words name a person: «Иванова А. А.».

    Source: municipal practice: people are named by surname and initials.
    """
    found = PERSON.match(words)
    if found is None or not re.search(r"[А-ЯЁ]\.|[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+\s[А-ЯЁ]", words):
        return None
    return found[1], found[2], found[3] or ""
