"""Editions as plain nodes, and two of them side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metodika.directory.regulations.models import Clause, Edition
from metodika.directory.regulations.rules import Match, Node, match_editions


def nodes_of(edition: Edition) -> list[Node]:
    """Return the clauses of an edition as plain nodes, for arithmetic."""
    return [node_of(clause) for clause in edition.clauses.order_by("order")]


def node_of(clause: Clause) -> Node:
    """Return a clause as a plain node."""
    return Node(
        key=clause.key,
        parent=clause.parent_key or None,
        label=clause.label,
        kind=clause.kind,  # type: ignore[arg-type]  # only kinds of nodes are ever stored
        text=clause.text or clause.gist,
        order=clause.order,
    )


@dataclass(frozen=True)
class Compared:
    """Two editions side by side: each match with the nodes it joins."""

    older: Edition
    newer: Edition
    rows: Sequence[tuple[Match, Node | None, Node | None]]


def compared_editions(older: Edition, newer: Edition) -> Compared:
    """Return the difference of two editions, clause by clause, in the order of the newer."""
    before, after = nodes_of(older), nodes_of(newer)
    old_by_key, new_by_key = _by_key(before), _by_key(after)
    rows = [
        (match, old_by_key.get(match.old_key or ""), new_by_key.get(match.new_key or ""))
        for match in match_editions(before, after)
    ]
    return Compared(older, newer, rows)


def _by_key(nodes: Iterable[Node]) -> dict[str, Node]:
    return {node.key: node for node in nodes}
