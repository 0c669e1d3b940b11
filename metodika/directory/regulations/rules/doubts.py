"""What a careful reader would ask about: every doubt warns, none forbids."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from metodika.directory.regulations.rules import parts
from metodika.directory.regulations.rules.acts import ActRef
from metodika.directory.regulations.rules.card import Card
from metodika.directory.regulations.rules.citations import Citation
from metodika.directory.regulations.rules.definitions import Definition
from metodika.directory.regulations.rules.nodes import Node


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue of translations without translating it.

    Source: GNU gettext manual, 4.7 (special cases of translatable strings).
    """
    return message


MESSAGES = {
    "basis-later": gettext_noop(
        "The cited act %(act)s is dated %(cited)s, later than this act itself (%(own)s). Check both dates."
    ),
    "titles-differ": gettext_noop(
        "The act %(act)s is cited under different titles. It is kept as one act: check which title is right."
    ),
    "numbers-repeat": gettext_noop(
        "Numbers stand twice in one part of the act: %(labels)s. Clauses are told apart by their place."
    ),
    "number-jumps": gettext_noop("After %(before)s comes %(label)s. A clause may be missing."),
    "number-back": gettext_noop("After %(before)s comes %(label)s: the numbering goes backwards."),
    "number-orphan": gettext_noop("There is %(label)s, but no %(above)s above it."),
    "text-cut": gettext_noop("The sentence ends with a comma and may be cut off: “%(end)s”."),
    "list-missing": gettext_noop("A list is announced, but none follows: “%(end)s”."),
    "list-open": gettext_noop("The last item of the list does not end with a full stop: “%(end)s”."),
    "text-open": gettext_noop("The sentence has no sign at its end: “%(end)s”."),
    "number-missing": gettext_noop("The act %(act)s is cited without its number."),
    "cites-itself": gettext_noop("The act names itself, %(act)s, among its own grounds."),
    "term-twice": gettext_noop("The term “%(term)s” is defined %(count)s times. All definitions are kept."),
    "term-empty": gettext_noop("The term “%(term)s” is named, but not defined."),
    "head-dates": gettext_noop("The head of the act holds different dates: %(dates)s."),
    "act-undated": gettext_noop("The act has no date. Add it on the card."),
    "act-unnumbered": gettext_noop("The act has no number. Add it on the card if there is one."),
    "quote-open": gettext_noop("The title of the act %(act)s has no closing quotation mark."),
    "date-impossible": gettext_noop("The act %(act)s is cited with a date that no calendar has."),
}
ENOUGH_WORDS = 4
SHOWN = 40
TEXTS = frozenset({"clause", "subclause", "bullet", "paragraph"})
ITEMS = frozenset({"subclause", "bullet"})


@dataclass(frozen=True)
class Doubt:
    """A doubt about a node; "" is the act as a whole. MESSAGES[code] % params is its sentence."""

    code: str
    node: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Give the sentence to be translated, its parameters still unfilled.

        Source: GNU gettext manual, 4.3 (whole sentences with named parameters).
        """
        return MESSAGES[self.code]

    def told(self, translate: Callable[[str], str]) -> str:
        """Give the whole sentence in a language; `translate` turns the message into it.

        Source: GNU gettext manual, 4.3.
        """
        return translate(self.message) % self.params


def shown_date(day: date | None) -> str:
    """Write a date as acts write it.

    Source: ГОСТ Р 7.0.97-2016, 5.10 (12.06.2016).
    """
    return f"{day:%d.%m.%Y}" if day else ""


def shown_act(act: ActRef) -> str:
    """Name an act shortly: kind, number, date.

    Source: ГОСТ Р 7.0.97-2016, 5.12.
    """
    number = f" № {act.number}" if act.number else ""
    day = f" от {shown_date(act.issued_on)}" if act.issued_on else ""
    return f"{act.kind}{day}{number}"


def doubts_of_citations(citations: list[Citation], card: Card) -> Iterator[Doubt]:
    """Doubt cited acts: later than the act, without number, the act itself, an open quote, a false date.

    Source: Федеральный закон 131-ФЗ, art. 43 (municipal acts rest on acts in force before them).
    """
    for citation in citations:
        act, named = citation.act, {"act": shown_act(citation.act)}
        if act.issued_on and card.issued_on and act.issued_on > card.issued_on:
            dates = {"cited": shown_date(act.issued_on), "own": shown_date(card.issued_on)}
            yield Doubt("basis-later", citation.node, named | dates)
        if citation.number_missing:
            yield Doubt("number-missing", citation.node, named)
        if citation.itself:
            yield Doubt("cites-itself", citation.node, named)
        if citation.unclosed:
            yield Doubt("quote-open", citation.node, named)
        if citation.date_impossible:
            yield Doubt("date-impossible", citation.node, named)
    yield from _doubts_of_titles(citations)


def _doubts_of_titles(citations: list[Citation]) -> Iterator[Doubt]:
    """Doubt one act that is cited under two titles, at the second of them.

    Source: municipal practice: Pervouralsk 2020 No 261, preamble and clause 2.
    """
    titles: dict[tuple[str, str, str, str], str] = {}
    for citation in citations:
        act = citation.act
        title = " ".join(act.title.lower().split())
        if title and titles.setdefault(act.identity, title) != title:
            yield Doubt("titles-differ", citation.node, {"act": shown_act(act)})


def doubts_of_card(card: Card) -> Iterator[Doubt]:
    """Doubt the head: no date, no number, dates that differ.

    Source: ГОСТ Р 7.0.97-2016, 5.10 and 5.11.
    """
    if card.issued_on is None:
        yield Doubt("act-undated", "")
    if not card.number:
        yield Doubt("act-unnumbered", "")
    if len(card.dates) > 1:
        yield Doubt("head-dates", "", {"dates": ", ".join(map(shown_date, card.dates))})


def doubts_of_terms(definitions: list[Definition]) -> Iterator[Doubt]:
    """Doubt terms with several definitions, at the second, and terms with none.

    Source: municipal practice: Magnitogorsk gymnasium 53, 2020, clause 3.
    """
    found: dict[str, list[Definition]] = {}
    for definition in definitions:
        found.setdefault(definition.term.lower(), []).append(definition)
        if not definition.text:
            yield Doubt("term-empty", definition.node, {"term": definition.term})
    for same in found.values():
        if len(same) > 1:
            yield Doubt("term-twice", same[1].node, {"term": same[0].term, "count": str(len(same))})


def doubts_of_texts(nodes: list[Node]) -> Iterator[Doubt]:
    """Doubt sentences that were cut off and lists that do not end.

    Source: ГОСТ 7.32-2017, 6.4.6 (punctuation of lists); municipal practice: Pestyaki 2021 No 160, 7.3.
    """
    parents = {node.parent for node in nodes}
    last_of = {(node.parent, node.kind): node.key for node in nodes}
    in_table = {node.key for node in nodes if node.kind in {"table", "table_row", "cell"}}
    for place, node in enumerate(nodes):
        if node.parent in in_table:
            in_table.add(node.key)
        elif node.kind in TEXTS and node.text:
            after = nodes[place + 1] if place + 1 < len(nodes) else None
            is_last = last_of[node.parent, node.kind] == node.key
            code = _fault_of(node, after, is_last=is_last, has_children=node.key in parents)
            if code:
                yield Doubt(code, node.key, {"end": ending_of(node.text)})


def ending_of(text: str) -> str:
    """Give the last words of a text, by which a person finds it; what was left out is an ellipsis.

    Source: ГОСТ Р 7.0.5-2008, 4.12 (left-out words of a quotation).
    """
    if len(text) <= SHOWN:
        return text
    _cut_word, _space, words = text[-SHOWN:].partition(" ")
    return f"… {words or text[-SHOWN:]}"


def _fault_of(node: Node, after: Node | None, *, is_last: bool, has_children: bool) -> str:
    """Name what is wrong with the end of a text, "" if nothing.

    Source: ГОСТ 7.32-2017, 6.4.6.
    """
    end = node.text[-1]
    follows = after is not None and (
        after.parent == node.parent or parts.RESOLVES.search(after.text) is not None
    )
    if end == ",":
        return "" if after is not None and parts.RESOLVES.search(after.text) else "text-cut"
    if end == ":":
        listed = follows and after is not None and after.kind in {"clause", "table", "paragraph"}
        return "" if has_children or listed else "list-missing"
    if end == ";" and node.kind in ITEMS and is_last and not has_children:
        return "" if after is not None and after.kind in ITEMS else "list-open"
    if end.isalnum() and not has_children and len(node.text.split()) >= ENOUGH_WORDS:
        return "text-open"
    return ""
