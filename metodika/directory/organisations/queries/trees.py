"""The tree of organisations."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from metodika.directory.organisations.models import Organisation


@dataclass
class Node:
    """An organisation with those under it, in alphabetical order."""

    organisation: Organisation
    children: list["Node"] = field(default_factory=list)


def organisation_tree(rows: Iterable[Organisation]) -> list[Node]:
    """Return the rows as a tree; a row whose parent is not among them stands at the top."""
    nodes = {row.pk: Node(row) for row in sorted(rows, key=lambda row: row.sort_key)}
    tops: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.organisation.parent_id or 0)
        (above.children if above else tops).append(node)
    return tops
