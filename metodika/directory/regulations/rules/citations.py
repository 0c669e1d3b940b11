"""Finding the acts that a text cites: kind, issuer, date, number, title."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from metodika.directory.regulations.rules.acts import (
    DATE,
    ISSUING,
    KINDS,
    ActRef,
    guess_level,
    nominative,
    read_date,
)
from metodika.directory.regulations.rules.nodes import Node

KIND = re.compile(r"\b(?:" + "|".join(f"({pattern})" for _name, pattern in KINDS) + r")(?!\w)", re.I)
INDEX = r"(?:\d|[A-Za-zА-Яа-яЁё]{1,4}-?\d)[\w/.-]*(?:\s?[-–]\s?[А-ЯЁа-яё]{1,4}\b)?"
NUMBER = rf"(?:№|N[oо]?\.?(?=[\s\d])|#)\s*(?P<number>{INDEX})?"
YEAR = r"\s*(?:года|год\b|г\.|г\b)?_*"
AFTER_DATE = re.compile(YEAR + r"[\s,]*_*" + NUMBER)
BEFORE_DATE = re.compile(NUMBER + r"_*[\s,]*(?:от\s+)?$")
BARE_LAW = re.compile(r"(?P<number>\d{1,4}\s?-\s?ФК?З)(?!\w)[\s,]*(?:от\s+)?$")
LONE_LAW = re.compile(r"(?P<number>\d{1,4}\s?-\s?ФК?З)(?!\w)")
LONE_NUMBER = re.compile(NUMBER)
NAMED_PLACES = re.compile(r"(школ|гимнази|лице|сад|учрежден|колледж|центр|объединен|форм)\w*\s*$", re.I)
SMALL_QUOTE = re.compile(r"[«\"]_*\d{1,2}_*[»\"]")
ABOUT = re.compile(r"\s*об?о?\s", re.I)
TITLE_AFTER = re.compile(r"[\s,]*(?:\([^()]{0,80}\)\s*)?«")
TITLE_END = re.compile(r"[»;]")
HEADS = frozenset({"annex", "requisites", "title", "signature"})
WINDOW = 400
NUMBER_REACH = 40
NEAR = 4
HIDDEN = "\x00"
APPROVED = re.compile(r"[,(]?\s*утвержд[её]нн?\w*", re.I)
CLOSERS = ("", ",", ";", ".", ")")


@dataclass(frozen=True)
class Citation:
    """An act cited in a node. itself: the text names its own act; unclosed: its title has no last quote."""

    act: ActRef
    node: str
    itself: bool = False
    number_missing: bool = False
    date_impossible: bool = False
    unclosed: bool = False


def find_citations(nodes: Iterable[Node]) -> list[Citation]:
    """Find cited acts in the order of the text, each act once a node, with the fullest wording.

    The head of the act and of annexes is left out: it names the act itself.

    Source: ГОСТ Р 7.0.97-2016, 5.12 (reference to a document) and 5.18.
    """
    found: list[Citation] = []
    for node in nodes:
        if node.kind in HEADS or not node.text:
            continue
        here: dict[tuple[str, str, str, str], Citation] = {}
        for citation in citations_of(node.text, node.key):
            known = here.get(citation.act.identity)
            if known is None or (citation.act.title and not known.act.title):
                here[citation.act.identity] = citation
        found += here.values()
    return found


def citations_of(text: str, node: str) -> Iterator[Citation]:
    """Find the acts cited in one text.

    Source: ГОСТ Р 7.0.97-2016, 5.12.
    """
    masked, unclosed = mask_quotes(text)
    kinds = list(KIND.finditer(masked))
    for place, kind in enumerate(kinds):
        after = kinds[place + 1].start() if place + 1 < len(kinds) else len(masked)
        limit = min(after, kind.end() + WINDOW)
        name = KINDS[(kind.lastindex or 1) - 1][0]
        approves = _approved(text, masked, kinds[place - 1].start(), kind.start()) if place else ""
        for citation in _under_kind(text, masked, name, kind.end(), limit, node=node, unclosed=unclosed):
            yield replace(citation, act=replace(citation.act, approves=approves))


def _approved(text: str, masked: str, start: int, end: int) -> str:
    """Name what the act approved: "паспорт …, утвержденный … протокол от …".

    Source: ГОСТ Р 7.0.97-2016, 5.16 (an approval names the act that approves).
    """
    found = APPROVED.search(masked, start, min(end, start + WINDOW))
    return text[start : found.start()].strip(" ,(") if found and ";" not in masked[start:end] else ""


def mask_quotes(text: str) -> tuple[str, frozenset[int]]:
    """Hide what stands in quotes: words inside a title are no citation. Say where open quotes begin.

    Where quotes do not come out even, one closing sign before a comma ends all of them, as is usual in print,
    and a quote without any end reaches to the next semicolon.

    Source: municipal practice: Pestyaki 2021 No 160, 1.2; Pervouralsk 2020 No 261, 2 (quotes inside quotes).
    """
    text = SMALL_QUOTE.sub(lambda found: " " + found[0][1:-1] + " ", text)
    masked, opened = _masked(text, lenient=False)
    return _masked(text, lenient=True) if opened else (masked, opened)


def _masked(text: str, *, lenient: bool) -> tuple[str, frozenset[int]]:
    """Hide the inside of quotes; give the places of those that have no end.

    Source: rules of Russian spelling of 1956, § 200 (quotes inside quotes).
    """
    masked, depth, begun = list(text), 0, 0
    opened: set[int] = set()
    for place, sign in enumerate(text):
        if sign == "«":
            depth += 1
            begun = place if depth == 1 else begun
            masked[place] = sign if depth == 1 else HIDDEN
        elif sign == "»" and depth:
            depth = 0 if lenient and text[place + 1 : place + 2] in CLOSERS else depth - 1
            masked[place] = sign if depth == 0 else HIDDEN
        elif sign == ";" and depth and lenient:
            opened.add(begun)
            depth = 0
        elif depth:
            masked[place] = HIDDEN
    return "".join(masked), frozenset(opened | ({begun} if depth else set()))


def _under_kind(
    text: str, masked: str, kind: str, start: int, limit: int, *, node: str, unclosed: frozenset[int]
) -> Iterator[Citation]:
    """Find all dates and numbers that stand under one kind ("приказами от … № 1, от … № 2").

    Source: ГОСТ Р 7.0.97-2016, 5.12.
    """
    issuer_end: int | None = None
    at = start
    for found in DATE.finditer(masked, start, limit):
        begin, end, number, missing = _requisites(masked, found, at, limit)
        before = masked.rfind(";", at, begin) + 1
        if before and issuer_end is None:
            return
        issuer_end = begin if issuer_end is None else issuer_end
        wording = text[start:issuer_end]
        title = _title(text, masked, start, issuer_end, end)
        act = _act(kind, wording, number, title)
        day = read_date(found)
        is_open = not unclosed.isdisjoint(range(end, end + NEAR))
        yield Citation(
            replace(act, issued_on=day),
            node,
            number_missing=missing,
            date_impossible=day is None,
            unclosed=is_open,
        )
        at = end
    if issuer_end is None:
        yield from _without_date(text, masked, kind, start, limit, node=node)


def _requisites(masked: str, found: re.Match[str], at: int, limit: int) -> tuple[int, int, str, bool]:
    """Read the number beside a date, after or before it: the whole span, number and "number is empty".

    Source: ГОСТ Р 7.0.97-2016, 5.10 and 5.11.
    """
    begin, end = found.start(), found.end()
    after = AFTER_DATE.match(masked, end, limit)
    before = BEFORE_DATE.search(masked[at:begin]) or BARE_LAW.search(masked[at:begin])
    if before is not None and before["number"]:
        return at + before.start(), _end_of_year(masked, end), _clean(before["number"]), False
    begin -= len(masked[at:begin]) - len(masked[at:begin].removesuffix("от "))
    if after is not None:
        number = _clean(after["number"] or "")
        return begin, after.end() if number else after.end(), number, not number
    return begin, _end_of_year(masked, end), "", False


def _end_of_year(masked: str, end: int) -> int:
    """Step over "года" or "г." after a date.

    Source: ГОСТ Р 7.0.97-2016, 5.10.
    """
    found = re.compile(YEAR).match(masked, end)
    return found.end() if found else end


def _clean(number: str) -> str:
    """Take the points of the sentence off a number.

    Source: ГОСТ Р 7.0.97-2016, 5.11.
    """
    return number.rstrip(".-/_") if any(sign.isdigit() for sign in number) else ""


def _without_date(
    text: str, masked: str, kind: str, start: int, limit: int, *, node: str
) -> Iterator[Citation]:
    """Find an act cited by its number alone.

    Source: Федеральный закон 273-ФЗ is often cited by its number alone.
    """
    if kind not in ISSUING:
        return
    reach = min(limit, start + 2 * NUMBER_REACH)
    found = LONE_LAW.search(masked, start, reach) if "закон" in kind else None
    found = found or LONE_NUMBER.search(masked, start, reach)
    if found is None or not found["number"] or ";" in masked[start : found.start()]:
        return
    number = _clean(found["number"])
    if number and not NAMED_PLACES.search(masked[start : found.start()]):
        title = _title(text, masked, start, found.start(), found.end())
        yield Citation(_act(kind, text[start : found.start()], number, title), node)


def _title(text: str, masked: str, start: int, issuer_end: int, end: int) -> str:
    """Find the title in quotes: right after date and number, or before them when it begins with "об".

    Source: ГОСТ Р 7.0.97-2016, 5.17 (a heading answers "about what").
    """
    after = TITLE_AFTER.match(masked, end)
    opening = after.end() - 1 if after else masked.find("«", start, issuer_end)
    if opening < 0:
        return ""
    closing = TITLE_END.search(masked, opening)
    title = text[opening + 1 : closing.start() if closing else len(text)].strip()
    return title if after or ABOUT.match(title) else ""


def _act(kind: str, wording: str, number: str, title: str) -> ActRef:
    """Make the reference: the issuer without the title, in the nominative; a number with ФЗ is a federal law.

    Source: ГОСТ Р 7.0.97-2016, 5.5; Федеральный закон 5-ФЗ of 14.06.1994, art. 1 (federal laws).
    """
    issuer = wording.replace(f"«{title}»", " ") if title else wording
    issuer = re.sub(r"\s+(?:от|за)?\s*[«\"]?\s*$", "", issuer.split("(")[0].replace("_", " ")).strip(" ,-–№")
    if kind == "закон" and number.upper().endswith("ФЗ"):
        kind = "федеральный закон"
    issuer = " ".join(issuer.split())
    if kind == "федеральный закон":
        return ActRef(kind, "Российская Федерация", issuer, "federal", None, number, title)
    return ActRef(kind, nominative(issuer), issuer, guess_level(kind, issuer), None, number, title)
