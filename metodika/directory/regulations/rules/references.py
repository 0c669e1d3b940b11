"""Finding a clause by the number that people cite: "4.10.2", "3.2.1.7" (the seventh item of 3.2.1)."""

from collections.abc import Sequence

from metodika.directory.regulations.rules.nodes import Node
from metodika.directory.regulations.rules.numbering_doubts import label_of

NUMBERED = ("clause", "table_row", "section")
ITEMS = frozenset({"bullet", "subclause", "paragraph"})


def clause_at(nodes: Sequence[Node], path: str, part: str = "") -> Node | None:
    """Find a node by its cited number in a part ("order", "annex2"; "" is any but the order).

    The longest beginning of the number that is a clause, a row or a section is taken, clauses first; what is
    left counts its items, looking through a single item that only introduces the others.

    Source: municipal practice: "подпункт 7 пункта 3.2.1".
    """
    numbers = tuple(map(int, path.split(".")))
    here = [node for node in nodes if _is_in(node, part)]
    for length in range(len(numbers), 0, -1):
        for kind in NUMBERED:
            for node in here:
                label = label_of(node) if node.kind == kind and node.label else None
                if label is not None and label.numbers == numbers[:length]:
                    found = _item(here, node, numbers[length:])
                    if found is not None:
                        return found
    return None


def _is_in(node: Node, part: str) -> bool:
    """Say whether a node stands in a part.

    Source: ГОСТ Р 7.0.97-2016, 5.19.
    """
    if part:
        return node.key.startswith(f"{part}/")
    return not node.key.startswith("order/")


def items_of(nodes: Sequence[Node], owner: Node) -> list[Node]:
    """Give the items of a clause that are counted when it is cited: subclauses or bullets, else paragraphs.

    Source: ГОСТ 7.32-2017, 6.4.6.
    """
    below = [node for node in nodes if node.parent == owner.key and node.kind in ITEMS]
    counted = [node for node in below if node.kind != "paragraph"]
    return counted or below


def _item(nodes: Sequence[Node], owner: Node, numbers: tuple[int, ...]) -> Node | None:
    """Walk down to an item, number by number.

    Source: municipal practice: "абзац второй подпункта 3 пункта 9".
    """
    for number in numbers:
        items = items_of(nodes, owner)
        if len(items) == 1 and items[0].text.endswith(":"):
            items = items_of(nodes, items[0])
        if not 0 < number <= len(items):
            return None
        owner = items[number - 1]
    return owner
