"""The door of the rules: one reading of an act with everything that can be told from its text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from metodika.core.files.text import Block
from metodika.directory.regulations.rules.acts import ActRef, number_identity
from metodika.directory.regulations.rules.card import Card, read_card
from metodika.directory.regulations.rules.citations import Citation, find_citations
from metodika.directory.regulations.rules.definitions import Definition, find_definitions
from metodika.directory.regulations.rules.doubts import (
    Doubt,
    doubts_of_card,
    doubts_of_citations,
    doubts_of_terms,
    doubts_of_texts,
)
from metodika.directory.regulations.rules.nodes import Node
from metodika.directory.regulations.rules.numbering_doubts import doubts_of_numbers
from metodika.directory.regulations.rules.reading import read_nodes


@dataclass(frozen=True)
class Reading:
    """An act as read: its tree, the acts it cites, the terms it defines, its card and what is doubtful."""

    nodes: list[Node]
    citations: list[Citation]
    doubts: list[Doubt]
    card: Card
    definitions: list[Definition]


def read_regulation(blocks: Sequence[Block]) -> Reading:
    """Read an act from blocks. Nothing is refused: what is unclear becomes a doubt.

    Source: ГОСТ Р 7.0.97-2016, section 5; ГОСТ 7.32-2017, 6.4.
    """
    nodes = read_nodes(list(blocks))
    card = read_card(nodes)
    citations = [replace(found, itself=is_itself(found.act, card)) for found in find_citations(nodes)]
    definitions = find_definitions(nodes)
    order = {node.key: node.order for node in nodes}
    doubts = [
        *doubts_of_card(card),
        *doubts_of_citations(citations, card),
        *doubts_of_numbers(nodes),
        *doubts_of_texts(nodes),
        *doubts_of_terms(definitions),
    ]
    doubts.sort(key=lambda doubt: order.get(doubt.node, -1))
    return Reading(nodes, citations, doubts, card, definitions)


def is_itself(act: ActRef, card: Card) -> bool:
    """Say whether a cited act is the act that is being read.

    Source: municipal practice: Pestyaki 2021 No 160, 1.2, names itself among its grounds.
    """
    own = ActRef(card.kind, issued_on=card.issued_on, number=card.number)
    return bool(act.number and act.issued_on) and any(
        (act.kind, act.issued_on, number_identity(act.number))
        == (name.kind, name.issued_on, number_identity(name.number))
        for name in (own, card.parent, card.approval)
        if name is not None
    )


def cited_acts(citations: Sequence[Citation]) -> dict[tuple[str, str, str, str], list[Citation]]:
    """Group citations by the act: one act under two titles is one.

    Source: ГОСТ Р 7.0.97-2016, 5.12.
    """
    found: dict[tuple[str, str, str, str], list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.act.identity, []).append(citation)
    return found


def _act_as_json(act: ActRef | None) -> dict[str, Any] | None:
    """Write a reference to an act for programs; a date is 2021-07-27.

    Source: ISO 8601.
    """
    if act is None:
        return None
    day = act.issued_on.isoformat() if act.issued_on else None
    title = act.title or act.approves
    return {"kind": act.kind, "issuer": act.issuer, "date": day, "number": act.number, "title": title}


def as_json(reading: Reading, translate: Callable[[str], str] = str) -> dict[str, Any]:
    """Write a reading for programs: act, nodes in order, citations, doubts with their sentences.

    Source: RFC 8259; ISO 8601 for dates.
    """
    card = reading.card
    own = ActRef(card.kind, card.issuer, issued_on=card.issued_on, number=card.number, title=card.title)
    act: dict[str, Any] = _act_as_json(own) or {}
    for name in ("place", "signatory", "controller", "annex_number"):
        act[name] = getattr(card, name)
    act |= {"parent": _act_as_json(card.parent), "approval": _act_as_json(card.approval)}
    nodes = [
        {"key": node.key, "parent": node.parent, "label": node.label, "kind": node.kind, "text": node.text}
        for node in reading.nodes
    ]
    citations = [
        {
            **(_act_as_json(found.act) or {}),
            "level": found.act.level,
            "node": found.node,
            "itself": found.itself,
        }
        for found in reading.citations
    ]
    doubts = [
        {"code": doubt.code, "node": doubt.node, "message": doubt.told(translate)} for doubt in reading.doubts
    ]
    return {"act": act, "nodes": nodes, "citations": citations, "doubts": doubts}
