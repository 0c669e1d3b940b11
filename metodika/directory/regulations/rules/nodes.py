"""The tree of an act: nodes in the order of the source, each word in exactly one of them."""

from dataclasses import dataclass
from typing import Literal

from metodika.core.files.text import words

Kind = Literal[
    "order",
    "requisites",
    "title",
    "annex",
    "section",
    "clause",
    "subclause",
    "bullet",
    "paragraph",
    "table",
    "table_row",
    "cell",
    "signature",
]


@dataclass(frozen=True)
class Node:
    """A piece of an act.

    key is the place in the structure (`annex2/4.10.2/p1`), unique in the act and free of the text; parent is
    a key or None; label stands in the source before text ("4.10.2.", "1)", "·", "Приложение 2", "").
    Nodes are ordered as the source is; a parent always comes before its children.
    """

    key: str
    parent: str | None
    label: str
    kind: Kind
    text: str
    order: int


@dataclass
class Draft:
    """A node while the act is being read."""

    key: str
    parent: "Draft | None"
    label: str
    kind: Kind
    text: str

    def append(self, text: str) -> None:
        """Continue the text with what stands on the next line.

        Source: ГОСТ Р 7.0.97-2016, 5.18 (a line break divides no sentence).
        """
        self.text = f"{self.text} {text}" if self.text else text


def node_words(nodes: list[Node]) -> list[str]:
    """Give the word sequence of a tree: of each node, its label and then its text.

    Source: Федеральный закон 149-ФЗ, art. 2, cl. 11 (a document keeps its content).
    """
    return [word for node in nodes for word in words(node.label) + words(node.text)]
