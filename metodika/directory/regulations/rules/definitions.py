"""Terms that an act defines, so that two definitions of one term are seen."""

import re
from dataclasses import dataclass

from metodika.directory.regulations.rules.nodes import Node

DEFINING = re.compile(r"(понятия|термины|определения)", re.I)
DEFINITION = re.compile(r"([^.;:!?–—]{2,100}?)\s+[–—-](?:\s+|$)(это\s+)?(.*)$", re.S)


@dataclass(frozen=True)
class Definition:
    """A term, its wording and the node where it stands."""

    term: str
    text: str
    node: str


def find_definitions(nodes: list[Node]) -> list[Definition]:
    """Find definitions: items under a clause that speaks of terms, and sentences with "– это".

    Source: municipal practice: Magnitogorsk gymnasium 53, 2020, clause 3.
    """
    texts = {node.key: node.text for node in nodes}
    found: list[Definition] = []
    for node in nodes:
        if node.kind not in {"clause", "subclause", "bullet", "paragraph"}:
            continue
        match = DEFINITION.match(node.text)
        listed = node.parent is not None and DEFINING.search(texts[node.parent]) is not None
        if match is not None and (match[2] or (listed and not DEFINING.search(match[1]))):
            found.append(Definition(" ".join(match[1].split()), match[3].strip(" ;."), node.key))
    return found
