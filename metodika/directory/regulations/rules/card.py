"""The card of the act itself, read from its head, its points and its signature."""

import re
from dataclasses import dataclass, replace
from datetime import date

from metodika.directory.regulations.rules import parts
from metodika.directory.regulations.rules.acts import DATE, KINDS, ActRef, guess_level, nominative, read_date
from metodika.directory.regulations.rules.citations import citations_of
from metodika.directory.regulations.rules.nodes import Node

NUMBER = re.compile(r"(?:№|N)\s*_*(\d[\w/.-]*|[А-ЯЁA-Z]{1,3}-?\d+)")
PLACE = re.compile(r"(?:г|гор|с|пос|пгт|д|ст)\.\s?[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?$")
CONTROL = re.compile(r"контроль\s.{0,120}?(?:возложить на|возлагаю на|поручить)\s+(.+)", re.I | re.S)
OWN_CONTROL = re.compile(r"контроль\s.{0,120}?оставляю\s+за\s+собой", re.I | re.S)
UNDER = re.compile(r"^по\s+", re.I)
ORGANISATION = re.compile(
    r"(управлени|отдел|администраци|министерств|департамент|комитет|учрежден|муниципальн|«|дума|правительств)",
    re.I,
)


@dataclass(frozen=True)
class Card:
    """The act itself. parent: the act that this text is an annex to; approval: the act in the approval mark.

    An annex without a date and number of its own takes those of its parent. dates: all dates of the head.
    """

    kind: str = ""
    issuer: str = ""
    issued_on: date | None = None
    number: str = ""
    title: str = ""
    place: str = ""
    signatory: str = ""
    controller: str = ""
    annex_number: str = ""
    parent: ActRef | None = None
    approval: ActRef | None = None
    dates: tuple[date, ...] = ()


def read_card(nodes: list[Node]) -> Card:
    """Read the card of an order, or of an annex or plan that came without its order.

    Source: ГОСТ Р 7.0.97-2016, section 5 (requisites 05, 09 to 13, 16, 17, 19, 22, 27).
    """
    first = nodes[0] if nodes else None
    if first is not None and first.kind == "order":
        return _card_of_order(nodes)
    head = [node for node in nodes if node.kind in {"annex", "requisites"}]
    title = next((node.text for node in nodes if node.kind == "title"), "")
    kind = kind_of_title(title)
    annex = next((node for node in head if node.kind == "annex" and node.label), None)
    parent = act_in_head([node.text for node in head if node.kind == "annex" or node.label])
    place = next((at for at, node in enumerate(head) if parts.APPROVAL.match(node.text)), None)
    approval = None
    if place is not None:
        approval = act_in_head([node.text for node in head[place : place + 3]])
    base = parent or approval or ActRef("")
    issuer = base.issuer or (approval.issuer if approval else "")
    number = "".join(sign for sign in annex.label if sign.isdigit()) if annex else ""
    if parent is not None and not parent.issuer:
        parent = replace(parent, issuer=issuer, level=guess_level(parent.kind, issuer))
    return Card(
        kind,
        issuer,
        base.issued_on,
        base.number,
        title,
        annex_number=number,
        parent=parent,
        approval=approval,
        dates=_dates([node.text for node in head]),
    )


def _card_of_order(nodes: list[Node]) -> Card:
    """Read the card of an order from its own head.

    Source: ГОСТ Р 7.0.97-2016, 5.5, 5.9 to 5.13, 5.17, 5.22, 5.27.
    """
    head = [node.text for node in nodes if node.kind == "requisites" and node.parent == "order"]
    joined = " ".join(head)
    kind = next((found[1].lower() for text in head if (found := parts.ORDER.match(_unspaced(text)))), "")
    numbers = [
        found[1] for text in head if (found := NUMBER.search(text)) and "«" not in text[: found.start()]
    ]
    dates = _dates(head)
    signed = [node.text for node in nodes if node.kind == "signature" and not parts.SEEN.match(node.text)]
    title = next((node.text for node in nodes if node.kind == "title" and node.parent == "order"), "")
    places = [found[0] for text in head if (found := PLACE.search(text))]
    signatory = signed[0] if signed else ""
    clauses = [node.text for node in nodes if node.kind == "clause" and node.key.startswith("order/")]
    return Card(
        kind,
        _issuer_of_head(head),
        dates[0] if dates else None,
        numbers[0].rstrip("_.") if numbers else "",
        title,
        places[0] if places and joined else "",
        signatory,
        _controller(clauses, signatory),
        dates=dates,
    )


def _unspaced(text: str) -> str:
    """Join a word that is drawn with spaces between its letters.

    Source: ГОСТ Р 7.0.97-2016, 5.9; clerks' habit of writing П Р И К А З.
    """
    return text.replace(" ", "") if max(map(len, text.split()), default=0) == 1 else text


def _issuer_of_head(head: list[str]) -> str:
    """Find the organisation in the head: a line that names one, else "по отделу …" under the kind.

    Source: ГОСТ Р 7.0.97-2016, 5.5.
    """
    for text in head:
        named = ORGANISATION.search(text) is not None and not parts.ORDER.match(text)
        if named and not parts.APPROVAL.match(text):
            plain = UNDER.sub("", text)
            return nominative(_calm(plain))
    return ""


def _calm(text: str) -> str:
    """Write capitals as names are written in a sentence: the first word, and proper names as far as known.

    Source: ГОСТ Р 7.0.97-2016, 5.5 (names as in the statute of the organisation).
    """
    if not text.isupper():
        return text
    words = text.lower().split()
    known = {"округ", "округа", "район", "города", "город", "посёлка", "села", "поселение"}
    return " ".join(
        word.capitalize() if place == 0 or words[place - 1] in known else word
        for place, word in enumerate(words)
    )


def _controller(clauses: list[str], signatory: str) -> str:
    """Find on whom control is put; "за собой" is who signs.

    Source: ГОСТ Р 7.0.97-2016, 5.18 (the last point of an order names who controls).
    """
    for text in clauses:
        if OWN_CONTROL.search(text):
            return signatory
        found = CONTROL.search(text)
        if found is not None:
            return found[1].strip().rstrip(".")
    return ""


def kind_of_title(title: str) -> str:
    """Name the kind of an approved text by the first word of its title.

    Source: ГОСТ Р 7.0.97-2016, 5.9.
    """
    found = parts.GENRE.match(title)
    return found[1].lower().strip("«»") if found else ""


def act_in_head(texts: list[str]) -> ActRef | None:
    """Read "к постановлению … от … № …" or "УТВЕРЖДЕНО приказом … № … от …".

    Source: ГОСТ Р 7.0.97-2016, 5.16 and 5.19.
    """
    found = [
        citation.act for citation in citations_of(" ".join(texts), "") if citation.act.kind in dict(KINDS)
    ]
    return next((act for act in found if act.issued_on or act.number), None)


def _dates(texts: list[str]) -> tuple[date, ...]:
    """Collect the dates of a head.

    Source: ГОСТ Р 7.0.97-2016, 5.10.
    """
    found = (read_date(match) for text in texts for match in DATE.finditer(text))
    return tuple(dict.fromkeys(day for day in found if day is not None))
